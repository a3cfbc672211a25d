"""Text for the terminal is on one line and has no control characters, however it is created."""

from collections.abc import Callable

import pytest
from rich.console import Console
from rich.text import Text as RichText

from commitrack.views.terminal.text import SafeText

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
    "made": SafeText,
    "styled": lambda text: SafeText(text, style="bold"),
    "appended": lambda text: SafeText().append(text),
    "appended with a style": lambda text: SafeText().append(text, style="red"),
    "appended as a text": lambda text: SafeText().append_text(SafeText(text)),
    "joined": lambda text: SafeText().join([SafeText(text)]),
    "a separator": lambda text: SafeText(text).join([SafeText(), SafeText()]),
    "stacked": lambda text: SafeText.stack([SafeText(text)]),
    "copied": lambda text: SafeText(text).copy(),
}


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize(("text", "shown"), UNSAFE.items(), ids=[repr(text) for text in UNSAFE])
def test_text_is_sanitized_when_it_is_created(maker: str, text: str, shown: str) -> None:
    """Control characters become code points, line ends and tabs become spaces, and markup is plain text."""
    assert MAKERS[maker](text).plain == shown


@pytest.mark.parametrize(("text", "shown"), UNSAFE.items(), ids=[repr(text) for text in UNSAFE])
def test_nothing_unsafe_reaches_the_terminal(text: str, shown: str) -> None:
    """Printed text has no control characters, and takes as many lines as were stacked."""
    console = Console(width=80, color_system=None, markup=False, emoji=False, highlight=False)
    with console.capture() as captured:
        console.print(SafeText.stack([SafeText(text), SafeText("end")]))
    assert captured.get() == f"{shown}\nend\n"


def test_stack_makes_lines() -> None:
    """A stack has one line for each text, each with its style; a text without content is an empty line."""
    lines = SafeText.stack([SafeText("one", style="red"), SafeText(), SafeText("two\nthree")], style="bold")
    assert lines.plain == "one\n\ntwo three"
    assert str(lines.style) == "bold"
    assert [lines.plain[span.start : span.end] for span in lines.spans if span.style == "red"] == ["one"]
    assert SafeText.stack([]).plain == ""


def test_stacks_can_be_stacked() -> None:
    """The lines of a stack are kept when it is stacked again, joined or appended."""
    inner = SafeText.stack([SafeText("a"), SafeText("b")])
    assert SafeText.stack([inner, SafeText("c")]).plain == "a\nb\nc"
    assert SafeText(", ").join([inner, SafeText("c")]).plain == "a\nb, c"
    assert SafeText("x ").append_text(inner).plain == "x a\nb"
    assert [line.plain for line in inner.split()] == ["a", "b"]


def test_text_derived_from_safe_text_is_safe() -> None:
    """Extended texts, blank copies, joins and stacks sanitize what is appended to them."""
    text = SafeText("a b")
    for derived in (text.append("c"), text.blank_copy(), SafeText(" ").join([text]), SafeText.stack([text])):
        assert isinstance(derived, SafeText)
        assert derived.append("\x1b").plain.endswith("<U+001B>")


@pytest.mark.parametrize("width", [2, 3, 7, 10, 40])
def test_lines_of_japanese_are_broken_without_losing_a_character(width: int) -> None:
    """The lines into which Japanese text is broken are together the whole text."""
    text = "2026年9月6日までに5,000人の研修を終える。"
    console = Console(width=width, color_system=None)
    lines = [line.plain for line in SafeText(text).wrap(console, width)]
    assert "".join(lines) == text
