"""Tab completion of ids, fields and values. Shells pass completions to eval, so only safe words are offered."""

import re
from collections.abc import Iterable
from pathlib import Path

from commitrack.errors import CommitrackError
from commitrack.model import Registry
from commitrack.query import FIELDS
from commitrack.registry import find, read

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:%-]*")


def complete_id(incomplete: str) -> list[str]:
    """The ids of commitments that start with the incomplete word."""
    return _offered(_registry().commitments, incomplete)


def complete_query(incomplete: str) -> list[str]:
    """Query fields and ids that start with the incomplete word, or values after a field's colon."""
    name, colon, _ = incomplete.removeprefix("not:").partition(":")
    if not colon:
        return _offered([*(f"{field}:" for field in FIELDS), *_registry().commitments], incomplete)
    if name not in FIELDS:
        return []
    prefix = incomplete[: incomplete.index(f"{name}:") + len(name) + 1]
    return _offered([f"{prefix}{value}" for value in FIELDS[name].suggestions(_registry())], incomplete)


def _offered(words: Iterable[str], incomplete: str) -> list[str]:
    return [word for word in words if word.startswith(incomplete) and _SAFE.fullmatch(word)]


def _registry() -> Registry:
    """The registry as far as it can be read, or an empty one: completion reports no errors."""
    import os  # noqa: PLC0415

    try:
        return read(find(os.environ.get("COMMITRACK_REGISTRY"), start=Path.cwd())).registry
    except (CommitrackError, OSError):
        return Registry()
