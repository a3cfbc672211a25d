"""Comparisons (due<2028, status!=overdue), and statuses without status:."""

import pytest

from commitrack.assess import Assessment
from commitrack.errors import UsageError
from commitrack.model import Registry
from commitrack.query import intended, matches, parse


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
     ("off-track", "status:off-track"), ("on-track", "status:on-track"), ("NOT:overdue", "not:status:overdue")],
)  # fmt: skip
def test_a_status_needs_no_field(registry: Registry, word: str, field: str) -> None:
    """A bare word that is a status selects by status, as people mean it."""
    assert parse((word,), registry) == parse((field,), registry)


@pytest.mark.parametrize("word", ["active", "current", "unknown"])
def test_words_of_titles_are_searched_for(registry: Registry, word: str) -> None:
    """Words that are answers, but also occur in titles, are searched for."""
    assert parse((word,), registry).words == (word,)


@pytest.mark.parametrize(
    ("words", "term"),
    [
        (("late",), "status:overdue"),
        (("students", "delayed"), "status:overdue"),
        (("not:done",), "not:fulfilled"),
        (("not", "overdue"), "not:overdue"),
        (("not", "late"), "not:overdue"),
        (("no", "report"), "status:no-report"),
        (("on track",), "status:on-track"),
        (("key",), "is:key"),
        (("not:open",), "not:is:open"),
        (("overdue", "students"), None),
        (("期限超過",), None),
        (("due:2026", "is:key"), None),
    ],
)
def test_what_words_may_stand_for(registry: Registry, words: tuple[str, ...], term: str | None) -> None:
    """Words that are only searched for, but name a status or a property, have a term for it; terms have none."""
    assert intended(words, registry) == term


def test_an_excluded_word_for_a_status_is_not_ignored(registry: Registry) -> None:
    """not:late would exclude nothing, and is refused with the term for the status; a word of a title is excluded."""
    with pytest.raises(UsageError) as caught:
        parse(("not:late",), registry)
    assert (caught.value.message, caught.value.hint) == (
        'no id and no title has the word "late"',
        'did you mean "not:overdue"?',
    )
    assert parse(("not:way",), registry).excluded == ("way",)
    assert parse(("not:xyz",), registry).excluded == ("xyz",)


@pytest.mark.parametrize(
    ("word", "same"),
    [("student", ["exchange"]), ("change", []), ("ENERGY", ["energy-fund"]), ("nergy", []), ("人材", ["trainees"]),
     ("育成", ["trainees"]), ("fund", ["energy-fund"])],
)  # fmt: skip
def test_a_word_in_latin_letters_is_found_where_a_word_starts(
    registry: Registry, assessments: list[Assessment], word: str, same: list[str]
) -> None:
    """A word in Latin letters matches the start of a word; Japanese, which has no spaces, matches anywhere."""
    assert selected((word,), registry, assessments) == same


@pytest.mark.parametrize(
    ("term", "ids"),
    [("pillar:心", {"heart-to-heart"}), ("party:research institute", {"eria"}), ("area:clean", {"clean-energy"}),
     ("pillar:economy", {"co-creation"})],
)  # fmt: skip
def test_a_part_of_a_title_names_a_record(registry: Registry, term: str, ids: set[str]) -> None:
    """Pillars, areas and parties are also named by a part of their title in any language."""
    field = term.partition(":")[0]
    assert parse((term,), registry) == parse((f"{field}:{','.join(ids)}",), registry)


@pytest.mark.parametrize(
    ("word", "message", "hint"),
    [
        ("title:training", 'unknown query field "title"', "words without a field are searched for in ids and titles"),
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
