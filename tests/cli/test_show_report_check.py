"""``commitrack show``, ``report`` and ``check``: one commitment, all of them, and what is wrong."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.usefixtures("folder")
def test_show(run: Run) -> None:
    """Titles, deadline, target, rate, history with its evidence."""
    ran = run("show", "training")
    assert (ran.code, ran.err) == (0, "")
    for said in (
        "Training for 5,000 people", "5,000人の研修", "2099-12-31, in 73 years",
        "1,000 of 5,000 people on 2024-06-30 (20%)",
        "no forecast: 1 of 3 required figures", "\n1 part: 1 overdue\n", "A plan for the training  training-plan",
        "https://example.org/1", "20240701T000000Z-00000001", "official",
    ):  # fmt: skip
        assert said in ran.out


@pytest.mark.usefixtures("folder")
def test_show_without_an_update(run: Run) -> None:
    """If nothing was reported, the page says so, with the day."""
    out = run("show", "fund").out
    assert "no updates as of 2026-11-23" in out
    assert "no figure reported for ¥40bn" in out
    assert " 0%" not in out


@pytest.mark.usefixtures("folder")
def test_show_json_and_csv(run: Run) -> None:
    """JSON has the history too; CSV a row for each target."""
    (found,) = json.loads(run("show", "training", "--format", "json").out)["items"]
    assert (found["id"], found["targets"][0]["actual"]) == ("training", 1000)
    assert found["updates"][0]["key"] == "20240701T000000Z-00000001"
    rows = list(csv.DictReader(io.StringIO(run("show", "fund", "-f", "csv").out, newline="")))
    assert [row["target"] for row in rows] == ["budget", "projects", "countries"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "hint"), [("trainning", 'did you mean "training"'), ("missions", 'did you mean "emissions"')]
)
def test_show_unknown(run: Run, name: str, hint: str) -> None:
    """A mistyped id ends with 4 and a suggestion."""
    ran = run("show", name)
    assert (ran.code, ran.out) == (4, "")
    assert f'unknown commitment "{name}"' in ran.err
    assert hint in ran.err


@pytest.mark.usefixtures("folder")
def test_report(run: Run) -> None:
    """Head, highlights and tables, in this order."""
    ran = run("report")
    assert (ran.code, ran.err) == (0, "")
    order = [
        "Test register", "As of", "Next meeting  none in the registry",
        "1 of 4 commitments have a figure or a completion level", "Highlights", "Newly overdue",
        "Furthest behind", "Longest without an update", "No figure reported", "Deadlines", "Progress against targets",
        "By pillar", "Commitments with stale data", "Key commitments without data", "registry sha256",
    ]  # fmt: skip
    places = [ran.out.index(said) for said in order]
    assert places == sorted(places)


@pytest.mark.usefixtures("folder")
def test_report_on_a_query(run: Run) -> None:
    """The words of the query narrow the report and are named in its head."""
    out = run("report", "pillar:trade").out
    assert "Filter        pillar:trade" in out
    assert "0 of 1 commitments" in out
    assert "Training" not in out


@pytest.mark.usefixtures("folder")
def test_report_json_and_csv(run: Run) -> None:
    """The same report for machines, of the same registry: equal digests."""
    found = json.loads(run("report", "--format", "json").out)
    assert (found["schema"], found["coverage"]) == ("commitrack/1/report", {"n": 1, "of": 4})
    assert found["registry"]["sha256"] == json.loads(run("list", "-f", "json").out)["registry"]["sha256"]
    assert found["registry"]["sha256"][:16] in run("report").out
    rows = list(csv.DictReader(io.StringIO(run("report", "-f", "csv").out, newline="")))
    assert list({row["id"]: row["sections"] for row in rows}.items()) == [
        ("emissions", "ask later completion without_data"), ("training", "ask later completion stale"),
        ("training-plan", "ask overdue"), ("fund", "ask later completion without_data"),
    ]  # fmt: skip
    assert [row["target"] for row in rows if row["id"] == "fund"] == ["budget", "projects", "countries"]


@pytest.mark.usefixtures("folder")
def test_report_twice_is_the_same_to_the_byte(run: Run) -> None:
    """One registry, one day: one report."""
    for form in ("table", "json", "csv"):
        assert run("report", "-f", form).out == run("report", "-f", form).out


def test_check_clean(run: Run, folder: Path) -> None:
    """A valid registry: what was read, exit 0."""
    ran = run("check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"no problems in {folder} ")
    assert ran.out.endswith(" (4 commitments, 1 update, 2 files)\n")


def test_check_reports_every_problem(run: Run, broken: Path) -> None:
    """All problems of all files with place, code and message; exit 1."""
    ran = run("check")
    assert ran.code == 1
    assert "commitments.toml:3: error[CT108]: areas: must be" in ran.err
    assert "updates.toml:1: error[CT104]: invalid TOML" in ran.err
    assert '    areas = "energy"' in ran.err
    assert ran.out == f"2 problems in {broken}\n"


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    "words", [("list",), ("show", "a"), ("report",), ("update", "a", "--completion", "limited")], ids=lambda w: w[0]
)
def test_other_commands_refuse_a_broken_registry(run: Run, words: tuple[str, ...], tmp_path: Path) -> None:
    """Exit 3 with all problems, nothing on stdout, nothing changed."""
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.toml")}
    ran = run(*words)
    assert (ran.code, ran.out) == (3, "")
    assert "commitments.toml:3: error[CT108]" in ran.err
    assert "updates.toml:1: error[CT104]" in ran.err
    assert "2 errors in the registry" in ran.err
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.toml")} == before


def test_a_problem_shows_no_control_sign(run: Run, tmp_path: Path) -> None:
    """Control characters of a broken file are shown as code points, in the excerpt too."""
    (tmp_path / "commitments.toml").write_text('[commitments.a]\ntitel = "\u009b2J\u202e[/foo]"\n', encoding="utf-8")
    ran = run("check")
    assert ran.code == 1
    assert "<U+009B>2J<U+202E>[/foo]" in ran.err
    assert not {"\x9b", "\u202e", "\x1b"} & set(ran.err)
