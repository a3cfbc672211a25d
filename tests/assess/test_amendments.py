"""Assessment of amended targets and deadlines."""

from collections.abc import Callable

import pytest

from commitrack.assess import Assessment, Schedule, TermsChange
from commitrack.model import Amends, Commitment, Target, Update, When

Pledge = Callable[..., Commitment]
Log = Callable[..., Update]
Judge = Callable[..., Assessment]


@pytest.mark.parametrize(
    ("promised", "amended", "level"),
    [
        (Target(value=1000, unit="people"), 400, 160),  # 0.16 of 0.4 is off track; 0.4 of 0.4 is on track
        (Target(value=20, baseline=50, unit="people"), 35, 44),  # it fell 6 of 30: 0.2; 6 of 15: 0.4
    ],
)
def test_on_track_only_because_the_target_was_amended(
    commitment: Pledge,
    update: Log,
    judge: Judge,
    promised: Target,
    amended: int,
    level: int,
) -> None:
    """An amended target, rising or falling, is also judged by its original terms and reported as weakened."""
    pledge = commitment(targets={"people": promised})
    journal = [update("2024-05-26", actual=level), update("2024-06-01", amends=Amends(value=amended), reason="r")]
    before, after = (judge(pledge, *journal, as_of=day) for day in ("2024-05-31", "2024-06-01"))
    assert (before.schedule, before.weakened, before.targets[0].changes) == (Schedule.OFF_TRACK, False, ())
    assert (after.schedule, after.targets[0].schedule_original) == (Schedule.ON_TRACK, Schedule.OFF_TRACK)
    assert (after.weakened, after.targets[0].changes) == (True, (TermsChange.WEAKENED,))


@pytest.mark.parametrize("targets", [{}, {"people": Target(value=1, unit="people")}, {"fund": Target(unit="JPY")}])
@pytest.mark.parametrize(
    ("due", "weakened", "as_of_due"), [(2026, True, "2026-12-31"), ("2024-06", False, "2024-06-30")]
)
def test_a_deadline_moved_back_weakens_any_commitment(
    commitment: Pledge,
    update: Log,
    judge: Judge,
    targets: dict[str, Target],
    due: int | str,
    weakened: bool,  # noqa: FBT001
    as_of_due: str,
) -> None:
    """A later deadline weakens a commitment, with or without a target value; an earlier one does not."""
    amendment = update("2024-03-01", amends=Amends(due=When(due)), reason="r")
    before, assessment = (
        judge(commitment(targets=targets), amendment, as_of=day) for day in ("2024-02-29", "2024-05-26")
    )
    assert (before.weakened, str(before.due)) == (False, "2024-12-31")
    assert (assessment.weakened, str(assessment.due), assessment.due_written) == (weakened, as_of_due, When(due))


@pytest.mark.parametrize("amends", [Amends(value=5), Amends(due=When(2026))])
def test_an_amendment_of_an_indicator_moves_no_deadline(
    commitment: Pledge, update: Log, judge: Judge, amends: Amends
) -> None:
    """Amending a tracked indicator neither weakens the commitment nor changes its deadline."""
    pledge = commitment(targets={"fund": Target(unit="JPY")})
    amendment = update("2024-03-01", target="fund", amends=amends, reason="r")
    assessment = judge(pledge, amendment, as_of="2024-05-26")
    assert (assessment.weakened, str(assessment.due)) == (False, "2024-12-31")


@pytest.mark.parametrize("value", [4200, 5000])
def test_an_amendment_does_not_reverse_the_direction(commitment: Pledge, update: Log, judge: Judge, value: int) -> None:
    """A falling target that is amended to its baseline or beyond is still met by lower levels."""
    pledge = commitment(targets={"co2": Target(value=2100, baseline=4200, unit="t")})
    lines = (update("2024-03-01", actual=3800), update("2024-03-02", amends=Amends(value=value), reason="r"))
    assessment = judge(pledge, *lines, as_of="2024-05-26")
    terms = assessment.targets[0].terms
    assert terms is not None
    assert (terms.falls, terms.reached(3800), terms.reached(value + 1)) == (True, True, False)
    assert (assessment.schedule, assessment.targets[0].changes) == (Schedule.ON_TRACK, (TermsChange.WEAKENED,))
