"""From plain TOML tables to the typed records of the model, collecting every problem.

msgspec converts a whole record at once and stops at its first error, which it reports in its own terms. So a record
that fails is checked key by key, and all its problems are reported. A TOML string never passes for a date or number.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from commitrack.dates import parse_span, parse_when
from commitrack.errors import Problem
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import (
    Amends,
    Area,
    Commitment,
    Document,
    Evidence,
    Meeting,
    Milestone,
    Parties,
    Party,
    Pillar,
    Rate,
    Record,
    Settings,
    Source,
    Span,
    Target,
    Thresholds,
    Update,
    When,
)
from commitrack.suggest import did_you_mean, near

T = TypeVar("T", bound=Record)
Path = tuple[str, ...]

_NATIVE = (date, datetime, time, Decimal)
_READERS = {When: parse_when, Span: parse_span}
_QUOTED = re.compile(r"\d{4}(-\d{2}-\d{2})?")


def convert(table: object, kind: type[T], path: Path, **known: str) -> tuple[T | None, list[Problem]]:
    """One record, or None and all its problems. ``known`` are attributes that the key of the table gives, as the id."""
    if not isinstance(table, dict):
        return None, [_mismatch(path, _("{key} must be a table, not {found}", key=path[-1], found=_name(table)))]
    try:
        record = msgspec.convert({**table, **known}, kind, builtin_types=_NATIVE, dec_hook=_read, str_keys=False)
    except (msgspec.ValidationError, ValueError):
        record = None
    if record is not None and _finite(table) and not known.keys() & table.keys():
        return record, []
    unclear = _("{key} is not {kind}", key=path[-1], kind=_CALLED[kind])
    return None, list(_fields(table, kind, path, known)) or [_mismatch(path, unclear)]


def _read(kind: type, value: object) -> object:
    if kind in _READERS:
        return _READERS[kind](value)
    raise NotImplementedError(f"no reader for {kind}")


def _finite(value: object) -> bool:
    """Whether every number is finite: nan and inf are TOML numbers, but no figures."""
    if isinstance(value, dict | list):
        return all(map(_finite, value.values() if isinstance(value, dict) else value))
    return not isinstance(value, Decimal) or value.is_finite()


@cache
def _hints(kind: type[Record]) -> Mapping[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _fields(table: Mapping[str, Any], kind: type[Record], path: Path, known: Collection[str] = ()) -> Iterator[Problem]:
    """Every problem of a record: unknown keys, missing keys, and values that do not fit."""
    hints = {name: hint for name, hint in _hints(kind).items() if name not in known}
    for key in table:
        if key in known:
            message = _("“{key}” is not written here: it is the key of the table", key=key)
            yield Problem(code="CT106", path=(*path, key), message=message)
        elif key not in hints:
            message = _("“{key}” is not a key of {kind}", key=key, kind=_CALLED[kind])
            yield Problem(code="CT106", path=(*path, key), message=message, hint=_suggest(key, hints))
    for field in msgspec.structs.fields(kind):
        if field.name in known:
            continue
        if field.name in table:
            yield from _value(table[field.name], hints[field.name], (*path, field.name), field.name)
        elif field.required:
            message = _("“{key}” is missing: {kind} needs one", key=field.name, kind=_CALLED[kind])
            yield Problem(code="CT107", path=path, message=message)


def _value(value: object, hint: Any, path: Path, label: str) -> Iterator[Problem]:
    """The problems of one value, in the terms of the format."""
    kinds = [kind for kind in _flat(hint) if kind is not NoneType]
    for kind in kinds:
        if isinstance(value, dict) and _is_record(kind):
            yield from convert(value, kind, path)[1]
            return
        if isinstance(value, dict) and get_origin(kind) is dict:
            for key, inner in value.items():
                yield from _value(inner, get_args(kind)[1], (*path, key), key)
            return
        if isinstance(value, list) and get_origin(kind) is tuple:
            for inner in value:
                yield from _value(inner, get_args(kind)[0], path, _("each of {key}", key=path[-1]))
            return
    try:
        msgspec.convert(value, hint, builtin_types=_NATIVE, dec_hook=_read)
        fits = _finite(value)
    except (msgspec.ValidationError, ValueError):
        fits = False
    if not fits:
        yield _mismatch(path, _("{label} {fault}", label=label, fault=_expected(kinds, value)))


def _flat(hint: Any) -> Iterator[Any]:
    """The types a hint allows, one by one."""
    if get_origin(hint) in {Union, UnionType, Annotated}:
        for inner in get_args(hint)[: 1 if get_origin(hint) is Annotated else None]:
            yield from _flat(inner)
    else:
        yield hint


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


def _expected(kinds: list[Any], value: object) -> str:
    """What is expected, and what was found; for a date or a span, the message of its parser."""
    for kind in kinds:
        if kind is When and isinstance(value, str) and _QUOTED.fullmatch(value):
            return _("is written without quotes: {value}", value=value)
        if kind in _READERS:
            try:
                _READERS[kind](value)
            except ValueError as failure:
                return str(failure)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return _one_of(list(kind), value)
    names = [_NAMES["table" if _is_record(kind) else get_origin(kind) or kind] for kind in kinds]
    expected = _NAMES[Decimal] if Decimal in kinds else join(dict.fromkeys(names), _(" or "))
    return _("must be {wanted}, not {found}", wanted=expected, found=_name(value))


_NAMES: Mapping[Any, str] = {
    int: _("a whole number"), Decimal: _("a number"), str: _("text in quotes"), bool: _("true or false"),
    tuple: _("a list in brackets"), dict: _("a table"), "table": _("a table"),
    date: _("a date such as 2026-09-06, without quotes"),
    datetime: _("a moment with its zone such as 2026-10-02T08:15:00Z, without quotes"),
}  # fmt: skip

_CALLED: Mapping[type[Record], str] = {
    Settings: _("the table [registry]"), Thresholds: _("thresholds"), Document: _("a document"), Pillar: _("a pillar"),
    Area: _("an area"), Party: _("a party"), Meeting: _("a meeting"), Commitment: _("a commitment"),
    Parties: _("parties"), Source: _("a source"), Target: _("a target"), Milestone: _("a milestone"),
    Update: _("an update"), Evidence: _("evidence"), Amends: _("an amendment"), Rate: _("a rate"),
}  # fmt: skip


def _name(value: object) -> str:
    """A value as an error message refers to it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _("the text “{text}”", text=value[:40])
        case datetime():
            return _("the moment {moment}", moment=value.isoformat())
        case date() | time() | int() | Decimal():
            return str(value).replace("NaN", "nan").replace("Infinity", "inf")
        case list():
            return _("a list")
        case _:
            return _("a table")


def _suggest(word: str, known: Collection[str]) -> str:
    return did_you_mean(word, known) or _("known are: {names}", names=", ".join(sorted(known)))


def _one_of(words: list[str], value: object) -> str:
    similar = near(value, words) if isinstance(value, str) else []
    names, actual = ", ".join(words), _name(value)
    if similar:
        word = similar[0]
        return _("must be one of {names}, not {found}; did you mean {word}?", names=names, found=actual, word=word)
    return _("must be one of {names}, not {found}", names=names, found=actual)


def _mismatch(path: Path, message: str) -> Problem:
    return Problem(code="CT108", message=message, path=path)
