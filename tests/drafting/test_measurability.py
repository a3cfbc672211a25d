"""The gaps that keep a commitment from being measurable."""

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
RULE = "a counting rule for budget: does ¥5 count when pledged, committed, disbursed or spent?"


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"parties": Parties(implementing=("agency",))},
        {"due": None, "within": YEARS},
        {"due": None, "targets": {"people": replace(PEOPLE, due=DAY)}},
        {"due": None, "targets": {"people": replace(PEOPLE, within=YEARS)}},
        {"targets": {"people": replace(PEOPLE, baseline=0)}},
        {"targets": {"share": Target(value=80, unit="%", maintain=True)}},
        {"targets": {"budget": Target(value=5, unit="JPY", baseline=1, counting=Counting.NOT_STATED)}},
        {"due": When("FY2030")},
    ],
)
def test_a_measurable_commitment_has_no_gaps(changes: dict[str, Any]) -> None:
    """A commitment with target, baseline, deadline, party and source has no gaps, in whatever form these are given."""
    assert list(gaps(replace(COMPLETE, **changes))) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"targets": {}}, ["a target value: without one, progress can only be a completion level"]),
        ({"targets": {"x": Target(unit="people")}},
         ["a target value: without one, progress can only be a completion level"]),
        ({"targets": {"x": replace(PEOPLE, unit=UNITLESS)}}, ["a unit for x: 500 of what?"]),
        ({"targets": {"x": replace(PEOPLE, baseline=None)}}, ["a baseline for x: without one, it is counted from 0"]),
        ({"targets": {"x": Target(value=0, unit="road deaths")}},
         ["a baseline for x: without one, its progress cannot be measured"]),
        ({"targets": {"x": Target(value=80, unit="%")}},
         ["a baseline for x: without one, its progress cannot be measured"]),
        ({"targets": {"budget": Target(value=5, unit="JPY", baseline=1)}}, [RULE]),
        ({"due": None}, ["a deadline: without one, it can never be overdue"]),
        ({"due": When(2030)}, ['an exact date for the deadline: "2030" is read as 2030-12-31']),
        ({"targets": {"x": replace(PEOPLE, due=When(2031))}},
         ['an exact date for the deadline: "2031" is read as 2031-12-31']),
        ({"parties": Parties(beneficiary=("asean",))},
         ["a responsible or implementing party: without one, no party has to report on it"]),
        ({"source": None}, ["a source: without one, it cannot be verified"]),
    ],
)  # fmt: skip
def test_each_gap_has_its_sentence(changes: dict[str, Any], expected: list[str]) -> None:
    """Each missing or inexact element has one sentence, and no other gap is reported with it."""
    assert list(gaps(replace(COMPLETE, **changes))) == expected


def test_all_gaps_are_reported_in_order() -> None:
    """Gaps are reported in the order target value, deadline, party and source."""
    shown = [gap.partition(":")[0] for gap in gaps(Commitment(id="c", title="C"))]
    assert shown == ["a target value", "a deadline", "a responsible or implementing party", "a source"]
