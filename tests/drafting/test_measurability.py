"""What a commitment lacks to be measurable."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from commitrack.dates import parse_span
from commitrack.drafting.measurability import UNITLESS, gaps
from commitrack.model import Commitment, Counting, Parties, Source, Target, When

DAY = When(date(2030, 12, 31))
YEARS = parse_span("3 years")
PEOPLE = Target(value=500, unit="people", baseline=20)
COMPLETE = Commitment(
    id="c", title="C", due=DAY, parties=Parties(responsible=("ministry",)), source=Source(document="outcome"),
    targets={"people": PEOPLE},
)  # fmt: skip
RULE = "no counting rule for budget: does ¥5 count when pledged, committed, disbursed or spent?"


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"parties": Parties(implementing=("agency",))},
        {"due": None, "within": YEARS},
        {"due": None, "targets": {"people": replace(PEOPLE, due=DAY)}},
        {"due": None, "targets": {"people": replace(PEOPLE, within=YEARS)}},
        {"targets": {"people": replace(PEOPLE, baseline=0, baseline_on=date(2024, 1, 1))}},
        {"targets": {"budget": Target(value=5, unit="JPY", baseline=1, counting=Counting.NOT_STATED)}},
        {"due": When("FY2030")},
    ],
)
def test_a_measurable_commitment_has_no_gaps(changes: dict[str, Any]) -> None:
    """Each element may be given in several ways."""
    assert list(gaps(replace(COMPLETE, **changes))) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"targets": {}}, ["no figure to reach: progress can only be a level of completion"]),
        ({"targets": {"x": Target(unit="people")}}, ["no figure to reach: progress can only be a level of completion"]),
        ({"targets": {"x": replace(PEOPLE, unit=UNITLESS)}}, ["no unit for x: 500 of what?"]),
        ({"targets": {"x": replace(PEOPLE, baseline=0)}}, ["no baseline for x: it is counted from 0"]),
        ({"targets": {"budget": Target(value=5, unit="JPY", baseline=1)}}, [RULE]),
        ({"due": None}, ["no deadline: it can never be late"]),
        ({"due": When(2030)}, ["“2030” names no day: 2030-12-31 is how it is read here"]),
        ({"targets": {"x": replace(PEOPLE, due=When(2031))}},
         ["“2031” names no day: 2031-12-31 is how it is read here"]),
        ({"parties": Parties(beneficiary=("asean",))}, ["no party: nobody owes word of it"]),
        ({"source": None}, ["no source: nobody can look it up"]),
    ],
)  # fmt: skip
def test_each_gap_has_its_sentence(changes: dict[str, Any], expected: list[str]) -> None:
    """And no other gap is reported with it."""
    assert list(gaps(replace(COMPLETE, **changes))) == expected


def test_all_gaps_are_reported_in_the_order_of_the_questions() -> None:
    """What, by when, who, where it is written."""
    shown = [gap.partition(":")[0] for gap in gaps(Commitment(id="c", title="C"))]
    assert shown == ["no figure to reach", "no deadline", "no party", "no source"]
