"""Parsing of amounts as people write them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.language import localize
from commitrack.model import Number
from commitrack.quantity import MAX_DIGITS, Quantity, parse_quantity


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("4120", 4120, None),
        ("5,000 people", 5000, "people"),
        ("5,000人", 5000, "people"),
        ("80名", 80, "people"),
        ("３件", 3, "projects"),
        ("10か国", 10, "countries"),
        ("12.5", Decimal("12.5"), None),
        ("1,000.50 t", Decimal("1000.50"), "t"),
        ("50%", 50, "%"),
        ("５０％", 50, "%"),
        ("¥40bn", 40 * 10**9, "JPY"),
        ("￥４００億", 40 * 10**9, "JPY"),
        ("400億円", 40 * 10**9, "JPY"),
        ("120億円", 12 * 10**9, "JPY"),
        ("¥12億円", 12 * 10**8, "JPY"),
        ("１千万人", 10**7, "people"),
        ("2兆8,000億円", 28 * 10**11, "JPY"),
        ("２兆８０００億円", 28 * 10**11, "JPY"),
        ("1億2,345万6,789", 123456789, None),
        ("1.5万人", 15000, "people"),
        ("US$35bn", 35 * 10**9, "USD"),
        ("$35 billion", 35 * 10**9, "USD"),
        ("350億ドル", 35 * 10**9, "USD"),
        ("5ポンド", 5, "GBP"),
        ("2.8 trillion yen", 28 * 10**11, "JPY"),
        ("A$5m", 5 * 10**6, "AUD"),
        ("IDR 1.2tn", 12 * 10**11, "IDR"),
        ("1.2tn IDR", 12 * 10**11, "IDR"),
        ("JPY40bn", 40 * 10**9, "JPY"),
        ("5k people", 5000, "people"),
        ("5M", 5 * 10**6, None),
        ("5 m", 5, "m"),
        ("5 MN", 5, "MN"),
        ("5 m3", 5, "m3"),
        ("5 MW", 5, "MW"),
        ("-12", -12, None),
        ("−12", -12, None),
        ("－１２", -12, None),
        ("-¥12bn", -12 * 10**9, "JPY"),
        ("¥-12bn", -12 * 10**9, "JPY"),
        ("AUD -5", -5, "AUD"),
        ("9" * MAX_DIGITS, 10**MAX_DIGITS - 1, None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(written: str, value: Number, unit: str | None) -> None:
    """Symbols, codes, scale words and counters of both languages are read exactly, in half and full width."""
    quantity = parse_quantity(written)
    assert quantity == Quantity(value, unit)
    assert type(quantity.value) is type(value)


@pytest.mark.parametrize("written", ["+300", "＋３００", "+ 300"])
def test_a_plus_sign_makes_an_increment(written: str) -> None:
    """An amount with a plus sign is an increment, and one without is not."""
    assert parse_quantity(written) == Quantity(300, increment=True)
    assert not parse_quantity("300").increment


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", 'invalid amount ""'),
        ("people", 'invalid amount "people"; examples: 4120, "4,120 people", ¥12bn, 120億円, +300'),
        ("億円", 'invalid amount "億円"'),
        ("nan", 'invalid amount "nan"'),
        ("∞", 'invalid amount "∞"'),
        ("--5", 'invalid amount "--5"'),
        ("+-5", 'invalid amount "+-5"'),
        ("2億8億円", 'invalid amount "2億8億円"'),
        ("8,000万2億円", 'invalid amount "8,000万2億円"'),
        ("12,34", 'invalid digit grouping in "12,34"; write thousands as 4,120 and decimals as 4.12'),
        ("5,000,00 people", 'invalid digit grouping in "5,000,00 people"'),
        ("1,2億円", 'invalid digit grouping in "1,2億円"'),
        ("¥12 USD", '"¥12 USD" has two units, ¥ and USD'),
        ("$5円", '"$5円" has two units, $ and 円'),
        ("NZ$5", 'unknown currency symbol "NZ$"; use the ISO code, as in "12bn AUD"'),
        ("12.", 'invalid unit "."'),
        ("1e5", 'invalid unit "e5"'),
        ("5 <b>", 'invalid unit "<b>"'),
        ("9" * (MAX_DIGITS + 1), "has more than 28 digits"),
        ("0." + "1" * MAX_DIGITS + "1", "has more than 28 digits"),
        ("9" * 20 + "京", "has more than 28 digits"),
        ("1,000,000,000,000京", "has more than 28 digits"),  # 10^28
        ("9,999京0.00000000000001", "has more than 28 digits"),
        ("1" * 100_000, "has more than 28 digits"),
    ],
    ids=lambda text: text[:20],
)
def test_invalid_amounts_are_refused_with_the_reason(written: str, sentence: str) -> None:
    """An invalid amount is neither guessed nor rounded; a short error states what is wrong."""
    with pytest.raises(ValueError, match=re.escape(sentence)) as caught:
        parse_quantity(written)
    assert len(str(caught.value)) < 200


@given(text=st.text(alphabet="0123456789,.+-¥$億万円人 kmbn%eE", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Parsing any text gives an exact number or raises ValueError."""
    try:
        quantity = parse_quantity(text)
    except ValueError:
        return
    assert isinstance(quantity.value, int | Decimal)
    assert abs(quantity.value) < 10**MAX_DIGITS


@pytest.mark.parametrize(
    ("quantity", "english", "japanese"),
    [
        (Quantity(40 * 10**9, "JPY"), "¥40,000,000,000", "40,000,000,000円"),
        (Quantity(Decimal("1.50"), "people"), "1.50 people", "1.50人"),
        (Quantity(4120), "4,120", "4,120"),
    ],
)
def test_a_quantity_is_shown_with_all_its_digits(quantity: Quantity, english: str, japanese: str) -> None:
    """A quantity in a message is never abbreviated."""
    assert str(quantity) == localize(quantity, "en") == english
    assert localize(quantity, "ja") == japanese
