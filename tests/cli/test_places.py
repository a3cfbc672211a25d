"""Where the registry is found, and where the answer goes."""

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


def title(ran: Any) -> str:
    assert ran.code == 0, ran.err
    return str(json.loads(ran.out)["registry"]["title"])


def test_no_registry(run: Run) -> None:
    """Exit 3, and how to start one."""
    ran = run("list")
    assert (ran.code, ran.out) == (3, "")
    assert "no registry in this folder or any parent folder" in ran.err
    assert "commitrack init" in ran.err
    assert "commitrack init --example summit" in ran.err


def test_found_upward(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a nested folder, the nearest registry upward is used; a folder comes before its data/ and its parents."""
    make(tmp_path, "above")
    deep = tmp_path / "one" / "two"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert title(run("list", "-f", "json")) == "above"
    make(tmp_path / "one" / "data", "data")
    assert title(run("list", "-f", "json")) == "data"
    make(tmp_path / "one", "here")
    assert title(run("list", "-f", "json")) == "here"


def test_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--registry goes before COMMITRACK_REGISTRY, and that before what lies here; a file's name will do."""
    make(tmp_path, "here")
    by_environment, by_option = make(tmp_path / "e", "environment"), make(tmp_path / "o", "option")
    monkeypatch.setenv("COMMITRACK_REGISTRY", str(by_environment))
    assert title(run("list", "-f", "json")) == "environment"
    assert title(run("list", "-f", "json", "--registry", str(by_option))) == "option"
    assert title(run("list", "-f", "json", "-r", str(by_option / "commitments.toml"))) == "option"


@pytest.mark.parametrize("words", [("list",), ("show", "a"), ("report",), ("check",), ("update", "a", "1")])
def test_named_and_not_there(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    """A folder without a registry is named, exit 3, and none is looked for elsewhere."""
    make(tmp_path, "here")
    ran = run(*words, "--registry", "else\x1bwhere")
    assert (ran.code, ran.out) == (3, "")
    assert 'no registry at "else<U+001B>where"' in ran.err


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("words", [("list",), ("show", "training"), ("report",)], ids=lambda words: words[0])
@pytest.mark.usefixtures("folder")
def test_output_is_what_would_be_printed(run: Run, tmp_path: Path, words: tuple[str, ...], form: str) -> None:
    """--output writes the same bytes that a pipe would get, and prints nothing."""
    printed = run(*words, "--format", form)
    written = run(*words, "--format", form, "--output", "out")
    assert (written.code, written.out, written.err) == (0, "", "")
    assert (tmp_path / "out").read_bytes().decode() == printed.out


@pytest.mark.usefixtures("folder")
def test_output_to_a_file_that_is_there(run: Run, tmp_path: Path) -> None:
    """Refused without --force, exit 2; overwritten with it."""
    (tmp_path / "out").write_text("mine")
    ran = run("list", "-o", "out")
    assert (ran.code, ran.out) == (2, "")
    assert '"out" already exists' in ran.err
    assert "--force" in ran.err
    assert (tmp_path / "out").read_text() == "mine"
    assert run("list", "-o", "out", "--force").code == 0
    assert "training" in (tmp_path / "out").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["commitments.toml", "updates.toml", "new.toml", "../{}/updates.toml"])
def test_output_onto_the_registry_is_refused(run: Run, folder: Path, name: str) -> None:
    """Even --force does not let output overwrite a file of the registry."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ran = run("list", "--output", name.format(folder.name), "--force")
    assert ran.code == 2
    assert "is part of the registry" in ran.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_output_through_a_link_onto_the_registry_is_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    """A link elsewhere that leads to a file of the registry does not help."""
    (folder / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "out.txt"
    link.symlink_to(folder / "updates.toml")
    before = (folder / "updates.toml").read_bytes()
    assert run("list", "--output", str(link), "--force").code == 2
    assert (folder / "updates.toml").read_bytes() == before


def test_output_onto_what_a_link_of_the_registry_leads_to_is_refused(run: Run, folder: Path) -> None:
    """A registry whose journal is a link keeps it wherever it lies."""
    real = folder / "elsewhere" / "journal"
    real.parent.mkdir()
    (folder / "updates.toml").rename(real)
    (folder / "updates.toml").symlink_to(real)
    before = real.read_bytes()
    assert run("list", "--output", str(real), "--force").code == 2
    assert real.read_bytes() == before


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "said"), [("no/such/out", 'folder "no/such" does not exist'), ("taken", "is not a regular file")]
)
def test_output_that_cannot_be_written(run: Run, tmp_path: Path, name: str, said: str) -> None:
    """Exit 6 with the reason, and no litter."""
    (tmp_path / "taken").mkdir()
    before = {path.name for path in tmp_path.iterdir()}
    ran = run("list", "--output", name, "--force")
    assert (ran.code, ran.out) == (6, "")
    assert said in ran.err
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.usefixtures("folder")
def test_output_dash_is_the_screen(run: Run, tmp_path: Path) -> None:
    """- means stdout, as everywhere."""
    assert run("list", "--output", "-").out == run("list").out
    assert not (tmp_path / "-").exists()
