"""Drafting of a commitment from what is typed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from commitrack.assess import UNITLESS
from commitrack.dates import parse_span
from commitrack.drafting.commitments import CommitmentInput, draft_commitment, require_unused, slug
from commitrack.errors import UsageError
from commitrack.model import Commitment, Kind, Parties, Qualifier, Registry, Source, Target, When

NOW = datetime(2026, 11, 25, 9, 0, 0, 123456, UTC)
NO_TARGET = "--indicator, --qualifier, --counting, --baseline and --maintain require a target"


def test_a_title_is_enough() -> None:
    """A title alone makes a commitment, and the id is derived from it."""
    assert draft_commitment(CommitmentInput(title="A joint plan"), now=NOW) == Commitment(
        id="a-joint-plan", title="A joint plan", recorded=NOW
    )


def test_every_field_is_used() -> None:
    """The commitment has every typed field, with parsed days and durations, both titles, source and time."""
    typed = CommitmentInput(
        title="Training for judges", title_ja="裁判官の研修", id="judges", kind=Kind.PROGRAMME, headline=True,
        targets=("judges=500 people",), indicator="judges trained", qualifier=Qualifier.AT_LEAST, baseline="20 people",
        made="2024-01-01", within="3 years", part_of="training", pillar="people", areas=("law",),
        parties=Parties(responsible=("ministry",)), document="outcome", page=7, quote="500 judges", note="A note",
        by="desk",
    )  # fmt: skip
    assert draft_commitment(typed, now=NOW.astimezone(timezone(timedelta(hours=9)))) == Commitment(
        id="judges", title={"en": "Training for judges", "ja": "裁判官の研修"}, kind=Kind.PROGRAMME, headline=True,
        part_of="training", pillar="people", areas=("law",), made=When(date(2024, 1, 1)), within=parse_span("3 years"),
        parties=Parties(responsible=("ministry",)), source=Source(document="outcome", page=7, quote="500 judges"),
        targets={"judges": Target(value=500, unit="people", baseline=20, indicator="judges trained",
                                  qualifier=Qualifier.AT_LEAST)}, note="A note", recorded=NOW, by="desk",
    )  # fmt: skip
    assert draft_commitment(CommitmentInput(title="T", due="FY2030"), now=NOW).due == When("FY2030")


@pytest.mark.parametrize(
    ("typed", "targets"),
    [
        ({"targets": ("300 projects", "¥2bn"), "counting": "spent"},
         {"projects": Target(value=300, unit="projects"),
          "budget": Target(value=2_000_000_000, unit="JPY", counting="spent")}),
        ({"targets": ("約300台",)}, {"台": Target(value=300, unit="台", qualifier=Qualifier.ABOUT)}),
        ({"targets": ("5000",)}, {UNITLESS: Target(value=5000, unit=UNITLESS)}),
        ({"targets": (" share =5 ％",)}, {"share": Target(value=5, unit="%")}),
        ({"targets": ("5 ％",)}, {"share": Target(value=5, unit="%")}),
        ({"targets": ("a=b=5 people",)}, {"a=b": Target(value=5, unit="people")}),
        ({"targets": ("x=5 people", "y=6 people"), "baseline": "2"},
         {"x": Target(value=5, unit="people", baseline=2), "y": Target(value=6, unit="people", baseline=2)}),
    ],
)  # fmt: skip
def test_targets_are_named_as_typed_or_after_their_unit(typed: dict[str, Any], targets: dict[str, Target]) -> None:
    """A target has its typed name, else its unit or “budget” as name; only money has a counting rule."""
    assert draft_commitment(CommitmentInput(title="T", **typed), now=NOW).targets == targets


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ({"title": "研修"}, 'cannot derive an id from "研修"', "--id"),
        ({"title": "日ASEAN文化交流"}, 'cannot derive an id from "日ASEAN文化交流"', "--id"),
        ({"targets": ("many",)}, 'invalid amount "many"', "examples: 4120"),
        ({"targets": ("5 people", "6 people")}, 'two targets would be named "people"', "first-people=6 people"),
        ({"targets": ("x=5 people", "x=6 schools")}, 'two targets would be named "x"', "first-x=6 schools"),
        ({"targets": ("5 people",), "baseline": "¥1"}, 'the baseline is in "JPY", but the target is in "people"', None),
        ({"indicator": "people trained"}, NO_TARGET, "--target"),
        ({"qualifier": Qualifier.ABOUT}, NO_TARGET, "--target"),
        ({"counting": "spent"}, NO_TARGET, "--target"),
        ({"baseline": "1"}, NO_TARGET, "--target"),
        ({"page": 3}, "--page and --quote require a document", "--document"),
        ({"quote": "q"}, "--page and --quote require a document", "--document"),
        ({"made": "someday"}, 'invalid date "someday"', None),
        ({"due": "someday"}, 'invalid date "someday"', None),
        ({"within": "soon"}, '"soon" must be a duration', None),
    ],
)
def test_input_that_makes_no_commitment_is_refused(typed: dict[str, Any], message: str, hint: str | None) -> None:
    """Invalid input is refused with the reason, and with a hint where the correction is not obvious."""
    with pytest.raises(UsageError, match=message) as caught:
        draft_commitment(CommitmentInput(**{"title": "T", **typed}), now=NOW)
    assert (caught.value.hint is None) == (hint is None)
    assert (hint or "") in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Training for 5,000 people in three years", "training-for-5000-people-in"),
        ("Élan: ＡＢＣ & co.", "elan-abc-co"),
        ("  ¥40bn!  ", "40bn"),
        ("Übergang 2030", "ubergang-2030"),
    ],
)
def test_an_id_is_made_of_the_first_words_of_the_title(title: str, name: str) -> None:
    """An id has at most five words of the title, in ASCII and without the commas of numbers."""
    assert slug(title, hint="") == name


def test_an_id_is_used_once(registry: Callable[..., Registry]) -> None:
    """A commitment with the id of another one is refused."""
    require_unused(Commitment(id="new", title="N"), registry())
    with pytest.raises(UsageError, match='commitment "plan" already exists') as caught:
        require_unused(Commitment(id="plan", title="P"), registry())
    assert caught.value.hint == "choose another id with --id"


@pytest.mark.parametrize("title", ["A plan", "a  PLAN", "Ａ plan", {"en": "Another plan", "ja": "a plan"}])
def test_a_title_is_used_once(registry: Callable[..., Registry], title: str | dict[str, str]) -> None:
    """A title that exists in any language, case or width is refused unless forced; a used id always is."""
    new = Commitment(id="new", title=title)
    with pytest.raises(UsageError, match='commitment "plan" already has the title "A plan"') as caught:
        require_unused(new, registry())
    assert caught.value.hint == "record progress with: commitrack update plan; if both are meant, add --force"
    require_unused(new, registry(), force=True)
    with pytest.raises(UsageError, match='commitment "plan" already exists'):
        require_unused(Commitment(id="plan", title="P"), registry(), force=True)
