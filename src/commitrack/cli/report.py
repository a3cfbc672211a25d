"""``commitrack report``: what one must know before a review meeting."""

from commitrack.cli.console import look, page, write
from commitrack.cli.options import (
    AsciiOption,
    AsOfOption,
    ForceOption,
    Format,
    FormatOption,
    Lang,
    LangOption,
    OutputOption,
    QueryArgument,
    RegistryOption,
)  # fmt: skip
from commitrack.cli.session import opened, surveyed
from commitrack.report.brief import Report, brief
from commitrack.views.grid import Look


def command(
    query: QueryArgument = None,
    format: FormatOption = Format.TABLE,
    output: OutputOption = None,
    force: ForceOption = False,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Report before a review meeting.

    What is due, late, behind, stale and unknown, and who owes word of it; over the commitments a query asks for.
    """
    reading = opened(registry)
    survey = surveyed(reading, as_of)
    report = brief(survey, query=query or (), digest=reading.digest())
    drawn = look(lang, ascii_only=ascii, to_file=output is not None)
    write(_rendered(format, report, drawn), output=output, force=force, registry=reading.folder)


def _rendered(form: Format, report: Report, drawn: Look) -> str:
    if form is Format.TABLE:
        from commitrack.views.terminal.report import report_page  # noqa: PLC0415

        return page(report_page(report, drawn), drawn)
    if form is Format.CSV:
        from commitrack.views import csv  # noqa: PLC0415

        return csv.render_report(report)
    from commitrack.views import json  # noqa: PLC0415

    return json.render_report(report)
