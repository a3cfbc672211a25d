"""Small activity files, made for the tests."""

from commitrack.drafting.intended import IntendedRow
from commitrack.model import Update

IDENTIFIER = "XX-ORG-1-wells"
HEAD = (
    f"<iati-identifier>{IDENTIFIER}</iati-identifier>"
    '<reporting-org ref="XX-ORG-1" type="10"><narrative>Ministry</narrative></reporting-org>'
    "<title><narrative>Wells</narrative></title>"
    "<description><narrative>Wells for villages.</narrative></description>"
    '<participating-org role="4"><narrative>Ministry</narrative></participating-org>'
    '<activity-status code="2"/>'
    '<activity-date type="1" iso-date="2024-01-01"/>'
)
INDICATOR = "<title><narrative>Wells drilled</narrative></title>"


def file(*activities: str, version: str = "2.03") -> str:
    """An activity file with these activities."""
    return f'<?xml version="1.0"?>\n<iati-activities version="{version}">{"".join(activities)}</iati-activities>'


def activity(rest: str = "", *, head: str = HEAD, attributes: str = "") -> str:
    """An activity with what the standard requires, and the rest."""
    return f"<iati-activity {attributes}>{head}{rest}</iati-activity>"


def result(indicator: str, *, kind: str = "1", attributes: str = 'measure="1"', before: str = "") -> str:
    """A result with one indicator."""
    return (
        f'<result type="{kind}"><title><narrative>Water</narrative></title>{before}'
        f"<indicator {attributes}>{INDICATOR}{indicator}</indicator></result>"
    )


def period(start: str, end: str, inner: str) -> str:
    """A period with its targets and actuals."""
    return f'<period><period-start iso-date="{start}"/><period-end iso-date="{end}"/>{inner}</period>'


def link(url: str, category: str = "A08") -> str:
    """A document."""
    title = "<title><narrative>Report</narrative></title>"
    return f'<document-link url="{url}" format="application/pdf">{title}<category code="{category}"/></document-link>'


def transaction(kind: str, on: str, amount: str, currency: str = "EUR") -> str:
    """A transaction."""
    stated = f'currency="{currency}"' if currency else ""
    return (
        f'<transaction><transaction-type code="{kind}"/><transaction-date iso-date="{on}"/>'
        f'<value {stated} value-date="{on}">{amount}</value></transaction>'
    )


def updates_of(intended: IntendedRow) -> list[Update]:
    """The updates of a commitment."""
    return [stated.update for stated in intended.updates]
