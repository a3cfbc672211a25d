"""``commitrack report``: prepare a report for a review meeting."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

import typer

from commitrack.assess import Assessment
from commitrack.cli.completers import (
    complete_currency,
    complete_meeting,
    complete_sections,
    complete_since,
    complete_statuses,
)
from commitrack.cli.console import look, page, write
from commitrack.cli.context import read_registry, since_when, snapshot_as_of, zone
from commitrack.cli.examples import Example
from commitrack.cli.options import (
    AsciiOption,
    AsOfOption,
    ExcelOption,
    ForceOption,
    JsonOption,
    Lang,
    LangOption,
    OutputOption,
    QueryArgument,
    RegistryOption,
    ReportFormat,
    ReportFormatOption,
)
from commitrack.cli.output_file import format_of
from commitrack.cli.stderr import say
from commitrack.cli.words import words
from commitrack.errors import ExitCode, UsageError
from commitrack.labels import known_word
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.query import STATUS_WORDS
from commitrack.registry.indexed import keep_assessments, new_assessments
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.views.formats import TABLE, view
from commitrack.views.grid import Look

EXAMPLES = (
    Example("commitrack report"),
    Example("commitrack report --since last", _("With what changed since the last meeting")),
    Example("commitrack report pillar:co-creation -o brief.html", _("A file about one pillar, to mail or print")),
    Example("commitrack report is:key --fail-on overdue", _("In a script")),
)


def command(
    query: QueryArgument = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DAY|MEETING",
            autocompletion=complete_since,
            help='Changes since a date (2026-01-01, 90 days), a meeting or "last"',
        ),
    ] = None,
    meeting: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="MEETING",
            autocompletion=complete_meeting,
            help="Meeting to prepare for [default: the next one]",
        ),
    ] = None,
    sections: Annotated[
        str | None,
        typer.Option(
            "--sections",
            metavar="NAMES",
            autocompletion=complete_sections,
            help="Only these sections, comma-separated: highlights,since,deadlines",
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all-sections", help="Show all sections that apply, not only the most important ones")
    ] = False,
    annex: Annotated[
        bool, typer.Option("--annex", help="Add an annex with all details of each commitment (HTML only)")
    ] = False,
    currency: Annotated[
        str | None,
        typer.Option(
            "--in",
            metavar="CODE",
            autocompletion=complete_currency,
            help="Also convert money to this currency at the registry's rates",
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            metavar="WORDS",
            autocompletion=complete_statuses,
            help="Exit 1 if any commitment has one of these statuses: overdue,stale",
        ),
    ] = None,
    format: ReportFormatOption = None,
    json: JsonOption = False,
    excel: ExcelOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
    as_of: AsOfOption = None,
    known: Annotated[
        str | None, typer.Option("--known", metavar="DAY", help="Use only what was recorded by the end of this date")
    ] = None,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Prepare a report for a review meeting

    For the commitments that match the query, show what is due, overdue, behind, stale or unknown, what has changed and
    what has not, and what to ask each party for.
    """
    form = format_of(format, output, ReportFormat, json=json, excel=excel)
    if annex and form != "html":
        raise UsageError(_("--annex requires HTML"), hint=_("add --output report.html"))
    reading = read_registry(registry)
    snapshot = snapshot_as_of(reading, as_of, known=known)
    request = ReportRequest(
        query=tuple(query or ()),
        since=since_when(since, snapshot) if since else None,
        zone=zone(reading.registry.settings),
        meeting=meeting and (known_word(meeting, ("next",)) or meeting),
        currency=currency,
        annex=annex,
    )
    report = build_report(snapshot, request, digest=reading.digest())
    fail_statuses = words(fail_on, STATUS_WORDS, _("status"))
    appearance = look(lang, ascii_only=ascii, to_file=output is not None)
    text = _rendered(form, report, appearance, _sections(sections), everything=everything)
    assessments = new_assessments(reading, snapshot.assessments)
    write(text, output=output, force=force, registry=reading.folder, machine=form != TABLE, bom=excel)
    keep_assessments(reading, assessments)
    failing = {word: [a for a in report.chosen if word in a.answers()] for word in fail_statuses}
    if any(failing.values()):
        _explain_failure(failing, lang)
        raise typer.Exit(ExitCode.FINDINGS)


def _explain_failure(failing: Mapping[str, Sequence[Assessment]], lang: str) -> None:
    """Say on stderr which commitments made --fail-on fail."""
    for status, assessments in failing.items():
        if assessments:
            ids = comma_list(a.commitment.id for a in assessments)
            say(_("{status}: {ids}", status=_(status.replace("-", " ")), ids=ids).to(lang))


def _sections(text: str | None) -> tuple[str, ...]:
    from commitrack.views.sections import label, names  # noqa: PLC0415

    section_names = names()
    return tuple(section_names[word] for word in words(text, tuple(section_names), _("section"), label))


def _rendered(
    name: str, report: Report, appearance: Look, only: Sequence[str], *, everything: bool
) -> bytes | Iterable[str]:
    """The report in the format ``name``; only the view of that format is imported."""
    if name == TABLE:
        from commitrack.views.terminal.report import report_page  # noqa: PLC0415

        return page(report_page(report, appearance, only=only, everything=everything), appearance)
    return view(name).render_report(report, lang=appearance.lang, only=only)
