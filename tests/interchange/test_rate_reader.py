"""Exchange rates of a sheet: one per row, or across columns; what the registry has is not added again."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from commitrack.errors import UsageError
from commitrack.interchange.profile_file import parse_profile
from commitrack.interchange.rate_profile import RateProfile
from commitrack.interchange.rate_reader import OWN_HEADINGS, SheetRates, sheet_rates
from commitrack.interchange.table import parse_table
from commitrack.model import Rate, Settings

OWN = """\
currency,to,date,rate,source
EUR,USD,2024-01-31,1.0837,ECB
usd,JPY,2024-01,146.7,BoJ
euros,,2023,"1.08",ECB
"""
WIDE = """\
Exchange rates;;;
;2019;2020;2021
United Kingdom;0,7836;0,7797;0,727
ECU/EURO (1);0,8933;..;
;;;
(1) ECU until 1998.;;;
"""
PROFILE = """\
decimal_mark = ","
empty = [".."]
[table]
heading_rows = [2]
skip = ["(1)*"]
[rates]
currency = { column = "column A", words = { "United Kingdom" = "GBP", "ECU/EURO (1)" = "EUR" } }
rate = "{on}"
source = { always = "OECD" }
"""


def rates_of(text: str, profile: str | None = None, known: tuple[Rate, ...] = ()) -> SheetRates:
    given = parse_profile(profile.encode(), Path("p.toml"), RateProfile) if profile else OWN_HEADINGS
    return sheet_rates(parse_table(text.encode(), "r.csv", given.table), given, known, settings=Settings())


def new_rates(text: str, profile: str | None = None) -> tuple[Rate, ...]:
    """The rates of a sheet that are new, without their rows."""
    return tuple(rate for _row, rate in rates_of(text, profile).new)


def rate(currency: str, to: str, day: date, value: str, source: str = "OECD") -> Rate:
    return Rate(currency=currency, to=to, date=day, rate=Decimal(value), source=source)


def test_one_rate_in_a_row_under_the_headings_of_the_format() -> None:
    assert new_rates(OWN) == (
        rate("EUR", "USD", date(2024, 1, 31), "1.0837", "ECB"),
        rate("USD", "JPY", date(2024, 1, 31), "146.7", "BoJ"),
        rate("EUR", "USD", date(2023, 12, 31), "1.08", "ECB"),
    )


def test_rates_across_columns_of_years() -> None:
    assert new_rates(WIDE, PROFILE) == (
        rate("GBP", "USD", date(2019, 12, 31), "0.7836"),
        rate("GBP", "USD", date(2020, 12, 31), "0.7797"),
        rate("GBP", "USD", date(2021, 12, 31), "0.727"),
        rate("EUR", "USD", date(2019, 12, 31), "0.8933"),
    )


def test_rates_that_are_stated_the_other_way_round() -> None:
    (first, *_rest) = new_rates(WIDE, f"{PROFILE}invert = true\n")
    assert first == rate("GBP", "USD", date(2019, 12, 31), "1.276161307")  # 1 ÷ 0.7836


def test_known_rates_are_counted_and_not_replaced() -> None:
    known = (
        rate("EUR", "USD", date(2024, 1, 31), "1.08370", "other source"),
        rate("USD", "JPY", date(2024, 1, 31), "147"),
    )
    found = rates_of(OWN, known=known)
    assert (found.known, [new.date for _row, new in found.new]) == (1, [date(2023, 12, 31)])
    assert [(item.row, item.recorded, item.rate.rate) for item in found.different] == [(3, known[1], Decimal("146.7"))]
    assert found.refused == ()


def test_rows_that_say_the_same_and_rows_that_differ() -> None:
    found = rates_of(OWN + "EUR,USD,2024-01-31,1.0837,ECB\nEUR,USD,2024-01-31,1.09,ECB\n")
    assert (len(found.new), found.known) == (3, 1)
    assert [(row.row, row.problems[0].reason) for row in found.refused] == [
        (6, "the rate of EUR in USD on 2024-01-31 is already 1.0837")
    ]


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("Switzerland,USD,2024-01-31,1.1,ECB", "currency", "not a currency"),
        (",USD,2024-01-31,1.1,ECB", None, 'missing "currency"'),
        ("EUR,USD,,1.1,ECB", None, 'missing "date"'),
        ("EUR,USD,2024-01-31,1.1,", None, 'missing "source"'),
        ("EUR,USD,soon,1.1,ECB", "date", 'invalid date "soon": it does not state a day'),
        ("EUR,USD,2024-01-31,0,ECB", "rate", "a rate must be above zero"),
        ("EUR,USD,2024-01-31,$1.1,ECB", "rate", "more than a number"),
        ("EUR,USD,2024-01-31,#N/A,ECB", "rate", "not a value"),
        ("EUR,USD,2024-01-31,1.1,ECB,x", None, "the row has 6 cells, but there are 5 headings"),
    ],
)
def test_rows_that_cannot_be_read(row: str, column: str | None, reason: str) -> None:
    (refused,) = rates_of(f"{OWN}{row}\n").refused
    assert [(problem.row, problem.column, problem.reason) for problem in refused.problems] == [(5, column, reason)]


def test_a_sheet_with_other_headings_needs_a_profile() -> None:
    with pytest.raises(UsageError, match='missing heading "source"'):
        rates_of("currency,to,date,rate\n")
