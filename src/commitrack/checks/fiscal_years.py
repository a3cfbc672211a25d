"""The warning about fiscal years that can be read in two ways."""

import re
from collections.abc import Iterator

from commitrack.assess import Assessment
from commitrack.checks.check import Finding
from commitrack.checks.warning import Assessments, warns
from commitrack.language import LazyString as _
from commitrack.model import FiscalYear, Registry, When

_NAMED = _('state fiscal_year_named = "start" or "end" in [registry]')
_TWO_YEARS = re.compile(r"FY\d{4}-\d{2}")


@warns("CT331", "unclear fiscal years")
def unclear(registry: Registry, assessments: Assessments) -> Iterator[Finding]:
    """FY2026 starts in 2026 in some countries and ends in 2026 in others. If fiscal years do not start on 1 January,
    state ``fiscal_year_named = "start"`` or ``"end"`` in ``[registry]``; without it, FY2026 starts in 2026. A fiscal
    year in two calendar years, such as "FY2026-27", needs a ``fiscal_year_start`` other than "01-01"."""
    settings = registry.settings
    if settings.fiscal_year_start != FiscalYear().start:
        if settings.fiscal_year_named is None:
            yield ("registry", "fiscal_year_start"), _("FY2026 is read as the fiscal year that starts in 2026"), _NAMED
        return
    for name, assessment in assessments.items():
        for year in filter(_is_in_two_years, _stated(assessment)):
            message = _(
                '"{year}" of "{id}" spans two calendar years, but fiscal years start on 1 January', year=year, id=name
            )
            yield ("commitments", name), message, _("state fiscal_year_start in [registry]")


def _is_in_two_years(when: When) -> bool:
    return isinstance(when.written, str) and _TWO_YEARS.fullmatch(when.written) is not None


def _stated(assessment: Assessment) -> Iterator[When]:
    """When a commitment was made, and its deadlines, amended ones too."""
    commitment = assessment.commitment
    amended = (update.amends.due for update in assessment.history.amendments if update.amends)
    stated = (commitment.made, commitment.due, *(target.due for target in commitment.targets.values()), *amended)
    return (when for when in stated if when is not None)
