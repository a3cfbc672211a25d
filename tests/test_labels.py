"""Reading words of the format by their labels."""

from collections.abc import Iterable

import pytest

from commitrack.assess import EvidenceClass
from commitrack.labels import in_script_of, known_word
from commitrack.language import word
from commitrack.model import CompletionLevel, Counting, Kind, Lifecycle, Qualifier, Sort, SourceClass
from commitrack.query import STATUS_WORDS
from commitrack.views.listing import COLUMNS
from commitrack.views.sections import SECTIONS
from commitrack.views.sections import label as section_label
from commitrack.wording.groups import GroupBy

VOCABULARIES = (
    STATUS_WORDS, tuple(Kind)[:2], CompletionLevel, Lifecycle, SourceClass, EvidenceClass, Qualifier, Counting, Sort,
    GroupBy,
)  # fmt: skip


@pytest.mark.parametrize("words", VOCABULARIES, ids=lambda words: next(iter(words)))
def test_a_printed_word_is_read_back(words: Iterable[Kind]) -> None:
    """Every word of a vocabulary has a Japanese label, which no other word of it has, and is read from it."""
    assert [known_word(word(value).to("ja"), words) for value in words] == list(words)


def test_a_printed_heading_is_read_back() -> None:
    """A column is named by its heading in Japanese too, and a section by the name of its sheet."""
    headings = {name: column.heading for name, column in COLUMNS.items()}
    assert [known_word(heading.to("ja"), COLUMNS, headings.get) for heading in headings.values()] == list(COLUMNS)
    names = [section.name for section in SECTIONS]
    assert [known_word(section.short.to("ja"), names, section_label) for section in SECTIONS] == names


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("programme", "programme"), ("Programme", "programme"), ("公約", "pledge"), ("コミットメント", "pledge"),
        ("コミットメント（公約）", "pledge"), ("実施中の事業", "programme"), ("既存事業", "programme"),
        ("事業", None), ("programmes", None), ("", None),
    ],
)  # fmt: skip
def test_a_word_is_known_by_its_label(typed: str, expected: str | None) -> None:
    """A label is known as a whole, by either part if one is in parentheses, and as in earlier versions."""
    assert known_word(typed, ("pledge", "programme")) == expected


def test_what_may_have_been_meant_is_in_the_script_of_what_was_typed() -> None:
    """For a Japanese word the labels are suggested, and for another one, or if there are no labels, the words."""
    assert in_script_of("limitted", CompletionLevel) == list(CompletionLevel)
    assert in_script_of("限定", CompletionLevel) == [word(level).to("ja") for level in CompletionLevel]
    assert in_script_of("日本語", ("en", "ja")) == ["en", "ja"]
