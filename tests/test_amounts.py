"""Formatting of amounts in both languages: compact where that is exact, with unit and qualifier."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from commitrack.amounts import Amount, Digits, Unit, is_currency, significant, simplest
from commitrack.model import DecimalMark, Number, Qualifier
from commitrack.numerals import QuantityError
from commitrack.quantity import MAX_DIGITS, Quantity, parse_quantity

NUMBERS = st.one_of(
    st.integers(-(10**MAX_DIGITS) + 1, 10**MAX_DIGITS - 1),
    st.integers(-9999, 9999).flatmap(lambda n: st.integers(0, 20).map(lambda e: n * 10**e)),
    st.integers(0, 6).flatmap(lambda places: st.decimals(-(10**12), 10**12, places=places)).map(simplest),
)
UNITS = [
    "JPY", "USD", "EUR", "GBP", "AUD", "IDR", "ALL", "XYZ", "people", "projects", "items", "countries", "%", "% of GDP",
    "MW", "m", "m of road", "t", "T", "tCO2e", "USD per person", "children under 5", "校", None,
]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "unit", "english", "japanese"),
    [
        (40 * 10**9, "JPY", "¥40bn", "400億円"),
        (35 * 10**9, "USD", "US$35bn", "350億米ドル"),
        (28 * 10**11, "JPY", "¥2.8tn", "2兆8,000億円"),
        (10**7, "people", "10m people", "1,000万人"),
        (10**6, "people", "1m people", "100万人"),
        (10**4, "people", "10,000 people", "1万人"),
        (5000, "people", "5,000 people", "5,000人"),
        (1_234_000, "people", "1.234m people", "1,234,000人"),
        (1_234_567, "EUR", "€1,234,567", "1,234,567ユーロ"),
        (-12 * 10**9, "GBP", "-£12bn", "-120億英ポンド"),
        (12 * 10**11, "IDR", "IDR 1.2tn", "1兆2,000億インドネシアルピア"),
        (10**20, "JPY", "¥100,000,000tn", "10,000京円"),
        (Decimal("4E+10"), "JPY", "¥40bn", "400億円"),
        (Decimal("99.5"), "%", "99.5%", "99.5%"),
        (Decimal("0.0000001"), "t", "0.0000001 t", "0.0000001 t"),
        (0, "projects", "0 projects", "0件"),
        (Decimal("4.120"), "t", "4.12 t", "4.12 t"),
        (Decimal("4.100"), "t", "4.10 t", "4.10 t"),
        (Decimal("4.1250"), "t", "4.1250 t", "4.1250 t"),
    ],
)
def test_amounts_are_written_as_people_write_them(value: Number, unit: str, english: str, japanese: str) -> None:
    """An amount is abbreviated only where that is exact, with the scale words and symbols of the language."""
    amount = Amount(value, unit)
    assert amount.to("en") == str(amount) == english
    assert amount.to("ja") == japanese


def test_the_long_form_has_every_digit() -> None:
    """``Digits.ALL`` writes every digit and never an exponent."""
    assert Amount(28 * 10**11, digits=Digits.ALL).to("en") == "2,800,000,000,000"
    assert Amount(Decimal("4E+10"), digits=Digits.ALL).to("en") == "40,000,000,000"
    assert Amount(-28 * 10**11, "JPY", digits=Digits.ALL).to("ja") == "-2,800,000,000,000円"


@pytest.mark.parametrize(
    ("amount", "english", "japanese"),
    [
        (Amount(40 * 10**9, "JPY"), "¥40bn (JPY 40,000,000,000)", "400億円（40,000,000,000円）"),
        (Amount(-(10**7), "people"), "-10m people (-10,000,000)", "-1,000万人（-10,000,000人）"),
        (Amount(10**4, "people", Qualifier.AT_LEAST), "≥ 10,000 people", "1万人以上（10,000人）"),
        (Amount(10**6, None, Qualifier.ABOUT, worded=True), "about 1m (1,000,000)", "約100万（1,000,000）"),
        (Amount(5000, "people"), "5,000 people", "5,000人"),
    ],
)
def test_both_forms_side_by_side(amount: Amount, english: str, japanese: str) -> None:
    """``Digits.BOTH`` adds the exact number where the language abbreviates it, and only there."""
    amount = replace(amount, digits=Digits.BOTH)
    assert (amount.to("en"), amount.to("ja")) == (english, japanese)


@pytest.mark.parametrize(
    ("amount", "english", "japanese"),
    [
        (Amount(108, "items", shares_unit=True), "108", "108項目"),
        (Amount(2 * 10**9, "USD", shares_unit=True), "US$2bn", "20億米ドル"),
        (Amount(570, "projects", Qualifier.AT_LEAST, shares_unit=True, worded=True), "at least 570", "570件以上"),
    ],
)
def test_an_amount_that_shares_the_unit_of_another(amount: Amount, english: str, japanese: str) -> None:
    """With ``shares_unit``, English omits the unit of a count; money and Japanese keep it."""
    assert (amount.to("en"), amount.to("ja")) == (english, japanese)


@pytest.mark.parametrize(
    ("unit", "english", "japanese"),
    [("people", "people", "人"), ("USD", "USD", "米ドル"), ("%", "%", "%"), ("kt", "kt", "kt")],
)
def test_a_unit_without_a_number(unit: str, english: str, japanese: str) -> None:
    """A unit alone is written in English as in the registry, and in Japanese as its translation."""
    assert str(Unit(unit)) == Unit(unit).to("en") == english
    assert Unit(unit).to("ja") == japanese


@pytest.mark.parametrize("first", [Decimal("1.5"), Decimal("1.50")])
def test_the_form_of_a_number_does_not_depend_on_what_was_written_before(first: Decimal) -> None:
    """1.5 and 1.50 are equal, but each keeps its own digits, whichever is formatted first."""
    Amount(first).to("en")
    assert [Amount(Decimal("1.5")).to("en"), Amount(Decimal("1.50")).to("en")] == ["1.5", "1.50"]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("unit", UNITS)
@given(value=NUMBERS)
def test_writing_loses_nothing(value: Number, unit: str | None, lang: str) -> None:
    """A formatted amount, compact or not, is parsed as exactly the same number and unit."""
    for digits in (Digits.COMPACT, Digits.ALL):
        written = Amount(value, unit, digits=digits).to(lang)
        assert parse_quantity(written) == Quantity(value, unit), written


@pytest.mark.parametrize("mark", DecimalMark)
@given(value=NUMBERS)
def test_no_decimal_mark_changes_what_is_written(value: Number, mark: DecimalMark) -> None:
    """With any declared decimal mark, a formatted amount is parsed as the same number or refused."""
    for digits, lang in product((Digits.COMPACT, Digits.ALL), ("en", "ja")):
        written = Amount(value, "people", digits=digits).to(lang)
        try:
            assert parse_quantity(written, mark) == Quantity(value, "people"), written
        except QuantityError:
            assert mark is DecimalMark.COMMA


@pytest.mark.parametrize(
    ("qualifier", "english", "symbolic", "japanese"),
    [
        (Qualifier.AT_LEAST, "at least 570", "≥ 570", "570以上"),
        (Qualifier.ABOUT, "about 570", "~ 570", "約570"),
        (Qualifier.AT_MOST, "at most 570", "≤ 570", "570以下"),
        (None, "570", "570", "570"),
    ],
)
def test_the_qualifier_of_an_amount_is_kept(
    qualifier: Qualifier | None, english: str, symbolic: str, japanese: str
) -> None:
    """A qualifier of the source is always shown, in words or as a symbol."""
    assert Amount(570, qualifier=qualifier, worded=True).to("en") == english
    assert Amount(570, qualifier=qualifier).to("en") == symbolic
    assert Amount(570, qualifier=qualifier).to("ja") == japanese
    assert Amount(570, qualifier=qualifier, worded=True).to("ja") == japanese


@pytest.mark.parametrize(
    ("unit", "is_money"),
    [("JPY", True), ("IDR", True), ("jpy", False), ("people", False), ("MW", False), ("ＪＰＹ", False), ("J2Y", False)],
)
def test_money_is_what_has_a_code_of_three_capitals(unit: str, is_money: bool) -> None:  # noqa: FBT001
    """A unit is money if it is a code of three ASCII capitals, and a count otherwise."""
    assert is_currency(unit) is is_money


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (83391, 3, 83400),
        (Decimal("333.55"), 3, 334),
        (Decimal("-8.3391"), 3, Decimal("-8.34")),
        (Decimal("0.0045678"), 2, Decimal("0.0046")),
        (Decimal(0), 3, 0),
        (0, 3, 0),
    ],
)
def test_significant_digits(value: Number, digits: int, expected: Number) -> None:
    """A figure is rounded to the given number of significant digits, before the decimal point too."""
    assert significant(value, digits) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("4E+10", 40 * 10**9), ("1.50", Decimal("1.50")), ("-2.0", -2), ("0", 0)]
)
def test_the_simplest_form_of_a_number(value: str, expected: Number) -> None:
    """A whole number becomes an integer; any other number stays a decimal."""
    number = simplest(Decimal(value))
    assert (number, type(number)) == (expected, type(expected))
