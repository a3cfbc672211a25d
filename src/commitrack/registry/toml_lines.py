"""Format records, keys and values as lines of TOML 1.0; tomli-w does the quoting."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

import msgspec
import tomli_w

from commitrack.model import Area, Commitment, Document, Meeting, NamedUnit, Party, Pillar, Removal, Span, Update, When

NamedRecord: TypeAlias = Area | Document | Meeting | Party | Pillar
"""A record that does not contain its own id."""

_PLAIN = re.compile(r"[ !#-\[\]-~\u00a1-\u02ff\u3001-\ud7ff]*")
"""Text without quotation marks, backslashes and control characters, which needs no escapes."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def update_line(update: Update) -> str:
    """An update as one line of the journal."""
    fields = _fields(update)
    del fields["key"]
    return f"{update.key} = {inline(fields)}"


def commitment_lines(commitment: Commitment) -> tuple[str, ...]:
    """A commitment as lines with dotted keys from the root: one for each key, one for each target.

    Every line contains the id, so no two commitments share a line; git could otherwise align the shared lines of two
    new commitments, and merge them into one another.
    """
    fields = _fields(commitment)
    table = f"commitments.{key(fields.pop('id'))}"
    targets = {f"targets.{key(name)}": target for name, target in fields.pop("targets", {}).items()}
    last = {name: fields.pop(name) for name in ("recorded", "by") if name in fields}
    lines = (*fields.items(), *targets.items(), *last.items())
    return tuple(f"{table}.{name} = {inline(value)}" for name, value in lines if value not in ({}, []))


def commitment_fields(commitment: Commitment) -> dict[str, Any]:
    """The keys of a commitment with their values, without its id."""
    fields = _fields(commitment)
    del fields["id"]
    return fields


def named_lines(table: str, name: str, record: NamedRecord) -> tuple[str, ...]:
    """A record of a table as lines with dotted keys from the root, for the same reason; a meeting is one line."""
    prefix, fields = f"{table}.{key(name)}", _fields(record)
    if isinstance(record, Meeting):
        return (f"{prefix} = {inline(fields)}",)
    return tuple(f"{prefix}.{field} = {inline(value)}" for field, value in fields.items())


def removal_line(id: str, removal: Removal) -> str:  # noqa: A002
    """A removal as one line with a dotted key from the root."""
    return f"removed.{key(id)} = {inline(_fields(removal))}"


def newline_of(raw: bytes) -> str:
    """How the lines of a file end."""
    return "\r\n" if b"\r\n" in raw else "\n"


def extended(raw: bytes, lines: Iterable[str], *, newline: str) -> bytes:
    """The bytes of a file, unchanged, and lines after them; raise UnicodeEncodeError for text that is not UTF-8."""
    start = raw if not raw or raw.endswith(b"\n") else raw + newline.encode()
    return start + "".join(f"{line}{newline}" for line in lines).encode()


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """A key, quoted if it contains a dot or anything else that a bare key may not."""
    return name if _BARE.fullmatch(name) else inline(name)


def inline(value: object) -> str:
    """A value on one line: tables in braces, lists in brackets, times in UTC."""
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return f'"{value}"'  # as tomli-w would, which takes ten times as long; so with the next two
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key(name)} = {inline(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(inner) for inner in value) + "]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")


def as_written(value: object) -> object:
    """A ``When``, ``Span`` or unit as it was written; msgspec's ``enc_hook``, so NotImplementedError for others."""
    if isinstance(value, When | Span):
        return value.written
    if isinstance(value, NamedUnit):
        return str(value)
    raise NotImplementedError(f"no way to write {value!r}")


def _fields(record: Update | Commitment | NamedRecord | Removal) -> dict[str, Any]:
    """The keys of a record with their values, without defaults."""
    fields: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(date, datetime, Decimal), enc_hook=as_written)
    return fields
