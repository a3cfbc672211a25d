"""What the journal has of each commitment, extended with every update drafted since.

An update is added in time proportional to the figures that follow it, so that long sheets are read in linear time.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from msgspec import Struct
from msgspec.structs import replace

from commitrack.amounts import plus
from commitrack.assess import Terms
from commitrack.assess.history import target_of
from commitrack.assess.retractions import retracted
from commitrack.assess.terms import terms_of
from commitrack.dates import first_day
from commitrack.model import Commitment, Number, Registry, Settings, Update, multilingual


class Level(Struct, frozen=True):
    """The level of a target after an update, which states it or adds to the level before."""

    level: Number
    update: Update


class Series:
    """The levels of a target in the order of its updates; the first increment adds to ``start``."""

    def __init__(self, start: Number, updates: Iterable[Update]) -> None:
        self.start = start
        self.points: list[Level] = []
        for update in sorted(updates, key=Update.order):
            self.add(update)

    def add(self, update: Update) -> None:
        """Insert an update, and recompute the increments after it up to the next stated level."""
        position = self.position(update)
        self.points.insert(position, Level(self.level(update), update))
        for number in range(position + 1, len(self.points)):
            later = self.points[number].update
            if later.actual is not None:
                break
            self.points[number] = Level(plus(self.points[number - 1].level, later.add or 0), later)

    def level(self, update: Update) -> Number:
        """The level that an update would lead to."""
        if update.actual is not None:
            return update.actual
        before = self.before(update)
        return plus(self.start if before is None else before.level, update.add or 0)

    def position(self, update: Update) -> int:
        """How many points come before an update."""
        return bisect_right(self.points, update.order(), key=lambda point: point.update.order())

    def before(self, update: Update) -> Level | None:
        """The point before an update, possibly of the same day."""
        position = self.position(update)
        return self.points[position - 1] if position else None

    def after(self, update: Update) -> Level | None:
        """The point after an update."""
        position = self.position(update)
        return self.points[position] if position < len(self.points) else None

    def on(self, day: date) -> Level | None:
        """The last point of a day."""
        position = bisect_right(self.points, day, key=lambda point: point.update.on)
        point = self.points[position - 1] if position else None
        return point if point is not None and point.update.on == day else None

    def excess(self, update: Update) -> Level | None:
        """The next stated level, if an update, with the increments that follow it, would exceed that; else None."""
        level = self.level(update)
        for number in range(self.position(update), len(self.points)):
            point = self.points[number]
            if point.update.actual is not None:
                return point if level > point.level else None
            level = plus(level, point.update.add or 0)
        return None


class Entries:
    """The updates of one commitment that count: in order, and the figures of each target.

    ``retracted`` are those that were retracted, each with its retraction.
    """

    def __init__(
        self, commitment: Commitment, updates: Iterable[Update], settings: Settings,
        retracted: Sequence[tuple[Update, Update]] = (),
    ) -> None:  # fmt: skip
        self.commitment = commitment
        self.retracted = retracted
        self.settings = settings
        counted = self.counted = sorted(updates, key=Update.order)
        self.amendments = [u for u in counted if u.amends is not None]
        self.drafted: set[str] = set()
        self._keys: dict[Update, list[str]] | None = None
        self.series = {
            name: Series(target.initial_level, (u for u in counted if self._is_figure_of(name, u)))
            for name, target in commitment.targets.items()
        }

    def add(self, update: Update) -> None:
        """Add an update that has been drafted, and is not in the journal yet."""
        self.drafted.add(update.key)
        insort(self.counted, update, key=Update.order)
        if update.amends is not None:
            insort(self.amendments, update, key=lambda amendment: amendment.on)
        if self._keys is not None:
            self._keys.setdefault(self.content(update), []).append(update.key)
        for name, series in self.series.items():
            if self._is_figure_of(name, update):
                series.add(update)

    def keys(self, content: Update) -> Sequence[str]:
        """The keys of the updates with this content, in order; all contents are compared on first use."""
        if self._keys is None:
            self._keys = {}
            for update in self.counted:
                self._keys.setdefault(self.content(update), []).append(update.key)
        return self._keys.get(content, ())

    def content(self, update: Update) -> Update:
        """The update without its key and time of recording, and with its texts in one language, for comparison."""
        target = target_of(self.commitment, update) if update.actual is not None or update.add is not None else None
        texts = {"note": multilingual(update.note), "reason": multilingual(update.reason)}
        return replace(update, key="", recorded=datetime.min.replace(tzinfo=UTC), target=target, **texts)

    def terms(self, name: str, update: Update) -> Terms | None:
        """The terms of a target on the day of an update; None if it has no value."""
        amendments = [amendment for amendment in self.amendments if amendment.on <= update.on]
        both = terms_of(self.commitment, name, amendments, settings=self.settings)
        return None if both is None else both[1]

    def start(self, name: str) -> date | None:
        """The day from which figures of a target may count: when the commitment was made, or the day of the baseline.

        The earlier one, and the first day of a month or a year; None if neither is stated.
        """
        stated = filter(None, (self.commitment.made, self.commitment.targets[name].baseline_on))
        return min((first_day(when, fiscal_year=self.settings.fiscal_year) for when in stated), default=None)

    def _is_figure_of(self, name: str, update: Update) -> bool:
        has_figure = update.actual is not None or update.add is not None
        return has_figure and target_of(self.commitment, update) == name


class Journal:
    """The entries of every commitment, by its id."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._updates = registry.updates_of()
        self._entries: dict[str, Entries] = {}

    def of(self, commitment: str) -> Entries:
        """The entries of a commitment of the registry."""
        if commitment not in self._entries:
            updates = self._updates.get(commitment, ())
            retracted_keys = retracted(updates)
            counted = (u for u in updates if u.key not in retracted_keys and u.retracts is None)
            known, by_key = self.registry.commitments[commitment], {u.key: u for u in updates if retracted_keys}
            pairs = [(by_key[u.retracts], u) for u in updates if u.retracts in retracted_keys and u.retracts in by_key]
            self._entries[commitment] = Entries(known, counted, self.registry.settings, pairs)
        return self._entries[commitment]

    def forget(self, commitment: str) -> None:
        """Let go of the entries of a commitment, with the updates drafted since."""
        self._entries.pop(commitment, None)
