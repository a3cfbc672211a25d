"""Parsing of amounts as people write them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.language import localize
from commitrack.model import DecimalMark, Number, Qualifier
from commitrack.numerals import QuantityError
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
        ("120 crore INR", 1_200_000_000, "INR"),
        ("5 lakh INR", 500_000, "INR"),
        ("₹1.5 lakh crore", 15 * 10**11, "INR"),
        ("EUR 12 m", 12 * 10**6, "EUR"),
        ("12 m EUR", 12 * 10**6, "EUR"),
        ("12 Mrd EUR", 12 * 10**9, "EUR"),
        ("12 Mrd. €", 12 * 10**9, "EUR"),
        ("USD 5 BN", 5 * 10**9, "USD"),
        ("5mUSD", 5 * 10**6, "USD"),
        ("12bnJPY", 12 * 10**9, "JPY"),
        ("55 deaths per 100,000", 55, "deaths per 100,000"),
        ("$1T", 10**12, "USD"),
        ("35 billion US dollars", 35 * 10**9, "USD"),
        ("C$5m", 5 * 10**6, "CAD"),
        ("HK$5m", 5 * 10**6, "HKD"),
        ("NZ$5", 5, "NZD"),
        ("S$5", 5, "SGD"),
        ("₱5bn", 5 * 10**9, "PHP"),
        ("฿5", 5, "THB"),
        ("5 million ₫", 5 * 10**6, "VND"),
        ("￦5", 5, "KRW"),
        ("5億元", 5 * 10**8, "CNY"),
        ("5千万人", 5 * 10**7, "people"),
        ("5 usd", 5, "USD"),
        ("usd 40m", 40 * 10**6, "USD"),
        ("5 all", 5, "all"),
        ("5 People", 5, "People"),
        ("12.5 percent", Decimal("12.5"), "%"),
        ("5% of GDP", 5, "% of GDP"),
        ("5 USD per person", 5, "USD per person"),
        ("5 trained NGO", 5, "trained NGO"),
        ("5 m of road", 5, "m of road"),
        ("5 hundred people", 500, "people"),
        ("0 people", 0, "people"),
        ("5천만원", 5 * 10**7, "KRW"),
        ("1억원", 10**8, "KRW"),
        ("10억 원", 10**9, "KRW"),
        ("1조 2000억원", 12 * 10**11, "KRW"),
        ("3억 5천만 원", 35 * 10**7, "KRW"),
        ("₩5000만", 5 * 10**7, "KRW"),
        ("50만 명", 500_000, "people"),
        ("12 345 EUR", 12345, "EUR"),
        ("1 234 567.5", Decimal("1234567.5"), None),
        ("CHF 1’234.50", Decimal("1234.50"), "CHF"),
        ("5 000 people", 5000, "people"),
        ("12 milliards EUR", 12 * 10**9, "EUR"),
        ("5 Millionen", 5 * 10**6, None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_write_them(written: str, value: Number, unit: str | None) -> None:
    """Symbols, codes, scale words and counters of both languages are read exactly, in half and full width."""
    quantity = parse_quantity(written)
    assert quantity == Quantity(value, unit)
    assert type(quantity.value) is type(value)


@pytest.mark.parametrize(
    ("written", "qualifier"),
    [
        ("at least 570 projects", Qualifier.AT_LEAST), ("≥ 570 projects", Qualifier.AT_LEAST),
        ("More than 570 projects", Qualifier.AT_LEAST), ("about 570 projects", Qualifier.ABOUT),
        ("~570 projects", Qualifier.ABOUT), ("at most 570 projects", Qualifier.AT_MOST),
        ("up to 570 projects", Qualifier.AT_MOST), ("≤ 570 projects", Qualifier.AT_MOST),
    ],
)  # fmt: skip
def test_the_words_that_qualify_an_amount_are_read(written: str, qualifier: Qualifier) -> None:
    """An amount may be qualified in words or with a symbol, in any case."""
    assert parse_quantity(written) == Quantity(570, "projects", qualifier=qualifier)


@pytest.mark.parametrize("written", ["+300", "＋３００", "+ 300"])
def test_a_plus_sign_makes_an_increment(written: str) -> None:
    """An amount with a plus sign is an increment, and one without is not."""
    assert parse_quantity(written) == Quantity(300, increment=True)
    assert not parse_quantity("300").increment


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", 'invalid amount ""'),
        ("people", 'invalid amount "people"'),
        ("億円", 'invalid amount "億円"'),
        ("nan", 'invalid amount "nan"'),
        ("∞", 'invalid amount "∞"'),
        ("--5", 'invalid amount "--5"'),
        ("+-5", 'invalid amount "+-5"'),
        ("0x10", 'invalid amount "0x10"'),
        ("0b11", 'invalid amount "0b11"'),
        ("ten 5", 'invalid amount "ten 5"'),
        ("12.", 'invalid unit "."'),
        ("1e5", 'invalid unit "e5"'),
        ("5 x10", 'invalid unit "x10"'),
        ("5 <b>", 'invalid unit "<b>"'),
        ("¥12 USD", '"¥12 USD" has two units, ¥ and USD'),
        ("$5円", '"$5円" has two units, $ and 円'),
        ("5 hundred thousand people", '"5 hundred thousand people" has two scales'),
        ("5億 million", '"5億 million" has two scales'),
        ("2 of 3", '"2 of 3" is more than one number with its unit'),
        ("5 to 10 people", '"5 to 10 people" is more than one number with its unit'),
        ("5 or more people", '"5 or more people" is more than one number with its unit'),
        ("1 in 5", '"1 in 5" is more than one number with its unit'),
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
    """An invalid amount is neither guessed nor rounded; a short error states what is wrong, and the hint examples."""
    with pytest.raises(QuantityError, match=re.escape(sentence)) as caught:
        parse_quantity(written)
    assert len(str(caught.value)) < 200
    assert caught.value.hint == 'examples: 4120, "4,120 people", ¥12bn, 120億円, +300'


NOT_DIGITS = "write powers and fractions in full (10⁶ as 1,000,000, ½ as 0.5), and omit note marks"
FALLING_SCALES = "give each part a smaller scale than the one before, as in 1億2,000万, or write all digits"
THOUSANDS = "write thousands as 4,120 and decimals as 4.12"
SHARE = "give the number that was reached, not a share of the target"
SHELL = "the shell replaces $4 unless the amount is in single quotes: '$40m'"


@pytest.mark.parametrize(
    ("written", "sentence", "hint"),
    [
        ("3.400.000", 'invalid digit grouping in "3.400.000"', 'if the dots group thousands, write "3,400,000"'),
        ("$4.200.000", 'invalid digit grouping in "$4.200.000"', 'if the dots group thousands, write "$4,200,000"'),
        ("1.200,50 t", 'invalid digit grouping in "1.200,50 t"', 'if the comma marks the decimals, write "1,200.50 t"'),
        ("12,5 Mrd EUR", 'invalid digit grouping in "12,5 Mrd EUR"',
         'if the comma marks the decimals, write "12.5 Mrd EUR"'),
        ("12,34", 'invalid digit grouping in "12,34"', 'if the comma marks the decimals, write "12.34"'),
        ("5,000,00 people", 'invalid digit grouping in "5,000,00 people"', THOUSANDS),
        ("1,20,000", 'invalid digit grouping in "1,20,000"', THOUSANDS),
        ("3.400", '"3.400" is ambiguous', 'write "3.4" or "3,400", or declare decimal_mark in [registry]'),
        ("4.125 people", '"4.125 people" is ambiguous', 'write "4.1250 people" or "4,125 people", or declare'),
        ("0,125", 'invalid digit grouping in "0,125"', 'if the comma marks the decimals, write "0.125"'),
        ("50% of 1,200 homes", '"50% of 1,200 homes" is more than one number with its unit', SHARE),
        ("130項目の85%", '"130項目の85%" is more than one number with its unit', SHARE),
        ("130人中108人", '"130人中108人" is more than one number with its unit', "examples: "),
        ("500²", '"²" in "500²" is not a digit', NOT_DIGITS),
        ("10⁶ people", '"⁶" in "10⁶ people" is not a digit', NOT_DIGITS),
        ("5①", '"①" in "5①" is not a digit', NOT_DIGITS),
        ("5½", '"½" in "5½" is not a digit', NOT_DIGITS),
        ("1億②③", '"②" in "1億②③" is not a digit', NOT_DIGITS),
        ("1億2", 'invalid amount "1億2"', FALLING_SCALES),
        ("2億8億円", 'invalid amount "2億8億円"', FALLING_SCALES),
        ("8,000万2億円", 'invalid amount "8,000万2億円"', FALLING_SCALES),
        ("1.5T", '"1.5T" is ambiguous', "write 1.5tn for a trillion, 1.5 t for tonnes"),
        ("5 m people", '"5 m people" is ambiguous', 'write "5m people"'),
        ("Q$5", 'unknown currency symbol "Q$"', 'use the ISO code, as in "12bn AUD"'),
        ("5 zillion USD", 'unknown word "zillion" before USD', "scales: k, hundred, thousand, m, mn"),
        ("5 zillion dollars", 'unknown word "zillion" before dollars', "scales: k, hundred, thousand, m, mn"),
        ("US5bn", 'invalid amount "US5bn"', SHELL),
        (",000", 'invalid amount ",000"', SHELL),
        ("0m", '"0m" is zero with a scale', f"{SHELL}; for zero, write 0"),
        ("0bn", '"0bn" is zero with a scale', f"{SHELL}; for zero, write 0"),
        ("0k people", '"0k people" is zero with a scale', f"{SHELL}; for zero, write 0"),
    ],
)  # fmt: skip
def test_the_hint_says_what_the_amount_can_mean(written: str, sentence: str, hint: str) -> None:
    """A hint suggests only readings that are possible; if a shell may have replaced ``$4`` in ``$40m``, it says so."""
    with pytest.raises(QuantityError) as caught:
        parse_quantity(written)
    assert str(caught.value) == sentence
    assert caught.value.hint.startswith(hint)


@pytest.mark.parametrize(
    ("written", "mark", "value"),
    [
        ("4.125 people", DecimalMark.DOT, Decimal("4.125")),
        ("3.400", DecimalMark.DOT, Decimal("3.400")),
        ("4,125 people", DecimalMark.DOT, 4125),
        ("4.125 people", DecimalMark.COMMA, 4125),
        ("4,12 people", DecimalMark.COMMA, Decimal("4.12")),
        ("0,125", DecimalMark.COMMA, Decimal("0.125")),
        ("1.200.300,50 t", DecimalMark.COMMA, Decimal("1200300.50")),
        ("2,5 Mrd EUR", DecimalMark.COMMA, 2_500_000_000),
        ("1,5億円", DecimalMark.COMMA, 150_000_000),
    ],
)
def test_a_declared_decimal_mark_decides(written: str, mark: DecimalMark, value: Number) -> None:
    """With a decimal mark, the other mark groups thousands."""
    assert parse_quantity(written, mark).value == value


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("4,125 people", 'write "4,1250 people" or "4125 people"'),
        ("4,120 people", 'write "4,12 people" or "4120 people"'),
        ("1.234m people", 'write "1,2340m people" or "1234m people"'),
        ("8,000億円", 'write "8億円" or "8000億円"'),
        ("12.5", 'if the comma groups thousands and the dot marks the decimals, write "12,5"'),
        ("1.20.000", "write thousands as 4.120 and decimals as 4,12"),
    ],
)
def test_what_commitrack_prints_is_never_misread_with_a_decimal_comma(written: str, hint: str) -> None:
    """Amounts with the marks of commitrack's own output are refused where a decimal comma would change the number."""
    with pytest.raises(QuantityError) as caught:
        parse_quantity(written, DecimalMark.COMMA)
    assert caught.value.hint == hint


def test_a_raised_digit_may_belong_to_the_unit() -> None:
    """After a letter, a raised digit is part of the unit, which is written without it."""
    assert parse_quantity("5 km²") == Quantity(5, "km2")


@given(text=st.text(alphabet="0123456789,.+-¥$億万円人 kmbn%eE", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Parsing any text gives an exact number or raises QuantityError."""
    try:
        quantity = parse_quantity(text)
    except QuantityError:
        return
    assert isinstance(quantity.value, int | Decimal)
    assert abs(quantity.value) < 10**MAX_DIGITS


@given(
    number=st.integers(-(10**18), 10**18),
    form=st.sampled_from(["{}", "{:,}", "{:_}", "0{}", "{},{:03}"]),
    mark=st.sampled_from([None, *DecimalMark]),
)
def test_a_bare_number_is_read_as_one_with_a_unit(number: int, form: str, mark: DecimalMark | None) -> None:
    """Cells that are only a number are read by a pattern of their own, with the same result."""
    text = form.format(number, abs(number) % 1000)

    def read(written: str) -> Number | None:
        try:
            return parse_quantity(written, mark).value
        except QuantityError:
            return None

    assert read(text) == read(f"{text} homes")


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


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("0,040%", Decimal("0.040"), "%"),
        ("0,040 %", Decimal("0.040"), "%"),
        ("1 234,5 EUR", Decimal("1234.5"), "EUR"),
        ("€ 50 000,00", 50000, "EUR"),
        ("1,5 Mrd. €", 15 * 10**8, "EUR"),
        ("$24.416", 24416, "USD"),
    ],
)
def test_decimal_commas_are_read_only_where_they_are_declared(written: str, value: Number, unit: str) -> None:
    assert parse_quantity(written, DecimalMark.COMMA) == Quantity(value, unit)
    with pytest.raises(QuantityError, match=r"digit grouping|ambiguous"):
        parse_quantity(written)


@pytest.mark.parametrize("written", ["1 2345", "12 34", "5 000 00", "2030 000", "1 234’567", "0 500"])
def test_spaces_that_do_not_group_thousands_are_no_part_of_a_number(written: str) -> None:
    with pytest.raises(QuantityError):
        parse_quantity(written)
