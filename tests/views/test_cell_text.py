"""Text in cells: what is written, and that it is read again as it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.views.cell_text import as_it_was, shown, with_formulas, without_formulas

PIECES = st.sampled_from([*"=+@-\t\n\r;,\"'＝<U+>:#[]0", "<U+003C>", "<U+D800>", "::", "##vso[", "\x1b", "\u202e"])
TEXTS = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("'=SUM(A1)", "''=SUM(A1)"),
        ("- a point", "'- a point"),
        ("a;=1,+2", "a;'=1,'+2"),
        ('a;"=1', "a;\"'=1"),
        ("'quoted'", "'quoted'"),
        ("1 - 2 = -1", "1 - 2 = -1"),
        ("-1", "'-1"),
    ],
)
def test_a_formula_gets_a_quote(text: str, written: str) -> None:
    """Where a spreadsheet could see a formula, there is one quote more than in the text."""
    assert without_formulas(text) == written
    assert with_formulas(written) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\x1b[31m", "<U+001B>[31m"),
        ("<U+001B>", "<U+003C>U+001B>"),
        ("<U+0041>", "<U+003C>U+0041>"),
        ("::warning::", "<U+003A>:warning::"),
        ("two\nlines", "two\nlines"),
        ("a < b", "a < b"),
    ],
)
def test_a_control_character_is_its_code_point(text: str, written: str) -> None:
    """A text that looks like a code point is distinguished from one."""
    assert shown(text) == written
    assert as_it_was(written) == text


@pytest.mark.parametrize("text", ["<U+0041>", "<U+D800>", "<U+110000>"])
def test_a_code_point_that_is_never_written_is_text(text: str) -> None:
    """What a person typed is not changed."""
    assert as_it_was(text) == text


@given(TEXTS)
def test_every_text_is_read_as_it_was(text: str) -> None:
    """Whatever a registry contains, writing and reading it changes nothing, and no formula is left."""
    cell = without_formulas(shown(text))
    assert as_it_was(with_formulas(cell)) == text
    assert not re.search(r'(^|[;,\t\n]"*+)[=+@\t\r＝＋－＠-]', cell)
