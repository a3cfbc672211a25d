"""Parse the bytes of a file into plain TOML tables, or return the problem that prevents it.

Anything that could make the parser hang or exhaust the memory is refused before parsing (``excess.py``). This module
does not depend on what the tables mean.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import tomli
from msgspec.structs import replace

from commitrack.errors import Problem
from commitrack.language import LazyString as _
from commitrack.registry import tomli_errors
from commitrack.registry.conflicts import conflicts
from commitrack.registry.discovery import is_appended
from commitrack.registry.excess import excess, may_be_many_keys
from commitrack.registry.line_repairs import copied_lines
from commitrack.registry.pieces import in_pieces
from commitrack.registry.source import MAX_BYTES, TomlFile, content, text_lines, too_large
from commitrack.registry.syntax_hints import repair_hint, syntax_hint
from commitrack.registry.usual_lines import usual_lines
from commitrack.registry.usual_tables import usual_tables


def load(path: Path) -> TomlFile | list[Problem]:
    """Read and parse one TOML file; return the problems that prevent it: one, or one for each conflict."""
    raw = content(path)
    answer = parse(raw, path.name) if isinstance(raw, bytes) else raw
    if isinstance(answer, TomlFile):
        return answer
    if isinstance(raw, bytes) and answer.code == "CT103":
        return _conflicts(raw, path.name, str(path))
    return [answer]


def parse(raw: bytes, name: str) -> TomlFile | Problem:
    """Parse the bytes of one file; pure, so that a transaction can verify what it is about to write."""
    if len(raw) > MAX_BYTES:
        return too_large(name)
    if unresolved := _conflicts(raw, name, name):
        return unresolved[0]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        offset = failure.start + len(raw) - len(failure.object)  # the codec does not count the BOM it removed
        line = raw.count(b"\n", 0, offset) + 1
        return _problem(
            raw, name, "CT102", line,
            _("not UTF-8 at byte {offset}: this looks like {encoding}", offset=offset, encoding=_looks_like(raw)),
            hint=repair_hint(raw, name, line) or _("save the file as UTF-8"),
        )  # fmt: skip
    if (tables := _usual(text)) is not None:
        return TomlFile(name=name, raw=raw, tables=tables)
    if found := excess(text):
        line, message = found
        return _problem(raw, name, "CT105", line, message)
    return _parsed(raw, text, name)


def _usual(text: str) -> dict[str, Any] | None:
    """The tables of a text in lines of the usual form, or of a large one in pieces; None for any other text.

    The updates in such lines are already records.
    """
    usual = usual_lines(text)
    if usual is None:
        return None if may_be_many_keys(text) else in_pieces(text, _piece) or usual_tables(text, _parsed_value)
    if excess(usual.rest):
        return None
    try:
        tables = _tables(usual.rest)
    except ValueError:
        return None
    if tables["updates"].keys() != usual.others:
        return None
    return {**tables, "updates": {**usual.updates, **tables["updates"]}}


def _piece(text: str) -> dict[str, Any]:
    """The tables of a piece of a text; raise ValueError if it is not valid, or would exhaust the parser."""
    if (tables := usual_tables(text, _parsed_value)) is None and excess(text):
        raise ValueError(text)
    return _tables(text) if tables is None else tables


def _parsed_value(text: str) -> object:
    """A value on one line; raise ValueError if it is none, or would exhaust the parser."""
    line = f"x = {text}"
    if excess(line):
        raise ValueError(text)
    return _tables(line)["x"]


_tables = partial(tomli.loads, parse_float=Decimal)


def _conflicts(raw: bytes, name: str, path: str) -> list[Problem]:
    """The conflicts that git left in a file, each with the text of its first line."""
    found = conflicts(raw, name, path)
    lines = text_lines(raw) if found else []
    return [replace(problem, excerpt=lines[(problem.line or 1) - 1]) for problem in found]


def _parsed(raw: bytes, text: str, name: str) -> TomlFile | Problem:
    """The tables of a text; in files with one record per line, lines that repeat earlier ones are left out."""
    copies: Mapping[int, int] = {}
    try:
        tables = _tables(text)
    except ValueError as failure:
        copies = copied_lines(text) if is_appended(name) else {}
        if not copies:
            return _invalid(raw, text, name, failure)
        lines = ["" if number in copies else line for number, line in enumerate(text.split("\n"), start=1)]
        try:
            tables = _tables("\n".join(lines))
        except ValueError as other_failure:
            return _invalid(raw, text, name, other_failure)
    return TomlFile(name=name, raw=raw, tables=tables, copies=copies)


def _invalid(raw: bytes, text: str, name: str, failure: ValueError) -> Problem:
    line = tomli_errors.line_of(failure) or text.count("\n") + 1
    reason = tomli_errors.message_of(failure)
    hint = repair_hint(raw, name, line) or syntax_hint(text.replace("\r", "").split("\n"), name, line, reason)
    return _problem(raw, name, "CT104", line, _("invalid TOML: {problem}", problem=reason), hint=hint)


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


def _problem(raw: bytes, name: str, code: str, line: int, message: str, *, hint: str | None = None) -> Problem:
    excerpt = next(iter(text_lines(raw)[line - 1 : line]), None)
    return Problem(code=code, message=message, file=name, line=line, excerpt=excerpt, hint=hint)
