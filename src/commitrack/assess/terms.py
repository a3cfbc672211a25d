"""The terms of a target (value, baseline, period), as first promised and as amended.

This module does not depend on figures or verdicts.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from commitrack.dates import due_day, last_day, start_day
from commitrack.model import Commitment, Number, Qualifier, Settings, Update, When


class TermsChange(StrEnum):
    """What an amendment did to the value (tightened, weakened) or to the deadline (extended, shortened)."""

    TIGHTENED = "tightened"
    WEAKENED = "weakened"
    EXTENDED = "extended"
    SHORTENED = "shortened"


class Terms(Struct, frozen=True, kw_only=True, dict=True):
    """Value, baseline, period and milestones (day, level) of a target that has a value, in the target's unit.

    ``baseline`` is the level that progress is measured from, stated or 0, None if there is none; ``accumulates`` says
    whether figures are running totals. ``written`` is the deadline as written: 2030 rather than 2030-12-31;
    ``due_inferred`` means that the source does not state it.
    ``originally_falls`` is the direction of the original terms, which an amendment does not reverse.
    ``start_inferred`` means that ``start`` is the deadline less the stated time, because the source dates the
    commitment only by a month or a year.
    """

    value: Number
    baseline: Number | None
    start: date | None
    start_inferred: bool = False
    due: date | None
    written: When | None
    due_inferred: bool = False
    qualifier: Qualifier | None = None
    baseline_stated: bool = False
    maintain: bool = False
    accumulates: bool = False
    milestones: tuple[tuple[date, Number], ...] = ()
    originally_falls: bool | None = None

    @cached_property
    def is_maintenance(self) -> bool:
        """Whether the target is a level to maintain: declared as one, or met by the baseline."""
        return self.maintain or (self.baseline is not None and self.reached(self.baseline))

    @property
    def is_limit(self) -> bool:
        """Whether the value is the least or the most that is promised."""
        return self.qualifier is Qualifier.AT_LEAST or self.qualifier is Qualifier.AT_MOST

    @property
    def falls(self) -> bool:
        """Whether lower levels are better: below the baseline, or an upper limit, or a value of 0."""
        if self.originally_falls is not None:
            return self.originally_falls
        if self.is_limit:
            return self.qualifier is Qualifier.AT_MOST
        return self.value == 0 if self.baseline is None or self.maintain else self.value < self.baseline

    @property
    def has_direction(self) -> bool:
        """Whether it is known if higher or lower levels are better; not for 80 % without a baseline or a limit."""
        return self.baseline is not None or self.maintain or self.value == 0 or self.is_limit

    @property
    def is_measurable(self) -> bool:
        """Whether levels can be expressed as a share: not without a baseline, nor for a level to maintain."""
        return self.baseline is not None and not self.is_maintenance

    def achieved(self, level: Number) -> Fraction | None:
        """(level − baseline) ÷ (value − baseline), exactly and never clamped; None if the target is not measurable.

        Measured from the baseline, as in the results frameworks of OECD-DAC donors, so falling targets work, and
        4,000 of 5,000 with a baseline of 4,000 is 0, not 80 %.
        """
        if self.baseline is None or self.is_maintenance:
            return None
        value, base = self.value, self.baseline
        if isinstance(level, int) and isinstance(value, int) and isinstance(base, int):
            return Fraction(level - base, value - base)  # the same, and five times as fast
        return (Fraction(level) - Fraction(base)) / (Fraction(value) - Fraction(base))

    def reached(self, level: Number) -> bool:
        """Whether a level meets the target; without a direction, only the very value does."""
        return self.meets(level, self.value) if self.has_direction else level == self.value

    def meets(self, level: Number, value: Number) -> bool:
        """Whether a level meets a value, for instance of a milestone, in the direction of the target."""
        return level <= value if self.falls else level >= value

    def planned(self, day: date) -> Fraction | None:
        """The share planned for a day, exactly: linear between start, milestones and due day.

        0 before the start, 1 from the due day on; None without both days, or if the target is not measurable.
        """
        if self.start is None or self.due is None or not self.is_measurable:
            return None
        if day >= self.due:
            return Fraction(1)
        if day <= self.start:
            return Fraction(0)
        if not self._waypoints:
            return Fraction((day - self.start).days, (self.due - self.start).days)
        points = [(self.start, Fraction(0)), *self._waypoints, (self.due, Fraction(1))]
        number = bisect_right(points, day, key=lambda point: point[0])
        (first, low), (last, high) = points[number - 1], points[number]
        return low + (high - low) * Fraction((day - first).days, (last - first).days)

    def elapsed(self, day: date) -> Fraction | None:
        """The share of the period that has passed by a day, from 0 to 1; None without a start and a later due day."""
        if self.start is None or self.due is None or self.due <= self.start:
            return None
        passed = Fraction((day - self.start).days, (self.due - self.start).days)
        return max(Fraction(0), min(Fraction(1), passed))

    @cached_property
    def _waypoints(self) -> list[tuple[date, Fraction]]:
        """The milestones within the period as shares, at most 1: after an amendment one may exceed the value."""
        return [
            (on, min(share, Fraction(1)))
            for on, value in sorted(self.milestones)
            if self.start is not None and self.due is not None and self.start < on < self.due
            and (share := self.achieved(value)) is not None
        ]  # fmt: skip


def pace(achieved: Fraction | None, planned: Fraction | None) -> Fraction | None:
    """Achieved ÷ planned on the day of a figure, exactly; None if either is unknown, or nothing was planned yet.

    This is the schedule performance index of earned value management (earned ÷ planned value).
    """
    if achieved is None or planned is None or planned.numerator <= 0:  # ten times as fast to compare as the fraction
        return None
    return achieved / planned


def terms_of(
    commitment: Commitment, name: str, amendments: Sequence[Update], *, settings: Settings
) -> tuple[Terms, Terms] | None:
    """The original and the current terms of a target; None if it has no value.

    Without an amendment of this target both are the same object.
    """
    original = original_terms(commitment, name, settings=settings)
    if original is None:
        return None
    current = original
    for update in amendments:
        current = amended(current, commitment, name, update, settings)
    return original, current


def original_terms(commitment: Commitment, name: str, *, settings: Settings) -> Terms | None:
    """The terms of a target before any amendment; None if it has no value."""
    target = commitment.targets[name]
    if target.value is None:
        return None
    year = settings.fiscal_year
    stated = commitment.dates(target)
    due, within = stated.due, stated.within
    made = commitment.made
    return Terms(
        value=target.value,
        baseline=target.measured_from,
        baseline_stated=target.baseline is not None,
        start=start_day(target.baseline_on, within, made, fiscal_year=year),
        start_inferred=target.baseline_on is None and commitment.counts_from_period(stated),
        due=due_day(due, within, made, fiscal_year=year),
        written=due,
        due_inferred=commitment.infers_deadline(stated),
        qualifier=target.qualifier,
        maintain=target.maintain,
        accumulates=target.is_running_total,
        milestones=tuple((step.on, step.value) for step in target.milestones),
    )


def amended(terms: Terms, commitment: Commitment, name: str, update: Update, settings: Settings) -> Terms:
    """The terms after one amendment. An amendment without a target changes the commitment's own deadline."""
    amends = update.amends
    target = commitment.targets[name]
    inherits = commitment.dates(target) is commitment
    if amends is None or (update.target != name if update.target else not (inherits or len(commitment.targets) == 1)):
        return terms
    if amends.value not in {None, terms.value} and (update.target == name or len(commitment.targets) == 1):
        falls = terms.falls if terms.has_direction else None
        terms = replace(terms, value=amends.value, originally_falls=falls)
    if amends.due is not None:
        day = last_day(amends.due, fiscal_year=settings.fiscal_year)
        terms = replace(terms, due=day, written=amends.due, due_inferred=False)
    return terms


def changes(before: Terms, after: Terms) -> tuple[TermsChange, ...]:
    """How the terms differ: a value closer to the baseline is weaker, in rising and in falling targets."""
    kinds = []
    if before.value != after.value:
        kinds.append(TermsChange.WEAKENED if _easier(before, after) else TermsChange.TIGHTENED)
    if before.due != after.due:
        kinds.append(shift(before.due, after.due))
    return tuple(kinds)


def shift(before: date | None, after: date | None) -> TermsChange:
    """Whether a deadline was extended or shortened; None counts as later than any day."""
    later = after is None or (before is not None and after > before)
    return TermsChange.EXTENDED if later else TermsChange.SHORTENED


def _easier(before: Terms, after: Terms) -> bool:
    """Whether a level that meets the new value could fail the old one."""
    return not before.reached(after.value)
