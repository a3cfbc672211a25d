"""Numbers and days: what is certain is read, and everything else is text."""

from datetime import date
from decimal import Decimal

import pytest

from commitrack.interchange.iati.notices import Notice, Notices
from commitrack.interchange.iati.values import common_unit, number_in, read_day, read_level
from commitrack.model import Number


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("5000", 5000, None),
        ("198,412.00", 198412, None),
        ("1,234,567", 1234567, None),
        ("0.25", Decimal("0.25"), None),
        (".5", Decimal("0.5"), None),
        ("-3", -3, None),
        ("£3,500,000", 3500000, "GBP"),
        ("US$ 12", 12, "USD"),
        ("EUR 12.5", Decimal("12.5"), "EUR"),
        ("-$5", -5, "USD"),
        ("36%", 36, "%"),
        (" 36 % ", 36, "%"),
    ],
)
def test_certain_numbers(text: str, number: Number, unit: str | None) -> None:
    level = read_level(text)
    assert level is not None
    assert (level.number, level.unit) == (number, unit)


@pytest.mark.parametrize(
    "text",
    [
        "", "As at Appraisal", "Yes", "2015:<3%", "12254,1", "1,00", "12,34,567", "1.234.567", "N=35;P=55", "3 of 5",
        "5-10", "about 5", "5 people", "1e5", "0x10", "$5%", "--5", "-$-5", "5.", "１２", "nan", "1" * 29, "∞",
    ],
)  # fmt: skip
def test_everything_else_is_text(text: str) -> None:
    assert read_level(text) is None


def test_a_number_with_another_unit_is_text() -> None:
    assert number_in("£5", "GBP") == 5
    assert number_in("5", "GBP") == 5
    assert number_in("5%", "GBP") is None


def test_the_unit_that_the_values_share() -> None:
    assert common_unit(["0", "as planned", "36%", "£5"]) == "%"
    assert common_unit(["0", "40"]) is None


@pytest.mark.parametrize(
    ("text", "day", "notice"),
    [
        ("2012-12-31", date(2012, 12, 31), None),
        ("2012-12-31+08:00", date(2012, 12, 31), Notice.ZONE),
        ("2012-12-31Z", date(2012, 12, 31), Notice.ZONE),
        ("2012-12-31T23:00:00-05:00", date(2012, 12, 31), None),
        ("9999-12-31", None, Notice.DATE),
        ("2012-02-30", None, Notice.DATE),
        ("31/12/2012", None, Notice.DATE),
        (None, None, Notice.DATE),
    ],
)
def test_days(text: str | None, day: date | None, notice: Notice | None) -> None:
    """A day is the one that is written, whatever its time zone."""
    notices = Notices()
    assert read_day(text, notices) == day
    assert list(notices.counts) == ([notice] if notice else [])
