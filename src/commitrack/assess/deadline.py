"""The deadline of a commitment as a whole: the original one, the amended one, and the one that applies now."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from commitrack.assess.history import History
from commitrack.dates import due_day, last_day
from commitrack.model import Commitment, Settings, When


class TargetDeadline(NamedTuple):
    """The deadline of a target, and whether the target is reached."""

    due: date | None
    written: When | None
    is_inferred: bool
    reached: bool


class EffectiveDeadline(NamedTuple):
    """A deadline as a day and as written, and whether a reader inferred it; without a day if there is none."""

    due: date | None = None
    written: When | None = None
    is_inferred: bool = False


def own_deadline(commitment: Commitment, settings: Settings) -> date | None:
    """The deadline that the commitment itself states, before any amendment."""
    year = settings.fiscal_year
    return due_day(commitment.due, commitment.within, commitment.made, fiscal_year=year)


def deadline(
    commitment: Commitment, targets: Sequence[TargetDeadline], history: History, settings: Settings
) -> EffectiveDeadline:
    """The deadline: of the targets if any has a value, else the commitment's, as amended."""
    if targets:
        return _of_targets(targets)
    amended = [u.amends.due for u in history.amendments if u.target is None and u.amends and u.amends.due]
    if amended:
        return EffectiveDeadline(last_day(amended[-1], fiscal_year=settings.fiscal_year), amended[-1])
    due = own_deadline(commitment, settings)
    return EffectiveDeadline(due, commitment.due, due is not None and commitment.infers_deadline(commitment))


def _of_targets(targets: Sequence[TargetDeadline]) -> EffectiveDeadline:
    """The earliest deadline of the targets not yet reached; the latest of all if every target is reached."""
    unreached = [target for target in targets if not target.reached]
    dated = [(t.due, t.written, t.is_inferred) for t in unreached or targets if t.due is not None]
    if not dated:
        return EffectiveDeadline()
    return EffectiveDeadline(*(min if unreached else max)(dated, key=lambda values: values[0]))
