"""Find the conflicts that git left in a file."""

import re
import shlex
from collections.abc import Iterator

from commitrack.errors import Problem
from commitrack.language import LazyString as _
from commitrack.registry.discovery import is_appended

_HALVES = (b"<" * 7, b">" * 7)
_MARKER = re.compile(rb"^(<{7}|>{7})( |\r?$)", re.MULTILINE)


def conflicts(raw: bytes, name: str, path: str) -> list[Problem]:
    """A problem for each unresolved conflict in the content of a file; ``path`` is where git finds the file."""
    if not any(half[:1] in raw and half in raw for half in _HALVES):  # much faster than the pattern, for every file
        return []
    file = shlex.quote(path)
    if is_appended(name):
        hint = _("with the merge rules in .gitattributes, git resolves it: git checkout -m {file}", file=file)
    else:
        hint = _("restore the whole tables of both sides; to see them: git checkout --conflict=diff3 {file}", file=file)
    return [
        Problem(code="CT103", message=_message(first, last), file=name, line=first, hint=hint)
        for first, last in _pairs(raw)
    ]


def _message(first: int, last: int) -> str:
    if first == last:
        return _("unresolved git conflict marker")
    return _("unresolved git conflict, lines {first} to {last}", first=first, last=last)


def _pairs(raw: bytes) -> Iterator[tuple[int, int]]:
    """The first and last line (from 1) of each conflict; the same line twice for a marker without its other half."""
    line, position, opened = 1, 0, 0
    for match in _MARKER.finditer(raw):
        line += raw.count(b"\n", position, match.start())
        position = match.start()
        is_end = match[1].startswith(b">")
        if opened and not is_end:
            yield opened, opened
        if is_end:
            yield opened or line, line
        opened = 0 if is_end else line
    if opened:
        yield opened, opened
