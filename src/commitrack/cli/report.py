"""``commitrack report``: what one must know before a review meeting."""

from collections.abc import Sequence
from typing import Annotated

import typer

from commitrack.cli.console import look, page, write
from commitrack.cli.context import opened, since_when, surveyed, zone
from commitrack.cli.options import (
    AsciiOption,
    AsOfOption,
    ForceOption,
    Lang,
    LangOption,
    OutputOption,
    QueryArgument,
    RegistryOption,
    ReportFormat,
    ReportFormatOption,
    format_of,
)
from commitrack.errors import ExitCode, UsageError
from commitrack.language import LazyString as _
from commitrack.query import STATUS_WORDS
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.suggest import did_you_mean
from commitrack.views.formats import TABLE, view
from commitrack.views.grid import Look


def command(
    query: QueryArgument = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY|MEETING", help="What moved since: a day, a meeting, or last.")
    ] = None,
    meeting: Annotated[
        str | None, typer.Option("--for", metavar="MEETING", help="For which meeting. [default: the next one]")
    ] = None,
    sections: Annotated[
        str | None, typer.Option("--sections", metavar="NAMES", help="Only these, with commas: since,deadlines,ask.")
    ] = None,
    currency: Annotated[
        str | None, typer.Option("--in", metavar="CODE", help="Money also in one currency, by the registry's rates.")
    ] = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", metavar="WORDS", help="Exit 1 if any is so: overdue,stale.")
    ] = None,
    format: ReportFormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    as_of: AsOfOption = None,
    known: Annotated[
        str | None, typer.Option("--known", metavar="DAY", help="Only what had been recorded by the end of a day.")
    ] = None,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Report before a review meeting.

    What is due, late, behind, stale and unknown, what moved and what did not, and whom to ask for what; over the
    commitments a query asks for.
    """
    reading = opened(registry)
    snapshot = surveyed(reading, as_of, known=known)
    request = ReportRequest(
        query=tuple(query or ()),
        since=since_when(since, snapshot) if since else None,
        zone=zone(reading.registry.settings),
        meeting=meeting,
        currency=currency,
    )
    report = build_report(snapshot, request, digest=reading.digest())
    gate = _words(fail_on, STATUS_WORDS, _("status word"))
    drawn = look(lang, ascii_only=ascii, to_file=output is not None)
    text = _rendered(format_of(format, output, ReportFormat), report, drawn, _sections(sections))
    write(text, output=output, force=force, registry=reading.folder)
    if any(word in assessment.answers() for assessment in report.chosen for word in gate):
        raise typer.Exit(ExitCode.FINDINGS)


def _sections(text: str | None) -> tuple[str, ...]:
    from commitrack.views.sections import names  # noqa: PLC0415

    known = names()
    return tuple(known[word] for word in _words(text, tuple(known), _("section")))


def _words(text: str | None, known: Sequence[str], what: str) -> tuple[str, ...]:
    """The words of a list with commas; an unknown one is an error with a suggestion."""
    words = tuple(word.strip() for word in text.split(",") if word.strip()) if text else ()
    for word in words:
        if word not in known:
            hint = did_you_mean(word, known) or _("known are: {names}", names=", ".join(known))
            raise UsageError(_("“{word}” is not a {what}", word=word, what=what), hint=hint)
    return words


def _rendered(name: str, report: Report, drawn: Look, only: Sequence[str]) -> str | bytes:
    """The report in a format."""
    if name == TABLE:
        from commitrack.views.terminal.report import report_page  # noqa: PLC0415

        return page(report_page(report, drawn, only=only), drawn)
    return view(name).render_report(report, lang=drawn.lang, only=only)
