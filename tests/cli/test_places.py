"""Where the registry is found, and where the output is written."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
REGISTRY = '[registry]\ntitle = "{}"\n[commitments.a]\ntitle = "A"\n'


def make(folder: Path, title: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "commitments.toml").write_text(REGISTRY.format(title), encoding="utf-8")
    return folder


def title(result: Any) -> str:
    assert result.code == 0, result.err
    return str(json.loads(result.out)["registry"]["title"])


def test_a_missing_registry_is_reported(run: Run) -> None:
    """Without a registry, list exits with 3 and says how to create one."""
    result = run("list")
    assert (result.code, result.out) == (3, "")
    assert "no registry in this folder or any parent folder" in result.err
    assert "commitrack init" in result.err
    assert "commitrack init --example summit" in result.err


def test_the_nearest_registry_upward_is_used(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest registry upward is used; a folder comes before its data folder, and that before its parents."""
    make(tmp_path, "above")
    nested = tmp_path / "one" / "two"
    nested.mkdir(parents=True)
    monkeypatch.chdir(nested)
    assert title(run("list", "-f", "json")) == "above"
    make(tmp_path / "one" / "data", "data")
    assert title(run("list", "-f", "json")) == "data"
    make(tmp_path / "one", "here")
    assert title(run("list", "-f", "json")) == "here"


def test_the_registry_option_takes_precedence(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--registry, a folder or a file, takes precedence over COMMITRACK_REGISTRY, and both over the working
    directory."""
    make(tmp_path, "here")
    by_environment, by_option = make(tmp_path / "e", "environment"), make(tmp_path / "o", "option")
    monkeypatch.setenv("COMMITRACK_REGISTRY", str(by_environment))
    assert title(run("list", "-f", "json")) == "environment"
    assert title(run("list", "-f", "json", "--registry", str(by_option))) == "option"
    assert title(run("list", "-f", "json", "-r", str(by_option / "commitments.toml"))) == "option"


@pytest.mark.parametrize("argv", [("list",), ("show", "a"), ("report",), ("check",), ("update", "a", "1")])
def test_a_named_folder_without_a_registry_is_refused(run: Run, tmp_path: Path, argv: tuple[str, ...]) -> None:
    """If --registry names a folder without a registry, the command exits with 3 and searches no other folder."""
    make(tmp_path, "here")
    result = run(*argv, "--registry", "else\x1bwhere")
    assert (result.code, result.out) == (3, "")
    assert 'no registry at "else<U+001B>where"' in result.err


@pytest.mark.parametrize("output_format", ["table", "json", "csv"])
@pytest.mark.parametrize("argv", [("list",), ("show", "training"), ("report",)], ids=lambda argv: argv[0])
@pytest.mark.usefixtures("folder")
def test_output_writes_what_would_be_printed(
    run: Run, tmp_path: Path, argv: tuple[str, ...], output_format: str
) -> None:
    """--output writes what would be printed, and says so on stderr; a list in a file also has its footer."""
    printed = run(*argv, "--format", output_format)
    written = run(*argv, "--format", output_format, "--output", "out")
    assert (written.code, written.out, written.err) == (0, "", "wrote out\n")
    text = (tmp_path / "out").read_bytes().decode()
    assert text.removesuffix("\n\n 4 of 4 commitments as of 2026-11-23\n").rstrip("\n") == printed.out.rstrip("\n")


@pytest.mark.usefixtures("folder")
def test_output_to_an_existing_file_requires_force(run: Run, tmp_path: Path) -> None:
    """--output refuses an existing file with exit code 2, and overwrites it with --force."""
    (tmp_path / "out.txt").write_text("mine")
    result = run("list", "-o", "out.txt")
    assert (result.code, result.out) == (2, "")
    assert '"out.txt" already exists' in result.err
    assert "--force" in result.err
    assert (tmp_path / "out.txt").read_text() == "mine"
    assert run("list", "-o", "out.txt", "--force").code == 0
    assert "training" in (tmp_path / "out.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("report", "-o", "brief.pdf"), ".txt, .html, .md, .xlsx, .csv, .json, .ics"),
        (("report", "-o", "brief"), ".txt, .html, .md, .xlsx, .csv, .json, .ics"),
        (("report", "-o", "folder.html/brief"), ".txt, .html, .md, .xlsx, .csv, .json, .ics"),
        (("list", "-o", "list.html"), ".txt, .json, .csv"),
        (("show", "training", "-o", "page.docx"), ".txt, .json, .csv"),
    ],
    ids=lambda value: value[-1] if isinstance(value, tuple) else "",
)
def test_output_without_a_known_extension_is_refused(
    run: Run, tmp_path: Path, words: tuple[str, ...], known: str
) -> None:
    """An unknown or missing extension without --format ends with exit code 2 and a list of the known ones."""
    before = set(tmp_path.iterdir())
    result = run(*words)
    assert (result.code, result.out) == (2, "")
    assert f'cannot tell the format of "{words[-1]}" from its name' in result.err
    assert f"use one of the extensions {known}, or add --format" in " ".join(result.err.split())
    assert set(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "start"),
    [("brief.txt", "Test register\n"), ("BRIEF.HTML", "<!DOCTYPE html>"), ("a.b/brief.csv", "id,title_en")],
)
def test_the_extension_selects_the_format(run: Run, tmp_path: Path, name: str, start: str) -> None:
    """The extension of the file, in upper or lower case, selects the format; .txt is the table."""
    (tmp_path / "a.b").mkdir()
    result = run("report", "-o", name)
    assert (result.code, result.err) == (0, f"wrote {name}\n")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


@pytest.mark.usefixtures("folder")
def test_quiet_does_not_name_the_file(run: Run) -> None:
    """With -q, nothing says that a file was written."""
    assert run("report", "-q", "-o", "brief.md") == (0, "", "")


@pytest.mark.usefixtures("folder")
def test_a_requested_format_allows_any_name(run: Run, tmp_path: Path) -> None:
    """With --format json, a file with any other extension holds JSON."""
    assert run("report", "-f", "json", "-o", "brief.pdf").code == 0
    assert json.loads((tmp_path / "brief.pdf").read_text(encoding="utf-8"))["schema"] == "commitrack/1/report"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", [("report",), ("report", "-f", "html"), ("list",), ("schema",)], ids=" ".join)
@pytest.mark.parametrize(("name", "example"), [("/", "/report.html"), ("new/", "new/report.html"), ("taken", "taken/")])
def test_output_to_a_folder_is_refused(
    run: Run, tmp_path: Path, words: tuple[str, ...], name: str, example: str
) -> None:
    """A folder as --output ends with exit code 2 and an example, even with --force; nothing is written."""
    (tmp_path / "taken").mkdir()
    result = run(*words, "-o", name, "--force")
    assert (result.code, result.out) == (2, "")
    assert f'"{name}" is a folder' in result.err
    assert f'add a file name: "{example}' in result.err
    assert list((tmp_path / "taken").iterdir()) == []
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["commitments.toml", "updates.toml", "new.toml", "../{}/updates.toml"])
def test_output_onto_the_registry_is_refused(run: Run, folder: Path, name: str) -> None:
    """--output refuses a file of the registry, even with --force."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run("list", "-f", "table", "--output", name.format(folder.name), "--force")
    assert result.code == 2
    assert "is part of the registry" in result.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_output_through_a_link_onto_the_registry_is_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    """--output refuses a link to a file of the registry, even with --force."""
    (folder / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "out.txt"
    link.symlink_to(folder / "updates.toml")
    before = (folder / "updates.toml").read_bytes()
    assert run("list", "--output", str(link), "--force").code == 2
    assert (folder / "updates.toml").read_bytes() == before


def test_output_onto_a_linked_journal_is_refused(run: Run, folder: Path) -> None:
    """If the journal is a link, --output refuses the file to which it points, even with --force."""
    real = folder / "elsewhere" / "journal"
    real.parent.mkdir()
    (folder / "updates.toml").rename(real)
    (folder / "updates.toml").symlink_to(real)
    before = real.read_bytes()
    assert run("list", "-f", "table", "--output", str(real), "--force").code == 2
    assert real.read_bytes() == before


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "message"),
    [("no/such/out", 'folder "no/such" does not exist'), ("/dev/null", '"/dev/null" is not a regular file')],
)
def test_output_that_cannot_be_written_is_reported(run: Run, tmp_path: Path, name: str, message: str) -> None:
    """If the output file cannot be written, list exits with 6, shows the reason and leaves no other file behind."""
    before = {path.name for path in tmp_path.iterdir()}
    result = run("list", "-f", "table", "--output", name, "--force")
    assert (result.code, result.out) == (6, "")
    assert message in result.err
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.usefixtures("folder")
def test_output_dash_is_stdout(run: Run, tmp_path: Path) -> None:
    """``--output -`` prints to stdout and creates no file."""
    assert run("list", "--output", "-").out == run("list").out
    assert not (tmp_path / "-").exists()
