"""What Japanese users type, and what it is read as; and that whatever is printed in Japanese is read back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.dates import parse_day, parse_loosely, parse_range, parse_span
from commitrack.language import localize
from commitrack.model import FiscalYear, When

TODAY = date(2026, 11, 26)


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
