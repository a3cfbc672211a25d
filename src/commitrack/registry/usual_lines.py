"""Read lines of the journal in the form in which commitrack writes them, without the parser of TOML.

Most updates state a figure, a completion level or a note, without an escape in any text. One pattern reads such a line
in a fifth of the time, and without tables in between. Every other line is left to the parser, and so is a whole file if
its lines may mean something else together.
"""

import re
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from sys import intern
from typing import NamedTuple

from commitrack.model import CompletionLevel, Number, SourceClass, Update

CHARACTER = r'[^"\\\x00-\x1f\x7f]'
_TEXT = f'"({CHARACTER}*+)"'
DAY = r"(?:19|20)\d\d-\d\d-\d\d"
NUMBER = r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,9})?"
_LINE = re.compile(
    r"([A-Za-z0-9_-]++) = \{ "
    rf"commitment = {_TEXT}(?:, target = {_TEXT})?, on = ({DAY})"
    rf"(?:, actual = ({NUMBER}))?(?:, add = ({NUMBER}))?"
    rf'(?:, completion = "({"|".join(CompletionLevel)})")?(?:, source_class = "({"|".join(SourceClass)})")?'
    rf'(?:, evidence = \["({CHARACTER}*+(?:", "{CHARACTER}*+)*+)"\])?(?:, by = {_TEXT})?'
    rf", recorded = ({DAY}T\d\d:\d\d:\d\d(?:\.\d{{1,6}})?Z)(?:, note = {_TEXT})? \}}(?:\n|\Z)|.*+\n?",
    re.ASCII,
)
"""A line as ``toml_lines.update_line`` writes it, without escapes and without the keys that are rare, or any other."""
_LEVELS = {level.value: level for level in CompletionLevel}
_CLASSES = {source_class.value: source_class for source_class in SourceClass}
_HEADER = "[updates]\n"
_OTHER = re.compile(r"\s*(?:#.*)?\n?|([A-Za-z0-9_-]+) = \{.*\}\s*")
"""Any other line that ends where it seems to end: a comment, or another update."""


class UsualLines(NamedTuple):
    """The updates in lines of the usual form, by their keys, and the ``rest`` of the text, for the parser.

    ``others`` are the keys of the rest. Their updates are None: they have their place in the order of the file.
    """

    updates: dict[str, Update | None]
    others: Collection[str]
    rest: str


def usual_lines(text: str) -> UsualLines | None:
    """The lines of the usual form, and the rest; None for a text that has to be parsed as a whole.

    It has to be without a table ``[updates]`` at its end, or if a line may continue on the next one, a key is repeated,
    or a day does not exist.
    """
    header = 0 if text.startswith(_HEADER) else text.find(f"\n{_HEADER}") + 1
    start = header + len(_HEADER)
    if not text.startswith(_HEADER, header):
        return None
    try:
        updates, others = _updates(text, start)
    except ValueError:
        return None
    rest = text[:start] + "".join(line for _key, line in others)
    if '"""' in rest or "'''" in rest:
        return None
    return UsualLines(updates, {key for key, _line in others if key}, rest)


def _updates(text: str, start: int) -> tuple[dict[str, Update | None], list[tuple[str | None, str]]]:
    """The updates in the lines from a position on, by their keys, and the lines of another form, with theirs.

    Ids and days, which are repeated on many lines, are in the memory once. Raises ValueError if a key is repeated, a
    day does not exist, or a line may continue on the next one.
    """
    updates, others = dict[str, Update | None](), list[tuple[str | None, str]]()
    for match in _LINE.finditer(text, start):
        key, commitment, target, on, actual, add, level, source_class, evidence, by, recorded, note = match.groups()
        update = None
        if key is None:
            key = _key_of(match[0])
            others.append((key, match[0]))
        else:
            update = Update(
                key=key,
                commitment=intern(commitment),
                target=None if target is None else intern(target),
                on=_day(on),
                actual=None if actual is None else _number(actual),
                add=None if add is None else _number(add),
                completion=None if level is None else _LEVELS[level],
                source_class=None if source_class is None else _CLASSES[source_class],
                evidence=() if evidence is None else tuple(evidence.split('", "')),
                by=by,
                recorded=datetime.fromisoformat(recorded),
                note=note,
            )
        if key in updates:
            raise ValueError("repeated")
        if key:
            updates[key] = update
    return updates, others


def _key_of(line: str) -> str | None:
    """The key of a line of another form; None for a blank one or a comment. Raises ValueError if it may continue."""
    if (other := _OTHER.fullmatch(line)) is None:
        raise ValueError("continued")
    return other[1]


@cache
def _day(text: str) -> date:
    return date.fromisoformat(text)


def _number(text: str) -> Number:
    return Decimal(text) if "." in text else int(text)
