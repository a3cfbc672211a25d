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
            no_value = "another unit, but no value: commitrack edit a-fund"
            read_anew = "what is recorded for it would be read in the new unit"
            assert reasons(answer) == [no_value if after[0] == "," else read_anew, NOT_JPY if text == FUND else NOT_MW]
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


KEYED = """\
key = "No"
[commitment]
title = "Title"
due = "Due"
[targets.trees]
value = "Target"
unit = { always = "trees" }
figure = "Done"
"""
ROWS = ("No,Title,Due,Target,Done", "1,Plant oaks,2030,500,10", "2,Plant elms in parks,2031,300,")
TITLE = "it may be about something else: its title is another one"


def sheet(*rows: str) -> str:
    return "\n".join((ROWS[0], *rows)) + "\n"


def accept(folder: Path, *fields: str) -> None:
    """Say yes to the open changes of these fields, or to all."""
    head, *rows = (folder / "open.csv").read_text(encoding="utf-8-sig").splitlines()
    answered = [row.replace(",,", ",yes,", 1) if not fields or row.split(",")[1] in fields else row for row in rows]
    (folder / "open.csv").write_text("\n".join([head, *answered]))


def test_a_row_with_the_title_of_another_commitment_is_left_to_decide(folder: Path, importing: Any) -> None:
    """Keys are running numbers, and a row is inserted above: nothing is recorded."""
    profile(folder, KEYED)
    importing(sheet(*ROWS[1:]), "2026-10-01")
    moved = sheet("1,Open clinics,2029,400,20", "2,Plant oaks,2030,500,30", "3,Plant elms in parks,2032,300,5")
    answer = importing(moved, "2026-11-01", "--json", "--undecided", "open.csv")
    assert changes(answer) == [
        ("decide", "due", "2030", "2029"), ("decide", "title", "Plant oaks", "Open clinics"),
        ("decide", "targets.trees.value", "500 trees", "400 trees"),
        ("decide", "due", "2031", "2030"), ("decide", "title", "Plant elms in parks", "Plant oaks"),
        ("decide", "targets.trees.value", "300 trees", "500 trees"), ("decide", "key", "2", "3"),
        ("decide", "trees 2026-11-01", "10 trees", "20 trees"), ("decide", "trees 2026-11-01", None, "30 trees"),
        ("decide", "trees 2026-11-01", None, "5 trees"),
    ]  # fmt: skip
    assert reasons(answer) == [TITLE] * 6 + [
        '"plant-elms-in-parks" has this title, and another row has its key', TITLE, TITLE, "accept its key first",
    ]  # fmt: skip
    assert changes(importing(sheet(*ROWS[1:]), "2026-11-01", "--json")) == []


def test_a_title_that_is_accepted_and_a_figure_that_is(folder: Path, importing: Any) -> None:
    """With its title, a row is accepted; without it, each change on its own."""
    profile(folder, KEYED)
    importing(sheet(ROWS[1]), "2026-10-01")
    other = sheet("1,Open clinics,2029,500,20")
    importing(other, "2026-11-01", "--undecided", "open.csv")
    accept(folder, "trees 2026-11-01")
    answer = changes(importing(other, "2026-11-01", "--json", "--decisions", "open.csv"))
    assert [change[0] for change in answer] == ["decide", "decide", "updated"]
    importing(other, "2026-11-01", "--undecided", "open.csv", "--force")
    accept(folder, "title")
    answer = changes(importing(other, "2026-11-01", "--json", "--decisions", "open.csv"))
    assert [change[:2] for change in answer] == [("amended", "due"), ("edited", "title")]


def test_updates_of_another_commitment_are_left_to_decide(folder: Path, importing: Any) -> None:
    profile(folder, KEYED)
    importing(sheet(ROWS[1]), "2026-10-01")
    out = importing(sheet("1,Open clinics,2029,500,20"), "", command="update").out
    assert TITLE in out
    assert out.endswith("to decide, write what is open to a file: commitrack import s.csv --undecided FILE\n")
    assert levels(folder, "plant-oaks") == [10]


def test_a_new_key_of_the_same_commitment(folder: Path, importing: Any) -> None:
    """A new row with the title of a missing one is neither added nor missing; if accepted, it changes the key."""
    profile(folder, KEYED)
    importing(sheet(*ROWS[1:]), "2026-10-01")
    again = sheet(ROWS[1], "2b,PLANT elms in parks,2031,300,7")
    answer = importing(again, "2026-11-01", "--json", "--undecided", "open.csv")
    assert changes(answer) == [("decide", "key", "2", "2b"), ("decide", "trees 2026-11-01", None, "7 trees")]
    assert reasons(answer)[0] == '"plant-elms-in-parks" has this title: accept if this is its new key'
    answer = importing(again, "2026-11-01", "--json", "--missing", "withdraw", "--reason", "gone")
    assert {change[0] for change in changes(answer)} == {"decide"}
    accept(folder)
    answer = importing(again, "2026-11-01", "--json", "--decisions", "open.csv")
    assert ("edited", "key", "2", "2b") in changes(answer)
    assert ("updated", "trees 2026-11-01", None, "7 trees") in changes(answer)
    assert read(folder).registry.commitments["plant-elms-in-parks"].external_ids == {"p": "2b"}
    assert [change for change in changes(importing(again, "2026-11-01", "--json")) if change[1] != "title"] == []


def test_a_new_id_of_the_same_commitment(folder: Path, run: Run) -> None:
    """Without a profile, keys are ids."""
    (folder / "own.csv").write_text("id,title\noaks,Plant oaks\n")
    run("import", "own.csv")
    (folder / "own.csv").write_text("id,title\nelms,Plant oaks\n")
    answer = run("import", "own.csv", "--json", "--undecided", "open.csv")
    assert changes(answer) == [("decide", "key", "oaks", "elms")]
    assert reasons(answer) == ['"oaks" has this title: rename it, or accept if this is another commitment']
    accept(folder)
    assert changes(run("import", "own.csv", "--json", "--decisions", "open.csv"))[0][0] == "new"


def test_keys_in_full_width_are_those_in_half_width(folder: Path, importing: Any) -> None:
    profile(folder, KEYED)
    importing(sheet(ROWS[1].replace("1,", "Ａ１,", 1)), "2026-10-01")
    assert changes(importing(sheet(ROWS[1].replace("1,", "A1,", 1)), "2026-11-01", "--json")) == []
    text = sheet(ROWS[1].replace("1,", "Ａ１,", 1), ROWS[2].replace("2,", "A1,", 1))
    assert '2 rows have the key "A1"' in importing(text, "2026-11-01").err


def indicator(title: str, target: int, actual: int) -> str:
    goal = f'<target value="{target}"/><actual value="{actual}"/>'
    return result(period("2024-01-01", "2026-06-30", goal)).replace("Wells drilled", title).split("</title>", 1)[1]


def indicators(*stated: tuple[str, int, int]) -> str:
    inner = "".join(indicator(*one).removesuffix("</result>") for one in stated)
    return file(activity(f'<result type="1"><title><narrative>Water</narrative></title>{inner}</result>'))


WELL, PUMP = ("Wells built", 100, 40), ("Pumps repaired", 200, 90)
REORDERED: list[tuple[tuple[tuple[str, int, int], ...], list[tuple[str, str]]]] = [
    ((PUMP, WELL), []),
    ((("Schools served", 110, 42), WELL, PUMP), [("new", f"{WELLS}-1.4"), ("updated", f"{WELLS}-1.4")]),
    ((PUMP,), [("missing", f"{WELLS}-1.1")]),
    ((WELL, ("Pumps repaired and in use", 200, 95)), [("decide", f"{WELLS}-1.2"), ("decide", f"{WELLS}-1.2")]),
    ((("Schools served", 110, 42), PUMP), [("decide", f"{WELLS}-1.1")] * 3),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(REORDERED)))
def test_indicators_without_reference_are_found_by_their_titles(folder: Path, run: Run, case: int) -> None:
    stated, expected = REORDERED[case]
    (folder / "a.xml").write_text(indicators(WELL, PUMP))
    run("import", "a.xml", "-f", "iati")
    (folder / "a.xml").write_text(indicators(*stated))
    answer = run("import", "a.xml", "-f", "iati", "--json")
    assert [(item["change"], item["id"]) for item in json.loads(answer.out)["items"]] == expected
    again = run("import", "a.xml", "-f", "iati", "--json")
    assert not {item["change"] for item in json.loads(again.out)["items"]} & {"new", "updated", "amended"}


def test_a_sheet_that_is_behind_the_registry_amends_nothing(folder: Path, importing: Any, run: Run) -> None:
    """What people have amended is not amended back by a sheet that has not changed; a new value still amends it."""
    profile(folder, KEYED)
    importing(sheet(ROWS[1]), "2026-07-01")
    run("amend", "plant-oaks", "--due", "2033", "--reason", "cabinet", "--on", "2026-08-01")
    run("amend", "plant-oaks", "--value", "600 trees", "--reason", "cabinet", "--on", "2026-09-01")
    for on in ("2026-07-01", "2026-10-01"):
        answer = importing(sheet(ROWS[1]), on, "--json", "--undecided", "open.csv", "--force")
        assert changes(answer) == [
            ("decide", "due", "2033", "2030"), ("decide", "targets.trees.value", "600 trees", "500 trees"),
        ]  # fmt: skip
        assert reasons(answer) == ["the registry was amended on 2026-08-01", "the registry was amended on 2026-09-01"]
    accept(folder, "due")
    answer = importing(sheet(ROWS[1]), "2026-10-01", "--json", "--decisions", "open.csv")
    assert [change[0] for change in changes(answer)] == ["amended", "decide"]
    answer = importing(sheet("1,Plant oaks,2035,700,10"), "2026-11-01", "--json")
    assert [change[0] for change in changes(answer)] == ["amended", "amended"]
    answer = importing(sheet(ROWS[1]), "2026-11-02", "--json")  # the sheet itself has gone back
    assert [change[0] for change in changes(answer)] == ["amended", "amended"]


def test_what_was_retracted_is_not_recorded_again(folder: Path, importing: Any, run: Run) -> None:
    profile(folder, KEYED)
    importing(sheet(ROWS[1]), "2026-07-01")
    importing(sheet("1,Plant oaks,2030,400,12"), "2026-08-01")
    for update in read(folder).registry.updates.values():
        if update.commitment == "plant-oaks" and str(update.on) == "2026-08-01":
            assert run("undo", update.key, "--yes", "--reason", "mistake").code == 0
    answer = importing(sheet("1,Plant oaks,2030,400,12"), "2026-10-01", "--json", "--undecided", "open.csv")
    assert changes(answer) == [
        ("decide", "targets.trees.value", "500 trees", "400 trees"),
        ("decide", "trees 2026-10-01", "10 trees", "12 trees"),
    ]
    assert all(str(reason).startswith("it was retracted on 20") for reason in reasons(answer))
    accept(folder)
    answer = importing(sheet("1,Plant oaks,2030,400,12"), "2026-10-01", "--json", "--decisions", "open.csv")
    assert [change[0] for change in changes(answer)] == ["amended", "updated"]


def test_the_same_sheet_after_a_later_figure(folder: Path, importing: Any, run: Run) -> None:
    profile(folder, KEYED)
    importing(sheet(ROWS[1]), "2026-07-01")
    run("update", "plant-oaks", "20 trees", "--on", "2026-08-01")
    assert changes(importing(sheet(ROWS[1]), "2026-07-01", "--json")) == []


DETAILED = (
    KEYED.replace('"Target"', '"Target"\non = "Day"\nevidence = "Link"')
    + """\
[status]
column = "Status"
on = "Day"
note = "Said"
by = { always = "Board" }
[status.words]
Half = { completion = "limited" }
"""
)
DETAILED_ROWS = (
    "No,Title,Due,Target,Done,Day,Link,Status,Said",
    "1,Plant oaks,2030,5000,at least 2000,2026-06-30,https://a.org,,",
    "2,Write a plan,2030,,,2026-06-30,,Half,Half done",
)
DETAILS: list[tuple[tuple[str, str], list[tuple[str, str, str]]]] = [
    (("https://a.org", "https://b.org"), [("trees 2026-06-30 evidence", "https://a.org", "https://b.org")]),
    (("https://a.org", ""), []),
    (("at least", "about"), [("trees 2026-06-30", "≥ 2,000 trees", "~ 2,000 trees")]),
    (("at least 2000", "2000"), [("trees 2026-06-30", "≥ 2,000 trees", "2,000 trees")]),
    (("at least 2000", "≥2000"), []),
    (("Half done", "Three quarters done"), [("completion note", "Half done", "Three quarters done")]),
    (("a.org,,\n", "a.org,,\n"), []),
]


@pytest.mark.parametrize("case", range(len(DETAILS)))
def test_another_evidence_note_or_hedge_of_the_same_figure(folder: Path, importing: Any, run: Run, case: int) -> None:
    """It is left to decide, and recorded if it is accepted; then the sheet says nothing new."""
    (old, new), expected = DETAILS[case]
    profile(folder, DETAILED)
    text = "\n".join(DETAILED_ROWS) + "\n"
    assert importing(text, "2026-07-01").code == 0
    answer = importing(text.replace(old, new), "2026-08-01", "--json", "--undecided", "open.csv")
    assert changes(answer) == [("decide", field, was, now) for field, was, now in expected]
    if expected:
        accept(folder)
        answer = importing(text.replace(old, new), "2026-08-01", "--json", "--decisions", "open.csv")
        assert changes(answer) == [("updated", field, was, now) for field, was, now in expected]
        assert run("check").code == 0
        assert changes(importing(text.replace(old, new), "2026-08-01", "--json")) == []


def test_several_details_are_one_update(folder: Path, importing: Any) -> None:
    profile(folder, DETAILED)
    importing("\n".join(DETAILED_ROWS[:2]) + "\n", "2026-07-01")
    text = "\n".join(DETAILED_ROWS[:2]).replace("at least", "about").replace("a.org", "b.org") + "\n"
    importing(text, "2026-08-01", "--undecided", "open.csv")
    accept(folder)
    importing(text, "2026-08-01", "--decisions", "open.csv")
    assert levels(folder, "plant-oaks") == [2000, 2000]
    latest = max(read(folder).registry.updates.values(), key=lambda update: update.key)
    assert (str(latest.qualifier), latest.evidence) == ("about", ("https://b.org",))


def test_another_figure_for_the_same_day_is_decided_by_people(folder: Path, importing: Any, run: Run) -> None:
    """As docs/import.md says: accept it, so that it counts, or retract the wrong one and import again."""
    profile(folder, KEYED)
    importing(sheet(ROWS[1]), "2026-07-01")
    corrected = sheet(ROWS[1].replace(",10", ",12"))
    answer = importing(corrected, "2026-07-01", "--json", "--undecided", "open.csv")
    assert reasons(answer) == ["10 trees is already recorded for 2026-07-01, not 12 trees"]
    accept(folder)
    importing(corrected, "2026-07-01", "--decisions", "open.csv")
    assert levels(folder, "plant-oaks") == [10, 12]
    assert "12 of 500 trees" in run("list", "plant-oaks").out
    assert changes(importing(corrected, "2026-07-01", "--json")) == []
    key = max(update.key for update in read(folder).registry.updates.values() if update.commitment == "plant-oaks")
    for wrong in (key, min(key for key, u in read(folder).registry.updates.items() if u.commitment == "plant-oaks")):
        run("undo", wrong, "--yes", "--reason", "mistake")
    assert changes(importing(sheet(ROWS[1].replace(",10", ",15")), "2026-07-01", "--json")) == [
        ("updated", "trees 2026-07-01", None, "15 trees")
    ]


def test_a_new_row_with_the_title_of_a_withdrawn_commitment_is_new(folder: Path, importing: Any, run: Run) -> None:
    profile(folder, KEYED.replace('title = "Title"', 'title = "Title"\nid = "no-{No}"'))
    importing(sheet(*ROWS[1:]), "2026-07-01")
    again = sheet(ROWS[1], ROWS[2].replace("2,", "3,", 1))
    assert changes(importing(again, "2026-08-01", "--json"))[0][:2] == ("decide", "key")
    run("update", "no-2", "--lifecycle", "withdrawn", "--reason", "dropped", "--on", "2026-08-02")
    assert changes(importing(again, "2026-08-03", "--json"))[0][0] == "new"


def test_what_has_a_new_id_is_not_missing(folder: Path, run: Run) -> None:
    (folder / "own.csv").write_text("id,title\noaks,Plant oaks\nwells,Drill wells\n")
    run("import", "own.csv")
    (folder / "own.csv").write_text("id,title\nelms,Plant oaks\nwells,Drill wells\n")
    assert ("missing", "", None, None) not in changes(run("import", "own.csv", "--json"))
    assert changes(run("import", "own.csv", "--json"))[0] == ("decide", "key", "oaks", "elms")


def test_another_unit_that_is_accepted(folder: Path, importing: Any, run: Run) -> None:
    """The target has it from then on, and so have its figures; a figure is not accepted without it."""
    profile(folder, FUND)
    importing(SHEET, "2026-10-01")
    other = SHEET.replace("¥40bn,¥10bn", "€40bn,€12bn")
    importing(other, "2026-11-01", "--undecided", "open.csv")
    accept(folder, "money 2026-11-01")
    answer = importing(other, "2026-11-01", "--json", "--decisions", "open.csv")
    assert [change[0] for change in changes(answer)] == ["decide", "decide"]
    accept(folder)
    answer = importing(other, "2026-11-01", "--json", "--decisions", "open.csv")
    assert [change[:2] for change in changes(answer)] == [
        ("edited", "targets.money.unit"), ("updated", "money 2026-11-01"),
    ]  # fmt: skip
    assert read(folder).registry.commitments["a-fund"].targets["money"].unit == "EUR"
    assert changes(importing(other, "2026-11-01", "--json")) == []
    assert run("check").code == 0
