"""``commitrack list``: which commitments, in what order, in what form."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("folder")
Run = Callable[..., Any]


def ids(ran: Any) -> list[str]:
    assert (ran.code, ran.err) == (0, "")
    return [found["id"] for found in json.loads(ran.out)["items"]]


@pytest.mark.parametrize(
    ("words", "found"),
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
def test_which(run: Run, words: tuple[str, ...], found: list[str]) -> None:
    """Key commitments without a query, everything with --all, matches with a query."""
    assert ids(run("list", *words, "--format", "json")) == found


@pytest.mark.parametrize(
    ("sort", "first"), [("pillar", "emissions"), ("due", "training-plan"), ("progress", "training"),
                        ("updated", "training")]
)  # fmt: skip
def test_sort(run: Run, sort: str, first: str) -> None:
    """By pillar, by deadline, by what is achieved, by the latest figure."""
    assert ids(run("list", "--all", "--sort", sort, "-f", "json"))[0] == first


def test_table(run: Run) -> None:
    """In a pipe: one line a commitment with its parts counted, figures, share, deadline and status; then a count."""
    ran = run("list")
    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert lines[0].split() == ["Commitment", "Target", "Actual", "Progress", "Due", "Status"]
    (training,) = [line for line in lines if "training" in line and "5,000" in line]
    assert training.split("  ")[0:3] == [" Training for 5,000 people", "training", "1 part: 1 overdue"]
    assert training.split("  ", 3)[3].split()[:4] == ["5,000", "people", "1,000", "people"]
    for said in ("20%", "2099-12-31", "↑ on track, stale"):
        assert said in training
    assert lines[-1] == " 3 of 4 commitments as of 2026-11-23; list all with: commitrack list --all"


def test_nothing_fits(run: Run) -> None:
    """If nothing matches, a message says so; that is not an error."""
    ran = run("list", "nothing-like-it")
    assert ran.code == 0
    assert "No commitments match" in ran.out


def test_csv(run: Run) -> None:
    """CSV has a row for every target."""
    rows = list(csv.DictReader(io.StringIO(run("list", "--format", "csv").out, newline="")))
    assert [(row["id"], row["target"]) for row in rows] == [
        ("emissions", "emissions"), ("training", "trainees"), ("fund", "budget"), ("fund", "projects"),
        ("fund", "countries"),
    ]  # fmt: skip


def test_japanese(run: Run) -> None:
    """--lang ja gives titles and amounts in Japanese."""
    out = run("list", "--lang", "ja").out
    assert "5,000人の研修" in out
    assert "400億円" in out
    assert "Training for" not in out


def test_ascii(run: Run) -> None:
    """--ascii draws the table with ASCII characters only."""
    out = run("list", "training", "--ascii").out
    assert "^ on track" in out
    assert "-----" in out
    assert out.isascii()


@pytest.mark.parametrize(
    ("words", "said"),
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
def test_unknown_words_are_refused(run: Run, words: tuple[str, ...], said: list[str]) -> None:
    """An unknown field, value, order, format or day ends with exit code 2, the reason and a suggestion."""
    ran = run("list", *words)
    assert (ran.code, ran.out) == (2, "")
    assert all(part in ran.err for part in said)


def test_as_of_knows_nothing_later(run: Run) -> None:
    """As of the day before the figure there is none; on its day there is."""
    before, then = (run("list", "training", "--as-of", day).out for day in ("2024-06-29", "2024-06-30"))
    assert "no data" in before
    assert "1,000 people" not in before
    assert "1,000 people" in then


def test_as_of_by_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """COMMITRACK_AS_OF is the default of --as-of, which takes precedence."""
    from commitrack.cli.main import main  # noqa: PLC0415

    monkeypatch.setenv("COMMITRACK_AS_OF", "2024-06-29")
    assert main(["list"]) == 0
    assert "as of 2026-11-23" in run("list").out
    monkeypatch.setenv("COMMITRACK_AS_OF", "someday")
    assert main(["list"]) == 2


def test_as_of_by_environment_is_shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The foot of the table names the day that the environment gives."""
    from commitrack.cli.main import main  # noqa: PLC0415

    monkeypatch.setenv("COMMITRACK_AS_OF", "2024-06-29")
    main(["list"])
    assert "as of 2024-06-29" in capsys.readouterr().out


def test_files_of_the_registry_are_read_by_name_alone(run: Run, tmp_path: Path) -> None:
    """A register may be split: every *.toml counts, hidden ones and others do not."""
    (tmp_path / "more.toml").write_text('[commitments.more]\ntitle = "More"\n', encoding="utf-8")
    (tmp_path / ".hidden.toml").write_text("not toml", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not toml", encoding="utf-8")
    assert "more" in ids(run("list", "--all", "-f", "json"))
