"""Where lines break: nothing is lost, nothing is too wide, and what belongs together stays together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from commitrack.views.linebreak import folded
from commitrack.views.sanitize import width
from commitrack.views.terminal.text import Text

SYMBOLS = st.text("年5,0人400億円。、「」（）（JAIF）が必 ab-c", max_size=80)


@given(SYMBOLS, st.integers(4, 40))
def test_every_sign_stands_in_a_line_that_fits(text: str, room: int) -> None:
    """The lines together are the text; none is wider than there is room, but for blanks at its end."""
    lines = list(folded(text, room))
    assert "".join(lines) == text
    assert all(width(line.rstrip()) <= room for line in lines)


@pytest.mark.parametrize(
    ("text", "room", "lines"),
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
def test_no_number_is_cut_and_no_line_begins_with_a_full_stop(text: str, room: int, lines: list[str]) -> None:
    """A number keeps its counter, a bracket what it holds as far as there is room."""
    assert list(folded(text, room)) == lines


def test_the_terminal_breaks_so() -> None:
    """Rich takes the lines as they are, with their colours."""
    console = Console(width=10, color_system=None)
    text = Text("基金は").append("400億円です。", style="red")
    lines = text.wrap(console, 10)
    assert [line.plain for line in lines] == ["基金は", "400億円で", "す。"]
    assert [[(span.start, span.style) for span in line.spans] for line in lines] == [[], [(0, "red")], [(0, "red")]]
