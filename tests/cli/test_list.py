"""``commitrack list``: selection, order, formats and report date."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("folder")
Run = Callable[..., Any]


def ids(result: Any) -> list[str]:
    assert (result.code, result.err) == (0, "")
    return [item["id"] for item in json.loads(result.out)["items"]]


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ((), ["emissions", "training", "fund"]),
        (("--all",), ["emissions", "training", "training-plan", "fund"]),
        (("-a",), ["emissions", "training", "training-plan", "fund"]),
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
    """list shows key commitments without a query, all commitments with --all, and the matches of a query."""
    assert ids(run("list", *argv, "--format", "json")) == expected


@pytest.mark.parametrize(
    ("sort", "first_id"), [("pillar", "emissions"), ("due", "training-plan"), ("progress", "training"),
                        ("updated", "training")]
)  # fmt: skip
def test_sort_orders_the_list(run: Run, sort: str, first_id: str) -> None:
    """--sort orders the list by pillar, deadline, progress or latest update."""
    assert ids(run("list", "--all", "--sort", sort, "-f", "json"))[0] == first_id


def test_the_table_in_a_pipe(run: Run) -> None:
    """In a pipe, the table has a line per commitment with its parts, figures, deadline and status, and then a count."""
    result = run("list")
    lines = result.out.splitlines()
    assert (result.code, result.err) == (0, "")
    assert lines[0].split() == ["Commitment", "Target", "Actual", "Progress", "Due", "Status"]
    (training,) = [line for line in lines if "training" in line and "5,000" in line]
    assert training.split("  ")[0:3] == [" Training for 5,000 people", "training", "1 part: 1 overdue"]
    assert training.split("  ", 3)[3].split()[:4] == ["5,000", "people", "1,000", "people"]
    for text in ("20%", "2099-12-31", "↑ on track, part overdue +1"):
        assert text in training
    assert lines[-1] == " 3 of 4 commitments as of 2026-11-23; list all with: commitrack list --all"


def test_no_match_is_not_an_error(run: Run) -> None:
    """If no commitment matches, list says so and exits with 0."""
    result = run("list", "nothing-like-it")
    assert result.code == 0
    assert "No commitments match" in result.out


def test_csv_has_a_row_for_every_target(run: Run) -> None:
    """The CSV output has a row for every target of the listed commitments."""
    rows = list(csv.DictReader(io.StringIO(run("list", "--format", "csv").out, newline="")))
    assert [(row["id"], row["target"]) for row in rows] == [
        ("emissions", "emissions"), ("training", "trainees"), ("fund", "budget"), ("fund", "projects"),
        ("fund", "countries"),
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
    assert "-----" in out
    assert out.isascii()


@pytest.mark.parametrize(
    ("argv", "messages"),
    [
        (("pilar:people",), ['unknown query field "pilar"', 'did you mean "pillar"']),
        (("pillar:peple",), ['unknown pillar "peple"', 'did you mean "people"']),
        (("status:overdo",), ['unknown status "overdo"', 'did you mean "overdue"']),
        (("due:soon",), ['invalid date "soon"', "due:..2028"]),
        (("--sort", "size"), ["'size' is not one of"]),
        (("--format", "xls"), ["'xls' is not one of"]),
        (("--lang", "fr"), ["'fr' is not one of"]),
        (("--as-of", "2026-02-30"), ['invalid date "2026-02-30": the month does not have that day', "use YYYY-MM-DD"]),
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
    assert "no report" in before
    assert "1,000 people" not in before
    assert "1,000 people" in after


def test_as_of_takes_precedence_over_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """--as-of takes precedence over COMMITRACK_AS_OF, and an invalid COMMITRACK_AS_OF exits with 2."""
    from commitrack.cli.main import main  # noqa: PLC0415

    monkeypatch.setenv("COMMITRACK_AS_OF", "2024-06-29")
    assert main(["list"]) == 0
    assert "as of 2026-11-23" in run("list").out
    monkeypatch.setenv("COMMITRACK_AS_OF", "someday")
    assert main(["list"]) == 2


def test_the_report_date_of_the_environment_is_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --as-of, the last line of the table shows the date from COMMITRACK_AS_OF."""
    from commitrack.cli.main import main  # noqa: PLC0415

    monkeypatch.setenv("COMMITRACK_AS_OF", "2024-06-29")
    main(["list"])
    assert "as of 2024-06-29" in capsys.readouterr().out


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
    assert footer in run("list", "-r", "few").out
    assert coverage in run("report", "-r", "few").out
