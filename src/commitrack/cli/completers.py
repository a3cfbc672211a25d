"""Tab completion of ids, fields and values. Shells pass completions to eval, so only safe words are offered."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import typer

from commitrack.cli.settings import sources
from commitrack.cli.tab import table
from commitrack.registry.names import names, profile_names

if TYPE_CHECKING:  # records and queries take as long to import as Typer
    from commitrack.model import Registry

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:,%-]*")


def complete_id(incomplete: str) -> list[str]:
    """The ids of commitments that start with the incomplete word."""
    return _offered(_ids("commitments"), incomplete)


def complete_query(incomplete: str) -> list[str]:
    """Query fields and ids that start with the incomplete word, or values after a field's colon."""
    name, colon, _ = incomplete.removeprefix("not:").partition(":")
    if not colon:
        prefix = "not:" if incomplete.startswith("not:") else ""
        words = [*(f"{field}:" for field in table().fields), *table().statuses, *_ids("commitments")]
        return _offered((f"{prefix}{word}" for word in words), incomplete)
    if name not in table().fields:
        return []
    prefix = incomplete[: incomplete.index(f"{name}:") + len(name) + 1]
    return _offered([f"{prefix}{value}" for value in _values(name)], incomplete)


def _values(field: str) -> Iterable[str]:
    """The values of a field of the query language."""
    known = table().fields[field]
    if isinstance(known, str):
        return _ids(known)
    if known is not None:
        return known
    from commitrack.query import FIELDS  # noqa: PLC0415

    return FIELDS[field].suggestions(_registry())


def complete_party(incomplete: str) -> list[str]:
    """The ids of parties."""
    return _offered(_ids("parties"), incomplete)


def complete_pillar(incomplete: str) -> list[str]:
    """The ids of pillars."""
    return _offered(_ids("pillars"), incomplete)


def complete_area(incomplete: str) -> list[str]:
    """The ids of areas."""
    return _offered(_ids("areas"), incomplete)


def complete_document(incomplete: str) -> list[str]:
    """The ids of documents."""
    return _offered(_ids("documents"), incomplete)


def complete_meeting(incomplete: str) -> list[str]:
    """The ids of meetings."""
    return _offered(_ids("meetings"), incomplete)


def complete_since(incomplete: str) -> list[str]:
    """The ids of meetings, and what else names a day in the past."""
    return _offered([*_ids("meetings"), "last", "yesterday"], incomplete)


def complete_columns(incomplete: str) -> list[str]:
    """The columns of a listing, also after a comma."""
    from commitrack.model import ColumnName  # noqa: PLC0415

    return _last_of_list(ColumnName, incomplete)


def complete_command(incomplete: str) -> list[str]:
    """The commands."""
    from commitrack.cli.app import COMMANDS  # noqa: PLC0415  it imports this module's users

    return _offered(COMMANDS, incomplete)


def complete_target(ctx: typer.Context, incomplete: str) -> list[str]:
    """The names of the targets of the commitment on the command line."""
    registry, name = _registry(), ctx.params.get("id") or next(iter(ctx.args), "")
    commitment = registry.commitments.get(registry.current_ids().get(name, name))
    return _offered(commitment.targets if commitment else (), incomplete)


def complete_currency(incomplete: str) -> list[str]:
    """The currencies to which the registry has exchange rates."""
    return _offered(dict.fromkeys(rate.to for rate in _registry().rates), incomplete)


def complete_key(incomplete: str) -> list[str]:
    """The keys of updates, the latest first."""
    return _offered(sorted(_ids("updates"), reverse=True), incomplete)


def complete_code(incomplete: str) -> list[str]:
    """The codes of checks."""
    from commitrack.checks.explain import pages  # noqa: PLC0415

    return _offered(pages(), incomplete)


def complete_profile(incomplete: str) -> list[str]:
    """The names of the profiles beside the registry."""
    folder = sources.get().registry
    return _offered(profile_names(folder) if folder else (), incomplete)


def complete_statuses(incomplete: str) -> list[str]:
    """Statuses, also after a comma."""
    return _last_of_list(table().statuses, incomplete)


def complete_sections(incomplete: str) -> list[str]:
    """Sections of the report, also after a comma."""
    from commitrack.views.sections import names  # noqa: PLC0415

    return _last_of_list(names(), incomplete)


def _last_of_list(words: Iterable[str], incomplete: str) -> list[str]:
    """The words that the last part of a comma-separated list may become, each after the other parts."""
    before, comma, _last = incomplete.rpartition(",")
    named = before.split(",")
    return _offered((f"{before}{comma}{word}" for word in words if word not in named), incomplete)


def _offered(words: Iterable[str], incomplete: str) -> list[str]:
    return [word for word in words if word.startswith(incomplete) and _SAFE.fullmatch(word)]


def _ids(table: str) -> list[str]:
    """The ids in a table of the registry; none if there is no registry."""
    folder = sources.get().registry
    return names(folder, table) if folder else []


def _registry() -> "Registry":
    """The registry as far as it can be read, or an empty one: completion reports no errors."""
    from commitrack.errors import CommitrackError  # noqa: PLC0415
    from commitrack.model import Registry  # noqa: PLC0415
    from commitrack.registry.indexed import read_index  # noqa: PLC0415
    from commitrack.registry.read import read  # noqa: PLC0415

    folder = sources.get().registry
    try:
        return (read_index(folder) or read(folder)).registry if folder else Registry()
    except (CommitrackError, OSError):
        return Registry()
