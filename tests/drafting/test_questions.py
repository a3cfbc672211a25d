"""The questions that describe a new commitment: which are asked, and what answers are refused, without a terminal."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from commitrack.drafting.answers import Answers, NewRecords
from commitrack.drafting.commitments import CommitmentInput
from commitrack.drafting.questions import QUESTIONS, answered, listed, next_question
from commitrack.drafting.record_choices import require_new
from commitrack.errors import UsageError
from commitrack.model import Commitment, Document, Parties, Party, Pillar, Registry

NOW = datetime(2026, 10, 2, 8, 15, tzinfo=UTC)
REGISTRY = Registry(
    parties={"mofa": Party(title={"en": "Ministry of Foreign Affairs", "ja": "外務省"})},
    pillars={"people": Pillar(title="People")},
    documents={"outcome": Document(title="Outcome")},
    commitments={
        "training": Commitment(id="training", title="Training", part_of="whole", related=("whole",)),
        "whole": Commitment(id="whole", title="Whole", formerly=("all",)),
    },
)


def put(registry: Registry = REGISTRY, *, given: Mapping[str, str], **typed: Any) -> tuple[list[str], Answers]:
    """The names of the questions in the order in which they are asked, and the answers; Enter for what is not given."""
    names, answers = [], Answers(typed=CommitmentInput(**{"title": "", **typed}), registry=registry, now=NOW)
    while (question := next_question(answers)) is not None:
        names.append(question.name)
        answers = answered(question, answers, given.get(question.name, ""))
    return names, answers


ALL = ["title", "target", "due", "made", "responsible", "pillar", "document"]


@pytest.mark.parametrize(
    ("given", "typed", "names"),
    [
        ({"title": "A"}, {}, ALL),
        ({"title": "研修", "id": "kenshu"}, {}, ["title", "id", *ALL[1:]]),
        ({"title": "Training!", "id": "t"}, {}, ["title", "id", *ALL[1:]]),
        ({"title": "A", "target": "5 people"}, {}, ALL),
        ({"title": "A", "target": "s=5 %"}, {}, [*ALL[:2], "baseline", *ALL[2:]]),
        ({"title": "A", "target": "0 deaths"}, {}, [*ALL[:2], "baseline", *ALL[2:]]),
        ({"title": "A", "target": "0 deaths"}, {"maintain": True}, ALL),
        ({"title": "A", "target": "s=5 %"}, {"baseline": "2 %"}, ALL),
        ({"title": "A", "document": "1"}, {}, [*ALL, "page", "quote"]),
        ({"title": "A", "document": "outcome"}, {"page": 3, "quote": "Q"}, ALL),
        ({"title": "A", "responsible": "+", "responsible-title": "Office"}, {}, [*ALL[:5], "responsible-title",
                                                                                *ALL[5:]]),
        ({"title": "A"}, {"part_of": "training"}, ALL),
        ({"title": "A"}, {"due": "2030"}, [name for name in ALL if name != "due"]),
        ({"title": "A"}, {"made": "2024", "within": "3 years"}, [name for name in ALL if name not in {"due", "made"}]),
        ({"title": "A"}, {"id": "a", "targets": ("5 people", "6 laws"), "pillar": "people", "document": "outcome",
                          "page": 1, "quote": "Q", "parties": Parties(responsible=("mofa",))},
         ["title", "due", "made"]),
    ],
)  # fmt: skip
def test_only_what_is_missing_is_asked_for(given: Mapping[str, str], typed: dict[str, Any], names: list[str]) -> None:
    """A question is asked if its value is missing, and if the other answers require it."""
    assert put(given=given, **typed)[0] == names


def test_a_registry_without_documents_is_not_asked_for_one() -> None:
    """Without documents there is nothing to choose; a party and a pillar can always be added."""
    assert put(Registry(), given={"title": "A"})[0] == ALL[:-1]


@pytest.mark.parametrize(
    ("text", "within", "due"),
    [("within 3 years", "3 years", None), ("Within 18 months", "18 months", None), ("90 days", "90 days", None),
     ("2030", None, "2030"), ("2030-12-31", None, "2030-12-31"), ("FY2026", None, "FY2026"), ("", None, None)],
)  # fmt: skip
def test_a_deadline_is_a_time_or_a_date(text: str, within: str | None, due: str | None) -> None:
    """An answer that is a length of time sets ``within``, any other ``due``."""
    typed = put(given={"title": "A", "due": text, "made": "2024-01-01"})[1].typed
    assert (typed.within, typed.due) == (within, due)


@pytest.mark.parametrize(
    ("name", "text", "chosen"),
    [("responsible", "1", "mofa"), ("responsible", "１", "mofa"), ("responsible", "mofa", "mofa"),
     ("pillar", "1", "people"), ("document", "1", "outcome")],
)  # fmt: skip
def test_a_record_is_chosen_by_number_or_id(name: str, text: str, chosen: str) -> None:
    """The number counts the records in the order of the list."""
    typed = put(given={"title": "A", name: text})[1].typed
    assert (typed.parties.responsible or (typed.pillar,) if name != "document" else (typed.document,)) == (chosen,)


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ({"title": ""}, "a commitment needs a title", None),
        ({"title": "TRAINING"}, 'already has the title "Training"', "--force"),
        ({"title": "研修"}, "a commitment needs an id", None),
        ({"title": "研修", "id": "a b"}, 'invalid id "a b"', None),
        ({"title": "A", "due": "within years"}, '"years" must be a duration', None),
        ({"title": "A", "due": "3 years"}, '"made" is missing', None),
        ({"title": "A", "responsible": "0"}, 'unknown party "0"', "type a number"),
        ({"title": "A", "responsible": "mof"}, 'unknown party "mof"', 'did you mean "mofa"?'),
        ({"title": "A", "document": "1", "page": "0"}, '"0" is not a page number', "type a number"),
        ({"title": "A", "document": "1", "page": "9" * 20}, "is not a page number", "type a number"),
        ({"title": "A", "responsible": "+", "responsible-title": "外務省"}, 'party "mofa" already exists', "Enter"),
        ({"title": "A", "responsible": "+", "responsible-title": "局"}, "the new record needs an id", None),
        ({"title": "A", "responsible": "+", "responsible-title": "局", "party-id": "mofa"},
         'party "mofa" already exists', "choose another id"),
    ],
)  # fmt: skip
def test_what_is_refused(given: Mapping[str, str], message: str, hint: str | None) -> None:
    """An answer is refused with the sentence and the hint that its option would get."""
    with pytest.raises(UsageError) as refusal:
        put(given=given)
    assert message in str(refusal.value.message)
    assert refusal.value.hint is None if hint is None else hint in str(refusal.value.hint)


def test_a_new_party_without_a_name_leads_back_to_the_list() -> None:
    """Enter at the name of a new record repeats the question before it."""
    by_name = {question.name: question for question in QUESTIONS}
    answers = Answers(typed=CommitmentInput(title="A"), registry=REGISTRY, now=NOW)
    requested = answered(by_name["responsible"], answers, "+")
    assert answered(by_name["responsible-title"], requested, "") == answers
    assert list(listed(by_name["responsible"], REGISTRY)) == ["mofa"]
    assert listed(by_name["title"], REGISTRY) == {}


def test_a_record_that_was_added_meanwhile_is_not_new() -> None:
    """A new record is refused if the registry has its id by now."""
    new: NewRecords = {"parties": {"office": Party(title="Office")}, "pillars": {"people": Pillar(title="P")}}
    with pytest.raises(UsageError, match='pillar "people" already exists'):
        require_new(new, REGISTRY)
    require_new({"parties": new["parties"]}, REGISTRY)
