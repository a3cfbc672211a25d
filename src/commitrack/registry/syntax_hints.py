"""Hints at the likely cause of a file that cannot be parsed."""

from collections.abc import Sequence

from commitrack.language import LazyString as _
from commitrack.registry import tomli_errors
from commitrack.registry.line_index import entries
from commitrack.registry.line_repairs import repaired


def syntax_hint(lines: Sequence[str], line: int, reason: str) -> str | None:
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
    hint = _twice(lines[:line]) if reason.startswith(tomli_errors.TWICE) else None
    return hint or tomli_errors.hint_for(reason)


def _twice(lines: Sequence[str]) -> str | None:
    """A hint that names the first line with the same key or header as the last one; None if there is no such line."""
    *before, last = entries("\n".join(lines))
    first = next((entry.first for entry in before if entry.path == last.path), None)
    if first is None:
        return None
    if lines[first - 1] == lines[-1] and last.key:
        return _("line {line} is the same: delete one of the two", line=first)
    if last.key:
        return _("key defined twice, first in line {line}: each key can be used only once", line=first)
    return _("table defined twice, first in line {line}: each id can be used only once", line=first)


def repair_hint(raw: bytes, name: str, line: int) -> str | None:
    """A hint that ``commitrack repair`` fixes a line; None if it does not."""
    repair = next((repair for repair in repaired(raw, name)[1] if repair.line == line), None)
    return None if repair is None else _("{problem}; to fix it: commitrack repair", problem=repair.message)
