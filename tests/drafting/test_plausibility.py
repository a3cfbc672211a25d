"""Refusal of figures that look like typing errors."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from commitrack.drafting.journal import Entries
from commitrack.drafting.plausibility import require_new, require_past, require_plausible
from commitrack.errors import UsageError
from commitrack.model import Amends, Commitment, Number, Qualifier, Settings, Target, Update, When

RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
FALLS = "figures are running totals, but this one falls"
BETWEEN = (
    "figures are running totals, but 450 people on 2025-02-01 is more than the later figure, 400 people on 2025-03-01"
)


def update(on: str, actual: Number | None = None, **fields: Any) -> Update:
    """A figure for a day; the key is the day."""
    given = {"key": on, "commitment": "c", "on": date.fromisoformat(on), "actual": actual, "recorded": RECORDED}
    return Update(**{**given, **fields})


def entries(target: Target, *updates: Update) -> Entries:
    """The entries of a commitment made on 1 January 2024 with one target."""
    commitment = Commitment(id="c", title="C", made=When(date(2024, 1, 1)), due=When(2030), targets={"t": target})
    return Entries(commitment, updates, Settings())


def people(value: Number | None = 1000, **fields: Any) -> Target:
    """A running total: 1,000 people."""
    return Target(value=value, unit="people", **fields)


def share(value: Number = 60, **fields: Any) -> Target:
    """A level: 60 %."""
    return Target(value=value, unit="%", **fields)


CO2 = Target(value=2_100_000, baseline=4_200_000, unit="t")
DEATHS = Target(value=0, baseline=312, unit="deaths")
CEILING = people(100, qualifier=Qualifier.AT_MOST)
IN_JANUARY, IN_MARCH = update("2025-01-01", 300), update("2025-03-01", 400)


@pytest.mark.parametrize(
    ("target", "known", "new"),
    [
        (people(), (), update("2025-01-01", 0)),
        (people(), (), update("2025-01-01", 2000)),
        (people(), (IN_JANUARY,), update("2025-02-01", 300)),
        (people(), (IN_JANUARY, IN_MARCH), update("2025-02-01", 400)),
        (people(), (IN_JANUARY, IN_MARCH), update("2025-02-01", add=100)),
        (people(), (IN_JANUARY, update("2025-03-01", add=100)), update("2025-02-01", add=500)),
        (people(), (IN_JANUARY,), update("2025-01-01", 300)),
        (people(), (IN_JANUARY,), update("2025-01-01", add=300)),
        (people(), (), update("2024-01-01", 5)),
        (people(), (update("2025-01-01", 9),), update("2025-02-01", 200)),  # 0.9 % of the target
        (people(), (update("2025-01-01", 10),), update("2025-02-01", 99)),
        (people(1000, baseline=500, baseline_on=When(date(2020, 1, 1))), (), update("2020-06-30", 600)),
        (people(1000, baseline=500, baseline_on=When(2020)), (), update("2020-01-01", 600)),
        (people(None), (IN_JANUARY,), update("2025-02-01", 90000)),
        (share(), (update("2025-01-01", 40),), update("2025-02-01", 30)),
        (share(baseline=20), (), update("2019-01-01", 15)),
        (CO2, (), update("2025-01-01", 8_400_000)),
        (CO2, (), update("2025-01-01", 1_050_000)),
        (CO2, (update("2025-01-01", 4_000_000),), update("2025-02-01", 4_100_000)),
        (DEATHS, (update("2025-01-01", 12),), update("2025-02-01", 0)),
        (DEATHS, (update("2025-01-01", 12),), update("2025-02-01", 2)),
        (CEILING, (), update("2025-01-01", 1000)),
        (people(1000, maintain=True), (update("2025-01-01", 1000),), update("2025-02-01", 101)),
        (people(300, accumulates=False), (update("2025-01-01", 310),), update("2025-02-01", 280)),
        (people(300, accumulates=False), (), update("2023-12-31", 280)),
        (people(None, accumulates=False), (IN_JANUARY,), update("2025-02-01", 280)),
        (Target(unit="%"), (IN_JANUARY,), update("2025-02-01", 28)),
    ],
)
def test_a_plausible_figure_is_accepted(target: Target, known: tuple[Update, ...], new: Update) -> None:
    """A running total may rise to twice the target; a level may also fall, within the range of baseline and target."""
    require_plausible(new, entries(target, *known))


@pytest.mark.parametrize(
    ("target", "known", "new", "message"),
    [
        (people(), (IN_JANUARY,), update("2025-02-01", 299), f"{FALLS} from 300 people to 299 people"),
        (people(1000, baseline=500), (), update("2025-01-01", 499), f"{FALLS} from 500 people to 499 people"),
        (people(), (IN_JANUARY, IN_MARCH), update("2025-02-01", 450), BETWEEN),
        (people(), (IN_JANUARY, IN_MARCH), update("2025-02-01", add=150), BETWEEN),
        (people(), (IN_JANUARY, update("2025-02-15", add=50), IN_MARCH), update("2025-02-01", add=60),
         "figures are running totals, but 360 people on 2025-02-01 is more than the later figure"),
        (people(), (), update("2023-12-31", 5), "2023-12-31 is before 2024-01-01, when the running total starts"),
        (people(), (IN_JANUARY,), update("2025-01-01", 310), "300 people is already recorded for 2025-01-01, not 310"),
        (share(), (update("2025-01-01", 40),), update("2025-01-01", 41), "40% is already recorded for 2025-01-01"),
        (people(), (), update("2025-01-01", 2001), "2,001 people is more than twice the target of 1,000 people"),
        (people(), (update("2025-01-01", 3000),), update("2025-02-01", 4000), "4,000 people is more than twice"),
        (people(), (IN_JANUARY,), update("2025-02-01", add=1701), "2,001 people is more than twice the target"),
        (people(), (update("2025-01-01", 10),), update("2025-02-01", 100),
         "100 people is at least ten times the figure of 2025-01-01, 10 people"),
        (share(), (update("2025-01-01", 40),), update("2025-02-01", 4),
         "4% is at most a tenth of the figure of 2025-01-01, 40%"),
        (share(baseline=20), (), update("2025-01-01", 2), "2% is at most a tenth of the baseline of 20%"),
        (share(80, baseline=2), (), update("2025-01-01", 20), "20% is at least ten times the baseline of 2%"),
        (share(), (), update("2025-01-01", 121), "121% is more than twice the target of 60%"),
        (CO2, (), update("2025-01-01", 380_000), "380,000 t is less than half the target of 2,100,000 t"),
        (CO2, (), update("2025-01-01", 38_000_000), "38,000,000 t is more than twice the baseline of 4,200,000 t"),
        (CO2, (), update("2025-01-01", 0), "0 t is less than half the target of 2,100,000 t"),
        (DEATHS, (), update("2025-01-01", 30), "30 deaths is at most a tenth of the baseline of 312 deaths"),
        (CEILING, (), update("2025-01-01", 1001), "1,001 people is more than ten times the target of 100 people"),
        (people(1000, maintain=True), (update("2025-01-01", 1000),), update("2025-02-01", 100),
         "100 people is at most a tenth of the figure of 2025-01-01, 1,000 people"),
        (people(1000, maintain=True), (), update("2025-01-01", 2001), "2,001 people is more than twice the target"),
        (people(None), (IN_JANUARY,), update("2025-02-01", 299), f"{FALLS} from 300 people"),
    ],
)  # fmt: skip
def test_an_implausible_figure_is_refused(target: Target, known: tuple[Update, ...], new: Update, message: str) -> None:
    """A figure that contradicts another one or is out of proportion is refused, and the hint names --force."""
    with pytest.raises(UsageError) as caught:
        require_plausible(new, entries(target, *known))
    assert caught.value.message.startswith(message)
    assert "add --force" in (caught.value.hint or "")


def test_the_terms_of_the_day_count() -> None:
    """A figure is compared with the target as amended by its day."""
    amended = update("2025-01-01", amends=Amends(value=2000), reason="more money", target="t")
    with pytest.raises(UsageError, match="2,500 people is more than twice the target of 1,000 people"):
        require_plausible(update("2024-12-31", 2500), entries(people(), amended))
    require_plausible(update("2025-01-01", 2500), entries(people(), amended))


def test_a_figure_between_others_need_fit_only_one_of_them() -> None:
    """A figure between two others is accepted if it is close to one of them, for instance to a tenfold later one."""
    known = (update("2025-01-01", 4), update("2025-03-01", 60))
    require_plausible(update("2025-02-01", 45), entries(share(), *known))
    with pytest.raises(UsageError, match=r"0\.4% is at most a tenth of the figure of 2025-01-01, 4%"):
        require_plausible(update("2025-02-01", Decimal("0.4")), entries(share(), *known))


@pytest.mark.parametrize(
    ("known", "new"),
    [
        (update("2025-01-01", add=300), update("2025-01-01", add=300, key="k")),
        (update("2025-01-01", 300), update("2025-01-01", 300, key="k", target="t")),
        (update("2025-01-01", note="a"), update("2025-01-01", note="a", key="k")),
    ],
)
def test_the_same_update_is_recorded_once(known: Update, new: Update) -> None:
    """An update with the content of a recorded one is refused, whether or not it names the only target."""
    with pytest.raises(UsageError, match="the same update is already recorded: 2025-01-01") as caught:
        require_new(new, entries(people(), known))
    assert caught.value.hint == "if it happened a second time, add --force"
    require_new(update("2025-01-02", known.actual, add=known.add, note=known.note), entries(people(), known))
    require_new(update("2025-01-01", known.actual, add=known.add, note="b"), entries(people(), known))


def test_a_day_in_the_future_is_refused() -> None:
    """A day after today is refused; today is accepted."""
    today = date(2026, 10, 2)
    require_past(today, today)
    with pytest.raises(UsageError, match="2026-10-03 is in the future: today is 2026-10-02"):
        require_past(date(2026, 10, 3), today)
