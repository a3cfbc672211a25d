"""The records that a new commitment refers to, by id or by title."""

from typing import Any

import pytest

from commitrack.drafting.commitments import CommitmentInput
from commitrack.drafting.references import with_known_ids
from commitrack.errors import CommitrackError
from commitrack.model import Area, Commitment, Document, Parties, Party, Pillar, Registry

REGISTRY = Registry(
    pillars={"people": Pillar(title={"en": "People and exchange", "ja": "人と交流"})},
    areas={"energy": Area(title="Energy")},
    parties={"mofa": Party(title="Ministry of Foreign Affairs of Japan"), "a": Party(title="X"), "b": Party(title="X")},
    documents={"outcome": Document(title="Outcome")},
    commitments={"whole": Commitment(id="whole", title="W", formerly=("all",))},
)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ({"pillar": "people"}, {"pillar": "people"}),
        ({"pillar": "人と交流"}, {"pillar": "people"}),
        ({"areas": ("energy", "ENERGY")}, {"areas": ("energy", "energy")}),
        ({"document": "outcome"}, {"document": "outcome"}),
        ({"part_of": "all"}, {"part_of": "whole"}),
        ({"parties": Parties(implementing=("ministry of  foreign affairs of Japan",))},
         {"parties": Parties(implementing=("mofa",))}),
    ],
)  # fmt: skip
def test_a_record_is_named_by_its_id_or_title(typed: dict[str, Any], known: dict[str, Any]) -> None:
    """An id, a title in any language and a former id of a commitment become the id."""
    assert with_known_ids(CommitmentInput(title="T", **typed), REGISTRY) == CommitmentInput(title="T", **known)


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ({"pillar": "交流"}, 'unknown pillar "交流"', 'did you mean "people"?'),
        ({"pillar": "peopel"}, 'unknown pillar "peopel"', 'did you mean "people"?'),
        ({"areas": ("x",)}, 'unknown area "x"', "expected one of: energy"),
        ({"parties": Parties(responsible=("Foreign Affairs",))}, 'unknown party "Foreign Affairs"',
         'did you mean "mofa"?'),
        ({"parties": Parties(beneficiary=("x",))}, 'unknown party "x"', 'did you mean "a" or "b"?'),
        ({"part_of": "hole"}, 'unknown commitment "hole"', 'did you mean "whole"?'),
    ],
)  # fmt: skip
def test_an_unknown_record_is_refused_with_a_suggestion(typed: dict[str, Any], message: str, hint: str) -> None:
    """A part of a title, or a title of several records, is only a suggestion."""
    with pytest.raises(CommitrackError) as caught:
        with_known_ids(CommitmentInput(title="T", **typed), REGISTRY)
    assert (str(caught.value.message), str(caught.value.hint)) == (message, hint)
