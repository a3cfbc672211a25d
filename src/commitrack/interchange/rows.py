"""Read updates from a sheet with a heading row and one update per row.

The headings are keys of the format: ``commitment``, ``target``, ``on``, ``actual`` (an amount as typed, or ``+300``),
``completion``, ``lifecycle``, ``reason``, ``qualifier``, ``evidence`` (addresses or files, separated by spaces),
``source_class``, ``note``, ``note_ja``, ``by``.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from commitrack.drafting.updates import UpdateInput
from commitrack.errors import UsageError
from commitrack.interchange.fields import plain
from commitrack.interchange.table import SheetTable, TableRow, Unreadable
from commitrack.labels import in_script_of, known_word
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import CompletionLevel, Lifecycle, Qualifier, SourceClass
from commitrack.registry.evidence import resolve
from commitrack.suggest import did_you_mean

COLUMNS = (
    "commitment", "target", "on", "actual", "completion", "lifecycle", "reason", "qualifier", "evidence",
    "source_class", "note", "note_ja", "by",
)  # fmt: skip

_NAMES = comma_list(COLUMNS)
_KNOWN = _("expected one of: {names}", names=_NAMES)

E = TypeVar("E", CompletionLevel, Lifecycle, Qualifier, SourceClass)


class Row(Struct, frozen=True):
    """One row: its number in the sheet (from 1), and its input, or the error that prevents reading it."""

    number: int
    typed: UpdateInput | UsageError


def rows(table: SheetTable, folder: Path, *, by: str | None = None, force: bool = False) -> Iterator[Row]:
    """Read the rows of a table; raise UsageError for an invalid heading row, or what the file raises.

    ``folder`` is the registry's, for files of evidence; ``by`` is the author of rows that name none; ``force`` accepts
    implausible figures.
    """
    _require_headings(table)
    for row in table.rows:
        if any(cell is not None for cell in row.cells):
            yield Row(row.number, _input(row, table.headings, folder, by=by, force=force))


def _require_headings(table: SheetTable) -> None:
    for heading in table.headings:
        if heading not in COLUMNS:
            hint = did_you_mean(heading, COLUMNS) or _KNOWN
            raise UsageError(_('{name}: unknown heading "{heading}"', name=table.name, heading=heading), hint=hint)
        table.column(heading)
    if "commitment" not in table.headings:
        raise UsageError(_('{name}: missing heading "commitment"', name=table.name), hint=_KNOWN)


def _input(
    row: TableRow, headings: tuple[str, ...], folder: Path, *, by: str | None, force: bool
) -> UpdateInput | UsageError:
    """The input of a row, or the error that prevents reading it."""
    if row.problem is not None:
        return UsageError(row.problem)
    if unreadable := next((cell for cell in row.cells if isinstance(cell, Unreadable)), None):
        return UsageError(unreadable.reason)
    filled = {heading: plain(cell) for heading, cell in zip(headings, row.cells, strict=True) if cell is not None}
    return _typed(filled, folder, by=by, force=force)


def _typed(filled: Mapping[str, str], folder: Path, *, by: str | None, force: bool) -> UpdateInput | UsageError:
    """The input of a row from its cells that are not empty, or the error that prevents reading it."""
    if "on" not in filled:
        return UsageError(_('missing date (column "on")'), hint=_("write it as 2026-08-31"))
    try:
        return UpdateInput(
            commitment=filled.get("commitment", ""), target=filled.get("target"), on=filled.get("on"),
            value=filled.get("actual"), completion=_member(CompletionLevel, filled.get("completion")),
            lifecycle=_member(Lifecycle, filled.get("lifecycle")), reason=filled.get("reason"),
            qualifier=_member(Qualifier, filled.get("qualifier")),
            evidence=resolve(filled.get("evidence", "").split(), folder),
            source_class=_member(SourceClass, filled.get("source_class")), note=filled.get("note"),
            note_ja=filled.get("note_ja"),
            by=filled.get("by", by), force=force,
        )  # fmt: skip
    except UsageError as failure:
        return failure


def _member(kind: type[E], text: str | None) -> E | None:
    if text is None:
        return None
    word = known_word(text, kind)
    if word is None:
        raise UsageError(_('"{word}" is not one of {words}', word=text, words=comma_list(in_script_of(text, kind))))
    return kind(word)
