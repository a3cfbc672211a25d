"""``commitrack list``: list commitments and their status."""

from collections.abc import Callable, Sequence

from commitrack.assess import Assessment
from commitrack.cli.console import look, page, write
from commitrack.cli.context import read_registry, snapshot_as_of
from commitrack.cli.options import (
    AllOption,
    AsciiOption,
    AsOfOption,
    ForceOption,
    FormatOption,
    Lang,
    LangOption,
    ListFormat,
    OutputOption,
    QueryArgument,
    RegistryOption,
    SortOption,
)  # fmt: skip
from commitrack.cli.output_file import format_of
from commitrack.language import LazyString as _
from commitrack.query import STATUS_WORDS, Sort
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Look


def command(
    query: QueryArgument = None,
    everything: AllOption = False,
    sort: SortOption = Sort.PILLAR,
    format: FormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """List commitments and their status

    Without a query, list the key commitments with a count of their parts. With a query, list everything that
    matches: words search ids and titles; fields narrow the result (pillar, area, party, kind, status, unit, due,
    made, updated, progress, evidence, part_of, document, id); commas mean "or"; not: excludes. Statuses are
    overdue, off-track, at-risk, on-track, no-report, fulfilled, stale and more; Tab completes them.
    """
    form = format_of(format, output, ListFormat)
    reading = read_registry(registry)
    snapshot = snapshot_as_of(reading, as_of)
    chosen = snapshot.select(query or (), sort=sort) if query or everything else snapshot.headlines(sort=sort)
    appearance = look(lang, ascii_only=ascii, to_file=output is not None)
    hidden = not query and not everything and len(chosen) < len(snapshot.assessments)
    more = _("; list all with: commitrack list --all").to(lang) if hidden else ""
    if not chosen and (statuses := [word for word in query or () if word in STATUS_WORDS]):
        more = _("; did you mean status:{word}?", word=statuses[0]).to(lang)
    text = _rendered(form, snapshot, chosen, appearance, digest=reading.digest, more=more)
    machine = form is not ListFormat.TABLE
    write(text, output=output, force=force, registry=reading.folder, machine=machine)


def _rendered(
    form: ListFormat,
    snapshot: Snapshot,
    chosen: Sequence[Assessment],
    appearance: Look,
    *,
    digest: Callable[[], str],
    more: str,
) -> str:
    """The listing in a format; only the view of that format is imported."""
    if form is ListFormat.TABLE:
        from commitrack.views.terminal.pages import list_page  # noqa: PLC0415

        return page(list_page(snapshot, chosen, appearance, more=more), appearance)
    from commitrack.report.serialize import commitment_data  # noqa: PLC0415

    items = (commitment_data(snapshot, assessment) for assessment in chosen)
    if form is ListFormat.CSV:
        from commitrack.views import csv  # noqa: PLC0415

        return csv.render(items)
    from commitrack.views import json  # noqa: PLC0415

    return json.render_list(snapshot, digest(), items)
