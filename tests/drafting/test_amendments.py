"""Drafting of an amendment from what is typed."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from commitrack.assess import TermsChange, assess
from commitrack.drafting.amendments import AmendmentInput, draft_amendment, terms_changes
from commitrack.errors import CommitrackError, NotFoundError, UsageError
from commitrack.model import Amends, Registry, SourceClass, Update, When

NOW = datetime(2026, 10, 2, 8, 15, tzinfo=UTC)
TODAY = date(2026, 10, 2)
Build = Callable[..., Registry]


def draft(registry: Registry, commitment: str = "training", **typed: Any) -> Update:
    """Draft the amendment that is typed on 2 October 2026."""
    return draft_amendment(
        AmendmentInput(commitment=commitment, **{"reason": "Why", **typed}), registry, now=NOW, today=TODAY
    )


def test_every_field_is_used(registry: Build) -> None:
    """The amendment has every typed field; its note is separate from the reason and may be missing."""
    update = draft(registry(), value="4000", due="2031", on="2026-08-31", evidence=("https://a",),
                   source_class=SourceClass.OFFICIAL, note="A note", by="desk")  # fmt: skip
    assert update == Update(
        key=update.key, commitment="training", target="trainees", on=date(2026, 8, 31), recorded=NOW, reason="Why",
        amends=Amends(value=4000, due=When(2031)), evidence=("https://a",), source_class=SourceClass.OFFICIAL,
        note="A note", by="desk",
    )  # fmt: skip
    assert draft(registry(), value="4000").note is None


@pytest.mark.parametrize(
    ("commitment", "typed", "target", "amends"),
    [
        ("training", {"value": "4,000 people"}, "trainees", Amends(value=4000)),
        ("training", {"due": "FY2031"}, None, Amends(due=When("FY2031"))),
        ("training", {"due": "2031", "target": "trainees"}, "trainees", Amends(due=When(2031))),
        ("fund", {"value": "¥30bn"}, "budget", Amends(value=30_000_000_000)),
        ("fund", {"value": "200", "target": "projects"}, "projects", Amends(value=200)),
        ("plan", {"due": "2031"}, None, Amends(due=When(2031))),
    ],
)
def test_what_is_amended(
    registry: Build, commitment: str, typed: dict[str, Any], target: str | None, amends: Amends
) -> None:
    """The named target or that of the amount is amended; a deadline without either is that of the commitment."""
    update = draft(registry(), commitment, **typed)
    assert (update.target, update.amends) == (target, amends)


@pytest.mark.parametrize(
    ("commitment", "typed", "error", "message"),
    [
        ("training", {}, UsageError, "nothing to amend"),
        ("training", {"value": "5", "reason": None}, UsageError, "an amendment requires a reason"),
        ("training", {"value": "5", "reason": "  "}, UsageError, "an amendment requires a reason"),
        ("trainning", {"value": "5"}, NotFoundError, 'unknown commitment "trainning"'),
        ("training", {"value": "+300"}, UsageError, r'"\+300" is an increment'),
        ("training", {"value": "¥4bn"}, UsageError, 'target "trainees" is in "people", not "JPY"'),
        ("training", {"value": "5", "target": "x"}, NotFoundError, '"training" has no target "x"'),
        ("training", {"due": "2031", "target": "x"}, NotFoundError, '"training" has no target "x"'),
        ("training", {"due": "soon"}, UsageError, 'invalid date "soon"'),
        ("training", {"due": ""}, UsageError, 'invalid date ""'),
        ("training", {"value": "5", "on": "2026-10-03"}, UsageError, "2026-10-03 is in the future"),
        ("plan", {"value": "5"}, UsageError, '"plan" has no target to record a figure for'),
        ("fund", {"value": "5"}, UsageError, 'several targets of "fund" match'),
        ("fund", {"value": "5 visits"}, UsageError, 'target "tracked" is tracked only and has no value to amend'),
    ],
)
def test_input_that_makes_no_amendment_is_refused(
    registry: Build, commitment: str, typed: dict[str, Any], error: type[CommitrackError], message: str
) -> None:
    """Invalid input is refused with the reason."""
    with pytest.raises(error, match=message):
        draft(registry(), commitment, **typed)


@pytest.mark.parametrize(
    ("commitment", "typed"),
    [
        ("training", {"value": "5000"}),
        ("training", {"due": "2030"}),
        ("training", {"due": "2030", "value": "5,000 people"}),
        ("plan", {"due": "2030"}),
        ("own", {"due": "2035"}),
    ],
)
def test_an_amendment_that_changes_nothing_is_refused(registry: Build, commitment: str, typed: dict[str, Any]) -> None:
    """The current terms are refused, and so is a deadline of the commitment that all its targets override."""
    with pytest.raises(UsageError, match="the new terms are the same as the current ones"):
        draft(registry(), commitment, **typed)


def test_going_back_to_the_original_terms_is_an_amendment(registry: Build) -> None:
    """New terms are compared with the current ones, so that the original terms are a change after an amendment."""
    weakened = draft(registry(), value="4000", on="2026-08-31")
    assert draft(registry(weakened), value="5000").amends == Amends(value=5000)
    with pytest.raises(UsageError, match="the new terms are the same as the current ones"):
        draft(registry(weakened), value="4000")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("25000", "25,000 people is at least five times the current value of 5,000 people"),
        ("1000", "1,000 people is at most a fifth of the current value of 5,000 people"),
        ("0", "0 people is at or beyond the baseline of 0 people"),
        ("-1", "-1 people is at or beyond the baseline of 0 people"),
    ],
)
def test_an_implausible_value_needs_force(registry: Build, value: str, message: str) -> None:
    """A value that differs by a factor of five, or is beyond the baseline, is refused unless forced."""
    with pytest.raises(UsageError) as caught:
        draft(registry(), value=value)
    assert caught.value.message == message
    assert caught.value.hint == "count the zeros; if it is right, add --force"
    assert draft(registry(), value=value, force=True).amends == Amends(value=int(value))


@pytest.mark.parametrize("value", ["24999", "1001"])
def test_a_plausible_value_needs_no_force(registry: Build, value: str) -> None:
    """A value that differs by less than a factor of five is accepted."""
    assert draft(registry(), value=value).amends == Amends(value=int(value))


@pytest.mark.parametrize(
    ("commitment", "typed", "changes"),
    [
        ("training", {"value": "4000"}, (TermsChange.WEAKENED,)),
        ("training", {"value": "6000"}, (TermsChange.TIGHTENED,)),
        ("training", {"due": "2031"}, (TermsChange.EXTENDED,)),
        ("training", {"value": "4000", "due": "2028"}, (TermsChange.WEAKENED, TermsChange.SHORTENED)),
        ("fund", {"due": "2031"}, (TermsChange.EXTENDED,)),
        ("plan", {"due": "2028"}, (TermsChange.SHORTENED,)),
    ],
)
def test_how_the_terms_differ(
    registry: Build, commitment: str, typed: dict[str, Any], changes: tuple[TermsChange, ...]
) -> None:
    """Each kind of change is reported once for all targets; without targets it is that of the deadline."""
    record = registry().commitments[commitment]
    before, after = (assess(record, updates, as_of=TODAY) for updates in ([], [draft(registry(), commitment, **typed)]))
    assert terms_changes(before, after) == changes
    assert terms_changes(before, before) == ()
