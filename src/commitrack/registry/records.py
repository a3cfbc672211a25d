"""From plain TOML tables to the typed records of the model, collecting every problem.

msgspec converts a whole record at once and stops at its first error; a record that fails is gone
through key by key, so that a person sees all that is wrong with it. What TOML read as a string never
passes for a date or a number.
"""

import difflib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from commitrack.dates import parse_span, parse_when
from commitrack.errors import Problem
from commitrack.model import Record, Span, When

T = TypeVar("T", bound=Record)
Path = tuple[str, ...]

_NATIVE = (date, datetime, time, Decimal)
_READERS = {When: parse_when, Span: parse_span}


def convert(table: object, kind: type[T], path: Path, **known: str) -> tuple[T | None, list[Problem]]:
    """One record, or None and all that is wrong with it. ``known`` gives ids that stand in the key itself."""
    if not isinstance(table, dict):
        return None, [_wrong(path, f"{path[-1]} must be a table, not {_name(table)}")]
    if repeated := known.keys() & table.keys():
        word = repeated.pop()
        return None, [
            Problem(
                code="CT106", message=f"“{word}” is not written here: it is the key of the table", path=(*path, word)
            )
        ]
    try:
        record = msgspec.convert({**table, **known}, kind, builtin_types=_NATIVE, dec_hook=_read, str_keys=False)
    except (msgspec.ValidationError, ValueError) as failure:
        problems = list(_fields({**table, **known}, kind, path))
        return None, problems or [_wrong(path, str(failure))]
    problems = list(_finite(table, path))
    return (None, problems) if problems else (record, [])


def _read(kind: type, written: object) -> object:
    if kind in _READERS:
        return _READERS[kind](written)
    raise NotImplementedError(f"no reader for {kind}")


def _finite(value: object, path: Path) -> Iterator[Problem]:
    """Nan and inf are TOML numbers, and no figures."""
    if isinstance(value, Decimal) and not value.is_finite():
        yield _wrong(path, f"{path[-1]} must be a number, not {value}")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _finite(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from _finite(inner, path)


def _fields(table: Mapping[str, Any], kind: type[Record], path: Path) -> Iterator[Problem]:
    """Every problem of a record: unknown keys, missing keys, and each key's own."""
    hints = get_type_hints(kind)
    for key in table:
        if key not in hints:
            yield Problem(
                code="CT106", path=(*path, key), message=f"“{key}” is not a key of {_called(kind)}",
                hint=_suggest(key, hints),
            )  # fmt: skip
    for field in msgspec.structs.fields(kind):
        if field.required and field.name not in table:
            yield Problem(code="CT107", path=path, message=f"“{field.name}” is missing: {_called(kind)} needs one")
        elif field.name in table:
            yield from _value(table[field.name], hints[field.name], (*path, field.name))


def _value(value: object, hint: Any, path: Path) -> Iterator[Problem]:
    """What is wrong with one value, told in the words of the format."""
    record = _record_in(hint)
    if record is not None and isinstance(value, dict):
        if get_origin(hint) is dict:
            for key, inner in value.items():
                yield from convert(inner, record, (*path, key))[1]
        else:
            yield from convert(value, record, path)[1]
        return
    if record is not None and isinstance(value, list) and get_origin(hint) is tuple:
        for inner in value:
            if isinstance(inner, dict):
                yield from convert(inner, record, path)[1]
            elif str not in get_args(get_args(hint)[0]):
                yield _wrong(path, f"{path[-1]} must hold tables in braces, not {_name(inner)}")
        return
    try:
        msgspec.convert(value, hint, builtin_types=_NATIVE, dec_hook=_read)
    except (msgspec.ValidationError, ValueError) as failure:
        yield _wrong(path, f"{path[-1]} {_expected(hint, value, failure)}")


def _record_in(hint: Any) -> type[Record] | None:
    """The record type that a hint names directly, in a mapping, in a tuple or beside None."""
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint
    return next((found for inner in get_args(hint) if (found := _record_in(inner)) is not None), None)


def _expected(hint: Any, value: object, failure: Exception) -> str:
    kinds = [kind for kind in _flat(hint) if kind is not NoneType]
    for kind in kinds:
        if kind in _READERS:
            return str(failure).partition(" - at ")[0]
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            words = ", ".join(kind)
            return f"must be one of {words}, not {_name(value)}{_did_you_mean(value, list(kind))}"
    wanted = " or ".join(dict.fromkeys(_NAMES.get(kind, str(kind)) for kind in kinds))
    return f"must be {wanted}, not {_name(value)}"


def _flat(hint: Any) -> Iterator[Any]:
    if get_origin(hint) in {Union, UnionType}:
        for inner in get_args(hint):
            yield from _flat(inner)
    else:
        yield get_origin(hint) or hint


_NAMES = {
    int: "a number", Decimal: "a number", str: "text in quotes", bool: "true or false", tuple: "a list in brackets",
    dict: "a table", date: "a date such as 2026-09-06, without quotes",
    datetime: "a moment with its zone such as 2026-10-02T08:15:00Z, without quotes",
}  # fmt: skip


def _name(value: object) -> str:
    """A value as a person would point at it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f"the text “{value[:40]}”"
        case datetime():
            return f"the moment {value.isoformat()}"
        case date() | time() | int() | Decimal():
            return str(value)
        case list():
            return "a list"
        case _:
            return "a table"


def _called(kind: type[Record]) -> str:
    return {"Settings": "the table [registry]"}.get(kind.__name__, f"a {kind.__name__.lower()}")


def _suggest(word: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    return f"did you mean “{near[0]}”?" if near else "known are: " + ", ".join(sorted(known))


def _did_you_mean(value: object, words: list[str]) -> str:
    near = difflib.get_close_matches(value, words, n=1, cutoff=0.6) if isinstance(value, str) else []
    return f"; did you mean {near[0]}?" if near else ""


def _wrong(path: Path, message: str) -> Problem:
    return Problem(code="CT108", message=message, path=path)
