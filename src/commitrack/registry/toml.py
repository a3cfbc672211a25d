"""Values as TOML 1.0 on one line; tomli-w does the quoting."""

from datetime import UTC, datetime

import tomli_w

from commitrack.model import Span, When


def inline(value: object) -> str:
    """A value on one line: tables in braces, lists in brackets, moments in UTC."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {inline(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(inner) for inner in value) + "]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")


def written(value: object) -> object:
    """Days and spans go back as they were written: 2030 stays 2030."""
    if isinstance(value, When | Span):
        return value.written
    raise NotImplementedError(f"no way to write {value!r}")
