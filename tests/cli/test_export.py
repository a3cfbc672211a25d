"""``commitrack export``: where it writes, what it refuses, and that nothing is left half done."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from commitrack.interchange.export.formats import EXPORTS

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.usefixtures("folder")
def test_a_database_has_the_status_as_of_a_day(run: Run, tmp_path: Path) -> None:
    """The status is that of the day; before the deadline of the plan, it was not overdue."""
    answer = {}
    for day in ("2020-12-31", "2021-01-01"):
        result = run("export", "sqlite", f"{day}.db", "--as-of", day)
        assert result == (0, "", f"wrote {day}.db\n")
        with closing(sqlite3.connect(tmp_path / f"{day}.db")) as database:
            answer[day] = dict(database.execute("SELECT id, schedule FROM status"))["training-plan"]
    assert answer == {"2020-12-31": "no-data", "2021-01-01": "overdue"}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", [name for name in EXPORTS if name != "iati"])  # the registry has no publisher
def test_what_exists_is_kept_without_force(run: Run, tmp_path: Path, name: str) -> None:
    """A file is not overwritten, unless --force is given."""
    target = tmp_path / "target"
    target.write_text("mine", encoding="utf-8")
    code, out, err = run("export", name, "target")
    assert (code, out) == (2, "")
    assert err.startswith('error: "target" ')
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.usefixtures("folder")
def test_the_registry_itself_is_not_overwritten(run: Run, folder: Path) -> None:
    """Not even --force writes a database over a file of the registry."""
    before = (folder / "updates.toml").read_bytes()
    code, _out, err = run("export", "sqlite", "updates.toml", "--force")
    assert (code, "is part of the registry" in err) == (2, True)
    assert (folder / "updates.toml").read_bytes() == before


@pytest.mark.usefixtures("folder")
def test_an_unknown_format_is_refused(run: Run, tmp_path: Path) -> None:
    """The error lists the formats, and nothing is written."""
    code, _out, err = run("export", "sqlit", "x.db")
    assert code == 2
    assert 'did you mean "sqlite"?' in err or "sqlite" in err
    assert not (tmp_path / "x.db").exists()


@pytest.mark.usefixtures("folder")
def test_a_new_folder_has_all_files(run: Run, tmp_path: Path) -> None:
    """The folder gets its name when it is complete; nothing else is left beside it."""
    before = set(tmp_path.iterdir())
    assert run("export", "csv", "package", "--as-of", "2026-11-23") == (0, "", "wrote package\n")
    assert set(tmp_path.iterdir()) - before == {tmp_path / "package"}
    assert {"commitments.csv", "datapackage.json"} < {path.name for path in (tmp_path / "package").iterdir()}


@pytest.mark.usefixtures("folder")
def test_an_empty_folder_is_filled(run: Run, tmp_path: Path) -> None:
    """A folder that was made for the export is used."""
    (tmp_path / "package").mkdir()
    assert run("export", "csv", "package")[0] == 0
    assert (tmp_path / "package" / "datapackage.json").exists()


@pytest.mark.usefixtures("folder")
def test_other_files_of_a_folder_are_kept(run: Run, tmp_path: Path) -> None:
    """A folder with files is refused; with --force, only files of the export are replaced."""
    for name in ("notes.txt", "commitments.csv"):
        path = tmp_path / "package" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", encoding="utf-8")
    code, _out, err = run("export", "csv", "package")
    assert (code, err.splitlines()[0]) == (2, 'error: "package" already exists')
    assert {path.read_text(encoding="utf-8") for path in (tmp_path / "package").iterdir()} == {"mine"}
    assert run("export", "csv", "package", "--force")[0] == 0
    assert (tmp_path / "package" / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "package" / "commitments.csv").read_text(encoding="utf-8").startswith("id,")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("target", "code", "message"),
    [
        ("-", 2, "this format is a folder of files"),
        ("missing/package", 6, 'cannot write "missing/package": No such file or directory'),
        ("commitments.toml", 2, '"commitments.toml" is a file'),
    ],
)
def test_a_place_that_is_no_folder_is_refused(run: Run, tmp_path: Path, target: str, code: int, message: str) -> None:
    """A sentence says what is wrong, and nothing is written."""
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    result = run("export", "csv", target)
    assert (result[0], result[2].splitlines()[0]) == (code, f"error: {message}")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.usefixtures("folder")
def test_binary_data_is_not_printed_to_a_terminal(terminal: Callable[..., tuple[int, str]]) -> None:
    """On a terminal, "-" is answered with what to type instead; in a pipe, it is standard output."""
    code, output = terminal("export", "sqlite", "-")
    assert (code, "cannot print this format to a terminal" in output, 'name a file instead of "-"' in output) == (
        2, True, True,
    )  # fmt: skip


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("kind", "name", "better"),
    [("xlsx", "r.csv", "r.xlsx"), ("sqlite", "r.xlsx", "r.db"), ("sqlite", "r.xml", "r.db")],
)
def test_the_extension_of_another_format_is_refused(
    run: Run, tmp_path: Path, kind: str, name: str, better: str
) -> None:
    """No program would open the file."""
    code, _out, err = run("export", kind, name)
    assert (code, err) == (2, f'error: "{name}" has the extension of another format\nhint: name it "{better}"\n')
    assert not (tmp_path / name).exists()
    assert run("export", kind, "register.data")[0] == 0
