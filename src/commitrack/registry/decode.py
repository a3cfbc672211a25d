"""Convert plain TOML tables to the typed records of the model, and collect every problem.

msgspec converts a whole record at once and stops at its first error, which it reports in its own terms. So a record
that fails is checked key by key, and all its problems are reported. A TOML string is not a valid date or number.
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

from commitrack.dates import in_range, parse_loosely, parse_span, parse_when
from commitrack.errors import MOST_SHOWN, KeyPath, Problem
from commitrack.language import LazyString as _
from commitrack.language import comma_list, listed
from commitrack.model import Record, Span, When
from commitrack.registry.type_names import TYPE_NAMES, name_of, record_name
from commitrack.suggest import did_you_mean, near

T = TypeVar("T", bound=Record)

_UNLIMITED = frozenset({str, int, bool})
"""Types whose values are all allowed; most values in a registry are of these."""
_NATIVE = (date, datetime, time, Decimal)
_PARSERS = {When: parse_when, Span: parse_span}
_LABELLED = _("{label}: {problem}").template
_QUOTED = re.compile(r"\d{4}(-\d{2}-\d{2})?")


def convert(table: object, kind: type[T], path: KeyPath, **known: str) -> tuple[T | None, list[Problem]]:
    """Convert a table to a record of type ``kind``; return the record, or None with all its problems.

    ``path`` is the place of the table; ``known`` are attributes that its key supplies, such as the id.
    """
    if isinstance(table, kind):
        return table, []
    if not isinstance(table, dict):
        return None, [_mismatch(path, _('"{key}" must be a table, not {found}', key=path[-1], found=name_of(table)))]
    try:
        record = msgspec.convert({**table, **known}, kind, builtin_types=_NATIVE, dec_hook=_read, str_keys=False)
    except (msgspec.ValidationError, ValueError):
        record = None
    if record is not None and _excess(table) is None and not known.keys() & table.keys():
        return record, []
    unclear = _('"{key}" cannot be read as {kind}', key=path[-1], kind=record_name(kind, path))
    return None, list(_fields(table, kind, path, known)) or [_mismatch(path, unclear)]


def _read(kind: type, value: object) -> object:
    if kind in _PARSERS:
        return _PARSERS[kind](value)
    raise NotImplementedError(f"no reader for {kind}")


def _excess(value: object) -> str | None:
    """What TOML allows in a value and a registry does not: nan and inf, and days far from our time; None if nothing."""
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            if type(inner) not in _UNLIMITED and (message := _excess(inner)) is not None:
                return message
        return None
    if isinstance(value, date):
        try:
            in_range(value)
        except ValueError as failure:
            return str(failure)
    return _expected([Decimal], value) if isinstance(value, Decimal) and not value.is_finite() else None


_struct_fields = cache(msgspec.structs.fields)


@cache
def _hints(kind: type[Record]) -> Mapping[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _fields(
    table: Mapping[str, Any], kind: type[Record], path: KeyPath, known: Collection[str] = ()
) -> Iterator[Problem]:
    """Every problem of a record: unknown keys, missing keys, and invalid values."""
    hints = {name: hint for name, hint in _hints(kind).items() if name not in known}
    for number, key in enumerate(table):
        if key in known:
            message = _('"{key}" is not allowed here; it is set by the name of the table', key=key)
            yield Problem(code="CT106", path=(*path, key), message=message)
        elif key not in hints:
            message = _('unknown key "{key}" in {kind}', key=key, kind=record_name(kind, path))
            yield Problem(
                code="CT106",
                path=(*path, key),
                message=message,
                hint=None if number >= MOST_SHOWN else _suggest(key, hints),
            )
    for field in _struct_fields(kind):
        if field.name in known:
            continue
        if field.name in table:
            yield from _value(table[field.name], hints[field.name], (*path, field.name), field.name)
        elif field.required:
            message = _('missing key "{key}": required for {kind}', key=field.name, kind=record_name(kind, path))
            yield Problem(code="CT107", path=path, message=message)


def _value(value: object, hint: Any, path: KeyPath, label: str) -> Iterator[Problem]:
    """The problems of one value, which ``label`` names in messages, as the format describes them."""
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
                yield from _value(inner, get_args(kind)[0], path, _("each item of {key}", key=path[-1]))
            return
    try:
        msgspec.convert(value, hint, builtin_types=_NATIVE, dec_hook=_read)
        problem = _excess(value)
    except (msgspec.ValidationError, ValueError):
        problem = _expected(kinds, value)
    if problem is not None:
        yield _mismatch(path, _(_LABELLED, label=label, problem=problem))


def without_label(message: str) -> str:
    """The message about a value, without its key, for a place where that is named already."""
    if isinstance(message, _) and message.template == _LABELLED:
        return str(message.gaps["problem"])
    return message


def _flat(hint: Any) -> Iterator[Any]:
    """The types that a type hint allows, one by one."""
    if get_origin(hint) in {Union, UnionType, Annotated}:
        for inner in get_args(hint)[: 1 if get_origin(hint) is Annotated else None]:
            yield from _flat(inner)
    else:
        yield hint


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


def _expected(kinds: list[Any], value: object) -> str:
    """What was expected, and what was found instead; for a date or a span, the message of its parser."""
    for kind in kinds:
        if kind is When and isinstance(value, str) and (_QUOTED.fullmatch(value) or _is_date(value)):
            return _as_in_format(value)
        if kind in _PARSERS:
            try:
                _PARSERS[kind](value)
            except ValueError as failure:
                return str(failure)
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return _one_of(list(kind), value)
    names = [TYPE_NAMES["table" if _is_record(kind) else get_origin(kind) or kind] for kind in kinds]
    expected = TYPE_NAMES[Decimal] if Decimal in kinds else listed(dict.fromkeys(names), _(" or "))
    return _("must be {wanted}, not {found}", wanted=expected, found=name_of(value))


def _is_date(value: str) -> bool:
    """Whether a text is a date in a spelling that is read elsewhere: 令和8年度."""
    try:
        return str(parse_loosely(value)) != value
    except ValueError:
        return False


def _as_in_format(value: str) -> str:
    """How the format writes a date that is quoted or in another spelling, or that it does not exist."""
    try:
        when = parse_loosely(value)
    except ValueError as failure:
        return str(failure)
    if isinstance(when.written, str):
        return _('must be written as "{value}"', value=when.written)
    return _("must be written without quotes: {value}", value=str(when.written))


def _suggest(word: str, known: Collection[str]) -> str:
    return did_you_mean(word, known) or _("expected one of: {names}", names=comma_list(sorted(known)))


def _one_of(words: list[str], value: object) -> str:
    similar = near(value, words) if isinstance(value, str) else []
    names = comma_list(word if word[:1].isalnum() else f'"{word}"' for word in words)
    actual = name_of(value)
    if similar:
        word = similar[0]
        return _('must be one of {names}, not {found}; did you mean "{word}"?', names=names, found=actual, word=word)
    return _("must be one of {names}, not {found}", names=names, found=actual)


def _mismatch(path: KeyPath, message: str) -> Problem:
    return Problem(code="CT108", message=message, path=path)
