"""What a new commitment is reported to lack: the gaps that keep it from being measurable, and what else helps."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from commitrack.assess import UNITLESS, Assessment, gaps
from commitrack.dates import parse_span
from commitrack.drafting.measurability import improvements, message
from commitrack.model import Amends, Commitment, Counting, Parties, Registry, Source, Target, Update, When
from commitrack.query import matches, parse

DAY = When(date(2030, 12, 31))
MADE = When(date(2026, 1, 1))
YEARS = parse_span("3 years")
PEOPLE = Target(value=500, unit="people", baseline=20)
COMPLETE = Commitment(
    id="c", title="C", made=MADE, due=DAY, parties=Parties(responsible=("ministry",)),
    source=Source(document="outcome"), targets={"people": PEOPLE},
)  # fmt: skip
NO_LEVEL = "a baseline for x: without one, its progress cannot be measured"
START = "the date it was made: without one, progress cannot be compared with a plan"
DEADLINE = "a deadline: without one, it can never be overdue"
PARTY = "a responsible or implementing party: without one, no party has to report on it"

Judge = Callable[..., Assessment]


def lacking(judge: Judge, commitment: Commitment, *updates: Update) -> list[str]:
    """The gaps of a commitment in words; ``is:measurable`` matches exactly if there are none."""
    assessment = judge(commitment, *updates, as_of="2026-11-23")
    registry = Registry(commitments={"whole": Commitment(id="whole", title="W"), commitment.id: commitment})
    found = [str(message(*gap)) for gap in gaps(assessment, registry)]
    assert matches(parse(["is:measurable"], registry), assessment, registry) is not bool(found)
    return found


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"parties": Parties(implementing=("agency",))},
        {"due": None, "within": YEARS},
        {"due": None, "targets": {"people": replace(PEOPLE, due=DAY)}},
        {"due": None, "targets": {"people": replace(PEOPLE, within=YEARS)}},
        {"made": None, "targets": {"people": replace(PEOPLE, baseline_on=MADE)}},
        {"targets": {"people": replace(PEOPLE, baseline=None)}},
        {"made": None, "targets": {"share": Target(value=80, unit="%", maintain=True)}},
        {"targets": {"budget": Target(value=5, unit="JPY", counting=Counting.NOT_STATED)}},
        {"due": When("FY2030")},
        {"source": None},
    ],
)
def test_a_measurable_commitment_has_no_gaps(judge: Judge, changes: dict[str, Any]) -> None:
    """A commitment with target, baseline, start, deadline and party has no gaps, in whatever form these are given."""
    assert lacking(judge, replace(COMPLETE, **changes)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"targets": {}}, ["a target value: without one, progress can only be a completion level"]),
        ({"targets": {"x": Target(unit="people")}},
         ["a target value: without one, progress can only be a completion level"]),
        ({"targets": {"x": replace(PEOPLE, unit=UNITLESS)}}, ["a unit for x: 500 of what?"]),
        ({"targets": {"x": Target(value=0, unit="road deaths")}}, [NO_LEVEL]),
        ({"targets": {"x": Target(value=80, unit="%")}}, [NO_LEVEL]),
        ({"targets": {"people": PEOPLE, "x": Target(value=80, unit="%")}}, [NO_LEVEL]),
        ({"targets": {"budget": Target(value=5, unit="JPY", baseline=1)}},
         ["a counting rule for budget: does ¥5 count when pledged, committed, disbursed or spent?"]),
        ({"made": None}, [START]),
        ({"due": None}, [DEADLINE]),
        ({"parties": Parties(beneficiary=("asean",))}, [PARTY]),
        ({"made": None, "due": None, "parties": Parties()}, [START, DEADLINE, PARTY]),
    ],
)  # fmt: skip
def test_each_gap_has_its_sentence(judge: Judge, changes: dict[str, Any], expected: list[str]) -> None:
    """Each missing element has one sentence, and no other gap is reported with it."""
    assert lacking(judge, replace(COMPLETE, **changes)) == expected


def test_the_parties_of_the_whole_and_amended_terms_count(judge: Judge, update: Callable[..., Update]) -> None:
    """A part of a commitment with a responsible party needs none itself, and an amendment can supply a deadline."""
    whole = Commitment(id="whole", title="W", parties=Parties(responsible=("ministry",)))
    part = replace(COMPLETE, part_of="whole", parties=Parties(), due=None)
    amendment = update("2026-02-01", commitment="c", amends=Amends(due=DAY), reason="r")
    assessment = judge(part, amendment, as_of="2026-11-23")
    assert not list(gaps(assessment, Registry(commitments={"whole": whole, "c": part})))
    assert lacking(judge, part) == [DEADLINE, PARTY]  # whole without parties, and not amended


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"targets": {"x": replace(PEOPLE, baseline=None)}}, ["a baseline for x: without one, it is counted from 0"]),
        ({"targets": {"x": Target(value=80, unit="%")}}, []),
        ({"targets": {"x": replace(PEOPLE, due=When(2031))}},
         ['an exact date for the deadline: "2031" is read as 2031-12-31']),
        ({"due": When(2030), "source": None},
         ['an exact date for the deadline: "2030" is read as 2030-12-31',
          "a source: without one, it cannot be verified"]),
    ],
)  # fmt: skip
def test_what_is_read_with_an_assumption_is_named(changes: dict[str, Any], expected: list[str]) -> None:
    """What is measurable, but rests on an assumption or has no source, is reported apart from the gaps."""
    assert list(map(str, improvements(replace(COMPLETE, **changes)))) == expected
