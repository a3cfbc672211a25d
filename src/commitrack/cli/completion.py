"""What TAB offers: ids, fields and values. Shells run completions through eval, so only safe words leave here."""

import re
from collections.abc import Iterable
from pathlib import Path

from commitrack.errors import CommitrackError
from commitrack.model import Kind, Registry
from commitrack.query import FIELDS, STATUS_WORDS
from commitrack.registry import find, read

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:%-]*")


def complete_id(incomplete: str) -> list[str]:
    """The ids of commitments that begin like this."""
    return _offered(_registry().commitments, incomplete)


def complete_query(incomplete: str) -> list[str]:
    """Fields of the query, values after a field's colon, and ids."""
    name, colon, _ = incomplete.removeprefix("not:").partition(":")
    if not colon:
        return _offered([*(f"{field}:" for field in FIELDS), *_registry().commitments], incomplete)
    before = incomplete[: incomplete.index(f"{name}:") + len(name) + 1]
    return _offered([f"{before}{value}" for value in _values(name, _registry())], incomplete)


def _values(field: str, registry: Registry) -> Iterable[str]:
    tables: dict[str, Iterable[str]] = {
        "pillar": registry.pillars, "area": registry.areas, "party": registry.parties, "document": registry.documents,
        "id": registry.commitments, "part_of": registry.parts_of(), "status": STATUS_WORDS, "kind": list(Kind),
        "unit": {target.unit for c in registry.commitments.values() for target in c.targets.values()},
        "due": ("none", "any"), "made": ("none", "any"), "updated": ("none", "any"), "progress": ("none",),
    }  # fmt: skip
    return tables.get(field, ())


def _offered(words: Iterable[str], incomplete: str) -> list[str]:
    return [word for word in words if word.startswith(incomplete) and _SAFE.fullmatch(word)]


def _registry() -> Registry:
    """The registry as far as it can be read: TAB is no place to complain."""
    import os  # noqa: PLC0415

    try:
        return read(find(os.environ.get("COMMITRACK_REGISTRY"), start=Path.cwd())).registry
    except (CommitrackError, OSError):
        return Registry()
