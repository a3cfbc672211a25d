"""``commitrack import --format iati`` reads activity files, and their next version as the difference."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.interchange.iati.files import HEAD, IDENTIFIER, activity, file, link, period, result, transaction

from commitrack.registry.read import read

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")

ACTUAL = period("2024-01-01", "2024-12-31", f'<actual value="40">{link("https://example.org/2024.pdf")}</actual>')
NOTE = period("2024-01-01", "2025-06-30", '<actual value="delayed by floods"/>')
TARGET = period("2024-01-01", "2026-12-31", '<target value="500"/>')
MONEY = transaction("2", "2024-01-15", "1000") + transaction("3", "2024-06-30", "300")
FIRST = file(activity(MONEY + '<related-activity ref="XX-2" type="1"/>' + result(ACTUAL + NOTE + TARGET)))
WELLS = "xx-org-1-wells"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Write an activity file beside the registry: ``write(text, "a.xml")`` is its name."""

    def run(text: str, name: str = "a.xml") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return run


def contents(folder: Path) -> dict[str, bytes]:
    """The files of the registry."""
    return {path.name: path.read_bytes() for path in folder.glob("*.toml")}


def test_the_first_import_and_a_second_one(run: Run, folder: Path, write: Callable[..., str]) -> None:
    """Activities become commitments with their figures; what is lost is one line; the second import changes nothing."""
    got = run("import", write(FIRST), "--format", "iati", "--by", "desk")
    assert got.code == 0
    assert got.out.startswith("recorded: 2 new, 3 updated, 1 new party\n")
    assert got.err.split("\n") == [
        "a.xml: 1 value that is not certainly a number, kept as text",
        "a.xml: not imported: 1 related-activity", "",
    ]  # fmt: skip
    registry = read(folder).registry
    assert registry.commitments[WELLS].targets["money"].value == 1000
    assert registry.commitments[WELLS].parties.implementing == ("ministry",)
    assert registry.parties["ministry"].title == "Ministry"
    part = registry.commitments[f"{WELLS}-1.1"]
    assert (part.targets["indicator"].value, part.part_of, part.by) == (500, WELLS, "desk")
    updates = sorted(registry.updates_of()[part.id], key=lambda update: update.on)
    assert [(u.actual, u.note, u.evidence) for u in updates] == [
        (40, None, ("https://example.org/2024.pdf",)), (None, "delayed by floods", ()),
    ]  # fmt: skip
    before = contents(folder)
    again = run("import", "a.xml", "--format", "iati", "--by", "desk")
    assert (again.code, again.out) == (0, "recorded: nothing\nnot recorded: 2 unchanged\n")
    assert contents(folder) == before


def test_a_dry_run_records_nothing(run: Run, folder: Path, write: Callable[..., str]) -> None:
    before = contents(folder)
    got = run("import", write(FIRST), "--format", "iati", "--dry-run", "--json")
    items = json.loads(got.out)["items"]
    assert [(item["change"], item["key"]) for item in items if item["change"] == "new"] == [
        ("new", IDENTIFIER), ("new", f"{IDENTIFIER}#1.1"),
    ]  # fmt: skip
    assert contents(folder) == before


def test_the_next_version_is_the_difference(run: Run, folder: Path, write: Callable[..., str]) -> None:
    """A changed target is an amendment, a new actual an update, an implausible one and a changed title are to be
    decided, and an indicator that vanished is listed. Renamed commitments are followed."""
    run("import", write(FIRST), "--format", "iati")
    assert run("rename", f"{WELLS}-1.1", "drilled").code == 0
    later = period("2025-01-01", "2025-12-31", '<actual value="90"/>') + period(
        "2026-01-01", "2026-06-30", '<actual value="9000"/>'
    )
    changed = TARGET.replace("500", "450")
    text = file(activity(MONEY + result(ACTUAL + NOTE + changed + later).replace("Wells drilled", "Wells in use")))
    got = run("import", write(text), "--format", "iati", "--json", "--on", "2026-07-01")
    items = [(item["change"], item["id"], item["field"], item["after"]) for item in json.loads(got.out)["items"]]
    assert items == [
        ("decide", "drilled", "title", "Wells in use"),
        ("amended", "drilled", "targets.indicator.value", "450 units"),
        ("updated", "drilled", "indicator 2025-12-31", "90 units"),
        ("decide", "drilled", "indicator 2026-06-30", "9,000 units"),
    ]
    (amendment,) = (u for u in read(folder).registry.updates.values() if u.amends is not None)
    assert (str(amendment.on), amendment.reason) == ("2026-07-01", "a.xml, 2026-07-01")
    gone = run("import", write(file(activity(MONEY))), "--format", "iati", "--json")
    assert [(item["change"], item["id"]) for item in json.loads(gone.out)["items"]] == [("missing", "drilled")]


def test_the_unit_and_the_name_of_a_target_are_those_of_the_registry(
    run: Run, folder: Path, write: Callable[..., str]
) -> None:
    """IATI has no place for either, so what people have written stays, and the figures still belong to it."""
    run("import", write(FIRST), "--format", "iati")
    for name, old, new in (
        (
            "additions.toml",
            'targets.indicator = { value = 500, unit = "units"',
            'targets.wells = { value = 500, unit = "wells"',
        ),
        ("updates.toml", 'target = "indicator"', 'target = "wells"'),
    ):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    assert run("import", "a.xml", "--format", "iati").out == "recorded: nothing\nnot recorded: 2 unchanged\n"
    more = FIRST.replace(TARGET, TARGET + period("2025-01-01", "2025-12-31", '<actual value="90"/>'))
    got = run("import", write(more), "--format", "iati", "--json")
    assert [(item["change"], item["field"], item["after"]) for item in json.loads(got.out)["items"]] == [
        ("updated", "wells 2025-12-31", "90 wells"),
    ]  # fmt: skip


def test_decisions_are_read_back(run: Run, folder: Path, write: Callable[..., str]) -> None:
    run("import", write(FIRST), "--format", "iati")
    text = FIRST.replace('value="40"', 'value="4000"').replace('"2024-12-31"', '"2025-12-31"')
    run("import", write(text), "--format", "iati", "--undecided", "open.csv")
    path = folder / "open.csv"
    decisions = path.read_text(encoding="utf-8-sig")
    assert '"4,000 units",,' in decisions
    path.write_text(decisions.replace('"4,000 units",,', '"4,000 units",yes,'), encoding="utf-8")
    got = run("import", "a.xml", "--format", "iati", "--decisions", "open.csv")
    assert got.out.startswith("recorded: 1 updated\n")


def test_activities_of_other_files_are_not_missing(run: Run, write: Callable[..., str]) -> None:
    """Several files are read at once, or one after the other; only what its own activity lost is missing."""
    other = write(file(activity(MONEY, head=HEAD.replace("wells", "pumps"))), "b.xml")
    assert run("import", write(FIRST), other, "--format", "iati").out.startswith(
        "recorded: 3 new, 4 updated, 1 new party\n"
    )
    assert run("import", other, "--format", "iati").out == "recorded: nothing\nnot recorded: 1 unchanged\n"
    gone = write(file(activity(MONEY)), "a.xml")
    withdrawn = run("import", gone, "--format", "iati", "--missing", "withdraw", "--reason", "not in the file")
    assert withdrawn.out.startswith("recorded: 1 withdrawn\n")


def test_strict_refuses_what_the_standard_forbids(run: Run, folder: Path, write: Callable[..., str]) -> None:
    """Without it, the file is imported, and the violations are counted."""
    name, before = (
        write(FIRST.replace("<sector", "<sectors").replace("<related-activity ", "<related ")),
        contents(folder),
    )
    strict = run("import", name, "--format", "iati", "--strict")
    assert (strict.code, strict.out) == (2, "")
    assert 'error: "a.xml" is not valid IATI 2.03: 1 violation; nothing imported:\n' in strict.err
    assert "activity 1 (XX-ORG-1-wells): unknown element <related> in <iati-activity>" in strict.err
    assert contents(folder) == before
    lax = run("import", name, "--format", "iati")
    assert lax.code == 0
    assert "a.xml: 1 violation of the standard (--strict lists it)" in lax.err


def test_incremental_periods_add_up(run: Run, folder: Path, write: Callable[..., str]) -> None:
    inner = "".join(period(f"{year}-01-01", f"{year}-12-31", '<actual value="40"/>') for year in (2024, 2025))
    assert run("import", write(file(activity(result(inner)))), "--format", "iati", "--periods", "incremental").code == 0
    levels = [update.actual for update in read(folder).registry.updates.values() if update.commitment.startswith(WELLS)]
    assert sorted(levels, key=str) == [40, 80]


def test_what_cannot_be_recorded_is_refused_as_a_whole(run: Run, folder: Path, write: Callable[..., str]) -> None:
    """A commitment with the same id that is not known by its id in IATI; the hint says how to make it known."""
    path = folder / "commitments.toml"
    path.write_text(f'{path.read_text(encoding="utf-8")}[commitments.{WELLS}]\ntitle = "Own"\n', encoding="utf-8")
    before = contents(folder)
    got = run("import", write(FIRST), "--format", "iati")
    assert (got.code, got.out) == (2, "")
    assert f'{IDENTIFIER}: commitment "{WELLS}" already exists' in got.err
    assert f'external_ids = {{ iati = "{IDENTIFIER}" }}' in got.err
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("a.xml", "--format", "iati", "-p", "x"), "--format iati allows neither --profile nor --skip-invalid"),
        (("a.xml", "--format", "iati", "--skip-invalid", "x"), "--format iati allows neither"),
        (("a.xml", "--strict"), "--strict and --periods require --format iati"),
        (("a.xml",), 'error: "a.xml" is not a sheet\nhint: for activity files of IATI, add --format iati'),
        (("a.csv", "b.csv", "-p", "x"), "a sheet is imported on its own; given: 2 files"),
        (("none.xml", "--format", "iati"), 'cannot read "none.xml"'),
        (("commitments.toml", "--format", "iati"), '"commitments.toml" is not valid XML'),
        (("commitments.toml", "--format", "iati"), "hint: for a sheet, leave out --format iati"),
        (("a.xml", "--format", "rates", "--suggest"), "--suggest and --template are about commitments in a sheet"),
        (("--format", "iati", "--template"), "--suggest and --template are about commitments in a sheet"),
        ((".", "--format", "iati"), "Is a directory"),
    ],
)
def test_mistakes_are_answered_with_a_sentence(
    run: Run, write: Callable[..., str], argv: tuple[str, ...], message: str
) -> None:
    write(FIRST)
    got = run("import", *argv)
    assert (got.code, got.out) == (2, "")
    assert message in got.err


def test_an_export_can_be_imported_into_another_registry(run: Run, tmp_path: Path) -> None:
    """With its targets by name; a second import changes nothing."""
    publisher = (
        '[export.iati]\norganisation = "XX-ORG-1"\ntype = 10\nname = "M"\nsector = "43010"\nrole = "accountable"\n'
    )
    path = tmp_path / "commitments.toml"
    path.write_text(f'{publisher}query = ["id:fund"]\n{path.read_text(encoding="utf-8")}', encoding="utf-8")
    assert run("export", "iati", "fund.xml", "--as-of", "2026-11-23").code == 0
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "commitments.toml").write_text("", encoding="utf-8")
    got = run("import", "fund.xml", "--format", "iati", "--registry", "other", "--strict")
    assert got.out.startswith("recorded: 1 new, 1 new party\n")
    fund = read(tmp_path / "other").registry.commitments["fund"]
    assert {name: target.value for name, target in fund.targets.items()} == {
        "budget": 40_000_000_000, "projects": 300, "countries": 10,
    }  # fmt: skip
    again = run("import", "fund.xml", "--format", "iati", "--registry", "other")
    assert again.out == "recorded: nothing\nnot recorded: 1 unchanged\n"


def test_a_cancelled_activity_is_active_again(run: Run, folder: Path, write: Callable[..., str]) -> None:
    """A person decides whether it is active again; until then, every import says so."""

    def status(code: str) -> str:
        head = HEAD.replace('status code="2"', f'status code="{code}"')
        return write(file(activity(MONEY, head=head, attributes='last-updated-datetime="2025-03-01T00:00:00Z"')))

    def imported(code: str, *options: str) -> list[tuple[str, ...]]:
        got = run("import", status(code), "--format", "iati", "--on", "2025-06-30", "--json", *options)
        fields = ("change", "field", "before", "after")
        return [tuple(item[key] for key in fields) for item in json.loads(got.out)["items"]]

    imported("5")
    assert imported("5") == imported("4") == []
    back = ("lifecycle", "withdrawn", "active")
    assert imported("2", "--undecided", "open.csv") == [("decide", *back)]
    decided = (folder / "open.csv").read_text(encoding="utf-8-sig").replace(",active,,", ",active,yes,")
    (folder / "open.csv").write_text(decided, encoding="utf-8")
    assert imported("2", "--decisions", "open.csv") == [("updated", *back)]
    assert imported("2") == []
