"""The registry as a whole."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from commitrack.model.exports import Exports
from commitrack.model.records import (
    Area,
    Commitment,
    Document,
    Meeting,
    Party,
    Pillar,
    Rate,
)
from commitrack.model.removal import Removal
from commitrack.model.settings import Defaults, Settings
from commitrack.model.units import NamedUnit, UnitNames
from commitrack.model.updates import Update
from commitrack.model.vocabulary import Basis


class Narrowing(Struct, frozen=True, kw_only=True):
    """What a commitment must fulfil for a query to match it, as far as an index can tell.

    ``words`` are folded and occur in ids and titles; ``ids`` are alternative shell patterns of its id, any if there are
    none; ``one_of`` are alternative values of fields of the query, ``between`` the first and the last day of others.
    ``as_of`` is the day as of which it is assessed from everything that is recorded; None if it is not.
    """

    words: tuple[str, ...]
    ids: tuple[str, ...]
    one_of: dict[str, frozenset[str]]
    between: dict[str, tuple[date, date]]
    as_of: date | None


class Registry(Struct, frozen=True, kw_only=True, dict=True):
    """All tables of a registry; mappings keep the order of the files."""

    settings: Settings = Settings()
    defaults: Defaults = Defaults()
    export: Exports = Exports()
    documents: dict[str, Document] = {}
    pillars: dict[str, Pillar] = {}
    areas: dict[str, Area] = {}
    parties: dict[str, Party] = {}
    meetings: dict[str, Meeting] = {}
    commitments: Mapping[str, Commitment] = {}
    updates: Mapping[str, Update] = {}
    removed: dict[str, Removal] = {}
    units: dict[str, UnitNames] = {}
    rates: tuple[Rate, ...] = ()

    def pillar_basis(self, commitment: Commitment) -> Basis | None:
        """Who assigned the pillar of a commitment: its source, or who keeps the registry; None without a pillar."""
        return None if commitment.pillar is None else commitment.pillar_basis or self.settings.pillar_basis

    def areas_basis(self, commitment: Commitment) -> Basis | None:
        """Who assigned the areas of a commitment; None without areas."""
        return commitment.areas_basis or self.settings.areas_basis if commitment.areas else None

    def current_ids(self) -> dict[str, str]:
        """The id of each renamed commitment by every id that it had before."""
        ids: dict[str, str] = {}
        for commitment in self.commitments.values():
            for former in commitment.formerly:
                if former not in self.commitments:
                    ids.setdefault(former, commitment.id)
        return ids

    def with_current_ids(self) -> "Registry":
        """The registry with every reference to a renamed commitment replaced by its present id."""
        ids = self.current_ids()
        if not ids:
            return self
        updates = {
            key: replace(update, commitment=ids[update.commitment]) if update.commitment in ids else update
            for key, update in self.updates.items()
        }
        return replace(
            self, updates=updates, commitments={name: _with(ids, c, self) for name, c in self.commitments.items()}
        )

    def with_unit_names(self) -> "Registry":
        """The registry with the names of ``units`` at the units of its targets."""
        if not self.units:
            return self
        return replace(self, commitments={name: named(self.units, c) for name, c in self.commitments.items()})

    def assessed_ids(self) -> Collection[str]:
        """The ids of the commitments that are assessed, which are all but groups, in the order of the files."""
        return [name for name, commitment in self.commitments.items() if not commitment.is_group]

    def ids_like(self, pattern: str) -> Iterator[str]:
        """The ids of commitments and groups that match a shell pattern, case-sensitively."""
        return (name for name in self.commitments if fnmatchcase(name, pattern))

    def candidates(self, narrowing: Narrowing) -> Iterable[str]:
        """The ids of at least those assessed commitments that may fulfil it, in the order of the files."""
        ids, patterns = self.assessed_ids(), narrowing.ids
        return [name for name in ids if any(fnmatchcase(name, one) for one in patterns)] if patterns else ids

    def target_units(self) -> Collection[str]:
        """The units of all targets."""
        return {target.unit for commitment in self.commitments.values() for target in commitment.targets.values()}

    def last_recorded(self) -> tuple[str, datetime] | None:
        """The key of the line that was recorded last, and the time: an update, an added or a removed commitment."""
        times: dict[str, datetime] = {}
        if self.updates:  # keys tell the order within a second
            before = max(update.recorded for update in self.updates.values()) - timedelta(seconds=1)
            times = {update.key: update.moment for update in self.updates.values() if update.recorded > before}
        times |= {name: commitment.recorded for name, commitment in self.commitments.items() if commitment.recorded}
        times |= {f"removed.{name}": removal.added for name, removal in self.removed.items()}
        return max(times.items(), key=lambda item: item[1], default=None)

    def updates_of(self) -> Mapping[str, Sequence[Update]]:
        """The updates of every commitment that has any, by its id, sorted by ``Update.order``."""
        return self._updates_of

    @cached_property
    def _updates_of(self) -> dict[str, list[Update]]:
        updates: dict[str, list[Update]] = {}
        for update in self.updates.values():
            updates.setdefault(update.commitment, []).append(update)
        for of_commitment in updates.values():
            of_commitment.sort(key=Update.order)
        return updates

    def with_shared_reports(self) -> Collection[str]:
        """The ids of at least those commitments with a report that another one has as well."""
        first: dict[object, str] = {}
        shared: set[str] = set()
        for update in self.updates.values():
            report = update.report
            if report is not None and first.setdefault(report, update.commitment) != update.commitment:
                shared |= {first[report], update.commitment}
        return shared

    def parts_of(self) -> Mapping[str, Sequence[str]]:
        """The ids of the direct parts of every commitment that has any, by its id, in the order of the files."""
        parts: dict[str, list[str]] = {}
        for commitment in self.commitments.values():
            if commitment.part_of is not None:
                parts.setdefault(commitment.part_of, []).append(commitment.id)
        return parts

    def wholes_of(self, commitment: Commitment) -> Iterator[Commitment]:
        """The commitments and groups that one is part of, nearest first; of a circular ``part_of``, each once."""
        whole, passed = commitment.part_of, set[str]()
        while whole is not None and whole not in passed:
            passed.add(whole)
            found = self.commitments[whole]
            yield found
            whole = found.part_of


def _with(ids: dict[str, str], commitment: Commitment, registry: Registry) -> Commitment:
    """A commitment with the present ids in what refers to others; ``related`` may also name a meeting."""
    whole, twin = commitment.part_of, commitment.counted_with
    return replace(
        commitment,
        part_of=None if whole is None else ids.get(whole, whole),
        counted_with=None if twin is None else ids.get(twin, twin),
        related=tuple(name if name in registry.meetings else ids.get(name, name) for name in commitment.related),
    )


def named(units: dict[str, UnitNames], commitment: Commitment) -> Commitment:
    """A commitment with the names of its targets' units."""
    if not units:
        return commitment
    targets = {
        name: replace(target, unit=NamedUnit(target.unit, units[target.unit]))
        for name, target in commitment.targets.items()
        if target.unit in units
    }
    return replace(commitment, targets={**commitment.targets, **targets}) if targets else commitment
