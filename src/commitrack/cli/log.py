"""``commitrack log``: show the update history."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

import typer

from commitrack.cli.console import write
from commitrack.cli.context import current_id, day, read_registry, since_day, snapshot_as_of
from commitrack.cli.examples import Example
from commitrack.cli.options import (
    ExcelOption,
    ForceOption,
    FormatOption,
    JsonOption,
    Lang,
    LangOption,
    LatestOption,
    OutputOption,
    QueryArgument,
    RegistryOption,
    UntilOption,
)
from commitrack.cli.output_file import format_of
from commitrack.drafting.lookup import require_commitment
from commitrack.language import LazyString as _
from commitrack.language import join, localize
from commitrack.model import ListFormat, Registry
from commitrack.query import is_searched_in_vain, matches, parse, was_recorded_by
from commitrack.registry import Reading
from commitrack.report.journal import JournalLine, journal, line_data
from commitrack.views.sanitize import safe
from commitrack.wording.journal import remarks, sentence

EXAMPLES = (
    Example("commitrack log jaif"),
    Example("commitrack log --since 2026-01-01 --keys"),
    Example("commitrack log unit:JPY --limit 10", _("The latest updates of commitments in yen")),
)


def command(
    query: QueryArgument = None,
    limit: LatestOption = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", help="Only updates from a date on: 2026-01-01, yesterday, 90 days"),
    ] = None,
    as_of: UntilOption = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="Show the oldest update first")] = False,
    keys: Annotated[bool, typer.Option("--keys", help="Show the key of each update, for use with undo")] = False,
    format: FormatOption = None,
    json: JsonOption = False,
    excel: ExcelOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
    lang: LangOption = Lang.EN,
    registry: RegistryOption = None,
) -> None:
    """Show the update history

    The latest update comes first, by the date it refers to, with the previous value and the target of that day.
    Retracted updates are marked. Name a commitment by its id, or select commitments with a query as in list;
    by:NAME shows the updates of one person.
    """
    form = format_of(format, output, ListFormat, json=json, excel=excel)
    reading = read_registry(registry)
    lines = _selected(reading, query or (), as_of)
    first = since_day(since, today=day(None, reading.registry.settings)) if since else date.min
    lines = [line for line in lines if line.update.on >= first]
    lines = (lines if reverse else lines[::-1])[:limit]
    text = _table(lines, reading, query or (), lang, keys=keys) if form is ListFormat.TABLE else _data(form, lines)
    write(text, output=output, force=force, registry=reading.folder, machine=form is not ListFormat.TABLE, bom=excel)


def _selected(reading: Reading, query: Sequence[str], as_of: str | None) -> list[JournalLine]:
    """The lines of one commitment, or of those that match a query, up to a day; oldest first."""
    registry = reading.registry
    until = day(as_of, registry.settings) if as_of else date.max
    lines = [line for line in journal(registry) if line.update.on <= until]
    if not query:
        return lines
    if _is_id(query, registry):
        name = current_id(query[0], registry)
        return [line for line in lines if line.commitment.id == name]
    parsed = parse(query, registry)
    if len(query) == 1 and parsed.words and is_searched_in_vain(query[0], registry):
        require_commitment(query[0], registry)
    snapshot = snapshot_as_of(reading, as_of)
    commitments = parsed.without("by")
    return [
        line
        for line in lines
        if matches(commitments, snapshot.assessments[line.commitment.id], registry)
        and was_recorded_by(parsed, line.update)
    ]


def _is_id(query: Sequence[str], registry: Registry) -> bool:
    """Whether a query is the id of a commitment, or a former one."""
    return len(query) == 1 and (query[0] in registry.commitments or query[0] in registry.current_ids())


def _table(
    lines: Sequence[JournalLine], reading: Reading, query: Sequence[str], lang: str, *, keys: bool
) -> Iterator[str]:
    """A line for each update, and below it its note and reason."""
    if not lines:
        none = _('no updates for "{id}" yet', id=query[0]) if _is_id(query, reading.registry) else _("no updates")
        yield f"{safe(none.to(lang))}\n"
    for line in lines:
        texts = [join((f"{line.update.key}  " if keys else "", sentence(line)), "")]
        texts += [join(("    ", remark), "") for remark in remarks(line.update)]
        yield "".join(f"{safe(localize(text, lang))}\n" for text in texts)


def _data(form: ListFormat, lines: Sequence[JournalLine]) -> Iterator[str]:
    """The lines for programs; only the view of that format is imported."""
    if form is ListFormat.CSV:
        from commitrack.views import csv  # noqa: PLC0415

        return csv.render_log(map(line_data, lines))
    from commitrack.views import json  # noqa: PLC0415

    return json.render_log(map(line_data, lines))
