"""Records, keys and values as lines of TOML 1.0; tomli-w does the quoting."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec
import tomli_w

from commitrack.model import Commitment, Span, Update, When

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def update_line(update: Update) -> str:
    """An update on one line of the journal."""
    fields = _fields(update)
    del fields["key"]
    return f"{update.key} = {inline(fields)}"


def commitment_lines(commitment: Commitment) -> tuple[str, ...]:
    """An empty line, the header of the table, a line for each key, and a line for each target."""
    fields = _fields(commitment)
    del fields["id"]
    targets = fields.pop("targets", {})
    return (
        "",
        f"[commitments.{key(commitment.id)}]",
        *(f"{name} = {inline(value)}" for name, value in fields.items() if value not in ({}, [])),
        *(f"targets.{key(name)} = {inline(target)}" for name, target in targets.items()),
    )


def key(name: str) -> str:
    """A key as one part: in quotes where it holds a dot or anything else that is not part of a bare key."""
    return name if _BARE.fullmatch(name) else inline(name)


def inline(value: object) -> str:
    """A value on one line: tables in braces, lists in brackets, moments in UTC."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key(name)} = {inline(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(inner) for inner in value) + "]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")


def as_written(value: object) -> object:
    """A day or span in the form in which it was written: 2030 stays 2030."""
    if isinstance(value, When | Span):
        return value.written
    raise NotImplementedError(f"no way to write {value!r}")


def _fields(record: Update | Commitment) -> dict[str, Any]:
    """The keys of a record and their values, without those that are defaults."""
    fields: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(date, datetime, Decimal), enc_hook=as_written)
    return fields
