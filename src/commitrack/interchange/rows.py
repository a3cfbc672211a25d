"""Updates as rows of a spreadsheet: a CSV file with a heading row, one update a row.

The headings are the words of the format: ``commitment``, ``target``, ``on``, ``actual`` (an amount as people write
it, or ``+300``), ``completion``, ``lifecycle``, ``reason``, ``qualifier``, ``evidence`` (addresses or files, separated
by spaces), ``source_class``, ``note``, ``by``. Commas, semicolons or tabs stand between them.
"""

import csv
import io
from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct

from commitrack.errors import UsageError, alike
from commitrack.language import LazyString as _
from commitrack.model import CompletionLevel, Lifecycle, Qualifier, SourceClass
from commitrack.registry.entry import UpdateInput

COLUMNS = (
    "commitment", "target", "on", "actual", "completion", "lifecycle", "reason", "qualifier", "evidence",
    "source_class", "note", "by",
)  # fmt: skip

_NAMES = ", ".join(COLUMNS)
_KNOWN = _("known are: {names}", names=_NAMES)

W = TypeVar("W", CompletionLevel, Lifecycle, Qualifier, SourceClass)


class Row(Struct, frozen=True):
    """One row: the line of the file on which it ends (from 1), and what it says, or why it says nothing."""

    line: int
    entry: UpdateInput | UsageError


def rows(text: str, *, by: str | None = None, force: bool = False) -> Iterator[Row]:
    """The rows of a CSV text; raise UsageError for a heading row that cannot be understood.

    ``by`` is whoever logs the rows that name nobody; ``force`` lets falling and surprisingly large figures pass.
    """
    text = text.removeprefix("\ufeff")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    try:
        headings = reader.fieldnames or ()
        _understood(headings)
        for cells in reader:
            if any(cells.values()):
                yield Row(reader.line_num, _entry(cells, by=by, force=force))
    except csv.Error as failure:
        raise UsageError(_("near line {line}: not CSV: {why}", line=reader.line_num, why=failure)) from None


def _understood(headings: object) -> None:
    found = list(headings) if isinstance(headings, (list, tuple)) else []
    for heading in found:
        if heading not in COLUMNS:
            hint = alike(str(heading), COLUMNS) or _KNOWN
            raise UsageError(_("line 1: “{heading}” is not a heading", heading=heading), hint=hint)
        if found.count(heading) > 1:
            raise UsageError(_("line 1: the heading “{heading}” stands there twice", heading=heading))
    if "commitment" not in found:
        raise UsageError(_("line 1: the heading “commitment” is missing"), hint=_KNOWN)


def _entry(cells: dict[str | None, str | None], *, by: str | None, force: bool) -> UpdateInput | UsageError:
    if None in cells:
        return UsageError(_("the row has more cells than there are headings"))
    said = {key: text.strip() for key, text in cells.items() if key and text and text.strip()}
    if "on" not in said:
        return UsageError(
            _("the row does not say of which day it speaks"), hint=_("give it in the column “on”: 2026-08-31")
        )
    try:
        return UpdateInput(
            commitment=said.get("commitment", ""), target=said.get("target"), on=said.get("on"),
            value=said.get("actual"), completion=_word(CompletionLevel, said.get("completion")),
            lifecycle=_word(Lifecycle, said.get("lifecycle")), reason=said.get("reason"),
            qualifier=_word(Qualifier, said.get("qualifier")), evidence=tuple(said.get("evidence", "").split()),
            source_class=_word(SourceClass, said.get("source_class")), note=said.get("note"),
            by=said.get("by", by), force=force,
        )  # fmt: skip
    except UsageError as failure:
        return failure


def _word(words: type[W], text: str | None) -> W | None:
    if text is None:
        return None
    try:
        return words(text)
    except ValueError:
        raise UsageError(_("“{word}” is not one of {words}", word=text, words=", ".join(words))) from None
