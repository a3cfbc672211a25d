"""What merges and interrupted copies do to files with one record per line, and how the lines are put right again.

Every repair is mechanical and loses nothing: only copies are deleted, and an incomplete line becomes a comment.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

import tomli
from msgspec import Struct

from commitrack.language import LazyString as _
from commitrack.registry.discovery import is_appended, is_journal
from commitrack.registry.line_index import Entry, blank, entries

HEADER = "[updates]"
UPDATE_KEY = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{4,16}")
_TABLES = "(?:areas|commitments|documents|meetings|parties|pillars|removed)"
_START = re.compile(
    rf"(?<![\w.-])(?:{UPDATE_KEY.pattern}[ \t]{{0,9}}+=|\[updates\])|{_TABLES}\.[\w.-]{{1,200}}+[ \t]{{0,9}}+="
)
"""How a record starts, in a text without strings and comments."""
_INCOMPLETE = re.compile(rf"\d{{4}}|{_TABLES}\.|\0")
"""How a line starts that may be an incomplete record; some file systems leave zeros after a power failure."""
_NOT_IN_COMMENTS = (*range(0x09), *range(0x0A, 0x20), *range(0x7F, 0xA0), *range(0xDC80, 0xDD00))
"""Control characters except the tab, and bytes that are not UTF-8, as Python represents them."""
_ESCAPES = {code: f"\\x{code & 0xFF:02x}" for code in _NOT_IN_COMMENTS}

MOST_CHARACTERS, MOST_SYMBOLS = 100_000, 100
"""Limits for lines that are parsed by themselves; the limits for files are checked later."""


class NumberedLine(Struct, frozen=True):
    """A line with its number (from 1) in the file before any repair."""

    number: int
    text: str


class LineRepair(Struct, frozen=True, kw_only=True):
    """One repair: its line, what is wrong, and the lines before and after."""

    line: int
    message: str
    before: tuple[str, ...]
    after: tuple[str, ...] = ()


Lines: TypeAlias = Sequence[NumberedLine]


def repaired(raw: bytes, name: str) -> tuple[bytes, tuple[LineRepair, ...]]:
    """The content of a file after all repairs, and the repairs; files that people write are left alone."""
    if not is_appended(name):
        return raw, ()
    text = raw.decode("utf-8-sig", "surrogateescape")
    mark = raw[: len(raw) - len(text.encode("utf-8", "surrogateescape"))]
    newline, repairs = _line_ending(text)
    lines: Lines = [NumberedLine(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), start=1)]
    for step in (_separated, _completed, *((_below_header,) if is_journal(name) else ()), _single):
        lines, done = step(lines)
        repairs += done
    if not repairs:
        return raw, ()
    texts = [line.text for line in lines]
    content = newline.join(texts if texts[-1] == "" else [*texts, ""])
    return mark + content.encode("utf-8", "surrogateescape"), tuple(repairs)


def _line_ending(text: str) -> tuple[str, list[LineRepair]]:
    """The line ending of a text, which is that of Unix if it has both, and the repair that this needs."""
    *ended, _last = text.split("\n")
    windows = [number for number, line in enumerate(ended, start=1) if line.endswith("\r")]
    if len(windows) in {0, len(ended)}:
        return "\r\n" if windows else "\n", []
    first = ended[windows[0] - 1].rstrip("\r")
    message = _(
        "{n} line ends as on Windows, the others as on Unix",
        "{n} lines end as on Windows, the others as on Unix",
        n=len(windows),
    )
    return "\n", [LineRepair(line=windows[0], message=message, before=(f"{first}\\r\\n",), after=(f"{first}\\n",))]


def _text(lines: Lines) -> str:
    return "\n".join(line.text for line in lines)


def _separated(lines: Lines) -> tuple[Lines, Sequence[LineRepair]]:
    """The lines with a newline between records that were joined."""
    result: list[NumberedLine] = []
    repairs = []
    for line in lines:
        records = joined(line.text)
        result += (NumberedLine(line.number, record) for record in records)
        if len(records) > 1:
            message = _("{n} record is on one line", "{n} records are on one line", n=len(records))
            repairs.append(LineRepair(line=line.number, message=message, before=(line.text,), after=tuple(records)))
    return result, repairs


def joined(line: str) -> list[str]:
    """The records that a line consists of: itself, unless several can be read from it, each by itself."""
    starts = [match.start() for match in _START.finditer(blank(line)) if match.start() > 0]
    records = [line[start:end] for start, end in pairwise([0, *starts, len(line)])]
    return records if len(records) > 1 and all(map(_is_valid, records)) else [line]


def _is_valid(text: str) -> bool | None:
    """Whether a line is valid by itself; None if it is so large or so deep that the parser might not return."""
    bare = blank(text)
    if len(text) > MOST_CHARACTERS or max(map(bare.count, ".[{")) > MOST_SYMBOLS:
        return None
    try:
        tomli.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _completed(lines: Lines) -> tuple[Lines, Sequence[LineRepair]]:
    """The lines with the last one as a comment, if it is incomplete: without a newline, and not valid."""
    *complete, last = lines
    bare = blank(_text(complete))
    is_inside = sum(map(bare.count, "[{")) != sum(map(bare.count, "]}"))
    if is_inside or not _INCOMPLETE.match(last.text) or _is_valid(last.text) is not False:
        return lines, ()
    comment = "# " + last.text.translate(_ESCAPES)  # in little memory, also for millions of zeros
    message = _("the last line is incomplete; commitrack never reported it as recorded")
    repair = LineRepair(line=last.number, message=message, before=(last.text,), after=(comment,))
    return [*complete, NumberedLine(last.number, comment)], [repair]


def _below_header(lines: Lines) -> tuple[Lines, Sequence[LineRepair]]:
    """The lines with updates that are above ``[updates]`` moved below it."""
    found = list(entries(_text(lines)))
    above = [entry for entry in found if entry.table == () and _is_update(entry)]
    header = next((entry for entry in found if entry.path == ("updates",) and not entry.key), None)
    is_clear = header is not None or len(above) == len(found)
    if not above or not is_clear or _contradict_each_other(lines, found):
        return lines, ()
    if header is None:
        return _headed(lines, above[0].first - 1)
    numbers = {entry.first - 1 for entry in above}
    moved = [line for number, line in enumerate(lines) if number in numbers]
    kept = [line for number, line in enumerate(lines) if number not in numbers]
    place = header.first - len(moved)
    texts = tuple(line.text for line in moved)
    message = _("{n} update is above [updates]", "{n} updates are above [updates]", n=len(moved))
    repair = LineRepair(line=moved[0].number, message=message, before=(*texts, HEADER), after=(HEADER, *texts))
    return [*kept[:place], *moved, *kept[place:]], [repair]


def _contradict_each_other(lines: Lines, found: Iterable[Entry]) -> bool:
    """Whether two updates have the same key and different values; which one is right needs a decision."""
    texts: dict[str, str] = {}
    updates = ((entry.key[0], lines[entry.first - 1].text.strip()) for entry in found if _is_update(entry))
    return any(texts.setdefault(key, text) != text for key, text in updates)


def _headed(lines: Lines, place: int) -> tuple[Lines, Sequence[LineRepair]]:
    """The lines with ``[updates]`` above one of them."""
    first = lines[place]
    repair = LineRepair(
        line=first.number, message=_("the header [updates] is missing"), before=(first.text,),
        after=(HEADER, first.text),
    )  # fmt: skip
    return [*lines[:place], NumberedLine(first.number, HEADER), *lines[place:]], [repair]


def _is_update(entry: Entry) -> bool:
    return len(entry.key) == 1 and UPDATE_KEY.fullmatch(entry.key[0]) is not None and entry.first == entry.last


def _single(lines: Lines) -> tuple[Lines, Sequence[LineRepair]]:
    """The lines without copies of earlier ones."""
    copies = copied_lines(_text(lines))
    repairs = [
        LineRepair(
            line=lines[copy - 1].number, before=(lines[copy - 1].text,),
            message=_("the line is the same as line {line}", line=lines[first - 1].number),
        )
        for copy, first in copies.items()
    ]  # fmt: skip
    return [line for number, line in enumerate(lines, start=1) if number not in copies], repairs


def copied_lines(text: str) -> Mapping[int, int]:
    """The numbers (from 1) of lines that repeat an earlier record, or the header above them, each with the other's."""
    lines = text.split("\n")
    copies: dict[int, int] = {}
    first: dict[tuple[object, ...], int] = {}
    table: tuple[str, ...] = ()
    for entry in _records(text, lines):
        key = (entry.path, lines[entry.first - 1].strip())
        is_copy = key in first and (entry.key or entry.table == table)
        if is_copy:
            copies[entry.first] = first[key]
        first.setdefault(key, entry.first)
        table = entry.table
    return copies


def _records(text: str, lines: Sequence[str]) -> Iterator[Entry]:
    """The records that have a line of their own, and the headers except those of arrays."""
    for entry in entries(text):
        if not entry.key:
            is_record = not lines[entry.first - 1].lstrip().startswith("[[")
        elif entry.table == ():
            is_record = entry.first == entry.last
        else:
            is_record = entry.table == ("updates",) and _is_update(entry)
        if is_record:
            yield entry
