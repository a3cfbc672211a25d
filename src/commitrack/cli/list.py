"""``commitrack list``: which commitments there are, and how each stands."""

from collections.abc import Callable, Sequence

from commitrack.assess import Assessment
from commitrack.cli.console import look, page, write
from commitrack.cli.context import opened, surveyed
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
    format_of,
)  # fmt: skip
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
    """List commitments and how each stands.

    Without words, the headline commitments with their parts counted. With words, everything that fits:
    words search ids and titles; fields narrow down (pillar, area, party, kind, status, unit, due, made,
    updated, progress, evidence, part_of, document, id); commas mean or; not: excludes. Status words: overdue,
    off-track, at-risk, on-track, no-data, fulfilled, stale and more; TAB completes them.
    """
    reading = opened(registry)
    snapshot = surveyed(reading, as_of)
    chosen = snapshot.select(query or (), sort=sort) if query or everything else snapshot.headlines(sort=sort)
    drawn = look(lang, ascii_only=ascii, to_file=output is not None)
    hidden = not query and len(chosen) < len(snapshot.assessments)
    more = _("; all of them: commitrack list --all").to(lang) if hidden else ""
    if not chosen and (meant := [word for word in query or () if word in STATUS_WORDS]):
        more = _("; did you mean status:{word}?", word=meant[0]).to(lang)
    text = _rendered(format_of(format, output, ListFormat), snapshot, chosen, drawn, digest=reading.digest, more=more)
    write(text, output=output, force=force, registry=reading.folder)


def _rendered(
    form: ListFormat,
    snapshot: Snapshot,
    chosen: Sequence[Assessment],
    drawn: Look,
    *,
    digest: Callable[[], str],
    more: str,
) -> str:
    """The listing in a format; each format's view is imported when it is asked for."""
    if form is ListFormat.TABLE:
        from commitrack.views.terminal.pages import list_page  # noqa: PLC0415

        return page(list_page(snapshot, chosen, drawn, more=more), drawn)
    from commitrack.report.serialize import commitment_data  # noqa: PLC0415

    items = (commitment_data(snapshot, assessment) for assessment in chosen)
    if form is ListFormat.CSV:
        from commitrack.views import csv  # noqa: PLC0415

        return csv.render(items)
    from commitrack.views import json  # noqa: PLC0415

    return json.render_list(snapshot, digest(), items)
