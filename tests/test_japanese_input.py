"""What Japanese users type, and what it is read as; and that whatever is printed in Japanese is read back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.amounts import Amount, Digits
from commitrack.dates import parse_day, parse_loosely, parse_range, parse_span
from commitrack.language import LANGUAGES, localize
from commitrack.model import FiscalYear, Number, Qualifier, When
from commitrack.numerals import QuantityError
from commitrack.quantity import Quantity, parse_quantity

TODAY = date(2026, 11, 26)
ABOUT, AT_LEAST, AT_MOST = Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.AT_MOST


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("本日", "2026-11-26"), ("今日", "2026-11-26"), ("昨日", "2026-11-25"), ("一昨日", "2026-11-24"),
        ("2026年9月6日", "2026-09-06"), ("２０２６年９月６日", "2026-09-06"), ("2026 年 9 月 6 日", "2026-09-06"),
        ("二〇二六年九月六日", "2026-09-06"), ("令和8年9月6日", "2026-09-06"), ("令和八年十二月二十六日", "2026-12-26"),
        ("令和元年5月1日", "2019-05-01"), ("平成30年12月3日", "2018-12-03"), ("昭和48年7月1日", "1973-07-01"),
        ("R8.9.6", "2026-09-06"), ("Ｒ８．９．６", "2026-09-06"), ("H30/12/3", "2018-12-03"),
        ("令和8.9.6", "2026-09-06"), ("2026/9/6", "2026-09-06"), ("2026/09/06", "2026-09-06"),
        ("2026-9-6", "2026-09-06"), ("2026.9.6", "2026-09-06"), ("２０２６－０９－０６", "2026-09-06"),
    ],
)  # fmt: skip
def test_a_day_is_read(typed: str, day: str) -> None:
    """Days with era or year, with kanji or full-width digits, and with slashes, dots and single digits."""
    assert parse_day(typed, today=TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2030年", 2030), ("令和12年", 2030), ("２０３０", 2030), ("2026年9月", "2026-09"), ("令和8年9月", "2026-09"),
        ("2026/9", "2026-09"), ("2026年度", "FY2026"), ("令和8年度", "FY2026"), ("令和八年度", "FY2026"),
        ("平成31年度", "FY2019"), ("2026-27年度", "FY2026-27"), ("2026年第4四半期", "2026-Q4"),
        ("2026年第４四半期", "2026-Q4"), ("令和8年第四四半期", "2026-Q4"), ("令和8年9月6日", date(2026, 9, 6)),
    ],
)  # fmt: skip
def test_a_deadline_is_read(typed: str, written: date | int | str) -> None:
    """A year, month, quarter or fiscal year is read as the format writes it."""
    assert parse_loosely(typed) == When(written)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("3年", "3 years"), ("3年以内", "3 years"), ("３年間", "3 years"), ("今後３年間", "3 years"),
        ("三年以内", "3 years"), ("3か年", "3 years"), ("1年", "1 year"), ("18か月", "18 months"),
        ("18ヶ月", "18 months"), ("18カ月", "18 months"), ("１８ヵ月", "18 months"), ("18箇月以内", "18 months"),
        ("十八か月", "18 months"), ("90日", "90 days"), ("90日間", "90 days"), ("2週間", "2 weeks"),
        ("半年", "6 months"), ("半年以内", "6 months"), ("1年半", "18 months"),
    ],
)  # fmt: skip
def test_a_span_is_read(typed: str, span: str) -> None:
    """Whatever か, digits and 以内 a span is written with, it is kept as the format writes it."""
    assert (parse_span(typed), str(parse_span(typed))) == (parse_span(span), span)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("..2028年", date.min, date(2028, 12, 31)), ("2026年度", date(2026, 4, 1), date(2027, 3, 31)),
        ("令和8年4月..令和8年9月", date(2026, 4, 1), date(2026, 9, 30)),
    ],
)  # fmt: skip
def test_a_range_is_read(typed: str, first: date, last: date) -> None:
    """Both ends of a range may be in Japanese."""
    assert parse_range(typed, fiscal_year=FiscalYear("04-01")) == (first, last)


@pytest.mark.parametrize(
    "typed", ["9/6/2026", "9月6日", "2026年", "2026年13月1日", "2026年2月30日", "令和0年1月1日", "2026年9-6", "明日"]
)
def test_an_unclear_day_is_refused(typed: str) -> None:
    """A day without a year, with the month first, or that does not exist is refused with a Japanese example."""
    with pytest.raises(ValueError, match="invalid date") as caught:
        parse_day(typed, today=TODAY)
    assert typed in localize(caught.value.args[0], "ja")


@pytest.mark.parametrize("typed", ["2026年度第1四半期", "2026年末", "2026年30月", "来年度", "26年度"])
def test_an_unclear_deadline_is_refused(typed: str) -> None:
    """A quarter of a fiscal year, a part of a year and a year of two digits are not guessed."""
    with pytest.raises(ValueError, match="invalid date"):
        parse_loosely(typed)


@pytest.mark.parametrize("typed", ["数年", "1か月半", "3年前後", "半日", "0年"])
def test_an_unclear_span_is_refused(typed: str) -> None:
    """A span that is not a whole number of months or days is refused, with Japanese examples."""
    with pytest.raises(ValueError, match="must be a duration") as caught:
        parse_span(typed)
    assert "「18か月」" in localize(caught.value.args[0], "ja")


@pytest.mark.parametrize(
    ("typed", "value", "unit", "qualifier"),
    [
        ("約2.8兆円", 28 * 10**11, "JPY", ABOUT), ("1.2兆円程度", 12 * 10**11, "JPY", ABOUT),
        ("およそ350億米ドル", 35 * 10**9, "USD", ABOUT), ("約５千人", 5000, "people", ABOUT),
        ("5,000人以上", 5000, "people", AT_LEAST), ("1兆円超", 10**12, "JPY", AT_LEAST),
        ("少なくとも100人", 100, "people", AT_LEAST), ("最大100億円", 10**10, "JPY", AT_MOST),
        ("1,000人未満", 1000, "people", AT_MOST), ("30%以下", 30, "%", AT_MOST),
        ("延べ5,000人", 5000, "people", None), ("延べ約5千人", 5000, "people", ABOUT),
        ("約1.2兆円程度", 12 * 10**11, "JPY", ABOUT),
        ("五千人", 5000, "people", None), ("三千五百人", 3500, "people", None), ("二〇〇人", 200, "people", None),
        ("千人", 1000, "people", None), ("百億ドル", 10**10, "USD", None), ("一億二千万円", 120_000_000, "JPY", None),
        ("2兆8千億円", 28 * 10**11, "JPY", None), ("1万2千人", 12_000, "people", None),
        ("70百万米ドル", 70_000_000, "USD", None), ("約五百", 500, None, ABOUT),
        ("600プロジェクト", 600, "projects", None), ("40案件", 40, "projects", None), ("30名", 30, "people", None),
        ("10カ国", 10, "countries", None), ("10ヶ国", 10, "countries", None), ("十か国", 10, "countries", None),
        ("300台", 300, "台", None), ("３００台", 300, "台", None), ("10カ所", 10, "か所", None),
        ("85％", 85, "%", None),
        ("五百台", 500, "台", None), ("五百本", 500, "本", None), ("40世帯", 40, "households", None),
    ],
)  # fmt: skip
def test_an_amount_is_read(typed: str, value: Number, unit: str | None, qualifier: Qualifier | None) -> None:
    """Numbers in kanji and digits, with counters of any spelling; the words that qualify them are recorded."""
    assert parse_quantity(typed) == Quantity(value, unit, qualifier=qualifier)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("数千人", "5,000人以上"), ("約5,000人以上", "備考"), ("五百匹", "「500匹」"),
        ("5,000人以上の若者", "5,000人以上"), ("5,000～6,000人", "5,000人以上"), ("～100人", "5,000人以上"),
        ("130人中108人", "5,000人以上"), ("千0四人", "5,000人以上"), ("五カ国9", "「5カ国9」"),
        ("9十一六十", "5,000人以上"), ("130項目の85%", "達した数"), ("倍増", "5,000人以上"),
    ],
)  # fmt: skip
def test_an_unclear_amount_is_refused(typed: str, hint: str) -> None:
    """A range, a share, a vague number and words that belong to no unit are refused, with what to type instead."""
    with pytest.raises(QuantityError) as caught:
        parse_quantity(typed)
    assert hint in localize(caught.value.hint, "ja")


@given(day=st.dates(date(1900, 1, 1), date(2200, 12, 31)), quarter=st.integers(1, 4))
def test_a_printed_date_is_read_back(day: date, quarter: int) -> None:
    """A day, month, quarter, year or fiscal year as printed in Japanese is read as the same."""
    year = day.year
    assert parse_day(localize(day, "ja"), today=TODAY) == day
    for written in (day, year, f"{day:%Y-%m}", f"{year}-Q{quarter}", f"FY{year}", f"FY{year}-{(year + 1) % 100:02}"):
        assert parse_loosely(When(written).to("ja")) == When(written)


@given(count=st.integers(1, 300), unit=st.sampled_from(["day", "week", "month", "year"]))
def test_a_printed_span_is_read_back(count: int, unit: str) -> None:
    """A span as printed in Japanese is read as the same length of time."""
    span = parse_span(f"{count} {unit}s")
    assert parse_span(span.to("ja")) == span


AMOUNTS = st.builds(
    Amount,
    st.one_of(st.integers(0, 10**16), st.decimals(0, 10**6, places=2).filter(lambda value: value % 1 != 0)),
    st.sampled_from(["JPY", "USD", "EUR", "people", "projects", "items", "countries", "%", "台", "MW", None]),
    st.sampled_from([*Qualifier, None]),
    digits=st.sampled_from([Digits.COMPACT, Digits.ALL]),
    worded=st.booleans(),
)


@given(amount=AMOUNTS, lang=st.sampled_from(LANGUAGES))
def test_a_printed_amount_is_read_back(amount: Amount, lang: str) -> None:
    """An amount as printed in either language is read as the same number, unit and qualifier."""
    assert parse_quantity(amount.to(lang)) == Quantity(amount.value, amount.unit, qualifier=amount.qualifier)
