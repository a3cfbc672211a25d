"""``commitrack import`` never records what a sheet does not say about the commitment that its key finds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.interchange.iati.files import activity, file, period, result, transaction

from commitrack.registry.read import read

Run = Callable[..., Any]
Change = tuple[str, str, str | None, str | None]
pytestmark = pytest.mark.usefixtures("folder")

FUND = """\
key = "No"
[commitment]
title = "Title"
due = "Due"
[targets.money]
value = "Target"
figure = "Paid"
"""
SHEET = "No,Title,Due,Target,Paid,Unit,From\n1,A fund,2030,¥40bn,¥10bn,,\n"
IN_COLUMN = FUND.replace("[targets.money]\n", '[targets.money]\nunit = "Unit"\nbaseline = "From"\n')


@pytest.fixture
def importing(folder: Path, run: Run) -> Callable[..., Any]:
    """Import a text as of a day with the profile p."""

    def go(text: str, on: str, *options: str, command: str = "import") -> Any:
        (folder / "s.csv").write_text(text, encoding="utf-8")
        day = ("--on", on) if on else ()
        return run(*(("update", "--from") if command == "update" else ("import",)), "s.csv", "-p", "p", *day, *options)

    return go


def profile(folder: Path, text: str) -> None:
    (folder / "imports").mkdir(exist_ok=True)
    (folder / "imports" / "p.toml").write_text(text, encoding="utf-8")


def changes(answer: Any) -> list[Change]:
    """Kind, field, value before and after of each change in a JSON answer."""
    assert answer.code == 0, answer.err
    keys = ("change", "field", "before", "after")
    return [tuple(item[key] for key in keys) for item in json.loads(answer.out)["items"]]


def reasons(answer: Any) -> list[str | None]:
    return [item["reason"] for item in json.loads(answer.out)["items"]]


def levels(folder: Path, commitment: str) -> list[object]:
    """The figures of a commitment, in order."""
    updates = [u for u in read(folder).registry.updates.values() if u.commitment == commitment and u.actual is not None]
    return [update.actual for update in sorted(updates, key=lambda update: (update.on, update.key))]


NOT_JPY = 'target "money" is in "JPY", not "EUR"'
NOT_MW = NOT_JPY.replace("JPY", "MW").replace("EUR", "GWh")
UNITS: list[tuple[str, str, str, list[Change] | str]] = [
    (FUND, "¥40bn,¥10bn", "€40bn,€12bn", [
        ("decide", "targets.money.unit", "¥40,000,000,000", "€40,000,000,000"),
        ("decide", "money 2026-11-01", "¥10,000,000,000", "€12,000,000,000"),
    ]),
    (FUND, "¥40bn,¥10bn", "€40bn,€10bn", [  # the same numbers
        ("decide", "targets.money.unit", "¥40,000,000,000", "€40,000,000,000"),
        ("decide", "money 2026-11-01", "¥10,000,000,000", "€10,000,000,000"),
    ]),
    (FUND, "¥40bn,¥10bn", ",€13bn", [
        ("decide", "targets.money.unit", "¥40,000,000,000", "EUR"),
        ("decide", "money 2026-11-01", "¥10,000,000,000", "€13,000,000,000"),
    ]),
    (FUND, "¥40bn,¥10bn", "¥40bn,€13bn", 'column "Paid": "€13bn": the unit is "EUR", but that of "Target" is "JPY"'),
    (IN_COLUMN, "80,50,MW", "80,60,GWh", [
        ("decide", "targets.money.unit", "80 MW", "80 GWh"), ("decide", "money 2026-11-01", "50 MW", "60 GWh"),
    ]),
    (IN_COLUMN, "80,50,MW", "80,60 GWh,MW", 'column "Paid": "60 GWh": the unit is "GWh", but that of "Unit" is "MW"'),
    (IN_COLUMN, "80 km,50 km,,5 km", ",60 km,,5 miles", '"5 miles": the unit is "miles", but that of the row is "km"'),
    (FUND, "80 schools,50 schools", "80 schools,60", [("updated", "money 2026-11-01", "50 schools", "60 schools")]),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(UNITS)))
def test_a_figure_in_another_unit_is_not_recorded(folder: Path, importing: Any, case: int) -> None:
    text, before, after, expected = UNITS[case]
    profile(folder, text)
    assert importing(SHEET.replace("¥40bn,¥10bn", before), "2026-10-01").code == 0
    known = levels(folder, "a-fund")
    answer = importing(SHEET.replace("¥40bn,¥10bn", after), "2026-11-01", "--json")
    if isinstance(expected, str):
        assert (answer.code, expected in answer.err) == (2, True), answer.err
    else:
        assert changes(answer) == expected
        if expected[0][0] == "decide":
            assert reasons(answer)[1] == (NOT_JPY if text == FUND else NOT_MW)
            assert levels(folder, "a-fund") == known


def test_updates_in_another_unit_are_refused(folder: Path, importing: Any) -> None:
    """Also where a profile reads the figures only, and of a new commitment."""
    profile(folder, FUND)
    importing(SHEET, "2026-10-01")
    answer = importing(SHEET.replace("¥", "€"), "", command="update")
    assert (answer.code, f'column "Paid": "€10bn": {NOT_JPY}' in answer.err) == (2, True), answer.err
    profile(folder, FUND.replace('"Paid"', '"Paid {on}"'))
    text = "No,Title,Due,Target,Paid 2024,Paid 2025\n7,New,2030,,¥2bn,€3bn\n"
    assert f'column "Paid 2025": "€3bn": {NOT_JPY}' in importing(text, "2026-10-01").err


PERCENT = 'measure="2"'
WELLS = "xx-org-1-wells"
ACTUAL = period("2024-01-01", "2024-12-31", '<actual value="40"/>')
LATER = period("2024-01-01", "2025-12-31", '<actual value="41"/>')
GOAL = period("2024-01-01", "2026-12-31", '<target value="80"/>')
MONEY = transaction("2", "2024-01-15", "250000", "USD") + transaction("3", "2024-06-30", "100000", "USD")


@pytest.mark.parametrize(("before", "after"), [('measure="1"', PERCENT), (PERCENT, 'measure="1"')])
def test_another_measure_is_another_unit(folder: Path, run: Run, before: str, after: str) -> None:
    (folder / "a.xml").write_text(file(activity(result(ACTUAL + GOAL, attributes=before))))
    assert run("import", "a.xml", "-f", "iati").code == 0
    (folder / "a.xml").write_text(file(activity(result(ACTUAL + LATER + GOAL, attributes=after))))
    answer = run("import", "a.xml", "-f", "iati", "--json")
    assert {change[0] for change in changes(answer)} == {"decide"}
    one, other = ("80 units", "80%") if after == PERCENT else ("80%", "80 units")
    assert ("decide", "targets.indicator.unit", one, other) in changes(answer)
    assert levels(folder, f"{WELLS}-1.1") == [40]


def test_another_currency_in_iati_is_another_unit(folder: Path, run: Run) -> None:
    (folder / "a.xml").write_text(file(activity(MONEY)))
    run("import", "a.xml", "-f", "iati")
    (folder / "a.xml").write_text(file(activity(MONEY.replace("USD", "EUR").replace("250000", "450000"))))
    answer = run("import", "a.xml", "-f", "iati", "--json")
    assert changes(answer) == [
        ("decide", "targets.money.unit", "US$250,000", "€450,000"),
        ("decide", "money 2024-06-30", "US$100,000", "€100,000"),
    ]
    assert levels(folder, WELLS) == [100_000]
