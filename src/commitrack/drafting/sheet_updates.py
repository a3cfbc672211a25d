"""Updates from a sheet, which states again and again what it has stated before."""

from datetime import date

from commitrack.drafting.difference import ImportTerms
from commitrack.drafting.intended import UNRECORDED, IntendedRow, SheetUpdate
from commitrack.drafting.journal import Entries
from commitrack.drafting.target_lookup import require_unit
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Commitment, CompletionLevel, Lifecycle, Update
from commitrack.quantity import Quantity


def is_recorded(update: Update, entries: Entries, *, is_dated: bool) -> bool:
    """Whether the journal says already what an update says.

    A sheet that does not date a figure only repeats the latest one; one that dates it confirms it on a later day.
    """
    if update.is_note:
        return any(known.is_note and (known.on, known.note) == (update.on, update.note) for known in entries.counted)
    if update.lifecycle is not None:
        return update.lifecycle is lifecycle(entries)
    if update.completion is not None:
        levels = [known for known in entries.counted if known.completion is not None]
        latest = levels[-1] if levels else None
        same = [known for known in levels if known.completion is update.completion and known.on >= update.on]
        return bool(same) or (latest is not None and latest.completion is update.completion and not is_dated)
    series = entries.series.get(update.target or "")
    if series is None or not series.points:
        return False
    if update.add is not None:
        return any(point.update.on == update.on and point.update.add == update.add for point in series.points)
    points = [series.on(update.on), None if is_dated else series.points[-1]]
    return any(point is not None and point.level == update.actual for point in points)


def retracted_on(update: Update, entries: Entries, *, is_dated: bool = False) -> date | None:
    """The day on which the registry has retracted what an update says, if it has.

    What a sheet does not date is the same on another day.
    """
    said = ["target", "actual", "add", "completion", "lifecycle", "amends"]
    said += [name for name, counts in (("on", is_dated), ("note", update.is_note)) if counts]
    same = (
        retraction.on
        for known, retraction in entries.retracted
        if all(getattr(known, name) == getattr(update, name) for name in said)
    )
    return max(same, default=None)


def before_and_after(stated: SheetUpdate, entries: Entries) -> tuple[str, object, object]:
    """The field that an update changes, and its values before and after."""
    update = stated.update
    if update.is_note:
        return f"note {update.on}", None, update.note
    if update.lifecycle is not None:
        return "lifecycle", lifecycle(entries), update.lifecycle
    if update.completion is not None:
        return "completion", completion(entries), update.completion
    target = entries.commitment.targets.get(update.target or "")
    unit = target.unit if target else None
    series = entries.series.get(update.target or "")
    before = (series.on(update.on) or series.before(update)) if series else None
    value = update.add if update.actual is None else update.actual
    after = Quantity(value or 0, stated.unit or unit, update.actual is None, update.qualifier)
    known = Quantity(before.level, unit, qualifier=before.update.qualifier) if before else None
    return f"{update.target} {update.on}", known, after


def other_unit(stated: SheetUpdate, commitment: Commitment) -> UsageError | None:
    """What is wrong with a figure whose unit is not that of its target; None for every other update."""
    name = stated.update.target
    if stated.unit is None or name not in commitment.targets:
        return None
    level = stated.update.add if stated.update.actual is None else stated.update.actual
    try:
        require_unit(Quantity(level or 0, stated.unit), commitment, name)
    except UsageError as failure:
        return failure
    return None


def reopening(row: IntendedRow, entries: Entries, terms: ImportTerms) -> Update | None:
    """The decision that a commitment is active, if the row of a sheet contradicts an earlier one; else None."""
    latest = next((known for known in reversed(entries.counted) if known.lifecycle is not None), None)
    if latest is None or latest.lifecycle not in row.contradicts or latest.on > terms.on:
        return None
    return Update(
        key="", commitment=entries.commitment.id, on=terms.on, lifecycle=Lifecycle.ACTIVE, reason=terms.source,
        by=terms.by, recorded=UNRECORDED,
    )  # fmt: skip


def require_recordable(update: Update, commitment: Commitment, *, today: date) -> None:
    """Raise UsageError for a future day, a figure without a target, or a completion level beside a target value."""
    if update.on > today:
        raise UsageError(
            _("{day} is in the future: today is {today}", day=update.on, today=today),
            hint=_("correct the date; planned levels are milestones"),
        )
    if update.completion is not None and commitment.judged():
        raise UsageError(
            _('"{id}" has a target value; a completion level could contradict its figures', id=commitment.id)
        )
    has_figure = update.actual is not None or update.add is not None
    if has_figure and update.target not in commitment.targets:
        raise UsageError(_('"{id}" has no target "{name}"', id=commitment.id, name=update.target))
    if commitment.is_group:
        raise UsageError(_('"{id}" is a group and cannot have updates', id=commitment.id))


def completion(entries: Entries) -> CompletionLevel | None:
    """The latest completion level."""
    return next((known.completion for known in reversed(entries.counted) if known.completion is not None), None)


def lifecycle(entries: Entries) -> Lifecycle:
    """The latest decision; without any, a commitment is active."""
    steps = (known.lifecycle for known in reversed(entries.counted) if known.lifecycle is not None)
    return next(steps, Lifecycle.ACTIVE)
