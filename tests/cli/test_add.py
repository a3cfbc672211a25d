"""``commitrack add`` appends a commitment to additions.toml and reports what it lacks to be measurable."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import tomli

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")
COMPLETE = (
    "--title", "Training for judges", "--target", "judges=500 people", "--baseline", "20 people",
    "--made", "2024-01-01", "--within", "3 years", "--responsible", "ministry", "--document", "outcome",
)  # fmt: skip
PARTY_AND_DOCUMENT = '\n[parties.ministry]\ntitle = "M"\n[documents.outcome]\ntitle = "O"\n'


@pytest.fixture
def folder_with_references(folder: Path) -> Path:
    """The folder of a registry with a party and a document to refer to."""
    path = folder / "commitments.toml"
    path.write_text(path.read_text(encoding="utf-8") + PARTY_AND_DOCUMENT, encoding="utf-8")
    return folder


def table(folder: Path, name: str) -> dict[str, Any]:
    """The keys of an added commitment, without the time at which it was recorded."""
    record: dict[str, Any] = tomli.loads((folder / "additions.toml").read_text("utf-8"))["commitments"][name]
    recorded = record.pop("recorded")
    assert abs(datetime.now(UTC) - recorded) < timedelta(minutes=1)
    return record


def test_every_option_sets_its_key(run: Run, folder_with_references: Path) -> None:
    """The new commitment has one key for each option and no other; commitments.toml is unchanged."""
    before = (folder_with_references / "commitments.toml").read_bytes()
    result = run("add", *COMPLETE, "--title-ja", "裁判官の研修", "--id", "judges-500", "--kind", "programme",
                 "--headline", "--indicator", "judges trained", "--qualifier", "at-least", "--part-of", "training",
                 "--pillar", "people", "--implementing", "ministry", "--beneficiary", "ministry", "--page", "7",
                 "--quote", "500 judges", "--note", "A “note” with 'quotes' and \\", "--by", "desk")  # fmt: skip
    assert (result.code, result.err) == (0, "")
    assert (folder_with_references / "commitments.toml").read_bytes() == before
    record = table(folder_with_references, "judges-500")
    assert (str(record.pop("made")), record.pop("within")) == ("2024-01-01", "3 years")
    assert record == {
        "title": {"en": "Training for judges", "ja": "裁判官の研修"}, "kind": "programme", "headline": True,
        "part_of": "training", "pillar": "people", "note": "A “note” with 'quotes' and \\", "by": "desk",
        "parties": {"responsible": ["ministry"], "implementing": ["ministry"], "beneficiary": ["ministry"]},
        "source": {"document": "outcome", "page": 7, "quote": "500 judges"},
        "targets": {"judges": {"value": 500, "unit": "people", "baseline": 20, "indicator": "judges trained",
                               "qualifier": "at-least"}},
    }  # fmt: skip
    assert "nothing is missing; the commitment is measurable" in result.out
    assert run("check").code == 0


def test_the_output_says_what_was_added(run: Run, folder_with_references: Path) -> None:
    """The output names id, title and file; with -v, it shows the added lines, with one key per line."""
    added, file = "training-for-judges: Training for judges", folder_with_references / "additions.toml"
    out = run("add", *COMPLETE).out
    assert out == f"{added}\nadded to {file}\nnothing is missing; the commitment is measurable\n"
    file.unlink()
    out = run("-v", "add", *COMPLETE).out
    prefix = "commitments.training-for-judges."
    assert out.startswith(f'{added}\nadded to {file}:\n{prefix}title = "Training for judges"\n')
    assert f'{prefix}targets.judges = {{ value = 500, unit = "people", baseline = 20 }}\n' in out


def test_what_a_commitment_lacks_is_what_show_misses(run: Run, folder: Path) -> None:
    """Without the date it was made, a commitment lacks a start; with it, is:measurable matches."""
    complete = ("--target", "500 people", "--due", "2030-12-31", "--responsible", "ministry")
    path = folder / "commitments.toml"
    path.write_text(path.read_text(encoding="utf-8") + PARTY_AND_DOCUMENT, encoding="utf-8")
    out = run("add", "--title", "First plan", *complete).out
    assert "To make it measurable, add:\n  - the date it was made: without one, progress cannot be compared" in out
    assert "It could also state:\n  - a baseline for people: without one, it is counted from 0\n" in out
    out = run("add", "--title", "Second plan", *complete, "--made", "2026-01-31").out
    assert "\nthe commitment is measurable\nIt could also state:\n" in out
    listed = run("list", "is:measurable", "--columns", "id").out
    assert ("second-plan" in listed, "first-plan" in listed) == (True, False)


@pytest.mark.usefixtures("folder")
def test_json_says_when_it_was_added_and_by_whom(run: Run) -> None:
    """JSON has the time and the author of an added commitment; both are null for one that a person wrote."""
    assert run("add", "--title", "A plan", "--by", "desk").code == 0
    added, written = (json.loads(run("show", name, "-f", "json").out)["items"][0] for name in ("a-plan", "training"))
    assert added["by"] == "desk"
    assert datetime.now(UTC) - datetime.fromisoformat(added["recorded"]) < timedelta(minutes=1)
    assert (written["recorded"], written["by"]) == (None, None)


def test_targets_are_named_by_their_unit(run: Run, folder: Path) -> None:
    """A target is named after its unit, an amount of money is named budget, and only money gets the counting rule."""
    result = run("add", "--title", "A plan", "--target", "300 projects", "--target", "¥2bn", "--counting", "spent")
    assert result.code == 0
    assert table(folder, "a-plan")["targets"] == {
        "projects": {"value": 300, "unit": "projects"},
        "budget": {"value": 2_000_000_000, "unit": "JPY", "counting": "spent"},
    }


@pytest.mark.parametrize("name", ["wa-2.0", "1.5", "a_b-c.d"])
def test_an_id_may_contain_dots(run: Run, folder: Path, name: str) -> None:
    """Ids and target names with dots are quoted in TOML, and the other commands accept them."""
    assert run("add", "--title", "T", "--id", name, "--target", f"{name}=5 people").code == 0
    assert list(table(folder, name)["targets"]) == [name]
    assert run("update", name, "3", "--on", "2024-06-01").code == 0
    assert "3 of 5 people" in run("show", name).out


GAPS = {
    "a target value: without one, progress can only be a completion level": (),
    "a unit for units: 5000 of what?": ("--target", "5000"),
    "a baseline for people: without one, it is counted from 0": ("--target", "5,000 people"),
    "a deadline: without one, it can never be overdue": ("--made", "2024-01-01"),
    "a counting rule for budget: does ¥40,000,000,000 count when pledged, committed, disbursed or spent?": (
        "--target",
        "¥40bn",
    ),
    'an exact date for the deadline: "2030" is read as 2030-12-31': ("--due", "2030"),
    "a responsible or implementing party: without one, no party has to report on it": (),
    "a source: without one, it cannot be verified": (),
}


@pytest.mark.parametrize("gap", GAPS)
def test_every_gap_is_shown(run: Run, folder: Path, gap: str) -> None:
    """A commitment that lacks information is added, and each gap is listed in the output."""
    result = run("add", "--title", "A new thing", *GAPS[gap])
    assert (result.code, result.err) == (0, "")
    assert f"  - {gap}" in result.out
    assert table(folder, "a-new-thing")["title"] == "A new thing"


@pytest.mark.parametrize(
    ("gap", "argv"),
    [
        ("a target value:", ("--target", "5 people")), ("a unit for", ("--target", "5 people")),
        ("a baseline for", ("--target", "5 people", "--baseline", "2")), ("a deadline:", ("--due", "2030-01-01")),
        ("a counting rule for", ("--target", "¥40bn", "--counting", "not-stated")),
        ("an exact date for", ("--due", "2030-12-31")),
        ("a responsible or implementing party:", ("--responsible", "ministry")),
        ("a source:", ("--document", "outcome")),
    ],
)  # fmt: skip
def test_an_option_closes_its_gap(run: Run, folder_with_references: Path, gap: str, argv: tuple[str, ...]) -> None:
    """A gap is not listed if its option is given."""
    result = run("add", "--title", "A new thing", *argv)
    assert result.code == 0
    assert table(folder_with_references, "a-new-thing")
    assert gap not in result.out


@pytest.mark.parametrize(
    ("argv", "code", "expected"),
    [
        ((), 2, ["missing --title", "on a terminal, commitrack prompts for it"]),
        (("--title", "研修"), 2, ['cannot derive an id from "研修"', "--id"]),
        (("--title", "Training"), 2, ['commitment "training" already exists', "--id"]),
        (
            ("--title", "Halve emissions", "--id", "e"),
            2,
            ['commitment "emissions" already has the title "Halve emissions"', "add --force"],
        ),
        (("--title", "T", "--target", "many"), 2, ['invalid amount "many"']),
        (("--title", "T", "--target", "5 people", "--target", "6 people"), 2, ['two targets would be named "people"']),
        (("--title", "T", "--indicator", "people trained"), 2, ["require a target", "--target"]),
        (("--title", "T", "--target", "5 people", "--baseline", "¥1"), 2, ['the baseline is in "JPY"']),
        (("--title", "T", "--page", "3"), 2, ["require a document", "--document"]),
        (("--title", "T", "--due", "someday"), 2, ['invalid date "someday"']),
        (("--title", "T", "--within", "soon"), 2, ['"soon" must be a duration']),
        (("--title", "T", "--within", "3 years"), 3, ["CT213", '"made" is missing']),
        (("--title", "T", "--pillar", "peopel"), 2, ['error: unknown pillar "peopel"', 'did you mean "people"?']),
        (("--title", "T", "--area", "x"), 2, ['unknown area "x"']),
        (("--title", "T", "--responsible", "x"), 2, ['unknown party "x"']),
        (("--title", "T", "--document", "x"), 2, ['unknown document "x"']),
        (("--title", "T", "--part-of", "x"), 4, ['unknown commitment "x"']),
        (("--title", "T", "--id", "x]\n[evil"), 2, ['invalid id "x]', "use only a–z"]),
        (("--title", "T", "--target", "a = 1\nb=5 people"), 3, ["CT203", "nothing written"]),
        (("--title", "T", "--target", "¥5", "--counting", "paid"), 3, ["CT214", "nothing written"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_invalid_input_is_refused(
    run: Run, folder: Path, argv: tuple[str, ...], code: int, expected: list[str]
) -> None:
    """Invalid input is refused with the reason, and nothing is written."""
    result = run("add", *argv)
    assert (result.code, result.out) == (code, "")
    assert all(part in result.err for part in expected), result.err
    assert not (folder / "additions.toml").exists()


def test_a_japanese_title_needs_an_id(run: Run, folder: Path) -> None:
    """A commitment with a Japanese title is added if an ASCII id is given."""
    assert run("add", "--title", "研修", "--id", "kenshu").code == 0
    assert table(folder, "kenshu")["title"] == "研修"


def test_dry_run_writes_nothing(run: Run, folder_with_references: Path) -> None:
    """With --dry-run, add shows what it would write, and creates or changes no file, not even the lock file."""
    before = {path.name: path.read_bytes() for path in folder_with_references.iterdir()}
    result = run("add", *COMPLETE, "--dry-run")
    assert result.code == 0
    assert result.out.startswith("training-for-judges: Training for judges\nwould add to")
    assert "nothing is missing; the commitment is measurable" in result.out
    assert {path.name: path.read_bytes() for path in folder_with_references.iterdir()} == before


def test_records_may_be_named_by_their_title(run: Run, folder_with_references: Path) -> None:
    """A pillar or a party may be given by its title; the id is written."""
    assert run("add", "--title", "A plan", "--pillar", "Trade", "--responsible", "m").code == 0
    record = table(folder_with_references, "a-plan")
    assert (record["pillar"], record["parties"]) == ("trade", {"responsible": ["ministry"]})
