"""Comparisons (due<2028, status!=overdue), and statuses without status:."""

import pytest

from commitrack.assess import Assessment
from commitrack.errors import UsageError
from commitrack.model import Registry
from commitrack.query import matches, parse


def selected(words: tuple[str, ...], registry: Registry, assessments: list[Assessment]) -> list[str]:
    query = parse(words, registry)
    return [a.commitment.id for a in assessments if matches(query, a, registry)]


@pytest.mark.parametrize(
    ("words", "same"),
    [
        # due days: energy-fund 2024-03-31, trainees FY2025 = 2026-03-31, exchange 2028-12-31, the others none
        (("due<2028",), ["trainees", "energy-fund"]),
        (("due<=2028",), ["trainees", "energy-fund", "exchange"]),
        (("due<2024-03-31",), []),
        (("due<=2024-03-31",), ["energy-fund"]),
        (("due>2024-03-31",), ["trainees", "exchange"]),
        (("due>FY2025",), ["exchange"]),
        (("due>=FY2025",), ["trainees", "exchange"]),
        (("due>2024", "due<2028"), ["trainees"]),
        (("not:due<2028",), ["exchange"]),
        (("due=2028",), ["exchange"]),
        (("due!=2028",), ["whole", "trainees", "energy-fund", "old"]),
        (("not:due!=2028",), ["exchange"]),
        (("progress<80",), ["energy-fund", "exchange"]),
        (("progress<=80",), ["trainees", "energy-fund", "exchange"]),
        (("progress>30",), ["trainees"]),
        (("kind!=programme", "pillar=co-creation"), ["trainees", "exchange"]),
    ],
)
def test_comparisons(
    registry: Registry, assessments: list[Assessment], words: tuple[str, ...], same: list[str]
) -> None:
    """Days and shares are compared by size; two comparisons must both hold; what has no value matches neither."""
    assert selected(words, registry, assessments) == same


@pytest.mark.parametrize(
    ("word", "field"),
    [("overdue", "status:overdue"), ("not:withdrawn", "not:status:withdrawn"), ("OVERDUE", "status:overdue"),
     ("off-track", "status:off-track")],
)  # fmt: skip
def test_a_status_needs_no_field(registry: Registry, word: str, field: str) -> None:
    """A bare word that is a status selects by status, as people mean it."""
    assert parse((word,), registry) == parse((field,), registry)


@pytest.mark.parametrize("word", ["active", "current", "unknown"])
def test_words_of_titles_are_searched_for(registry: Registry, word: str) -> None:
    """Words that are answers, but also occur in titles, are searched for."""
    assert parse((word,), registry).words == (word,)


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        (
            "status<overdue",
            '"status" cannot be compared by size',
            "use due, made, updated, progress, or status:overdue",
        ),
        ("du<2028", '"du" cannot be compared by size', "use due, made, updated, progress, or du:2028"),
        ("due<soon", 'invalid date "soon"', "for example: due:2026"),
        ("colour=red", 'unknown query field "colour"', "valid fields:"),
    ],
)
def test_an_invalid_comparison_is_explained(registry: Registry, word: str, message: str, hint: str) -> None:
    """A comparison of a field without sizes, or with an invalid value, is an error with a hint."""
    with pytest.raises(UsageError) as caught:
        parse((word,), registry)
    assert message in caught.value.message
    assert str(caught.value.hint).startswith(hint)
