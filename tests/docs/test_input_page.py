"""docs/input.md: what the page says is read is read, as what it says."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from commitrack.dates import parse_day, parse_deadline, parse_loosely, parse_span
from commitrack.model import Qualifier
from commitrack.quantity import parse_quantity

PAGE = (Path(__file__).parents[2] / "docs" / "input.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| ([^|]+) \| [^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE))
"""The spellings that are read, by what they mean."""
READ: dict[str, Callable[[str], object]] = {
    "a day": lambda text: parse_day(text, today=date(2026, 9, 6)),
    "a year, a month": parse_loosely,
    "a quarter, a fiscal year": parse_loosely,
    "a deadline": parse_deadline,
    "a span": parse_span,
    "a number": parse_quantity,
    "money": lambda text: parse_quantity(text).unit,
}


@pytest.mark.parametrize("what", READ)
def test_every_spelling_on_the_page_is_read(what: str) -> None:
    """Dates, spans and amounts of the table are read without an error."""
    spellings = re.findall("`([^`]+)`", ROWS[what])
    assert len(spellings) > 3
    assert all(READ[what](spelling) for spelling in spellings)


@pytest.mark.parametrize("qualifier", Qualifier)
def test_every_qualifier_on_the_page_is_read(qualifier: Qualifier) -> None:
    """The words around the amounts of the table mean the qualifier of their row."""
    spellings = re.findall("`([^`]+)`", ROWS[f"the qualifier `{qualifier}`"])
    assert {parse_quantity(spelling).qualifier for spelling in spellings} == {qualifier}


def test_what_the_page_says_is_refused_is_refused() -> None:
    """A day with the month first or without a year, a range and a vague number are not guessed."""
    (line,) = re.findall(r"^- (.*) are refused\.$", PAGE, re.MULTILINE)
    for typed in re.findall("`([^`]+)`", line):
        for read in (parse_loosely, parse_quantity):
            with pytest.raises(ValueError, match=r"invalid|more than one number|two qualifiers"):
                read(typed)
