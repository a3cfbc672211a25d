"""Parsing of dates, years, durations and ranges, and the days that they cover."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.dates import (
    after,
    due_day,
    first_day,
    last_day,
    months_between,
    parse_day,
    parse_fiscal_year_start,
    parse_range,
    parse_span,
    parse_when,
    start_day,
)
from commitrack.model import FiscalYear, Span, When

APRIL = FiscalYear("04-01")

WHENS = st.one_of(
    st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    st.integers(1900, 2200),
    st.integers(1900, 2200).map(lambda year: f"FY{year}"),
    st.integers(1900, 2200).map(lambda year: f"FY{year}-{(year + 1) % 100:02}"),
    st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    st.builds(lambda year, quarter: f"{year}-Q{quarter}", st.integers(1900, 2200), st.integers(1, 4)),
)
YEARS = st.builds(FiscalYear, st.sampled_from(["01-01", "04-01", "10-01", "03-01"]), st.booleans())
SPANS = st.builds(
    lambda count, unit: parse_span(f"{count} {unit}"), st.integers(1, 300), st.sampled_from(["days", "months", "years"])
)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        (date(2026, 9, 6), "2026-09-06", "2026-09-06"),
        (2030, "2030-01-01", "2030-12-31"),
        ("2026-09", "2026-09-01", "2026-09-30"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-Q2", "2026-04-01", "2026-06-30"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2100-02", "2100-02-01", "2100-02-28"),  # not a leap year
        ("FY2026", "2026-04-01", "2027-03-31"),
        ("FY2026-27", "2026-04-01", "2027-03-31"),
        ("FY1999-00", "1999-04-01", "2000-03-31"),
        (1900, "1900-01-01", "1900-12-31"),
        ("FY2200", "2200-04-01", "2201-03-31"),
    ],
    ids=str,
)
def test_the_first_and_the_last_day_of_a_date(written: date | int | str, first: str, last: str) -> None:
    """A date covers one day, a month or a year all its days, and a fiscal year starts as the settings state."""
    when = parse_when(written)
    assert first_day(when, fiscal_year=APRIL) == date.fromisoformat(first)
    assert last_day(when, fiscal_year=APRIL) == date.fromisoformat(last)
    assert when.written == written


@pytest.mark.parametrize(
    ("start", "last"),
    [("01-01", "2026-12-31"), ("04-01", "2027-03-31"), ("07-01", "2027-06-30"), ("03-01", "2027-02-28")],
)
def test_a_fiscal_year_ends_where_the_next_begins(start: str, last: str) -> None:
    """FY2026 is the fiscal year that starts in 2026, and it ends on the day before the next one."""
    assert last_day(When("FY2026"), fiscal_year=FiscalYear(start)) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("written", "start", "first", "last"),
    [
        ("FY2026", "10-01", "2025-10-01", "2026-09-30"),
        ("FY2026", "07-01", "2025-07-01", "2026-06-30"),
        ("FY2026", "01-01", "2026-01-01", "2026-12-31"),
        ("FY2026-27", "10-01", "2026-10-01", "2027-09-30"),
        ("FY1900", "10-01", "1899-10-01", "1900-09-30"),
    ],
)
def test_a_fiscal_year_may_be_named_by_its_end(written: str, start: str, first: str, last: str) -> None:
    """With ``named_by_end``, FY2026 ends in 2026; a fiscal year written with two years is the same in both cases."""
    year = FiscalYear(start, named_by_end=True)
    when = parse_when(written)
    assert first_day(when, fiscal_year=year) == date.fromisoformat(first)
    assert last_day(when, fiscal_year=year) == date.fromisoformat(last)


@pytest.mark.parametrize(
    "written",
    [
        datetime(2026, 9, 6, tzinfo=UTC), True, None, 2026.0, "2026-09-06", "2026", "soon", "FY26", "FY２０２６",
        "2026-13", "2026-00", 0, 1, 1899, 2201, 9999, 10**30, -5, date(1, 1, 1), date(9999, 12, 31), date(1899, 12, 31),
        "FY1899", "FY2201", "2201-01", "0000-01", "FY2026-28", "FY2026-2027", "FY2026-", "FY2026-26",
    ],
    ids=repr,
)  # fmt: skip
def test_an_invalid_date_is_refused(written: object) -> None:
    """A datetime, a boolean or a quoted day is not a date, and a year must be within 1900–2200."""
    with pytest.raises(
        ValueError, match=r"must be a date|is out of range; use 1900–2200|does not exist|two consecutive years"
    ):
        parse_when(written)


@pytest.mark.parametrize(
    ("written", "months", "days"),
    [("3 years", 36, 0), ("1 year", 12, 0), ("18 months", 18, 0), ("2 weeks", 0, 14), ("90days", 0, 90),
     (" 300 years ", 3600, 0)],
)  # fmt: skip
def test_a_span_is_read(written: str, months: int, days: int) -> None:
    """Years are counted as months and weeks as days; the text is kept as written."""
    span = parse_span(written)
    assert (span.months, span.days, str(span)) == (months, days, written.strip())


@pytest.mark.parametrize(
    "written", ["", "years", "0 years", "-3 years", "1.5 years", "3 decades", "301 years", "99999 weeks", 3, None, True]
)
def test_an_invalid_duration_is_refused(written: object) -> None:
    """A value that is not a duration is refused, and so is a duration of more than 300 years."""
    with pytest.raises(ValueError, match=r"must be a duration|is longer than 300 years"):
        parse_span(written)


@pytest.mark.parametrize(
    ("day", "span", "expected"),
    [
        ("2023-09-06", "3 years", "2026-09-06"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2024-02-29", "4 years", "2028-02-29"),
        ("2023-01-31", "1 month", "2023-02-28"),
        ("2023-01-31", "2 months", "2023-03-31"),  # counted from 31 January, not from 28 February
        ("2023-12-31", "18 months", "2025-06-30"),
        ("2023-12-31", "90 days", "2024-03-30"),  # 31 + 29 days to the end of February, 30 more
        ("2023-12-31", "2 weeks", "2024-01-14"),
        ("9998-12-31", "1 year", "9999-12-31"),
    ],
)
def test_a_span_counts_from_its_anchor(day: str, span: str, expected: str) -> None:
    """Adding months to a day gives the same day of the month, or the last day of a shorter month."""
    assert after(date.fromisoformat(day), parse_span(span)) == date.fromisoformat(expected)


def test_a_day_after_the_year_9999_is_refused() -> None:
    """Adding a duration that ends after the year 9999 raises ValueError with the reason."""
    with pytest.raises(ValueError, match=r"9999-01-01 \+ 1 year is out of range"):
        after(date(9999, 1, 1), parse_span("1 year"))


@given(day=st.dates(), months=st.integers(0, 10**6), days=st.integers(0, 10**9))
def test_after_has_an_answer_or_a_sentence(day: date, months: int, days: int) -> None:
    """Adding any duration to any day gives the same or a later day, or raises ValueError and nothing else."""
    try:
        assert after(day, Span("a span", months=months, days=days)) >= day
    except ValueError as error:
        assert "is out of range" in str(error)  # noqa: PT017  both results are valid


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-11-23", "2026-11-23", (0, False)), ("2026-11-23", "2026-12-22", (0, True)),
        ("2026-11-23", "2026-12-23", (1, False)), ("2026-01-31", "2026-02-28", (1, False)),
        ("2026-01-31", "2026-03-01", (1, True)), ("2023-12-23", "2026-11-23", (35, False)),
        ("2024-02-29", "2025-02-28", (12, False)),
    ],
)  # fmt: skip
def test_complete_months(first: str, last: str, expected: tuple[int, bool]) -> None:
    """Complete months between two days, and whether days remain."""
    assert months_between(date.fromisoformat(first), date.fromisoformat(last)) == expected


@given(first=st.dates(date(1900, 1, 1), date(2200, 1, 1)), days=st.integers(0, 20_000))
def test_complete_months_are_those_that_can_be_added(first: date, days: int) -> None:
    """Adding them never passes the later day, and one more month would."""
    last = first + timedelta(days=days)
    months, more = months_between(first, last)
    assert (after(first, Span("", months=months)) < last) == more
    assert after(first, Span("", months=months)) <= last < after(first, Span("", months=months + 1))


@given(when=WHENS, year=YEARS, span=SPANS)
def test_any_date_and_duration_have_a_due_day(when: date | int | str, year: FiscalYear, span: Span) -> None:
    """The last day of a date is never before its first, and every valid duration after it ends in the calendar."""
    first, last = (day(parse_when(when), fiscal_year=year) for day in (first_day, last_day))
    assert first <= last
    assert (last - first).days <= 365
    assert due_day(None, span, When(when), fiscal_year=year) == after(last, span) > last


@pytest.mark.parametrize(
    ("due", "within", "made", "expected"),
    [
        (2030, None, date(2023, 9, 6), date(2030, 12, 31)),
        ("FY2026", None, None, date(2027, 3, 31)),
        (None, "3 years", date(2023, 9, 6), date(2026, 9, 6)),
        (None, "3 years", "2023-09", date(2026, 9, 30)),
        (None, "10 years", 2023, date(2033, 12, 31)),
        (None, "5 years", "FY2023", date(2029, 3, 31)),
        (2030, "1 year", 2020, date(2030, 12, 31)),
        (None, "3 years", None, None),
        (None, None, 2023, None),
    ],
)
def test_the_due_day(
    due: int | str | None, within: str | None, made: date | int | str | None, expected: date | None
) -> None:
    """The due day is the stated one, or counted from the last day of ``made``; without either it is None."""
    whens = [None if written is None else When(written) for written in (due, made)]
    assert due_day(whens[0], parse_span(within) if within else None, whens[1], fiscal_year=APRIL) == expected


@pytest.mark.parametrize(
    ("within", "made", "expected"),
    [
        (None, date(2023, 9, 6), date(2023, 9, 6)),
        (None, 2023, date(2023, 1, 1)),
        (None, "FY2023", date(2023, 4, 1)),
        ("3 years", date(2023, 9, 6), date(2023, 9, 6)),
        ("3 years", 2023, date(2023, 12, 31)),
        ("18 months", "2023-09", date(2023, 9, 30)),
        ("5 years", "FY2023", date(2024, 3, 31)),
        ("3 years", None, None),
    ],
)
def test_the_start_of_a_plan(within: str | None, made: date | int | str | None, expected: date | None) -> None:
    """A plan starts at its baseline, else when it was made, or on the last day of that period if the deadline counts
    from there."""
    span, when = parse_span(within) if within else None, None if made is None else When(made)
    assert start_day(None, span, when, fiscal_year=APRIL) == expected
    assert start_day(When(2019), span, when, fiscal_year=APRIL) == date(2019, 12, 31)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("04-01", (4, 1)), ("12-31", (12, 31)), ("02-29", None), ("4-1", None), ("13-01", None), ("april", None)],
)
def test_the_start_of_the_fiscal_year(written: str, expected: tuple[int, int] | None) -> None:
    """The start of the fiscal year must be a month and a day that every year has."""
    if expected is not None:
        assert parse_fiscal_year_start(written) == expected
    else:
        with pytest.raises(ValueError, match='must be a month and a day such as "04-01"'):
            parse_fiscal_year_start(written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("2026-11-23", date(2026, 11, 23)), ("today", date(2024, 3, 1)), ("yesterday", date(2024, 2, 29))],
)
def test_a_day_on_the_command_line(written: str, expected: date) -> None:
    """A day is a date, or “today” or “yesterday” relative to the given current day."""
    assert parse_day(written, today=date(2024, 3, 1)) == expected


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2026-11-31", ": the month does not have that day"),
        ("1066-10-14", ": the year 1066 is out of range; use 1900–2200"),
        ("23.11.2026", " (use YYYY-MM-DD, today or yesterday)"),
        ("tomorrow", " (use YYYY-MM-DD, today or yesterday)"),
    ],
)
def test_an_invalid_day_is_refused(written: str, reason: str) -> None:
    """The error states how to write a day, and why a well-formed one is invalid."""
    with pytest.raises(ValueError, match=re.escape(f'invalid date "{written}"{reason}') + "$"):
        parse_day(written, today=date(2024, 3, 1))


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-09", date(2026, 9, 1), date(2026, 9, 30)),
        ("FY2026", date(2026, 4, 1), date(2027, 3, 31)),
        ("2026-09-06", date(2026, 9, 6), date(2026, 9, 6)),
        ("2026..2028-06", date(2026, 1, 1), date(2028, 6, 30)),
        ("FY2024-25", date(2024, 4, 1), date(2025, 3, 31)),
        ("FY2024..FY2025", date(2024, 4, 1), date(2026, 3, 31)),
        ("..2028", date.min, date(2028, 12, 31)),
        ("2026-09-06..", date(2026, 9, 6), date.max),
        ("2026..2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_range_of_days(written: str, first: date, last: date) -> None:
    """A range is from the first day of its start to the last day of its end; either may be omitted."""
    assert parse_range(written, fiscal_year=APRIL) == (first, last)


VALID = (
    "must be a date (2026-09-06), a year (2030), a month (2026-09), a quarter (2026-Q4) or a fiscal year "
    "(FY2026, FY2026-27)"
)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("..", 'empty date range ".."'),
        ("2028..2026", 'empty date range "2028..2026"'),
        ("whenever", f'invalid date "whenever": {VALID}'),
        ("soon", 'invalid date "soon": it does not state a day'),
        ("2026-02-30", 'invalid date "2026-02-30": the month does not have that day'),
        ("2026-02-30..", 'invalid date "2026-02-30": the month does not have that day'),
        ("2026-13", "2026-13-01 does not exist"),
        ("2026...2027", f'invalid date ".2027": {VALID}'),
        ("1800", "the year 1800 is out of range; use 1900–2200"),
    ],
)
def test_an_invalid_range_is_refused(written: str, sentence: str) -> None:
    """A range that contains no day, or that has an invalid date, is refused with the reason."""
    with pytest.raises(ValueError, match=re.escape(sentence)):
        parse_range(written)


@pytest.mark.parametrize(
    ("written", "en", "ja"),
    [
        (date(2026, 9, 6), "2026-09-06", "2026年9月6日"),
        (2030, "2030", "2030年"),
        ("2026-09", "2026-09", "2026年9月"),
        ("2026-Q4", "2026-Q4", "2026年第4四半期"),
        ("FY2026", "FY2026", "2026年度"),
    ],
)
def test_days_as_people_read_them(written: date | int | str, en: str, ja: str) -> None:
    """A date is shown in English as written, and in Japanese with characters for year, month, day and fiscal year."""
    when = parse_when(written)
    assert (when.to("en"), when.to("ja")) == (en, ja)


@pytest.mark.parametrize(
    ("written", "ja"), [("3 years", "3年"), ("18 months", "18か月"), ("24 months", "2年"), ("2 weeks", "14日")]
)
def test_spans_as_people_read_them(written: str, ja: str) -> None:
    """A duration is shown in English as written, and in Japanese in years, months or days."""
    span = parse_span(written)
    assert (span.to("en"), span.to("ja")) == (written, ja)
