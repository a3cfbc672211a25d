"""``commitrack import --format rates`` adds exchange rates once."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commitrack.registry.read import read

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")

PROFILE = """\
[table]
heading_rows = [3]
[rates]
currency = "column A"
rate = "{on}"
source = { always = "OECD" }
"""


@pytest.fixture
def sheet(folder: Path) -> str:
    """A workbook with years across, and a hidden row."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Rates"], [], [None, 2020, 2021], ["CHF", 0.939, 0.914], ["GBP", 0.7797, 0.727]):
        sheet.append(row)
    sheet.row_dimensions[5].hidden = True
    book.save(folder / "rates.xlsx")
    (folder / "imports").mkdir()
    (folder / "imports" / "oecd.toml").write_text(PROFILE, encoding="utf-8")
    return "rates.xlsx"


def test_rates_are_added_once(folder: Path, run: Run, sheet: str) -> None:
    dry = run("import", sheet, "--format", "rates", "-p", "oecd", "--dry-run")
    assert dry.out.startswith("would record: 2 new rates in rates.toml\n[[rates]]\ncurrency = ")
    assert not (folder / "rates.toml").exists()
    first = run("import", sheet, "--format", "rates", "-p", "oecd")
    assert (first.code, first.out) == (0, "recorded: 2 new rates in rates.toml\n")
    assert first.err == "1 hidden row is not read: 5\n"
    assert [rate.rate for rate in read(folder).registry.rates] == [Decimal("0.939"), Decimal("0.914")]
    second = run("import", sheet, "--format", "rates", "-p", "oecd")
    assert (second.code, second.out) == (0, "recorded: nothing\nalready recorded: 2\n")
    assert len(read(folder).registry.rates) == 2


def test_nothing_is_added_if_a_row_cannot_be_read(folder: Path, run: Run) -> None:
    (folder / "r.csv").write_text("currency,to,date,rate,source\nEUR,USD,2024,1.1,ECB\nXYZ,USD,2024,1,ECB\n")
    result = run("import", "r.csv", "--format", "rates")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        'error: r.csv: 1 invalid row; nothing imported:\nrow 3, column "currency": "XYZ": not a currency\n'
        "hint: correct the rows\n"
    )
    assert not (folder / "rates.toml").exists()


def test_other_options_are_refused(folder: Path, run: Run) -> None:
    (folder / "r.csv").write_text("currency,to,date,rate,source\n")
    result = run("import", "r.csv", "--format", "rates", "--on", "2026-01-31")
    message = "error: --format rates can only be combined with --profile, --dry-run and --json\n"
    assert (result.code, result.err) == (2, message)


def test_a_currency_in_itself_is_listed_among_the_other_rows(folder: Path, run: Run) -> None:
    (folder / "r.csv").write_text("currency,to,date,rate,source\nEUR,EUR,2024,1,ECB\nXYZ,USD,2024,1,ECB\n")
    result = run("import", "r.csv", "--format", "rates")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(
        "error: r.csv: 2 invalid rows; nothing imported:\n"
        "row 2: an exchange rate must be between two different currency codes, not EUR and EUR\n"
        'row 3, column "currency": "XYZ": not a currency'
    )


RATES = "currency,to,date,rate,source\nEUR,USD,2025-12-31,1.08,ECB\nJPY,USD,2025-12-31,0.0067,ECB\n"


def test_a_revised_rate_is_left_to_decide(folder: Path, run: Run) -> None:
    """It is listed beside the rate that is recorded, and neither replaces it nor keeps others from being added."""
    (folder / "r.csv").write_text(RATES)
    assert run("import", "r.csv", "-f", "rates").code == 0
    before = (folder / "rates.toml").read_text(encoding="utf-8")
    (folder / "r.csv").write_text(RATES.replace("1.08", "1.09") + "GBP,USD,2025-12-31,1.31,ECB\n")
    dry = json.loads(run("import", "r.csv", "-f", "rates", "--dry-run", "--json").out)
    keys = ("change", "id", "row", "field", "before", "after")
    assert [tuple(item[key] for key in keys) for item in dry["items"]] == [
        ("new", "GBP/USD 2025-12-31", 4, "rate", None, "1.31"),
        ("decide", "EUR/USD 2025-12-31", 2, "rate", "1.08", "1.09"),
    ]
    assert (dry["written"], dry["unchanged"]) == (False, 1)
    assert (folder / "rates.toml").read_text(encoding="utf-8") == before
    assert run("import", "r.csv", "-f", "rates").out.splitlines() == [
        "recorded: 1 new rate in rates.toml",
        "already recorded: 1",
        "to decide: 1; a rate is never replaced: to correct it, edit it in the registry",
        "row 2: EUR in USD on 2025-12-31: 1.08 is recorded, the sheet has 1.09",
    ]
    after = (folder / "rates.toml").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert after.count("[[rates]]") == 3
