"""From the bytes of a file to plain TOML tables, or to the problem that prevents it.

Everything that could hang or exhaust the memory is refused before parsing. This module must not know what a
commitment is.
"""

import re
import stat
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import tomli
from msgspec import Struct

from commitrack.errors import Problem
from commitrack.language import LazyString as _
from commitrack.quantity import MAX_DIGITS
from commitrack.registry import tomli_errors
from commitrack.registry.line_index import Positions, blank, positions

# A parsed file takes up to 30 times its size, a dotted key up to a kilobyte a dot: so the worst stays below 1 GB.
MAX_BYTES = 16 * 1024 * 1024
MAX_DOTS = 400_000
MAX_KEY_PARTS = 8
MAX_DEPTH = 12
MAX_EXCERPT = 400

_CONFLICT = re.compile(rb"^(<{7}|>{7})( |\r?$)", re.MULTILINE)
# The patterns are possessive and start at the beginning of a word, so that none of them backtracks.
_DOTTED = re.compile(rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{MAX_KEY_PARTS}}}")
_NUMBER = r"[=\[,]\s*+[+-]?\d"
_LONG_NUMBER = re.compile(rf"{_NUMBER}(?:[_.]?[^\W_]){{{MAX_DIGITS},}}+(?!\s*+=)")
_EXPONENT = re.compile(rf"{_NUMBER}[\d_.]*+[eE][+-]?[0_]*+(?:[\d_]{{3}}|[3-9]\d)")
_BRACKET = re.compile(r"[\[\]{}]")


class TomlFile(Struct, frozen=True, kw_only=True, dict=True):
    """One file: its name, its bytes, and its tables."""

    name: str
    raw: bytes
    tables: Mapping[str, Any]

    @cached_property
    def positions(self) -> Positions:
        """The line of each key; computed on first use."""
        return positions(self.raw.decode("utf-8-sig"))

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; very long ones are cut."""
        return _lines(self.raw)


def load(path: Path) -> TomlFile | Problem:
    """Read one TOML file; a file that cannot be read is returned as a problem."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Problem(code="CT101", message=_("this is not a regular file"), file=path.name)
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except OSError as failure:
        return Problem(code="CT101", message=_("cannot be read: {reason}", reason=failure.strerror), file=path.name)
    return parse(raw, path.name)


def parse(raw: bytes, name: str) -> TomlFile | Problem:
    """Parse the bytes of one file; pure, so that a transaction can prove what it is about to write."""
    if len(raw) > MAX_BYTES:
        return Problem(
            code="CT105", message=_("the file is larger than {size} MB", size=MAX_BYTES // 1024**2), file=name,
            hint=_("split the register: every *.toml in the folder is read"),
        )  # fmt: skip
    if match := _CONFLICT.search(raw):
        return _problem(
            raw, name, "CT103", raw.count(b"\n", 0, match.start()) + 1,
            _("git left a conflict marker here"),
            hint=_("keep the lines of both sides, delete the marker lines, save"),
        )  # fmt: skip
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        offset = failure.start + len(raw) - len(failure.object)  # the codec does not count the BOM it removed
        return _problem(
            raw, name, "CT102", raw.count(b"\n", 0, offset) + 1,
            _("not UTF-8 at byte {offset}: this looks like {encoding}", offset=offset, encoding=_looks_like(raw)),
            hint=_("save the file as UTF-8"),
        )  # fmt: skip
    if excess := _excess(text):
        line, message = excess
        return _problem(raw, name, "CT105", line, message)
    return _parsed(raw, text, name)


def _parsed(raw: bytes, text: str, name: str) -> TomlFile | Problem:
    try:
        tables = tomli.loads(text, parse_float=Decimal)
    except ValueError as failure:
        line = tomli_errors.line_of(failure) or text.count("\n") + 1
        fault = tomli_errors.message_of(failure)
        return _problem(raw, name, "CT104", line, _("not TOML: {fault}", fault=fault), hint=_hint(raw, line, fault))
    return TomlFile(name=name, raw=raw, tables=tables)


def _excess(text: str) -> tuple[int, str] | None:
    """The line and the reason where a text would exhaust the parser, or arithmetic with its numbers."""
    bare = blank(text)
    for pattern, reason in (
        (_LONG_NUMBER, _("a number of more than {most} digits", most=MAX_DIGITS)),
        (_EXPONENT, _("a number with an exponent of 30 or more")),
        (_DOTTED, _("a key of more than {most} parts", most=MAX_KEY_PARTS)),
    ):
        if pattern is _DOTTED and all(line.count(".") < MAX_KEY_PARTS for line in bare.split("\n")):
            continue  # ten times as fast as the search, for every file of every command
        if match := pattern.search(bare):
            return _line(text, match.end()), reason
    if bare.count(".") > MAX_DOTS:
        return 1, _(
            "more than {most:,} dots in keys and numbers; split the file, every *.toml in the folder is read",
            most=MAX_DOTS,
        )
    depth = 0
    for match in _BRACKET.finditer(bare):
        depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
        if depth > MAX_DEPTH:
            return _line(text, match.start()), _("brackets nested deeper than {most}", most=MAX_DEPTH)
    return None


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _looks_like(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    for encoding, name in (("shift_jis", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return name
    return _("another encoding")


def _hint(raw: bytes, line: int, fault: str) -> str | None:
    """The likely cause: of the line itself where it shows, else of what the parser reported."""
    text = next(iter(_lines(raw)[line - 1 : line]), "")
    if text.startswith(("=======", "|||||||")):
        return _("git left a conflict marker here: delete the line")
    if not text.strip():
        return _("something further up is not closed: a quote, a bracket or a brace")
    wide = next((character for character in text if "\uff01" <= character <= "\uff5e"), None)
    if wide is not None:
        return _(
            "“{wide}” is a full-width sign from a Japanese keyboard; outside of quotes write “{narrow}”",
            wide=wide,
            narrow=chr(ord(wide) - 0xFEE0),
        )
    return tomli_errors.hint_for(fault)


def _lines(raw: bytes) -> list[str]:
    return [line[:MAX_EXCERPT].rstrip("\r") for line in raw.decode("utf-8-sig", "replace").split("\n")]


def _problem(raw: bytes, name: str, code: str, line: int, message: str, *, hint: str | None = None) -> Problem:
    excerpt = next(iter(_lines(raw)[line - 1 : line]), None)
    return Problem(code=code, message=message, file=name, line=line, excerpt=excerpt, hint=hint)
