"""The query language, and the sort orders."""

import pytest

from commitrack.assess import Assessment
from commitrack.errors import UsageError
from commitrack.model import Registry
from commitrack.query import FIELDS, Sort, matches, order, parse

ALL = "whole trainees energy-fund exchange old"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ALL),
        ("id:energy-fund", "energy-fund"),
        ("id:e*", "energy-fund exchange"),
        ("kind:programme", "old"),
        ("kind:Pledge", "whole trainees energy-fund exchange"),
        ("pillar:co-creation", "trainees exchange"),
        ("pillar:creation", "trainees exchange"),
        ("pillar:2", "trainees exchange"),
        ("pillar:心と心のつながり", "old"),
        ("ｐｉｌｌａｒ：２", "trainees exchange"),
        ("area:energy", "energy-fund"),
        ("area:clean", "exchange"),
        ("area:energy,education", "trainees energy-fund"),
        ("area:energy area:education", "trainees energy-fund"),
        ("area:energy pillar:co-creation", ""),
        ("party:eria", "energy-fund"),
        ("party:japan", "trainees"),
        ("document:mofa-2023", "exchange"),
        ("document:mofa", "exchange"),
        ("document:eu", ""),
        ("part_of:whole", "trainees energy-fund"),
        ("part_of:trainees", "energy-fund"),
        ("status:overdue", "energy-fund"),
        ("status:withdrawn", "old"),
        ("status:stale", "exchange"),
        ("status:unknown", "whole old"),
        ("status:overdue,withdrawn", "energy-fund old"),
        ("evidence:press", "trainees"),
        ("evidence:none", "whole energy-fund exchange old"),
        ("unit:jpy", "energy-fund"),
        ("unit:円", "energy-fund"),
        ("unit:人", "trainees exchange old"),
        ("unit:people", "trainees exchange old"),
        ("due:2024", "energy-fund"),
        ("due:FY2025", "trainees"),
        ("due:..2026-03-31", "trainees energy-fund"),
        ("due:..2026-03-30", "energy-fund"),
        ("due:2026..", "trainees exchange"),
        ("due:none", "whole old"),
        ("due:any", "trainees energy-fund exchange"),
        ("due:none,2028", "whole exchange old"),
        ("made:2023", "whole trainees"),
        ("made:none", "old"),
        ("updated:..2023", "exchange"),
        ("updated:none", "whole old"),
        ("progress:80", "trainees"),
        ("progress:..30%", "energy-fund exchange"),
        ("progress:30..80", "trainees energy-fund"),
        ("progress:-40", "exchange"),
        ("progress:30.1..", "trainees"),
        ("progress:none", "whole old"),
        ("not:kind:programme", "whole trainees energy-fund exchange"),
        ("not:pillar:co-creation,peace-stability", "whole old"),
        ("not:due:none not:status:overdue", "trainees exchange"),
        ("training", "trainees"),
        ("ENERGY", "energy-fund"),
        ("fund energy", "energy-fund"),
        ("fund training", ""),
        ("人材", "trainees"),
        ("ｴﾈﾙｷﾞｰ", "energy-fund"),
        ("基金100", "energy-fund"),
        ("ｅｘｃｈａｎｇｅ", "exchange"),
        ("not:energy", "whole trainees exchange old"),
        ("not:人材 in", "whole"),
        ("kind:pledge due:any progress:none", ""),
    ],
)
def test_a_query_selects_commitments(
    registry: Registry, assessments: list[Assessment], query: str, expected: str
) -> None:
    """Values of one field are alternatives, terms for different fields must all match, and ``not:`` excludes."""
    parsed = parse(query.split(), registry)
    assert [
        assessment.commitment.id for assessment in assessments if matches(parsed, assessment, registry)
    ] == expected.split()


def test_a_quoted_phrase_is_one_term(registry: Registry, assessments: list[Assessment]) -> None:
    """A quoted phrase, which the shell passes as one argument, must match as a whole."""
    parsed = parse(["of students"], registry)
    assert [assessment.commitment.id for assessment in assessments if matches(parsed, assessment, registry)] == [
        "exchange"
    ]


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_an_example(registry: Registry, field: str) -> None:
    """A field without a value raises an error with an example of that field."""
    with pytest.raises(UsageError) as caught:
        parse([f"{field}:"], registry)
    assert caught.value.hint is not None
    assert caught.value.hint.startswith(f"for example: {field}:")


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.PILLAR, "whole old trainees exchange energy-fund"),
        (Sort.DUE, "energy-fund trainees exchange whole old"),
        (Sort.PROGRESS, "exchange energy-fund trainees whole old"),
        (Sort.UPDATED, "trainees energy-fund exchange whole old"),
    ],
)
def test_sort_orders_commitments(registry: Registry, assessments: list[Assessment], sort: Sort, expected: str) -> None:
    """Commitments without a date, figure or update come last, and equal ones keep the order of the file."""
    assert [assessment.commitment.id for assessment in order(assessments, registry, sort=sort)] == expected.split()
