"""Drafting of updates from the rows of a sheet, all of them or none."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from commitrack.drafting.batch import Batch, draft_batch
from commitrack.drafting.journal import Series
from commitrack.drafting.updates import UpdateInput, draft_update
from commitrack.errors import UsageError
from commitrack.model import Number, Registry, Update

NOW = datetime(2026, 10, 2, 8, 15, tzinfo=UTC)
TODAY = date(2026, 10, 2)
Build = Callable[..., Registry]
Logged = Callable[..., Update]


def row(value: str, on: str = "2025-06-30", **fields: Any) -> UpdateInput:
    """A row for the commitment training."""
    return UpdateInput(**{"commitment": "training", "value": value, "on": on, **fields})


def draft(registry: Registry, *rows: UpdateInput | UsageError) -> Batch:
    """Draft a batch of rows, the first of which is on line 2."""
    return draft_batch(list(enumerate(rows, start=2)), registry, name="plan.csv", now=NOW, today=TODAY)


def test_every_new_row_becomes_an_update(registry: Build) -> None:
    """Each row becomes an update, in the order of the rows and with ascending keys."""
    batch = draft(registry(), row("100"), row("200", "2025-07-01"), row("300", "2025-07-31"))
    assert [update.actual for update in batch.updates] == [100, 200, 300]
    assert batch.known == 0
    keys = [update.key for update in batch.updates]
    assert keys == sorted(keys)
    assert [key[17:22] for key in keys] == ["00000", "00001", "00002"]


@pytest.mark.parametrize(("line", "rows"), [(3, ["200", "100"]), (2, ["100", "200"])])
def test_a_row_is_judged_by_the_rows_for_earlier_days(registry: Build, line: int, rows: list[str]) -> None:
    """A figure that is lower than one for an earlier day is refused with its line, whatever the order of the rows."""
    days = ["2025-06-30", "2025-07-31"][:: 1 if line == 3 else -1]
    message = f"row {line}: figures are running totals, but this one falls from 200 people to 100 people"
    with pytest.raises(UsageError, match=message):
        draft(registry(), *(row(value, day) for value, day in zip(rows, days, strict=True)))


def test_a_sheet_may_begin_with_the_latest_row(registry: Build) -> None:
    """Rows in descending order are accepted, and their updates keep that order."""
    batch = draft(registry(), row("200", "2025-07-31"), row("100", "2025-06-30"))
    assert [update.actual for update in batch.updates] == [200, 100]


def test_a_known_row_is_not_added_again(registry: Build) -> None:
    """A row that the journal already has is not added again; one that differs in any field is."""
    typed = row("100", note="n")
    known = draft_update(typed, registry(), now=NOW - timedelta(days=1), today=TODAY)
    batch = draft(registry(known), typed, row("100", note="other"))
    assert ([update.note for update in batch.updates], batch.known) == (["other"], 1)


def test_equal_rows_are_meant(registry: Build) -> None:
    """Equal rows of one sheet are all added; of three equal rows, of which the journal has two, one is added."""
    updates = draft(registry(), row("+300"), row("+300")).updates
    assert [update.add for update in updates] == [300, 300]
    again = draft(registry(*updates), row("+300"), row("+300"), row("+300"))
    assert ([update.add for update in again.updates], again.known) == ([300], 2)


def test_a_known_row_may_lie_below_later_figures(registry: Build) -> None:
    """A sheet with a figure that falls, accepted by --force, can be imported again without it."""
    first, second = row("200"), row("100", "2025-07-31", force=True)
    updates = draft(registry(), first, second).updates
    assert draft(registry(*updates), first, second) == Batch(updates=(), known=2)


def test_two_rows_for_a_day_must_agree(registry: Build) -> None:
    """Two rows with different figures for one day are refused, with a hint that names no key, as none is recorded."""
    with pytest.raises(UsageError) as caught:
        draft(registry(), row("100"), row("110"))
    assert caught.value.message.splitlines()[1] == (
        "row 3: 100 people is already recorded for 2025-06-30, not 110 people "
        "(keep one of the two rows; if both are right, add --force)"
    )


def test_hints_name_columns(registry: Build) -> None:
    """In the hints of invalid rows, options are written as columns."""
    with pytest.raises(UsageError) as caught:
        draft(registry(), row("5", commitment="fund"), UpdateInput(commitment="training", on="2025-06-30"))
    first, second = caught.value.message.splitlines()[1:]
    assert first.startswith('row 2: several targets of "fund" match (choose one with `target`: budget (JPY), projects')
    assert second == (
        'row 3: nothing to record (give a figure, as in "4,120 people", or `completion`, `lifecycle` or `note`)'
    )


def test_many_rows_take_linear_time(registry: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 2,000 increments, the latest first, each level is computed once, by ascending day, and moves no other."""
    levels: list[Update] = []
    plain = Series.level

    def counted(series: Series, update: Update) -> Number:
        levels.append(update)
        return plain(series, update)

    monkeypatch.setattr(Series, "level", counted)
    rows = [row("+1", str(date(2025, 12, 31) - timedelta(days=n)), force=True) for n in range(2000)]
    batch = draft(registry(), *rows)
    assert [update.on for update in levels] == sorted(update.on for update in batch.updates)


def test_a_retracted_row_may_be_added_again(registry: Build) -> None:
    """A row whose update was retracted is added again."""
    (update,) = draft(registry(), row("100")).updates
    retraction = Update(key="back", commitment="training", on=update.on, recorded=NOW, retracts=update.key)
    assert len(draft(registry(update, retraction), row("100")).updates) == 1


def test_all_invalid_rows_are_listed(registry: Build) -> None:
    """All invalid rows, also unreadable ones, are listed with line, reason and hint, and no row is drafted."""
    unreadable = UsageError('"half" is not one of …')
    with pytest.raises(UsageError) as caught:
        draft(registry(), row("100"), unreadable, row("5", commitment="plans"), row("many"))
    assert caught.value.message.splitlines() == [
        "plan.csv: 3 invalid rows; nothing imported:",
        'row 3: "half" is not one of …',
        'row 4: unknown commitment "plans" (did you mean "plan"?)',
        'row 5: invalid amount "many" (examples: 4120, "4,120 people", ¥12bn, 120億円, +300)',
    ]


def test_force_accepts_implausible_rows(registry: Build) -> None:
    """A row with force is accepted although its figure falls."""
    batch = draft(registry(), row("200", force=True), row("100", "2025-07-31", force=True))
    assert [update.actual for update in batch.updates] == [200, 100]
