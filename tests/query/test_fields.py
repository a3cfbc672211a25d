"""Unknown fields and values in a query are errors with a suggestion."""

from collections.abc import Callable

import pytest

from commitrack.assess import Assessment
from commitrack.errors import UsageError
from commitrack.model import Commitment, Registry
from commitrack.query import matches, parse


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        ("pilar:2", 'unknown query field "pilar"', 'did you mean "pillar"?'),
        (
            "colour:red",
            'unknown query field "colour"',
            (
                "valid fields: id, kind, pillar, area, party, document, part_of, status, is, has, by, evidence, unit, "
                "due, made, updated, progress"
            ),
        ),
        ("https://example.org", 'unknown query field "https"', None),
        ("pillar:", 'missing value after "pillar:"', "for example: pillar:co-creation"),
        ("not:due:,", 'missing value after "not:due:,"', "for example: due:..2028"),
        ("not:", 'missing term after "not:"', "for example: not:kind:programme"),
        ("pillar:co-creatoin", 'unknown pillar "co-creatoin"', 'did you mean "co-creation"?'),
        ("pillar:4", 'unknown pillar "4"', "valid pillars: heart-to-heart, co-creation, peace-stability"),
        ("pillar:0", 'unknown pillar "0"', None),
        ("area:sports", 'unknown area "sports"', None),
        ("party:xyz", 'unknown party "xyz"', "valid parties: japan, eria"),
        ("document:mofa-2024", 'unknown document "mofa-2024"', 'did you mean "mofa-2023"?'),
        ("status:overdu", 'unknown status "overdu"', 'did you mean "overdue" or "part-overdue"?'),
        ("status:overdue,late", 'unknown status "late"', None),
        ("kind:plege", 'unknown kind "plege"', 'did you mean "pledge"?'),
        ("evidence:pres", 'unknown evidence class "pres"', 'did you mean "press"?'),
        ("unit:poeple", 'no target has the unit "poeple"', 'did you mean "people"?'),
        ("id:trainee", 'unknown commitment "trainee"', 'did you mean "trainees"?'),
        ("part_of:hole", 'unknown commitment "hole"', 'did you mean "whole"?'),
        (
            "due:2028..2026",
            'empty date range "2028..2026"',
            "for example: due:2026, due:..2028, due:FY2026, due:none",
        ),
        (
            "made:2028..2026",
            'empty date range "2028..2026"',
            "for example: made:2026, made:..2028, made:FY2026, made:none",
        ),
        ("made:soon", 'invalid date "soon": ', None),
        ("progress:half", 'invalid percentage range "half"', "for example: progress:..50 or progress:50.."),
        ("progress:nan", 'invalid percentage range "nan"', None),
        ("progress:1e999", 'invalid percentage range "1e999"', None),
        ("progress:80..30", 'invalid percentage range "80..30"', None),
        ("progress:50-10", 'invalid percentage range "50-10"', None),
    ],
)
def test_an_unknown_field_or_value_is_an_error_with_a_suggestion(
    registry: Registry, query: str, message: str, hint: str | None
) -> None:
    """An unknown field or value raises an error with a hint, instead of selecting no commitments."""
    with pytest.raises(UsageError) as caught:
        parse([query], registry)
    assert caught.value.message.startswith(message)
    assert caught.value.hint
    assert hint is None or caught.value.hint == hint


def test_a_hint_stays_short(commitment: Callable[..., Commitment]) -> None:
    """A hint lists at most twenty ids and counts the others; for an empty table, it says that there are none."""
    many = Registry(commitments={f"c{n:03}": commitment(id=f"c{n:03}") for n in range(100)})
    with pytest.raises(UsageError) as caught:
        parse(["id:xyz"], many)
    assert caught.value.hint == f"valid ids: {', '.join(f'c{n:03}' for n in range(20))} and 80 more"
    with pytest.raises(UsageError) as caught:
        parse(["pillar:xyz"], many)
    assert caught.value.hint == "the registry has no pillars"


def test_a_circle_of_parts_ends(commitment: Callable[..., Commitment], judge: Callable[..., Assessment]) -> None:
    """If two commitments are parts of each other, a query for the parts of either ends and selects both."""
    circle = {name: commitment(id=name, part_of=other) for name, other in [("a", "b"), ("b", "a"), ("c", None)]}
    registry = Registry(commitments=circle)
    assessments = {name: judge(member, as_of="2024-05-26") for name, member in circle.items()}
    for whole, parts in {"c": [], "a": ["a", "b"]}.items():
        query = parse([f"part_of:{whole}"], registry)
        assert [name for name in circle if matches(query, assessments[name], registry)] == parts
