"""One rule for what is near an unknown word."""

import pytest

from commitrack.suggest import did_you_mean, near

KNOWN = ("overdue", "off-track", "on-track", "no-data", "fulfilled", "fulfilled-late")


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("overdu", ["overdue"]),
        ("OVERDUE", ["overdue"]),
        ("ful", ["fulfilled", "fulfilled-late"]),  # a part of a word, from three characters on
        ("fu", []),
        ("on-trak", ["on-track", "off-track"]),
        ("track", ["off-track", "on-track"]),
        ("", []),
        ("期限", []),
    ],
)
def test_near(word: str, words: list[str]) -> None:
    """Words that contain it first, else words that are spelled like it; never more than three."""
    assert near(word, KNOWN) == words


def test_at_most_three_words() -> None:
    """A hint of many words helps nobody."""
    assert near("train", [f"training-{number}" for number in range(10)]) == ["training-0", "training-1", "training-2"]


def test_the_hint_names_them() -> None:
    """As one question, in the language of the reader; nothing where no word is near."""
    hint = did_you_mean("on-trak", KNOWN)
    assert hint == 'did you mean "on-track" or "off-track"?'
    assert hint.to("ja") == "「on-track」又は「off-track」のことですか。"
    assert did_you_mean("xyz", KNOWN) is None
