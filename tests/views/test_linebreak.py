"""Line breaks: no character is lost, no line is too wide, and words, numbers and their counters stay together."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from commitrack.views.linebreak import folded, width
from commitrack.views.sanitize import safe
from commitrack.views.terminal.text import SafeText

FAMILY = "👩\u200d👩\u200d👧"
CHARACTERS = st.text("年5,0人400億円。、「」（）（JAIF）が必 ab-c", max_size=80)


@given(CHARACTERS, st.integers(4, 40))
def test_every_character_is_in_a_line_that_fits(text: str, columns: int) -> None:
    """The lines joined are the text, and no line is wider than the given columns, apart from trailing spaces."""
    lines = list(folded(text, columns))
    assert "".join(lines) == text
    assert all(width(line.rstrip()) <= columns for line in lines)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("基金は400億円です。", 10, ["基金は", "400億円で", "す。"]),
        ("約束は（5,000人）、", 14, ["約束は", "（5,000人）、"]),
        ("2024年1月30日時点で8億6,000万ドル", 14, ["2024年1月30日", "時点で", "8億6,000万ドル"]),
        ("ハノイ Việt Nam", 9, ["ハノイ ", "Việt Nam"]),
        ("キャッチ", 6, ["キャッ", "チ"]),
        ("two words", 6, ["two ", "words"]),
        ("", 5, [""]),
    ],
)
def test_no_number_is_cut_and_no_line_begins_with_a_full_stop(text: str, columns: int, lines: list[str]) -> None:
    """A number stays with its counter, and brackets and punctuation stay with the text that they belong to."""
    assert list(folded(text, columns)) == lines


@pytest.mark.parametrize("text", ["x", "é", "漢", "漢 ", "a-", "年", "(", FAMILY, "\u0301", " "], ids=ascii)
@pytest.mark.parametrize("columns", [20, 100_000])
def test_lines_are_broken_in_linear_time(text: str, columns: int) -> None:
    """Twenty times as much of any text takes at most sixty times as long."""
    short, long = (min(_seconds(text * size, columns) for _ in range(3)) for size in (1_000, 20_000))
    assert long < 60 * max(short, 0.001)


def _seconds(text: str, columns: int) -> float:
    start = time.process_time()
    assert "".join(folded(text, columns)) == text
    return time.process_time() - start


def test_text_on_the_terminal_breaks_by_the_same_rules() -> None:
    """Rich breaks the lines of a text by the same rules, and every line keeps its styles."""
    console = Console(width=10, color_system=None)
    text = SafeText("基金は").append("400億円です。", style="red")
    lines = text.wrap(console, 10)
    assert [line.plain for line in lines] == ["基金は", "400億円で", "す。"]
    assert [[(span.start, span.style) for span in line.spans] for line in lines] == [[], [(0, "red")], [(0, "red")]]


JAPAN, VIETNAM = "🇯🇵", "🇻🇳"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("¥40bn", 5),
        ("日本", 4),
        ("ｱ", 1),
        ("Ａ", 2),
        ("e\u0301", 1),
        ("か\u3099", 2),
        ("\uac01", 2),
        ("\u1100\u1161\u11a8", 2),
        (FAMILY, 2),
        (f"a{FAMILY}日", 5),
        ("👍🏽", 2),
        ("❤\ufe0f", 2),
        (JAPAN, 2),
        (f"{JAPAN}{VIETNAM}", 4),
        ("\u200b", 0),
        ("a\u200bb", 2),
        ("年\u200b", 2),
    ],
    ids=lambda value: ascii(value) if isinstance(value, str) else None,
)
def test_the_width_of_text(text: str, columns: int) -> None:
    """Wide characters take two columns, half-width ones take one, and combining and zero-width ones take none.

    A sequence drawn as one character counts as one: an emoji family, a flag, a Hangul syllable in parts, か with ゛.
    """
    assert width(text) == columns


@given(st.text())
def test_text_without_control_characters_has_a_width(text: str) -> None:
    """Sanitized text is at most two columns wide per character, and its width is never -1 as for control characters."""
    assert 0 <= width(safe(text)) <= 2 * len(safe(text))


@pytest.mark.parametrize("sequence", [FAMILY, JAPAN, "👍🏽", "か\u3099"], ids=ascii)
def test_no_line_breaks_within_a_sequence_that_is_drawn_as_one(sequence: str) -> None:
    """No line breaks within an emoji family, a flag, an emoji with a skin tone or a character with a combining mark."""
    assert list(folded(f"年{sequence}", 3)) == ["年", sequence]
