"""Hints at the likely cause of a file that cannot be parsed."""

import re
from collections.abc import Sequence
from datetime import date

from commitrack.language import LazyString as _
from commitrack.registry import tomli_errors
from commitrack.registry.discovery import is_appended
from commitrack.registry.line_index import Entry, entries
from commitrack.registry.line_repairs import repaired


def syntax_hint(lines: Sequence[str], name: str, line: int, reason: str) -> str | None:
    """A hint at the cause of invalid TOML: from the line itself if it shows one, else from the parser's message."""
    text = next(iter(lines[line - 1 : line]), "")
    if text.startswith(("=======", "|||||||")):
        return _("unresolved git conflict marker: delete this line")
    if not text.strip():
        return _("a quote, bracket or brace above this line is not closed")
    wide = next((character for character in text if "\uff01" <= character <= "\uff5e"), None)
    if wide is not None:
        return _(
            '"{wide}" is a full-width character; outside quotes, use "{narrow}"',
            wide=wide,
            narrow=chr(ord(wide) - 0xFEE0),
        )
    for day in re.findall(r"\b\d{4}-\d\d-\d\d\b", text):
        if not _exists(day):
            return _("{day} does not exist; correct the month or the day", day=day)
    hint = _twice(lines, name, line) if reason.startswith(tomli_errors.TWICE) else None
    return hint or tomli_errors.hint_for(reason)


def _exists(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False


def _twice(lines: Sequence[str], name: str, line: int) -> str | None:
    """A hint that names the first line with the same key or header as a line; None if there is no such line."""
    *before, last = entries("\n".join(lines[:line]))
    first = next((entry.first for entry in before if entry.path == last.path), None)
    if first is None:
        return None
    if is_appended(name) and last.key:
        return _merged(lines, last, first)
    if lines[first - 1] == lines[line - 1] and last.key:
        return _("line {line} is the same: delete one of the two", line=first)
    if last.key:
        return _("key defined twice, first in line {line}: each key can be used only once", line=first)
    return _("table defined twice, first in line {line}: each id can be used only once", line=first)


def _merged(lines: Sequence[str], last: Entry, first: int) -> str:
    """A hint for two lines with the same key and different values, in a file with one record per line."""
    if last.path[0] == "commitments" and len(last.path) > 1:
        id = last.path[1]  # noqa: A001
        times = [entry for entry in entries("\n".join(lines)) if entry.path == ("commitments", id, "recorded")]
        if len(times) > 1:
            return _(
                '"{id}" was added on both sides of a merge, here and in line {line}: change the id in the lines of one '
                "of the two, or delete these lines", id=id, line=first,
            )  # fmt: skip
    return _(
        "line {line} has the same key and another value, as after a merge if one side changed the line: keep the one "
        "that is right, and delete the other", line=first,
    )  # fmt: skip


def repair_hint(raw: bytes, name: str, line: int) -> str | None:
    """A hint that ``commitrack repair`` fixes a line; None if it does not."""
    repair = next((repair for repair in repaired(raw, name)[1] if repair.line == line), None)
    return None if repair is None else _("{problem}; to fix it: commitrack repair", problem=repair.message)
