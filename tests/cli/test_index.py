"""``commitrack index``: where the index is, how large, whether it is current; and how to do without."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import commitrack
from commitrack.index.store import location

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """An empty cache folder, and an index for a registry of any size."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("COMMITRACK_INDEX", "1")


def state(run: Run, *argv: str) -> str:
    """The first line of the answer, which says whether the index is used and current."""
    code, out, err = run("index", *argv)
    assert (code, err) == (0, "")
    return out.splitlines()[0]


def test_the_answer_follows_the_index(run: Run, folder: Path) -> None:
    """None, then written by a reading command, out of date after an edit, and deleted."""
    assert state(run) == "index: none yet; the next command that reads the registry writes it"
    run("list")
    assert state(run) == "index: up to date"
    lines = run("index")[1].splitlines()
    assert lines[1] == f"file: {location(folder)}"
    assert lines[2].endswith(" MB")
    with (folder / "updates.toml").open("a", encoding="utf-8") as journal:
        journal.write("# a comment\n")
    assert state(run) == "index: out of date; the next command that reads the registry writes it again"
    assert run("index", "--clear")[1] == f"deleted {location(folder)}\n"
    assert run("index", "--clear")[1] == "there is no index\n"


@pytest.mark.usefixtures("folder")
def test_japanese(run: Run) -> None:
    """The answer in Japanese."""
    lines = run("index", "--lang", "ja")[1].splitlines()
    assert (lines[0], lines[2]) == ("索引：未作成（台帳を読む次のコマンドが作ります）", "大きさ：–")


@pytest.mark.parametrize("argv", [("--no-index",), ()])
def test_without_an_index_none_is_written(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
) -> None:
    """``--no-index`` before or after the command, and COMMITRACK_INDEX=0, neither use nor write one."""
    if not argv:
        monkeypatch.setenv("COMMITRACK_INDEX", "0")
    assert run("list", *argv)[0] == 0
    assert run(*argv, "report", "--as-of", "2026-11-23")[0] == 0
    assert not location(folder).exists()
    assert state(run, *argv) == "index: not used, as --no-index or COMMITRACK_INDEX=0 says"


def test_a_small_registry_needs_none(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below 1 MB, no index is written unless it is asked for."""
    monkeypatch.delenv("COMMITRACK_INDEX")
    run("list")
    assert not location(folder).exists()
    assert state(run) == "index: not needed, because the files are small"


def test_a_registry_of_a_megabyte_has_one(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From 1 MB on, a reading command writes the index."""
    monkeypatch.delenv("COMMITRACK_INDEX")
    (folder / "notes.toml").write_text("# A long comment\n" * 70_000, encoding="utf-8")
    run("list")
    assert state(run) == "index: up to date"


def test_an_index_of_another_version_is_written_again(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update of commitrack, a former index is not read, but replaced."""
    with monkeypatch.context() as patch:
        patch.setattr("commitrack.index.schema.VERSION", "0.0.1 1")
        run("list")
    assert state(run).startswith("index: out of date")
    run("list")
    assert state(run) == "index: up to date"
    assert location(folder).exists()


def test_an_index_of_other_modules_is_written_again(folder: Path, tmp_path: Path) -> None:
    """An installation of the same version with newer modules may judge otherwise, so it does not read the index."""
    copy = shutil.copytree(Path(commitrack.__file__).parent, tmp_path / "commitrack")

    def first_line(*argv: str) -> str:
        command = [sys.executable, "-m", "commitrack", *argv, "--registry", str(folder)]
        answer = subprocess.run(
            command, env={**os.environ, "PYTHONPATH": str(tmp_path)}, check=True, capture_output=True
        )
        return answer.stdout.decode().splitlines()[0]

    first_line("list")
    assert first_line("index") == "index: up to date"
    os.utime(copy / "assess" / "judge.py", (2**32, 2**32))
    assert first_line("index").startswith("index: out of date")


@pytest.mark.parametrize("argv", [("list", "--all"), ("list", "--json"), ("report",), ("log",), ("show", "training")])
def test_a_pager_leaves_the_index_to_others(
    terminal: Callable[..., tuple[int, str]], run: Run, folder: Path, argv: tuple[str, ...]
) -> None:
    """While the answer is read in a pager, the index is closed, and nothing is missing from the answer."""
    run("list")
    update = f"{sys.executable} -m commitrack update training --note pager --registry {folder} -q"
    code, output = terminal(*argv, env={"COMMITRACK_PAGER": f"cat; {update}"})
    assert code == 0, output
    assert "error" not in output
    assert state(run) == "index: up to date"
