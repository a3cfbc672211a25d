"""Deadlines, dates and spans as sheets and documents write them; the expected days are worked out by hand."""

import pytest

from commitrack.dates import last_day, parse_deadline, parse_loosely, parse_span
from commitrack.model import FiscalYear

APRIL = FiscalYear(start="04-01")

DATES = [
    ("2030", "2030", "2030-12-31"),
    ("2030.0", "2030", "2030-12-31"),
    ("2026-09-06", "2026-09-06", "2026-09-06"),
    ("2026/9/6", "2026-09-06", "2026-09-06"),
    ("22 March 2017", "2017-03-22", "2017-03-22"),
    ("22nd of March 2017", "2017-03-22", "2017-03-22"),
    ("Wednesday, 22 March 2017", "2017-03-22", "2017-03-22"),
    ("March 22, 2017", "2017-03-22", "2017-03-22"),
    ("mar. 2 2017", "2017-03-02", "2017-03-02"),
    ("22-Mar-2017", "2017-03-22", "2017-03-22"),
    ("September 2026", "2026-09", "2026-09-30"),
    ("2026/9", "2026-09", "2026-09-30"),
    ("2045/06", "2045-06", "2045-06-30"),
    ("Sept. 2026", "2026-09", "2026-09-30"),
    ("Feb, 2028", "2028-02", "2028-02-29"),
    ("may 2026", "2026-05", "2026-05-31"),
    ("Q4 2025", "2025-Q4", "2025-12-31"),
    ("2025 Q4", "2025-Q4", "2025-12-31"),
    ("2025Q1", "2025-Q1", "2025-03-31"),
    ("2025-q2", "2025-Q2", "2025-06-30"),
    ("Q3/2025", "2025-Q3", "2025-09-30"),
    ("4Q 2025", "2025-Q4", "2025-12-31"),
    ("second quarter of 2025", "2025-Q2", "2025-06-30"),
    ("2025年第4四半期", "2025-Q4", "2025-12-31"),
    ("FY 2026", "FY2026", "2027-03-31"),
    ("fiscal year 2026", "FY2026", "2027-03-31"),
    ("FY2026/27", "FY2026-27", "2027-03-31"),
    ("FY2026/2027", "FY2026-27", "2027-03-31"),
    ("2026年度", "FY2026", "2027-03-31"),
    ("令和8年9月6日", "2026-09-06", "2026-09-06"),
    ("R8.9.6", "2026-09-06", "2026-09-06"),
    ("令和元年", "2019", "2019-12-31"),
    ("平成31年4月30日", "2019-04-30", "2019-04-30"),
]
DEADLINES = [
    ("H1 2026", "2026-06", "2026-06-30"),
    ("2026 H2", "2026-12", "2026-12-31"),
    ("1H 2026", "2026-06", "2026-06-30"),
    ("the first half of 2026", "2026-06", "2026-06-30"),
    ("2026年上半期", "2026-06", "2026-06-30"),
    ("令和8年下半期", "2026-12", "2026-12-31"),
    ("by 2030", "2030", "2030-12-31"),
    ("until 2030", "2030", "2030-12-31"),
    ("end of 2026", "2026", "2026-12-31"),
    ("end-2026", "2026", "2026-12-31"),
    ("By the end of the year 2026", "2026", "2026-12-31"),
    ("year-end 2026", "2026", "2026-12-31"),
    ("no later than 31 December 2026", "2026-12-31", "2026-12-31"),
    ("by end of March 2027", "2027-03", "2027-03-31"),
    ("end of Q3 2026", "2026-Q3", "2026-09-30"),
    ("end of FY2026", "FY2026", "2027-03-31"),
    ("2026年末", "2026", "2026-12-31"),
    ("2030年までに", "2030", "2030-12-31"),
    ("令和9年3月末", "2027-03", "2027-03-31"),
    ("令和8年度末まで", "FY2026", "2027-03-31"),
]


@pytest.mark.parametrize(("text", "written", "day"), [*DATES, *DEADLINES])
def test_a_deadline_is_read(text: str, written: str, day: str) -> None:
    when = parse_deadline(text)
    assert (str(when), last_day(when, fiscal_year=APRIL).isoformat()) == (written, day)


@pytest.mark.parametrize(("text", "written", "_day"), DATES)
def test_a_date_is_read(text: str, written: str, _day: str) -> None:
    assert str(parse_loosely(text)) == written


@pytest.mark.parametrize("text", [text for text, _written, _day in DEADLINES])
def test_a_period_that_begins_before_it_is_due_is_no_date(text: str) -> None:
    """When a commitment was made, the first day counts: half a year must not become its last month."""
    with pytest.raises(ValueError, match="invalid date"):
        parse_loosely(text)


VAGUE = "it does not state a day"
FORMS = "must be a date"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("early 2026", VAGUE), ("mid-2026", VAGUE), ("by late 2026", VAGUE), ("summer 2026", VAGUE),
        ("ongoing", VAGUE), ("during the rainy season", VAGUE), ("before 2030", VAGUE), ("TBC", VAGUE),
        ("2026 onwards", VAGUE), ("2026年頃", VAGUE), ("3月上旬", VAGUE), ("随時", VAGUE),
        ("22/03/2017", FORMS), ("03/04/2017", FORMS), ("05/2019", FORMS), ("22-Mar-17", FORMS), ("Q5 2025", FORMS),
        ("2037?", FORMS), ("2030 (may have been dropped)", FORMS), ("2050Also confirmed", FORMS), ("#ERROR!", FORMS),
        ("Q4 FY2026", FORMS), ("2026年度上半期", FORMS), ("within 18 months", FORMS),
        ("2026/27", 'write a fiscal year as "FY2026-27"'), ("1999-00", 'write a fiscal year as "FY1999-00"'),
        ("2045/6", "either the month 2045-06 or the year FY2045-46"),
        ("by 2045-6", "either the month 2045-06 or the year FY2045-46"),
        ("31 June 2026", "the month does not have that day"), ("0 March 2017", "the month does not have that day"),
    ],
)  # fmt: skip
def test_what_is_no_deadline(text: str, why: str) -> None:
    with pytest.raises(ValueError, match="invalid date") as failure:
        parse_deadline(text)
    assert str(failure.value).startswith(f'invalid date "{text}": {why}')


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("within 18 months", "18 months"), ("Within the next five years", "5 years"), ("in 3 years", "3 years"),
        ("three years", "3 years"), ("18 months", "18 months"), ("3年以内", "3 years"),
    ],
)  # fmt: skip
def test_a_span_is_read(text: str, span: str) -> None:
    assert str(parse_span(text)) == span
