"""``commitrack show``, ``report`` and ``check``: one commitment, all commitments, and the problems of a registry."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.usefixtures("folder")
def test_show_prints_a_commitment(run: Run) -> None:
    """show prints the titles, deadline, target, rate, parts and history of a commitment, with its evidence."""
    result = run("show", "training")
    assert (result.code, result.err) == (0, "")
    for text in (
        "Training for 5,000 people", "5,000人の研修", "2099-12-31, in over 73 years",
        "1,000 of 5,000 people on 2024-06-30 (20%)",
        "no forecast: 1 of 3 required figures", "\n1 part: 1 overdue\n", "A plan for the training  training-plan",
        "https://example.org/1", "20240701T000000Z-00000001", "official",
    ):  # fmt: skip
        assert text in result.out


@pytest.mark.usefixtures("folder")
def test_show_of_a_commitment_without_updates(run: Run) -> None:
    """If there are no updates, show says so with the report date, and it does not print 0%."""
    out = run("show", "fund").out
    assert "no updates as of 2026-11-23" in out
    assert "no figure reported for ¥40bn" in out
    assert " 0%" not in out


@pytest.mark.usefixtures("folder")
def test_show_in_json_and_csv(run: Run) -> None:
    """In JSON, show includes the history; in CSV, it has a row for each target."""
    (item,) = json.loads(run("show", "training", "--format", "json").out)["items"]
    assert (item["id"], item["targets"][0]["actual"]) == ("training", 1000)
    assert item["updates"][0]["key"] == "20240701T000000Z-00000001"
    rows = list(csv.DictReader(io.StringIO(run("show", "fund", "-f", "csv").out, newline="")))
    assert [row["target"] for row in rows] == ["budget", "projects", "countries"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "hint"), [("trainning", 'did you mean "training"'), ("missions", 'did you mean "emissions"')]
)
def test_show_of_an_unknown_id_is_refused(run: Run, name: str, hint: str) -> None:
    """For an unknown id, show exits with 4 and a suggestion."""
    result = run("show", name)
    assert (result.code, result.out) == (4, "")
    assert f'unknown commitment "{name}"' in result.err
    assert hint in result.err


@pytest.mark.usefixtures("folder")
def test_the_report_has_its_sections_in_order(run: Run) -> None:
    """With --all-sections, report prints the head, the highlights and the sections in a fixed order."""
    result = run("report", "--all-sections")
    assert (result.code, result.err) == (0, "")
    order = [
        "Test register", "As of", "Next meeting     none in the registry",
        "0 of 3 commitments without parts have a figure or a completion level", "Highlights", "Newly overdue since",
        "Furthest behind", "Longest without an update", "No figure reported", "Deadlines", "Progress against targets",
        "By pillar", "Commitments with stale data", "Key commitments without data", "registry sha256",
    ]  # fmt: skip
    positions = [result.out.index(text) for text in order]
    assert positions == sorted(positions)


@pytest.mark.usefixtures("folder")
def test_the_report_is_short_by_default(run: Run) -> None:
    """By default, report prints highlights and a line per commitment by deadline, and names the other sections."""
    result = run("report")
    assert (result.code, result.err) == (0, "")
    _highlights, overview = result.out.split("Deadlines and progress\n")
    first = [line.split("  ")[0] for line in overview.splitlines() if line and line[0] != " "]
    assert first == ["ID", "Overdue", "training-plan", "Later", "emissions", "fund", "training"]
    assert "More with --all-sections: Deadlines, Progress, Evidenced, Pillars, Stale, Without data" in overview
    assert len(result.out.splitlines()) <= 40


@pytest.mark.usefixtures("folder")
def test_a_query_narrows_the_report(run: Run) -> None:
    """A query narrows the report and is shown in its head."""
    out = run("report", "pillar:trade").out
    assert "Filter           pillar:trade" in out
    assert "0 of 1 commitment has a figure" in out
    assert "Training" not in out


@pytest.mark.usefixtures("folder")
def test_the_report_in_json_and_csv(run: Run) -> None:
    """report prints JSON and CSV for the same commitments, and its digest is the one in list and in the text report."""
    document = json.loads(run("report", "--format", "json").out)
    assert document["schema"] == "commitrack/1/report"
    assert document["coverage"] == {
        "n": 0, "of": 3, "notes_only": 0, "no_figure": 0, "same_report": 0, "no_report": 3,
        "with_parts": 1, "counted_with": 0, "targets": {"n": 1, "of": 5},
    }  # fmt: skip
    assert document["registry"]["sha256"] == json.loads(run("list", "-f", "json").out)["registry"]["sha256"]
    assert document["registry"]["sha256"][:16] in run("report").out
    rows = list(csv.DictReader(io.StringIO(run("report", "-f", "csv").out, newline="")))
    assert list({row["id"]: row["sections"] for row in rows}.items()) == [
        ("emissions", "ask later completion without_data"), ("training", "ask later completion stale"),
        ("training-plan", "ask overdue"), ("fund", "ask later completion without_data"),
    ]  # fmt: skip
    assert [row["target"] for row in rows if row["id"] == "fund"] == ["budget", "projects", "countries"]


@pytest.mark.usefixtures("folder")
def test_two_reports_are_byte_identical(run: Run) -> None:
    """Two reports on the same registry and day are byte-identical in the formats table, json and csv."""
    for output_format in ("table", "json", "csv"):
        assert run("report", "-f", output_format).out == run("report", "-f", output_format).out


def test_check_of_a_valid_registry(run: Run, folder: Path) -> None:
    """For a valid registry, check prints what was read and exits with 0."""
    result = run("check")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"no problems in {folder} ")
    assert result.out.endswith(" (4 commitments, 1 update, 2 files)\n")


def test_check_reports_every_problem(run: Run, broken: Path) -> None:
    """check prints all problems of all files with their file, line, code and message, and exits with 1."""
    result = run("check")
    assert (result.code, result.err) == (1, "")
    assert "commitments.toml:3: error[CT108]: areas: must be" in result.out
    assert "updates.toml:1: error[CT104]: invalid TOML" in result.out
    assert '    areas = "energy"' in result.out
    assert result.out.endswith(f"2 problems in {broken}\n")


@pytest.mark.parametrize(
    ("journal", "field", "codes"),
    [("[updates\n", 'areas = "energy"', ["CT104", "CT108", "CT111"]), ("", 'pillar = "x"', ["CT201", "CT111"])],
)
def test_check_prints_errors_first_and_each_kind_by_code(
    run: Run, tmp_path: Path, journal: str, field: str, codes: list[str]
) -> None:
    """check prints errors by code, then warnings, whatever their files are, and the summary last."""
    (tmp_path / "additions.toml").write_text('commitments.b.title = "B"\n' * 2, encoding="utf-8")
    (tmp_path / "commitments.toml").write_text(f'[commitments.a]\ntitle = "A"\n{field}\n', encoding="utf-8")
    (tmp_path / "updates.toml").write_text(journal, encoding="utf-8")
    *problems, summary = [line for line in run("check").out.splitlines() if not line.startswith("    ")]
    assert [re.findall("CT[0-9]{3}", line)[0] for line in problems] == codes
    assert summary == f"{len(codes)} problems in {tmp_path}"


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    "argv", [("list",), ("show", "a"), ("report",), ("update", "a", "--completion", "limited")], ids=lambda w: w[0]
)
def test_other_commands_refuse_a_broken_registry(run: Run, argv: tuple[str, ...], tmp_path: Path) -> None:
    """The other commands refuse an invalid registry: they exit with 3, print all problems and change no file."""
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.toml")}
    result = run(*argv)
    assert (result.code, result.out) == (3, "")
    assert "commitments.toml:3: error[CT108]" in result.err
    assert "updates.toml:1: error[CT104]" in result.err
    assert "2 errors in the registry" in result.err
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.toml")} == before


def test_a_problem_contains_no_control_characters(run: Run, tmp_path: Path) -> None:
    """Control characters of an invalid file are printed as code points, also in the excerpt."""
    (tmp_path / "commitments.toml").write_text('[commitments.a]\ntitel = "\u009b2J\u202e[/foo]"\n', encoding="utf-8")
    result = run("check")
    assert result.code == 1
    assert "<U+009B>2J<U+202E>[/foo]" in result.out
    assert not {"\x9b", "\u202e", "\x1b"} & set(result.out)


def test_a_summary_is_shown_in_every_language(run: Run, folder: Path) -> None:
    """show prints what a commitment promises in a paragraph, in the language of the reader; JSON has all of them."""
    path = folder / "commitments.toml"
    text = path.read_text(encoding="utf-8")
    summary = 'summary = { en = "Grants for ports.", ja = "港湾への助成金。" }'
    path.write_text(text.replace("[commitments.fund]", f"[commitments.fund]\n{summary}"), encoding="utf-8")
    assert "Summary   Grants for ports." in run("show", "fund").out
    assert "港湾への助成金。" in run("show", "fund", "--lang", "ja").out
    (item,) = json.loads(run("list", "fund", "--json").out)["items"]
    assert item["summary"]["ja"] == "港湾への助成金。"


def test_ids_of_other_systems_are_shown_and_found(run: Run, folder: Path) -> None:
    """show prints the ids that other systems give a commitment; list finds it by them, and JSON has them."""
    path = folder / "commitments.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("[commitments.fund]", '[commitments.fund]\nexternal_ids = { ogp = "US0116" }'), encoding="utf-8"
    )
    assert "ogp US0116" in run("show", "fund").out
    (item,) = json.loads(run("list", "us0116", "--json").out)["items"]
    assert (item["id"], item["external_ids"]) == ("fund", {"ogp": "US0116"})
    assert run("log", "us0116") == (0, "no updates\n", "")
