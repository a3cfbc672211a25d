"""Read updates from a spreadsheet: a CSV file with a heading row and one update per row.

The headings are keys of the format: ``commitment``, ``target``, ``on``, ``actual`` (an amount as typed, or ``+300``),
``completion``, ``lifecycle``, ``reason``, ``qualifier``, ``evidence`` (addresses or files, separated by spaces),
``source_class``, ``note``, ``note_ja``, ``by``. Cells are separated by commas, semicolons or tabs.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from commitrack.drafting.updates import UpdateInput
from commitrack.errors import UsageError
from commitrack.interchange.csv_errors import cause
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
    """One row: the line of the file on which it ends (from 1), and its input, or the error that prevents reading it."""

    line: int
    typed: UpdateInput | UsageError


def rows(text: str, folder: Path, *, by: str | None = None, force: bool = False) -> Iterator[Row]:
    """Read the rows of a CSV text; raise UsageError for invalid CSV or an invalid heading row.

    ``folder`` is the registry's, for files of evidence; ``by`` is the author of rows that name none; ``force`` accepts
    implausible figures.
    """
    text = text.removeprefix("\ufeff")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    try:
        _require_headings(list(reader.fieldnames or ()))
        for cells in reader:
            if any(cells.values()):
                yield Row(reader.line_num, _typed(cells, folder, by=by, force=force))
    except csv.Error as failure:
        raise UsageError(_("near line {line}: invalid CSV: {why}", line=reader.line_num, why=cause(failure))) from None


def _require_headings(headings: list[str]) -> None:
    for heading in headings:
        if heading not in COLUMNS:
            hint = did_you_mean(heading, COLUMNS) or _KNOWN
            raise UsageError(_('line 1: unknown heading "{heading}"', heading=heading), hint=hint)
        if headings.count(heading) > 1:
            raise UsageError(_('line 1: duplicate heading "{heading}"', heading=heading))
    if "commitment" not in headings:
        raise UsageError(_('line 1: missing heading "commitment"'), hint=_KNOWN)


def _typed(
    cells: dict[str | None, str | None], folder: Path, *, by: str | None, force: bool
) -> UpdateInput | UsageError:
    """The input of a row, or the error that prevents reading it; blank cells are ignored."""
    if None in cells:
        return UsageError(_("more cells than headings"))
    filled = {key: text.strip() for key, text in cells.items() if key and text and text.strip()}
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
