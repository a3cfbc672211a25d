"""Checks of ids: their form, and whether every id that is referred to exists."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import filterfalse

from commitrack.checks.check import Finding, checks
from commitrack.errors import MOST_SHOWN, KeyPath
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import Registry
from commitrack.suggest import did_you_mean

ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_TARGET = re.compile(r"([a-z0-9]|[^\W\x00-\x7f])([a-z0-9._-]|[^\W\x00-\x7f]){0,79}")
_TABLES = ("documents", "pillars", "areas", "parties", "meetings", "commitments")
_ONE_OF: Mapping[str, str] = {
    "documents": _("document"), "pillars": _("pillar"), "areas": _("area"), "parties": _("party"),
    "commitments": _("commitment"), "related": _("commitment or meeting"),
}  # fmt: skip


@checks("CT201", "unknown reference")
def references(registry: Registry) -> Iterator[Finding]:
    """Every area, pillar, party, document, commitment and meeting that is referred to must be in the registry. The
    message suggests similar ids. Fix the id, or add the missing record.

    After a merge, a commitment that is missing may have been removed on another branch. If an update refers to it,
    restore its lines, and withdraw it with ``commitrack update ID --lifecycle withdrawn``; git shows the lines:

        git log -p -S'commitments.ID.' -- additions.toml"""
    known: dict[str, Mapping[str, object]] = {table: getattr(registry, table) for table in _TABLES}
    known["related"] = {**registry.commitments, **registry.meetings}

    @cache  # the same id is often missing in many places, and comparing it with thousands of others is slow
    def hint(table: str, name: str) -> _ | None:
        return did_you_mean(name, known[table])

    for path, table, names in _referred(registry):
        for name in names:
            if name not in known[table]:
                kind, key = _ONE_OF[table], path[-1]
                message = _('unknown {kind} "{name}"', kind=kind, name=name)
                if key != str(kind):
                    message = _('unknown {kind} "{name}" in {key}', kind=kind, name=name, key=key)
                near = hint(table, name) if hint.cache_info().currsize < MOST_SHOWN else None
                likely = _after_merge(path, name, registry, near)
                yield (path, message, likely) if likely else (path, message)


def _after_merge(path: KeyPath, name: str, registry: Registry, near: _ | None) -> _ | None:
    """The hint for a commitment that was removed, surely, or possibly, because an update refers to it; else ``near``.

    commitrack writes updates, so the id in an update is hardly a typing error.
    """
    if name in registry.removed and path[-1] in {"part_of", "counted_with", "related", "commitment"}:
        return _(
            '"{id}" was removed, perhaps on another branch: restore it, or delete this reference; '
            "see: commitrack check --explain CT201", id=name,
        )  # fmt: skip
    if path[0] != "updates" or path[-1] != "commitment":
        return near
    removed = _(
        '"{id}" may have been removed, here or on another branch: restore it; '
        "see: commitrack check --explain CT201", id=name,
    )  # fmt: skip
    return removed if near is None else join([near, removed], " · ")


def _referred(registry: Registry) -> Iterator[tuple[KeyPath, str, Iterable[str]]]:
    """Every place that refers to records: the place, the table that must contain them, and their ids."""
    for name, document in registry.documents.items():
        yield ("documents", name, "publisher"), "parties", _one(document.publisher)
    for name, area in registry.areas.items():
        yield ("areas", name, "pillar"), "pillars", _one(area.pillar)
    for name, meeting in registry.meetings.items():
        yield ("meetings", name, "pillar"), "pillars", _one(meeting.pillar)
        yield ("meetings", name, "areas"), "areas", meeting.areas
    for name, commitment in registry.commitments.items():
        path = ("commitments", name)
        yield (*path, "part_of"), "commitments", _one(commitment.part_of)
        yield (*path, "counted_with"), "commitments", _one(commitment.counted_with)
        yield (*path, "related"), "related", commitment.related
        yield (*path, "pillar"), "pillars", _one(commitment.pillar)
        yield (*path, "areas"), "areas", commitment.areas
        yield (*path, "parties"), "parties", commitment.parties.all()
        yield (*path, "source"), "documents", _one(commitment.source.document if commitment.source else None)
    for name, updates in registry.updates_of().items():
        if name not in registry.commitments:
            yield from ((("updates", update.key, "commitment"), "commitments", (name,)) for update in updates)
    for key, update in registry.updates.items():
        for item in update.evidence:
            if not isinstance(item, str):
                yield ("updates", key, "evidence"), "documents", _one(item.document or None)


def _one(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


@checks("CT202", "circular part_of")
def circles(registry: Registry) -> Iterator[Finding]:
    """``part_of`` leads from a part to its whole. A commitment cannot be part of itself, neither directly nor through
    other commitments. Remove one of the links."""
    visited: set[str] = set()
    for start in registry.commitments:
        trail: dict[str, None] = {}  # a dict is ordered and fast to search
        current: str | None = start
        while current is not None and current in registry.commitments and current not in visited:
            visited.add(current)
            trail[current] = None
            current = registry.commitments[current].part_of
        if current is not None and current in trail:
            circle = list(trail)[list(trail).index(current) :]
            way = join([*circle, current], _(" is part of "))
            yield ("commitments", current, "part_of"), _('circular "part_of": {way}', way=way)


@checks("CT203", "invalid id")
def ids(registry: Registry) -> Iterator[Finding]:
    """Ids are typed on command lines, completed by shells and used in file names: lower-case letters, digits, ``.``,
    ``_`` and ``-``, starting with a letter or digit, at most 80 characters. The name of a target may also have letters
    of other scripts, because it is often a unit: 台."""
    for table in _TABLES:
        for name in filterfalse(ID.fullmatch, getattr(registry, table)):
            yield (table, name), invalid_id(name)
    for commitment in registry.commitments.values():
        for name in filterfalse(_TARGET.fullmatch, commitment.targets):
            yield ("commitments", commitment.id, "targets", name), invalid_id(name)


def invalid_id(name: str) -> _:
    """The message about an id that contains other characters."""
    return _('invalid id "{id}": use only a–z, 0–9, ".", "_" and "-", starting with a letter or digit', id=name)


@checks("CT204", "former id in use")
def former_ids(registry: Registry) -> Iterator[Finding]:
    """``formerly`` lists the ids that a commitment had before it was renamed. Updates that name them belong to this
    commitment, so none of them can be the id of a commitment, or a former id of another one. After a merge, the
    commitment may be there under both ids: keep one of the two. Otherwise, delete the id from ``formerly``, or rename
    the other commitment."""
    owners: dict[str, str] = {}
    for name, commitment in registry.commitments.items():
        for former in commitment.formerly:
            path, gaps = ("commitments", name, "formerly"), {"former": former, "id": name}
            if former in registry.commitments:
                message = _('"{former}", a former id of "{id}", is also the id of a commitment', **gaps)
                hint = _('delete "{former}" from "formerly"', former=former)
                yield path, message, hint if former == name else _merged(former)
            elif (other := owners.setdefault(former, name)) != name:
                message = _('"{former}" is a former id of both "{other}" and "{id}"', other=other, **gaps)
                yield path, message, _merged(former)


def _merged(former: str) -> _:
    return _(
        'if a merge brought both, keep one of the two commitments; otherwise delete "{former}" from "formerly"',
        former=former,
    )
