"""An unknown field or value is an error with a suggestion."""

from collections.abc import Callable

import pytest

from commitrack.assess import Assessment
from commitrack.errors import UsageError
from commitrack.model import Commitment, Registry
from commitrack.query import matches, parse


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        ("pilar:2", "“pilar:” is not a field of the query", "did you mean “pillar”?"),
        (
            "colour:red",
            "“colour:” is not a field of the query",
            (
                "known fields: area, document, due, evidence, id, kind, made, part_of, party, pillar, "
                "progress, status, unit, updated"
            ),
        ),
        ("https://example.org", "“https:” is not a field of the query", None),
        ("pillar:", "“pillar:” has no value", "write it like pillar:co-creation"),
        ("not:due:,", "“not:due:,” has no value", "write it like due:..2028"),
        ("not:", "“not:” has nothing to exclude", "write it like not:kind:programme"),
        ("pillar:co-creatoin", "there is no pillar “co-creatoin”", "did you mean “co-creation”?"),
        ("pillar:4", "there is no pillar “4”", "known pillars: co-creation, heart-to-heart, peace-stability"),
        ("pillar:0", "there is no pillar “0”", None),
        ("area:sports", "there is no area “sports”", None),
        ("party:xyz", "there is no party “xyz”", "known parties: eria, japan"),
        ("document:mofa-2024", "there is no document “mofa-2024”", "did you mean “mofa-2023”?"),
        ("status:overdu", "“overdu” is not a status", "did you mean “overdue”?"),
        ("status:overdue,late", "“late” is not a status", None),
        ("kind:plege", "“plege” is not a kind", "did you mean “pledge”?"),
        ("evidence:pres", "“pres” is not a class of evidence", "did you mean “press”?"),
        ("unit:poeple", "no target has the unit “poeple”", "did you mean “people”?"),
        ("id:trainee", "there is no commitment “trainee”", "did you mean “trainees”?"),
        ("part_of:hole", "there is no commitment “hole”", "did you mean “whole”?"),
        (
            "due:2028..2026",
            "“2028..2026” is an empty range of days",
            "write due:2026, due:..2028, due:FY2026, due:none",
        ),
        (
            "made:2028..2026",
            "“2028..2026” is an empty range of days",
            "write made:2026, made:..2028, made:FY2026, made:none",
        ),
        ("made:soon", "“soon” is not a day, a month, a year or a fiscal year: ", None),
        ("progress:half", "“half” is not a range of per cent", "write progress:..50 or progress:50.."),
        ("progress:nan", "“nan” is not a range of per cent", None),
        ("progress:1e999", "“1e999” is not a range of per cent", None),
        ("progress:80..30", "“80..30” is not a range of per cent", None),
        ("progress:50-10", "“50-10” is not a range of per cent", None),
    ],
)
def test_an_unknown_field_or_value_is_an_error_with_a_suggestion(
    registry: Registry, query: str, message: str, hint: str | None
) -> None:
    """Never an empty list that looks like an answer."""
    with pytest.raises(UsageError) as caught:
        parse([query], registry)
    assert caught.value.message.startswith(message)
    assert caught.value.hint
    assert hint is None or caught.value.hint == hint


def test_a_hint_stays_short(commitment: Callable[..., Commitment]) -> None:
    """It lists twenty of a hundred commitments; an empty registry is named as such."""
    many = Registry(commitments={f"c{n:03}": commitment(id=f"c{n:03}") for n in range(100)})
    with pytest.raises(UsageError) as caught:
        parse(["id:xyz"], many)
    assert caught.value.hint == f"known ids: {', '.join(f'c{n:03}' for n in range(20))} and 80 more"
    with pytest.raises(UsageError) as caught:
        parse(["pillar:xyz"], many)
    assert caught.value.hint == "the registry has no pillars"


def test_a_circle_of_parts_ends(commitment: Callable[..., Commitment], judge: Callable[..., Assessment]) -> None:
    """Two commitments that are part of each other are parts of both, and the search comes to an end."""
    circle = {name: commitment(id=name, part_of=other) for name, other in [("a", "b"), ("b", "a"), ("c", None)]}
    registry = Registry(commitments=circle)
    assessments = {name: judge(each, as_of="2024-05-26") for name, each in circle.items()}
    for whole, parts in {"c": [], "a": ["a", "b"]}.items():
        query = parse([f"part_of:{whole}"], registry)
        assert [name for name in circle if matches(query, assessments[name], registry)] == parts
