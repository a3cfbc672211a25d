"""Text on the terminal is on one line and without control characters, however it is made."""

from collections.abc import Callable

import pytest
from rich.console import Console
from rich.text import Text as RichText

from commitrack.views.terminal.text import Text

UNSAFE = {
    "\x1b[31mred": "<U+001B>[31mred",
    "\x1b]8;;https://evil.example\x07x": "<U+001B>]8;;https://evil.example<U+0007>x",
    "\x9b2J": "<U+009B>2J",
    "a\x08\x7f": "a<U+0008><U+007F>",
    "over\rwritten": "over<U+000D>written",
    "\u202eevil": "<U+202E>evil",
    "two\nlines\tand a tab": "two lines and a tab",
    "a\n\n\tb": "a b",
    "[red]x[/red] :smile:": "[red]x[/red] :smile:",
}
MAKERS: dict[str, Callable[[str], RichText]] = {
    "made": Text,
    "styled": lambda text: Text(text, style="bold"),
    "appended": lambda text: Text().append(text),
    "appended with a style": lambda text: Text().append(text, style="red"),
    "appended as a text": lambda text: Text().append_text(Text(text)),
    "joined": lambda text: Text().join([Text(text)]),
    "a separator": lambda text: Text(text).join([Text(), Text()]),
    "stacked": lambda text: Text.stack([Text(text)]),
    "copied": lambda text: Text(text).copy(),
}


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize(("text", "shown"), UNSAFE.items(), ids=[repr(text) for text in UNSAFE])
def test_a_text_is_sanitized_as_it_is_made(maker: str, text: str, shown: str) -> None:
    """Control characters are shown as code points, line ends and tabs as spaces; markup is text."""
    assert MAKERS[maker](text).plain == shown


@pytest.mark.parametrize(("text", "shown"), UNSAFE.items(), ids=[repr(text) for text in UNSAFE])
def test_nothing_unsafe_reaches_the_terminal(text: str, shown: str) -> None:
    """What is printed is what the text holds, on as many lines as were stacked."""
    console = Console(width=80, color_system=None, markup=False, emoji=False, highlight=False)
    with console.capture() as captured:
        console.print(Text.stack([Text(text), Text("end")]))
    assert captured.get() == f"{shown}\nend\n"


def test_stack_makes_lines() -> None:
    """One line for each text, each with its style; a text without content is an empty line."""
    lines = Text.stack([Text("one", style="red"), Text(), Text("two\nthree")], style="bold")
    assert lines.plain == "one\n\ntwo three"
    assert str(lines.style) == "bold"
    assert [lines.plain[span.start : span.end] for span in lines.spans if span.style == "red"] == ["one"]
    assert Text.stack([]).plain == ""


def test_stacks_can_be_stacked() -> None:
    """Lines of a stack stay lines in another one, in a join and when appended."""
    inner = Text.stack([Text("a"), Text("b")])
    assert Text.stack([inner, Text("c")]).plain == "a\nb\nc"
    assert Text(", ").join([inner, Text("c")]).plain == "a\nb, c"
    assert Text("x ").append_text(inner).plain == "x a\nb"
    assert [line.plain for line in inner.split()] == ["a", "b"]


def test_a_text_made_of_a_text_is_of_the_same_kind() -> None:
    """Longer texts, blank copies, joins and stacks sanitize what is appended to them."""
    text = Text("a b")
    for made in (text.append("c"), text.blank_copy(), Text(" ").join([text]), Text.stack([text])):
        assert isinstance(made, Text)
        assert made.append("\x1b").plain.endswith("<U+001B>")


@pytest.mark.parametrize("width", [2, 3, 7, 10, 40])
def test_lines_of_japanese_are_broken_without_losing_a_character(width: int) -> None:
    """Every line fits, and together they are the text."""
    text = "2026年9月6日までに5,000人の研修を終える。"
    console = Console(width=width, color_system=None)
    lines = [line.plain for line in Text(text).wrap(console, width)]
    assert "".join(lines) == text
