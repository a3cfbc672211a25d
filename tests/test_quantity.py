"""Amounts as people write them, and back."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.model import Number, Qualifier
from commitrack.quantity import (
    MAX_DIGITS,
    Quantity,
    format_number,
    format_quantity,
    hedged,
    is_currency,
    parse_quantity,
    rounded,
)

NUMBERS = st.one_of(
    st.integers(-(10**MAX_DIGITS) + 1, 10**MAX_DIGITS - 1),
    st.integers(-9999, 9999).flatmap(lambda n: st.integers(0, 20).map(lambda e: n * 10**e)),
    st.decimals(-(10**12), 10**12, places=4).map(lambda d: d if d % 1 else int(d)),
)
UNITS = ["JPY", "USD", "EUR", "GBP", "AUD", "IDR", "people", "projects", "items", "countries", "%", "MW", "m"]


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
    """Symbols, codes, scale words and counters of both languages, half and full width; the number is exact."""
    found = parse_quantity(written)
    assert found == Quantity(value, unit)
    assert type(found.value) is type(value)


@pytest.mark.parametrize("written", ["+300", "＋３００", "+ 300"])
def test_a_plus_sign_makes_an_increment(written: str) -> None:
    """+300 adds to the level, 300 sets it."""
    assert parse_quantity(written) == Quantity(300, increment=True)
    assert not parse_quantity("300").increment


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "is not an amount"),
        ("people", "“people” is not an amount; write it like 4120, “4,120 people”, ¥12bn, 120億円 or +300"),
        ("億円", "is not an amount"),
        ("nan", "is not an amount"),
        ("∞", "is not an amount"),
        ("--5", "is not an amount"),
        ("+-5", "is not an amount"),
        ("2億8億円", "is not an amount"),
        ("8,000万2億円", "is not an amount"),
        ("12,34", "“12,34” groups its digits unusually; write thousands as 4,120 and decimals as 4.12"),
        ("5,000,00 people", "groups its digits unusually"),
        ("1,2億円", "groups its digits unusually"),
        ("¥12 USD", "“¥12 USD” names two units, ¥ and USD"),
        ("$5円", "names two units"),
        ("NZ$5", "“NZ$” is not a currency sign known here; write the ISO code, as in “12bn AUD”"),
        ("12.", "“.” is not a unit"),
        ("1e5", "“e5” is not a unit"),
        ("5 <b>", "“<b>” is not a unit"),
        ("9" * (MAX_DIGITS + 1), "has more than 28 digits"),
        ("0." + "1" * MAX_DIGITS + "1", "has more than 28 digits"),
        ("9" * 20 + "京", "has more than 28 digits"),
        ("1,000,000,000,000京", "has more than 28 digits"),  # 10^28
        ("9,999京0.00000000000001", "has more than 28 digits"),
        ("1" * 100_000, "has more than 28 digits"),
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_amount_is_refused_with_a_sentence(written: str, said: str) -> None:
    """Nothing is guessed and nothing rounded: a person reads what is wrong."""
    with pytest.raises(ValueError, match=re.escape(said)) as caught:
        parse_quantity(written)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("value", "unit", "english", "japanese"),
    [
        (40 * 10**9, "JPY", "¥40bn", "400億円"),
        (35 * 10**9, "USD", "US$35bn", "350億ドル"),
        (28 * 10**11, "JPY", "¥2.8tn", "2兆8,000億円"),
        (10**7, "people", "10m people", "1,000万人"),
        (10**6, "people", "1m people", "100万人"),
        (10**4, "people", "10,000 people", "1万人"),
        (5000, "people", "5,000 people", "5,000人"),
        (1_234_000, "people", "1.234m people", "1,234,000人"),
        (1_234_567, "EUR", "€1,234,567", "1,234,567ユーロ"),
        (-12 * 10**9, "GBP", "-£12bn", "-120億ポンド"),
        (12 * 10**11, "IDR", "IDR 1.2tn", "1兆2,000億 IDR"),
        (10**20, "JPY", "¥100,000,000tn", "10,000京円"),
        (Decimal("4E+10"), "JPY", "¥40bn", "400億円"),
        (Decimal("99.5"), "%", "99.5%", "99.5%"),
        (Decimal("0.0000001"), "t", "0.0000001 t", "0.0000001 t"),
        (0, "projects", "0 projects", "0件"),
    ],
)
def test_amounts_are_written_as_people_write_them(value: Number, unit: str, english: str, japanese: str) -> None:
    """Compact where that is exact, in the words and signs of the language."""
    assert format_quantity(value, unit) == english
    assert format_quantity(value, unit, lang="ja") == japanese


def test_the_long_form_has_every_digit() -> None:
    """``compact=False`` is the form for exact figures, never an exponent."""
    assert format_number(28 * 10**11, compact=False) == "2,800,000,000,000"
    assert format_number(Decimal("4E+10"), compact=False) == "40,000,000,000"
    assert format_quantity(-28 * 10**11, "JPY", lang="ja", compact=False) == "-2,800,000,000,000円"


@pytest.mark.parametrize("first", [Decimal("1.5"), Decimal("1.50")])
def test_the_form_of_a_number_does_not_depend_on_what_was_written_before(first: Decimal) -> None:
    """1.5 and 1.50 are equal and are both written as they stand, whichever comes first."""
    format_number(first)
    assert [format_number(Decimal("1.5")), format_number(Decimal("1.50"))] == ["1.5", "1.50"]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("unit", UNITS)
@given(value=NUMBERS)
def test_writing_loses_nothing(value: Number, unit: str, lang: str) -> None:
    """What is written, compact or not, reads as exactly the same number and unit."""
    for compact in (True, False):
        written = format_quantity(value, unit, lang=lang, compact=compact)
        assert parse_quantity(written) == Quantity(value, unit), written


@given(text=st.text(alphabet="0123456789,.+-¥$億万円人 kmbn%eE", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but ValueError leaves the reader, and what it reads is an exact number."""
    try:
        found = parse_quantity(text)
    except ValueError:
        return
    assert isinstance(found.value, int | Decimal)
    assert abs(found.value) < 10**MAX_DIGITS


@pytest.mark.parametrize(
    ("qualifier", "english", "short", "japanese"),
    [
        (Qualifier.AT_LEAST, "at least 570", "≥ 570", "570以上"),
        (Qualifier.ABOUT, "about 570", "~ 570", "約570"),
        (Qualifier.AT_MOST, "at most 570", "≤ 570", "570以下"),
        (None, "570", "570", "570"),
    ],
)
def test_a_hedge_of_the_source_is_kept(qualifier: Qualifier | None, english: str, short: str, japanese: str) -> None:
    """“570 or more” never becomes 570."""
    assert hedged("570", qualifier) == english
    assert hedged("570", qualifier, short=True) == short
    assert hedged("570", qualifier, lang="ja", short=True) == japanese


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        ("472.0816", 3, 472),
        ("15.5102", 3, Decimal("15.5")),
        ("0.04567", 3, Decimal("0.046")),
        ("123456.5", 3, 123456),  # to the even neighbour
        ("3649.9999999", 3, 3650),
        ("3480.4", 0, 3480),
        ("-2.347", 3, Decimal("-2.35")),
        ("0", 3, 0),
        ("1E+30", 3, 10**30),
    ],
)
def test_derived_figures_keep_their_integer_digits(value: str, digits: int, expected: Number) -> None:
    """Three digits to read, never fewer than stand before the point, however large the figure."""
    assert rounded(Decimal(value), digits) == expected


@pytest.mark.parametrize(
    ("unit", "money"),
    [("JPY", True), ("IDR", True), ("jpy", False), ("people", False), ("MW", False), ("ＪＰＹ", False), ("J2Y", False)],
)
def test_money_is_what_has_a_code_of_three_capitals(unit: str, money: bool) -> None:  # noqa: FBT001
    """Everything else is counted."""
    assert is_currency(unit) is money
