"""Refuse figures that look like typing errors.

The error gives the reason, and what to type if the figure is right. Errors are hard to find once they are in the
journal.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from commitrack.amounts import is_currency
from commitrack.assess import Terms
from commitrack.assess.history import target_of
from commitrack.drafting.journal import Entries, Series
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Number, Target, Update, is_ratio
from commitrack.quantity import Quantity

FAR = 2
"""How many times its target a figure may be before it is refused: few targets are exceeded twofold."""
ZERO_TOO_MANY = 10
"""How many times the previous figure the next one may not be: what one zero too many or too few makes of it."""
AMENDED = 5
"""How many times its current value an amended target may not be."""
SMALL = Decimal("0.01")
"""The share of its target below which a figure may grow tenfold: early figures often grow tenfold."""


def require_plausible(update: Update, entries: Entries) -> None:
    """Raise UsageError for a figure that contradicts the other figures of its target, or is out of proportion."""
    name = target_of(entries.commitment, update)
    if name is None or (update.actual is None and update.add is None):
        return
    target, terms, series = entries.commitment.targets[name], entries.terms(name, update), entries.series[name]
    _require_not_negative(series.level(update), target)
    _require_one_figure_a_day(update, target, entries, series)
    if target.is_running_total:
        _require_total(update, target, series, start=entries.start(name))
    if terms is not None:
        level = series.level(update)
        _require_proportion(level, target, terms)
        _require_no_jump(level, target, terms, list(_neighbours(update, series)))


def require_plausible_terms(amendment: Update, entries: Entries) -> None:
    """Raise UsageError for a target value that is five times the current one, a fifth, or beyond the baseline."""
    value = amendment.amends.value if amendment.amends else None
    terms = entries.terms(amendment.target, amendment) if amendment.target is not None else None
    if value is None or terms is None or amendment.target is None:
        return
    unit = entries.commitment.targets[amendment.target].unit
    new, old = Quantity(value, unit), Quantity(terms.value, unit)
    share = terms.achieved(value)
    if share is not None and share <= 0 and terms.baseline is not None:
        message = _("{new} is at or beyond the baseline of {start}", new=new, start=Quantity(terms.baseline, unit))
    elif 0 < terms.value * AMENDED <= value:
        message = _("{new} is at least five times the current value of {old}", new=new, old=old)
    elif 0 <= value * AMENDED <= terms.value:
        message = _("{new} is at most a fifth of the current value of {old}", new=new, old=old)
    else:
        return
    raise _out_of_proportion(message)


def require_new(update: Update, entries: Entries) -> None:
    """Raise UsageError for an update that an earlier command has recorded."""
    if keys := entries.keys(entries.content(update)):
        raise UsageError(
            _("the same update is already recorded: {key}", key=keys[-1]),
            hint=_("if it happened a second time, add --force"),
        )


def require_past(day: date, today: date, *, of_sheet: bool = False) -> None:
    """Raise UsageError if a day is in the future."""
    if day > today:
        raise UsageError(
            _("{day} is in the future: today is {today}", day=day, today=today),
            hint=_("--on is the date of the sheet") if of_sheet else _("--on is the date the update refers to"),
        )


def _require_not_negative(level: Number, target: Target) -> None:
    """Raise UsageError for a count below 0, unless its target or its baseline is below 0 too, as of a balance."""
    is_count = not is_currency(target.unit) and not is_ratio(target.unit)
    if level < 0 and is_count and min(target.value or 0, target.baseline or 0) >= 0:
        raise UsageError(
            _("a count is not negative: {value}", value=Quantity(level, target.unit)),
            hint=_("give the figure reached so far; if it can be below zero, add --force"),
        )


def _require_one_figure_a_day(update: Update, target: Target, entries: Entries, series: Series) -> None:
    """Raise UsageError for a level on a day that has another level already."""
    known = series.on(update.on)
    if update.actual is None or known is None or known.level == update.actual:
        return
    old, new = (Quantity(level, target.unit) for level in (known.level, update.actual))
    key = known.update.key
    raise UsageError(
        _("{old} is already recorded for {day}, not {new}", old=old, day=update.on, new=new),
        hint=_("keep one of the two rows; if both are right, add --force")
        if key in entries.drafted
        else _("to correct it, first retract it: commitrack undo {key}; if both are right, add --force", key=key),
    )


def _require_total(update: Update, target: Target, series: Series, *, start: date | None) -> None:
    """Raise UsageError for a running total that falls, exceeds a later one, or is dated before it starts."""
    if start is not None and update.on < start:
        raise UsageError(
            _("{day} is before {start}, when the running total starts", day=update.on, start=start),
            hint=_("--on is the date the figure refers to; if it is right, add --force"),
        )
    level, before = series.level(update), series.before(update)
    lowest = series.start if before is None else before.level
    new, old = Quantity(level, target.unit), Quantity(lowest, target.unit)
    if level < lowest:
        raise UsageError(
            _("figures are running totals, but this one falls from {old} to {new}", old=old, new=new),
            hint=_("write an increment with a plus sign, like +300; if the figure really fell, add --force")
            if target.value is not None
            else _(
                "write an increment with a plus sign, like +300; for levels, such as yearly budgets, set "
                "accumulates = false; if the figure really fell, add --force"
            ),
        )
    if later := series.excess(update):
        raise UsageError(
            _(
                "figures are running totals, but {new} on {day} is more than the later figure, {old} on {later}",
                new=new, day=update.on, old=Quantity(later.level, target.unit), later=later.update.on,
            ),
            hint=_("check the date (--on) and the figure; if both are right, add --force"),
        )  # fmt: skip


def _require_proportion(level: Number, target: Target, terms: Terms) -> None:
    """Raise UsageError for a figure far outside the range from baseline to target."""
    new, goal = Quantity(level, target.unit), Quantity(terms.value, target.unit)
    if terms.falls and terms.is_measurable:
        if terms.baseline is not None and level > FAR * terms.baseline > 0:
            old = Quantity(terms.baseline, target.unit)
            raise _out_of_proportion(_("{level} is more than twice the baseline of {value}", level=new, value=old))
        if level * FAR < terms.value:
            raise _out_of_proportion(_("{level} is less than half the target of {value}", level=new, value=goal))
    elif terms.falls:  # an upper limit may be exceeded by far, and that is news
        if level > ZERO_TOO_MANY * terms.value > 0:
            raise _out_of_proportion(_("{level} is more than ten times the target of {value}", level=new, value=goal))
    elif level > FAR * terms.value > 0:
        raise _out_of_proportion(_("{level} is more than twice the target of {value}", level=new, value=goal))


def _out_of_proportion(sentence: str) -> UsageError:
    return UsageError(sentence, hint=_("count the zeros; if it is right, add --force"))


def _neighbours(update: Update, series: Series) -> Iterator[tuple[Number, date | None]]:
    """The levels before and after an update with their days; the baseline, without a day, before the first one."""
    before, after = series.before(update), series.after(update)
    if before is not None:
        yield before.level, before.update.on
    elif series.start:
        yield series.start, None
    if after is not None:
        yield after.level, after.update.on


def _require_no_jump(level: Number, target: Target, terms: Terms, neighbours: list[tuple[Number, date | None]]) -> None:
    """Raise UsageError for a figure that is ten times as high or as low as every figure next to it."""
    if neighbours and all(_is_jump(old, level, terms) for old, _day in neighbours):
        old, day = neighbours[0]
        raise _out_of_proportion(_jump(Quantity(old, target.unit), day, Quantity(level, target.unit)))


def _is_jump(old: Number, new: Number, terms: Terms) -> bool:
    if old <= 0 or old < SMALL * abs(Decimal(terms.value or terms.baseline or 0)):
        return False
    return new >= ZERO_TOO_MANY * old or (new * ZERO_TOO_MANY <= old and new != terms.value)


def _jump(old: Quantity, day: date | None, new: Quantity) -> str:
    if day is None and new.value > old.value:
        return _("{new} is at least ten times the baseline of {old}", new=new, old=old)
    if day is None:
        return _("{new} is at most a tenth of the baseline of {old}", new=new, old=old)
    if new.value > old.value:
        return _("{new} is at least ten times the figure of {day}, {old}", new=new, old=old, day=day)
    return _("{new} is at most a tenth of the figure of {day}, {old}", new=new, old=old, day=day)
