"""``commitrack list``: list commitments and their status."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from commitrack.assess import Assessment
from commitrack.cli.console import look, page, write
from commitrack.cli.context import read_registry, snapshot_as_of
from commitrack.cli.examples import Example
from commitrack.cli.options import (
    AllOption,
    AsciiOption,
    AsOfOption,
    ColumnsOption,
    ExcelOption,
    ForceOption,
    FormatOption,
    GroupOption,
    JsonOption,
    Lang,
    LangOption,
    LimitOption,
    LongOption,
    OutputOption,
    QueryArgument,
    RegistryOption,
    ReverseOption,
    SortOption,
)  # fmt: skip
from commitrack.cli.output_file import format_of
from commitrack.cli.preferences import preferences
from commitrack.cli.words import words
from commitrack.color import Color
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import ListFormat, Sort
from commitrack.query import intended
from commitrack.registry.indexed import keep_assessments, new_assessments
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Look
from commitrack.wording.groups import GroupBy, grouped

EXAMPLES = (
    Example("commitrack list overdue"),
    Example("commitrack list --all --group pillar --sort due"),
    Example("commitrack list is:key due:..2031 --long", _("Key commitments due by 2031, with figures")),
    Example("commitrack list --all -o commitments.csv", _("For a spreadsheet")),
)


def command(
    query: QueryArgument = None,
    everything: AllOption = False,
    sort: SortOption = None,
    reverse: ReverseOption = False,
    limit: LimitOption = None,
    group: GroupOption = None,
    columns: ColumnsOption = None,
    long: LongOption = False,
    format: FormatOption = None,
    json: JsonOption = False,
    excel: ExcelOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """List commitments and their status

    List the commitments that are not part of another one, and parts that are overdue, most urgent first. With a query,
    list everything that matches: words search ids and titles; fields narrow the result (is, has, status, due, pillar,
    area, party, by, kind, unit, made, updated, progress, evidence, part_of, document, id); commas mean "or"; not:
    excludes. Statuses are overdue, off-track, at-risk, on-track, no-report, fulfilled, stale and more; Tab completes
    them.
    """
    reading = read_registry(registry)
    defaults = reading.registry.defaults
    form = format_of(format, output, ListFormat, defaults.format, json=json, excel=excel)
    sort = sort or defaults.sort or Sort.URGENCY
    snapshot = snapshot_as_of(reading, as_of)
    chosen = snapshot.select(query or (), sort=sort) if query or everything else snapshot.overview(sort=sort)
    more = _hint(snapshot, chosen, query or (), everything=everything)
    shown = chosen[::-1][:limit] if reverse else chosen[:limit]
    appearance = look(lang, ascii_only=ascii, to_file=output is not None)
    if form is ListFormat.TABLE:
        columns = columns or ",".join(defaults.columns) or None
        footer = join((_footer(snapshot, shown), more), "") if _has_footer(output) or not shown else None
        text = _table(snapshot, shown, appearance, group, columns, footer, long=long)
    else:
        text = _data(form, snapshot, shown, reading.digest, columns)
    assessments = new_assessments(reading, snapshot.assessments)
    write(text, output=output, force=force, registry=reading.folder, machine=form is not ListFormat.TABLE, bom=excel)
    keep_assessments(reading, assessments)


def _has_footer(output: str | None) -> bool:
    """Whether a footer follows the lines: for people, so not in a pipe, where another program may read each line."""
    return not preferences.get().quiet and (output not in {None, "-"} or sys.stdout.isatty())


def _footer(snapshot: Snapshot, shown: Sequence[Assessment]) -> _:
    return _("{part} of {n} commitment as of {day}", "{part} of {n} commitments as of {day}",
             part=len(shown), n=len(snapshot.assessments), day=snapshot.as_of)  # fmt: skip


def _hint(snapshot: Snapshot, chosen: Sequence[Assessment], query: Sequence[str], *, everything: bool) -> _:
    """What follows the number of commitments: how to list the parts that are hidden, or the status that was meant."""
    if not snapshot.assessments:
        return _("; add the first one with: commitrack add")
    hidden = 0 if query or everything else len(snapshot.made()) - len(chosen)
    if hidden:
        return _("; {n} part more: commitrack list --all", "; {n} parts more: commitrack list --all", n=hidden)
    meant = intended(query, snapshot.registry)
    return _("; did you mean {term}?", term=meant) if meant else _("")


def _table(
    snapshot: Snapshot,
    shown: Sequence[Assessment],
    appearance: Look,
    group: GroupBy | None,
    columns: str | None,
    footer: object,
    *,
    long: bool,
) -> str | Iterator[str]:
    """The listing for people: a line for each commitment, or (``long``) a row for each target."""
    from commitrack.views.listing import COLUMNS, plain  # noqa: PLC0415  not needed for data

    names = words(columns, tuple(COLUMNS), _("column"), lambda name: COLUMNS[name].heading)
    groups = grouped(snapshot, shown, group) if group else [(None, shown)]
    if not long and appearance.pipe and preferences.get().color is not Color.ALWAYS:
        return plain(groups, appearance, names, footer)
    from commitrack.views.terminal.pages import list_page, long_page  # noqa: PLC0415  imports Rich

    if long:
        return page(long_page(snapshot, shown, appearance, footer=footer), appearance)
    return page(list_page(groups, appearance, columns=names, footer=footer), appearance)


def _data(
    form: ListFormat, snapshot: Snapshot, shown: Sequence[Assessment], digest: Callable[[], str], columns: str | None
) -> Iterator[str]:
    """The listing for programs, row by row; only the view of that format is imported."""
    if form is ListFormat.CSV:
        from commitrack.views import csv  # noqa: PLC0415

        return csv.render(snapshot, shown, columns=_fields(columns, csv.COLUMNS, csv.OF_LISTING, _("column")))
    from commitrack.report.serialize import CommitmentData, commitment_data  # noqa: PLC0415
    from commitrack.views import json  # noqa: PLC0415

    items = (commitment_data(snapshot, assessment) for assessment in shown)
    keys = _fields(columns, CommitmentData.__struct_fields__, json.OF_LISTING, _("key"))
    return json.render_list(snapshot, digest(), items, columns=keys)


def _fields(
    columns: str | None, known: Sequence[str], of_listing: Mapping[str, tuple[str, ...]], what: str
) -> tuple[str, ...]:
    """The fields of a format that are requested, by their own names or by those of the columns of a listing."""
    requested = words(columns, (*known, *of_listing), what)
    return tuple(dict.fromkeys(name for word in requested for name in of_listing.get(word, (word,))))
