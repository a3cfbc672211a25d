"""From the bytes of a file to plain TOML tables, or to the problem that stands in the way.

Everything that could hang or fill the memory is refused before parsing. This room must not know what
a commitment is.
"""

import re
import stat
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli
from msgspec import Struct

from commitrack.errors import Problem
from commitrack.quantity import MAX_DIGITS
from commitrack.registry.positions import Positions, blank, positions

MAX_BYTES = 64 * 1024 * 1024
MAX_KEY_PARTS = 8
MAX_DEPTH = 12
MAX_EXPONENT = 40

_CONFLICT = re.compile(rb"^(<{7}|={7}|>{7}|\|{7})( |\r?$)", re.MULTILINE)
_DOTTED = re.compile(rf"[\w-]+(?:[ \t]*\.[ \t]*[\w-]+){{{MAX_KEY_PARTS},}}")
_LONG_NUMBER = re.compile(rf"(?<![\w.-])\d[\d_]{{{MAX_DIGITS},}}")
_BRACKET = re.compile(r"[\[\]{}]")
_PLACE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


class Source(Struct, frozen=True, kw_only=True):
    """One file: its name, its bytes as they stand, and its tables."""

    name: str
    raw: bytes
    tables: Mapping[str, Any]

    def positions(self) -> Positions:
        """Where each key stands; worked out only when somebody asks."""
        return positions(self.raw.decode("utf-8-sig"))


def load(path: Path) -> Source | Problem:
    """Read one TOML file; what is wrong with the file as a whole comes back as a problem."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Problem(code="CT101", message="this is not a regular file", file=path.name)
        if path.stat().st_size > MAX_BYTES:
            return Problem(
                code="CT105", message=f"the file is larger than {MAX_BYTES // 1024**2} MB", file=path.name,
                hint="split the register: every *.toml in the folder is read",
            )  # fmt: skip
        raw = path.read_bytes()
    except OSError as failure:
        return Problem(code="CT101", message=f"cannot be read: {failure.strerror}", file=path.name)
    return parse(raw, path.name)


def parse(raw: bytes, name: str) -> Source | Problem:
    """Parse the bytes of one file; pure, so that the write path can prove what it is about to write."""
    if match := _CONFLICT.search(raw):
        return _problem(
            raw, name, "CT103", raw.count(b"\n", 0, match.start()) + 1,
            "git left a conflict marker here", hint="keep the lines of both sides, delete the marker lines, save",
        )  # fmt: skip
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        return _problem(
            raw, name, "CT102", raw.count(b"\n", 0, failure.start) + 1,
            f"not UTF-8 at byte {failure.start}: this looks like {_looks_like(raw)}",
            hint="save the file as UTF-8",
        )  # fmt: skip
    if excess := _excess(text):
        line, message = excess
        return _problem(raw, name, "CT105", line, message)
    return _parsed(raw, text, name)


def _parsed(raw: bytes, text: str, name: str) -> Source | Problem:
    try:
        tables = tomli.loads(text.replace("\r\n", "\n"), parse_float=_decimal)
    except tomli.TOMLDecodeError as failure:
        said = str(failure)
        place = _PLACE.search(said)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        return _problem(raw, name, "CT104", line, f"not TOML: {_PLACE.sub('', said).strip()}", hint=_hint(raw, line))
    except (ValueError, RecursionError) as failure:
        return _problem(raw, name, "CT105", 1, f"not readable: {failure}")
    return Source(name=name, raw=raw, tables=tables)


def _decimal(written: str) -> Decimal:
    """Exact decimals. An exponent as in 1e1000000 would take half a minute to write out, so it is refused."""
    value = Decimal(written)
    if not value.is_finite():
        return value
    if len(value.as_tuple().digits) > MAX_DIGITS or abs(value.adjusted()) > MAX_EXPONENT:
        raise ValueError(f"the number {written[:20]} is larger or longer than any public figure")
    return value


def _excess(text: str) -> tuple[int, str] | None:
    """The line and the reason where a text would cost the parser its time or memory."""
    bare = blank(text)
    if match := _LONG_NUMBER.search(bare):
        return _line(text, match.start()), f"a number of more than {MAX_DIGITS} digits"
    if match := _DOTTED.search(bare):
        return _line(text, match.start()), f"a key of more than {MAX_KEY_PARTS} parts"
    depth = 0
    for match in _BRACKET.finditer(bare):
        depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
        if depth > MAX_DEPTH:
            return _line(text, match.start()), f"brackets nested deeper than {MAX_DEPTH}"
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
    return "another encoding"


def _hint(raw: bytes, line: int) -> str | None:
    lines = raw.decode("utf-8-sig", "replace").split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    wide = next((sign for sign in text if "\uff01" <= sign <= "\uff5e"), None)
    if wide is not None:
        return f"“{wide}” is a full-width sign from a Japanese keyboard; outside of quotes write “{chr(ord(wide) - 0xFEE0)}”"
    return None


def _problem(raw: bytes, name: str, code: str, line: int, message: str, *, hint: str | None = None) -> Problem:
    lines = raw.split(b"\n")
    excerpt = lines[line - 1].decode("utf-8", "replace").strip("\ufeff\r") if line <= len(lines) else None
    return Problem(code=code, message=message, file=name, line=line, excerpt=excerpt, hint=hint)
