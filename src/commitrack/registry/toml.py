"""Keys and values as TOML 1.0 on one line; tomli-w does the quoting."""

import re
from datetime import UTC, datetime

import tomli_w

from commitrack.model import Span, When

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def key(name: str) -> str:
    """A key as one part: in quotes where it holds a dot or anything else that TOML would read as more."""
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


def written(value: object) -> object:
    """Days and spans go back as they were written: 2030 stays 2030."""
    if isinstance(value, When | Span):
        return value.written
    raise NotImplementedError(f"no way to write {value!r}")
