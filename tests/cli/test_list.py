"""``commitrack list``: selection, order, formats and report date."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack.views.listing import COLUMNS

pytestmark = pytest.mark.usefixtures("folder")
Run = Callable[..., Any]


def ids(result: Any) -> list[str]:
    assert (result.code, result.err) == (0, "")
    return [item["id"] for item in json.loads(result.out)["items"]]


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ((), ["training-plan", "emissions", "fund", "training"]),
        (("-a",), ["training-plan", "emissions", "fund", "training"]),
        (("is:key",), ["emissions", "fund", "training"]),
        (("not:is:key",), ["training-plan"]),
        (("-n", "2"), ["training-plan", "emissions"]),
        (("--reverse", "--limit", "1"), ["training"]),
        (("plan",), ["training-plan"]),
        (("研修",), ["training"]),
        (("status:overdue",), ["training-plan"]),
        (("unit:JPY",), ["fund"]),
        (("pillar:people", "not:plan"), ["training"]),
        (("due:..2050",), ["training-plan"]),
        (("nothing-like-it",), []),
    ],
)
def test_which_commitments_are_listed(run: Run, argv: tuple[str, ...], expected: list[str]) -> None:
    """list shows what is part of nothing, and overdue parts; all; or what matches. The most urgent come first."""
    assert ids(run("list", *argv, "--json")) == expected


@pytest.mark.parametrize(
    ("sort", "first_id"), [("pillar", "emissions"), ("due", "training-plan"), ("progress", "training"),
                        ("updated", "training")]
)  # fmt: skip
def test_sort_orders_the_list(run: Run, sort: str, first_id: str) -> None:
    """--sort orders the list by pillar, deadline, progress or latest update."""
    assert ids(run("list", "--all", "--sort", sort, "-f", "json"))[0] == first_id


def test_in_a_pipe_there_is_a_line_per_commitment(run: Run) -> None:
    """In a pipe, there is a heading and a line per commitment, of which nothing is cut, and no footer."""
    result = run("list")
    assert (result.code, result.err) == (0, "")
    assert [re.split(r" {2,}", line) for line in result.out.splitlines()] == [
        ["ID", "TITLE", "PROGRESS", "DUE", "STATUS"],
        ["training-plan", "A plan for the training", "no report", "2020-12-31", "✗ overdue"],
        ["emissions", "Halve emissions", "no report of 500 kt", "2090-12-31", "? no report"],
        ["fund", "A fund of ¥40bn", "no report of ¥40bn +2", "2090-12-31", "? no report"],
        ["training", "Training for 5,000 people", "1,000 of 5,000 people 20%", "2099-12-31",
         "↑ on track, part overdue +1"],
    ]  # fmt: skip


def test_parts_that_are_not_overdue_are_hidden(run: Run, tmp_path: Path) -> None:
    """If parts are hidden, the footer says how many, and how to list them."""
    assert run("update", "training-plan", "--lifecycle", "withdrawn", "--reason", "r").code == 0
    later = ("--as-of", "2027-01-01")
    assert ids(run("list", *later, "--json")) == ["emissions", "fund", "training"]
    assert ids(run("list", *later, "--json", "--all")) == ["emissions", "fund", "training-plan", "training"]
    run("list", *later, "-o", "list.txt")
    assert (
        (tmp_path / "list.txt")
        .read_text(encoding="utf-8")
        .endswith(" 3 of 4 commitments as of 2027-01-01; 1 part more: commitrack list --all\n")
    )


def test_a_word_for_a_status_is_a_hint(run: Run) -> None:
    """A word that is searched as text, but is what people call a status, is followed by a hint."""
    assert run("list", "late").out.endswith("; did you mean status:overdue?\n")
    assert "did you mean" not in run("list", "training").out


def test_columns_are_chosen_in_every_format(run: Run) -> None:
    """--columns selects columns of the table and of CSV, and keys of JSON, in that order."""
    names = ("--columns", "due,id", "--limit", "1")
    assert run("list", *names).out.split()[:4] == ["DUE", "ID", "2020-12-31", "training-plan"]
    assert run("list", *names, "--format", "csv").out == "due,id\r\n2020-12-31,training-plan\r\n"
    (item,) = json.loads(run("list", *names, "--json").out)["items"]
    assert list(item.items()) == [("due", "2020-12-31"), ("id", "training-plan")]


@pytest.mark.parametrize("column", COLUMNS)
def test_the_columns_of_a_listing_are_fields_of_every_format(run: Run, column: str) -> None:
    """What --columns names in a listing, it also names in CSV and JSON."""
    for form in ("table", "csv", "json"):
        assert run("list", "--columns", f"id,{column}", "-f", form).code == 0
    assert run("list", "fund", "--columns", "title", "-f", "csv").out.startswith("title_en,title_ja\r\nA fund of ¥40bn")


@pytest.mark.parametrize(
    ("group", "headings"),
    [
        ("pillar", ["People", "Trade", "No pillar"]),
        ("area", ["No area"]),
        ("party", ["No party named"]),
        ("status", ["Overdue", "No report", "On track"]),
    ],
)
def test_groups_have_headings(run: Run, group: str, headings: list[str]) -> None:
    """With --group, the commitments are listed under headings, in the order of the registry; nothing is left out."""
    _head, *groups = run("list", "--group", group).out.split("\n\n")
    assert [lines.splitlines()[0] for lines in groups] == headings
    assert sum(len(lines.splitlines()) - 1 for lines in groups) == 4


def test_long_has_a_row_for_each_target_with_milestones(run: Run, folder: Path) -> None:
    """With --long, every target has a row with its figures and milestones."""
    path = folder / "commitments.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"kt" }', '"kt", milestones = [{ on = 2050-12-31, value = 800 }] }'), encoding="utf-8")
    head, _rule, *rows = run("list", "--long", "unit:kt,projects").out.split("\n\n")[0].splitlines()
    assert re.split(r" {2,}", head)[-2:] == ["Status", "Milestones"]
    assert [row.split("  ")[0].strip() for row in rows] == ["Halve emissions", "A fund of ¥40bn", "", ""]
    assert rows[0].endswith("  1 open")


def test_no_match_is_not_an_error(run: Run) -> None:
    """If no commitment matches, list says so and exits with 0."""
    result = run("list", "nothing-like-it")
    assert result.code == 0
    assert "No commitments match" in result.out


def test_csv_has_a_row_for_every_target(run: Run) -> None:
    """The CSV output has a row for every target of the listed commitments."""
    rows = list(csv.DictReader(io.StringIO(run("list", "--format", "csv").out, newline="")))
    assert [(row["id"], row["target"]) for row in rows] == [
        ("training-plan", ""), ("emissions", "emissions"), ("fund", "budget"), ("fund", "projects"),
        ("fund", "countries"), ("training", "trainees"),
    ]  # fmt: skip


def test_lang_ja_prints_japanese(run: Run) -> None:
    """With --lang ja, titles and amounts are in Japanese."""
    out = run("list", "--lang", "ja").out
    assert "5,000人の研修" in out
    assert "400億円" in out
    assert "Training for" not in out


def test_ascii_prints_only_ascii(run: Run) -> None:
    """With --ascii, the table contains only ASCII characters."""
    out = run("list", "training", "--ascii").out
    assert "^ on track" in out
    assert out.isascii()


@pytest.mark.parametrize(
    ("argv", "messages"),
    [
        (("pilar:people",), ['unknown query field "pilar"', 'did you mean "pillar"']),
        (("pillar:peple",), ['unknown pillar "peple"', 'did you mean "people"']),
        (("status:overdo",), ['unknown status "overdo"', 'did you mean "overdue"']),
        (("due:soon",), ['invalid date "soon"', "due:..2028"]),
        (("--sort", "size"), ['invalid value "size" for --sort']),
        (("--format", "xls"), ['invalid value "xls" for --format']),
        (("--lang", "fr"), ['invalid value "fr" for --lang']),
        (("--as-of", "2026-02-30"), ['invalid date "2026-02-30": the month does not have that day']),
        (("--as-of", "tomorrow"), ['invalid date "tomorrow"']),
    ],
)
def test_invalid_arguments_are_refused(run: Run, argv: tuple[str, ...], messages: list[str]) -> None:
    """An unknown field, value, order, format, language or date exits with 2 and a message that names it."""
    result = run("list", *argv)
    assert (result.code, result.out) == (2, "")
    assert all(message in result.err for message in messages)


def test_as_of_ignores_later_figures(run: Run) -> None:
    """With --as-of, a figure is shown on its own day and not on the day before."""
    before, after = (run("list", "training", "--as-of", day).out for day in ("2024-06-29", "2024-06-30"))
    assert "no report of 5,000 people" in before
    assert "1,000 of 5,000 people 20%" in after


def test_as_of_takes_precedence_over_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """--as-of takes precedence over COMMITRACK_AS_OF, and an invalid COMMITRACK_AS_OF exits with 2."""
    from commitrack.cli.main import main  # noqa: PLC0415

    monkeypatch.setenv("COMMITRACK_AS_OF", "2024-06-29")
    assert main(["list", "-o", "list.txt"]) == 0
    assert json.loads(run("list", "--json").out)["as_of"] == "2026-11-23"
    monkeypatch.setenv("COMMITRACK_AS_OF", "someday")
    assert main(["list"]) == 2


def test_the_report_date_of_the_environment_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --as-of, the footer shows the date from COMMITRACK_AS_OF."""
    from commitrack.cli.main import main  # noqa: PLC0415

    monkeypatch.setenv("COMMITRACK_AS_OF", "2024-06-29")
    main(["list", "-o", "list.txt"])
    assert "as of 2024-06-29" in (tmp_path / "list.txt").read_text(encoding="utf-8")


def test_every_toml_file_of_the_folder_is_read(run: Run, tmp_path: Path) -> None:
    """Every TOML file in the folder is read as part of the registry, except hidden ones; other files are ignored."""
    (tmp_path / "more.toml").write_text('[commitments.more]\ntitle = "More"\n', encoding="utf-8")
    (tmp_path / ".hidden.toml").write_text("not toml", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not toml", encoding="utf-8")
    assert "more" in ids(run("list", "--all", "-f", "json"))


@pytest.mark.parametrize("word", ["", " ", ",", " , ,"])
@pytest.mark.parametrize("command", ["list", "report"])
@pytest.mark.usefixtures("folder")
def test_an_empty_query_term_is_refused(run: Run, command: str, word: str) -> None:
    """A query term without content ends with exit code 2, and does not match everything."""
    result = run(command, "training", word)
    assert (result.code, result.out) == (2, "")
    assert f'empty query term "{word}"' in result.err


@pytest.mark.parametrize(
    ("commitments", "footer", "coverage"),
    [
        (1, "1 of 1 commitment as of", "0 of 1 commitment has a figure"),
        (2, "2 of 2 commitments as of", "0 of 2 commitments have a figure"),
    ],
)
def test_the_number_of_commitments_is_singular_or_plural(
    run: Run, tmp_path: Path, commitments: int, footer: str, coverage: str
) -> None:
    """The footer of list and the coverage of report say "commitment" if the registry has one."""
    tables = [f'[commitments.c{number}]\ntitle = "C"\nheadline = true\n' for number in range(commitments)]
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "commitments.toml").write_text('[registry]\ntitle = "T"\n' + "".join(tables), encoding="utf-8")
    run("list", "-r", "few", "-o", "list.txt")
    assert footer in (tmp_path / "list.txt").read_text(encoding="utf-8")
    assert coverage in run("report", "-r", "few").out
