"""Suggestions for an unknown word."""

import difflib

import pytest

from commitrack.query import FIELDS, STATUS_WORDS
from commitrack.suggest import MEANINGS, did_you_mean, misspelt, near
from commitrack.views.listing import COLUMNS
from commitrack.views.sections import SECTIONS

KNOWN = ("overdue", "off-track", "on-track", "no-data", "fulfilled", "fulfilled-late")


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("overdu", ["overdue"]),
        ("OVERDUE", ["overdue"]),
        ("ful", ["fulfilled", "fulfilled-late"]),  # a part of a word, if it has three characters or more
        ("fu", []),
        ("lat", []),  # three characters within a word are too few
        ("on-trak", ["on-track", "off-track"]),
        ("track", ["off-track", "on-track"]),
        ("", []),
        ("期日", []),
        ("late", ["overdue"]),  # the meaning comes before a similar spelling
        ("Done", ["fulfilled"]),
        ("遅延", ["overdue"]),
    ],
)
def test_near(word: str, words: list[str]) -> None:
    """Suggestions are the words that contain the text, else those with a similar spelling."""
    assert near(word, KNOWN) == words


@pytest.mark.parametrize(
    ("word", "ids"),
    [("foo", []), ("vts", ["jaif-vts"]), ("food", ["jaif-food-security"]), ("jai", ["jaif-vts", "jaif-food-security"])],
)
def test_a_short_word_matches_only_a_start_or_a_part_of_an_id(word: str, ids: list[str]) -> None:
    """Three characters inside a word suggest nothing; at the start of an id, or as one of its parts, they do."""
    assert near(word, ["jaif-vts", "jaif-food-security"]) == ids


def test_meanings_are_words_of_commitrack() -> None:
    """Each meaning is a status, a field, a column, a section or an option, and no such word means another."""
    sections = {section.name for section in SECTIONS}
    known = {*STATUS_WORDS, *FIELDS, *COLUMNS, *sections, "--responsible", "--due"}
    assert set(MEANINGS.values()) <= known
    assert not MEANINGS.keys() & known


def test_among_thousands_of_words_few_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Among thousands of words, a typing error still finds its word, and only a thousand are compared."""
    compared: list[int] = []
    find = difflib.get_close_matches

    def counting(word: str, words: list[str], n: int, cutoff: float) -> list[str]:
        compared.append(len(words))
        return find(word, words, n, cutoff)

    monkeypatch.setattr(difflib, "get_close_matches", counting)
    known = [f"{letter}{number:04}" for letter in "abcdefghij" for number in range(2_000)]
    assert near("ovedrue", [*known, "overdue"]) == ["overdue"]
    assert near("a09x1", known)
    assert compared == [1, 1_000]


def test_at_most_three_words() -> None:
    """At most three words are suggested."""
    assert near("train", [f"training-{number}" for number in range(10)]) == ["training-0", "training-1", "training-2"]


def test_the_hint_is_a_question() -> None:
    """The hint is one question in the language of the reader; without a similar word there is none."""
    hint = did_you_mean("on-trak", KNOWN)
    assert hint == 'did you mean "on-track" or "off-track"?'
    assert hint.to("ja") == "「on-track」又は「off-track」のことですか。"
    assert did_you_mean("xyz", KNOWN) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minstry of Health", "Ministry of Health"),
        ("ministry of Heatlh", "Ministry of Health"),
        ("Ministry ofHealth", "Ministry of Health"),
        ("Ministry of Wealth", "Ministry of Health"),
        ("Adur District Council", None),
        ("London Borough of Barnet", None),
        ("South East", None),
        ("Plan 2031", None),
    ],
)
def test_a_typing_error_is_no_other_word_or_number(text: str, expected: str | None) -> None:
    """What differs in single letters may be meant; what has another word or number is something else."""
    known = ["Ministry of Health", "Arun District Council", "London Borough of Brent", "South West", "Plan 2030"]
    assert misspelt(text, known) == expected
