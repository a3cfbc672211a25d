"""Compare the journal with its git history: every line that was ever committed should still be there, unchanged."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import tomli
from msgspec import Struct

from commitrack.errors import Problem
from commitrack.language import LazyString as _
from commitrack.registry.discovery import UPDATES, files, is_journal
from commitrack.registry.git_history import GitHistory
from commitrack.registry.line_repairs import UPDATE_KEY
from commitrack.registry.source import MAX_EXCERPT, content

_LINE = re.compile(rf"[ \t]*[\"']?({UPDATE_KEY.pattern})[\"']?[ \t]*=".encode())


class HistoryComparison(Struct, frozen=True, kw_only=True):
    """The lines that were changed or deleted, how many others are unchanged, and whether the clone is shallow."""

    problems: tuple[Problem, ...]
    unchanged: int
    is_shallow: bool


class PresentLine(Struct, frozen=True):
    """A line of the journal as it is now."""

    file: str
    number: int
    text: bytes


def compare_history(folder: Path) -> HistoryComparison:
    """Compare the journal with its history; raise UsageError without git or outside a repository."""
    lines, comments = _present(folder)
    present, texts = {_key(line.text): line for line in lines}, {line.text for line in lines}
    first: dict[str, bytes | None] = {}  # as first committed; None if it is still there
    deleted: dict[bytes, str] = {}
    with GitHistory(folder) as history:
        is_shallow = history.is_shallow()
        for change in history.changes("updates*.toml"):
            before, after = history.content(change.before), history.content(change.after)
            for text in _records(_missing(after, before)):
                deleted.setdefault(text, change.commit)
            for text in _records(_missing(before, after)):
                first[_key(text)] = None if text in texts or _is_torn(text, comments) else text
    lost = {key: deleted.get(text) for key, text in first.items() if text is not None}
    problems = (_problem(key, commit, present.get(key)) for key, commit in lost.items())
    return HistoryComparison(problems=tuple(problems), unchanged=len(first) - len(lost), is_shallow=is_shallow)


def _missing(before: bytes, after: bytes) -> Iterable[bytes]:
    """The lines of one version that another lacks: quickly, if lines were only appended."""
    if after.startswith(before) and (not before or before.endswith(b"\n")):
        return after[len(before) :].split(b"\n")
    return frozenset(after.split(b"\n")).difference(before.split(b"\n"))


def _records(lines: Iterable[bytes]) -> Iterator[bytes]:
    return (line.strip() for line in lines if _LINE.match(line))


def _key(text: bytes) -> str:
    match = _LINE.match(text)
    return match[1].decode() if match else ""


def _present(folder: Path) -> tuple[list[PresentLine], set[bytes]]:
    """The records and the comments of all segments of the journal, without those of files that cannot be read."""
    records: list[PresentLine] = []
    comments: set[bytes] = set()
    for path in files(folder):
        raw = content(path) if is_journal(path.name) else b""
        for number, line in enumerate(raw.split(b"\n") if isinstance(raw, bytes) else (), start=1):
            if _LINE.match(line):
                records.append(PresentLine(path.name, number, line.strip()))
            elif line.startswith(b"#"):
                comments.add(line[1:].strip())
    return records, comments


def _is_torn(text: bytes, comments: set[bytes]) -> bool:
    """Whether a line is an incomplete record that a repair made a comment; it was never reported as recorded."""
    if text not in comments:
        return False
    try:
        tomli.loads(text.decode(errors="replace"))
    except tomli.TOMLDecodeError:
        return True
    return False


def _problem(key: str, commit: str | None, now: PresentLine | None) -> Problem:
    """The problem of a line that is not as it was committed: changed or deleted, in a commit or since the last one."""
    gaps = {"key": key, "commit": commit or ""}
    if now is None:
        message = _('update "{key}" was deleted in commit {commit}', **gaps)
        message = message if commit else _('update "{key}" was deleted after the last commit', key=key)
    else:
        message = _('update "{key}" was changed in commit {commit}', **gaps)
        message = message if commit else _('update "{key}" was changed after the last commit', key=key)
    hint = _("to see the change: git log -p -S{key} -- 'updates*.toml'", key=key)
    return Problem(
        code="CT406", message=message, file=now.file if now else UPDATES, line=now.number if now else None,
        excerpt=now.text.decode(errors="replace")[:MAX_EXCERPT] if now else None,
        hint=hint if commit else _("to see the change: git diff -- 'updates*.toml'"),
    )  # fmt: skip
