"""An editor saves a file at the last moment: after it was compared, and before it is replaced."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., subprocess.CompletedProcess[bytes]]
ON = ("--on", "2025-06-30")
COMMANDS = {
    "update": (("update", "train", "1500", *ON), "updates.toml"),
    "undo": (("undo", "20240701T000000Z-00000001"), "updates.toml"),
    "add": (("add", "--title", "Another plan"), "additions.toml"),
    "remove": (("remove", "draft", "--yes"), "additions.toml"),
    "rename": (("rename", "train", "training"), "commitments.toml"),
}
SAVE = """
import os, shutil, sys

path, way = os.environ["SAVED"], os.environ["WAY"]
def save(event, arguments):
    if (event == "ctypes.dlsym" and arguments[1] == "renameat2" or event == "os.rename") and "done" not in os.environ:
        os.environ["done"] = "1"
        if way == "gone":
            os.unlink(path)
        elif way == "a link":
            shutil.copy(path, path + ".other")
            os.unlink(path)
            os.symlink(path + ".other", path)
        elif way == "in place":
            with open(path, "a") as file:
                file.write("# saved\\n")
        else:
            with open(path + "~", "w") as file:
                file.write((open(path).read() if os.path.exists(path) else "") + "# saved\\n")
            os.replace(path + "~", path)
sys.addaudithook(save)
"""
"""A sitecustomize.py that saves a file at the very moment at which commitrack is about to replace it."""
SAVE_TWICE = """
import os, sys

path, way, saves = os.environ["SAVED"], os.environ["WAY"], iter(["# first\\n", "# second\\n"])
def save(event, arguments):
    text = next(saves, None) if event == "ctypes.dlsym" and arguments[1] == "renameat2" else None
    if text is None:
        return
    if text == "# second\\n" and way in ("w", "a"):
        with open(path, way) as file:
            file.write(text)
    elif text == "# second\\n" and way == "gone":
        os.unlink(path)
    else:
        with open(path + "~", "w") as file:
            file.write(text)
        os.replace(path + "~", path)
sys.addaudithook(save)
"""
"""A sitecustomize.py that saves a file right before it is exchanged, and again before the first save is put back."""
FALLBACK = """
import ctypes
class Library:
    def __init__(self, *_, **__): pass
ctypes.CDLL = Library
"""
"""A sitecustomize.py on whose system two files cannot be exchanged."""


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".commitrack.lock"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can exchange two files")
@pytest.mark.parametrize("way", ["in place", "by renaming", "gone", "a link"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_save_at_the_last_moment_is_kept(call: Call, registry: Path, tmp_path: Path, name: str, way: str) -> None:
    """If an editor saves the file between the comparison and the replacement, its save is kept, and nothing written."""
    argv, file = COMMANDS[name]
    before = state(registry)
    (tmp_path / "sitecustomize.py").write_text(SAVE)
    result = call(*argv, env={"PYTHONPATH": str(tmp_path), "SAVED": str(registry / file), "WAY": way})
    assert (result.returncode, result.stdout) == (5, b"")
    assert b"changed by another program in the meantime" in result.stderr
    after = state(registry)
    if way == "gone":
        assert after == {name: text for name, text in before.items() if name != file}
    elif way == "a link":
        assert (registry / file).is_symlink()
        assert after == {**before, f"{file}.other": before[file]}
    else:
        assert after == {**before, file: before[file] + b"# saved\n"}
        assert call(*argv).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can exchange two files")
@pytest.mark.parametrize("way", ["by renaming", "w", "a", "gone"])
@pytest.mark.parametrize("name", ["update", "rename"])
def test_two_saves_at_the_last_moment_are_kept(call: Call, registry: Path, tmp_path: Path, name: str, way: str) -> None:
    """If an editor saves again before its first save is put back, the second one stays, and the first one is kept."""
    argv, file = COMMANDS[name]
    (tmp_path / "sitecustomize.py").write_text(SAVE_TWICE)
    result = call(*argv, env={"PYTHONPATH": str(tmp_path), "SAVED": str(registry / file), "WAY": way})
    assert (result.returncode, result.stdout) == (5, b"")
    assert f'one version is kept as "{registry / file}.orig"'.encode() in result.stderr
    assert (registry / f"{file}.orig").read_text() == "# first\n"
    if way == "gone":
        assert not (registry / file).exists()
    else:
        text = (registry / file).read_text()
        assert text.endswith("# second\n") if way == "a" else text == "# second\n"
    assert list(registry.glob(".commitrack-*.tmp")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can rename a file without replacing one")
@pytest.mark.parametrize("name", ["update", "add"])
def test_a_file_created_at_the_last_moment_is_kept(call: Call, registry: Path, tmp_path: Path, name: str) -> None:
    """If somebody creates the file that a command is about to create, it is kept, and nothing is written."""
    argv, file = COMMANDS[name]
    (registry / file).unlink()
    (tmp_path / "sitecustomize.py").write_text(SAVE)
    result = call(*argv, env={"PYTHONPATH": str(tmp_path), "SAVED": str(registry / file), "WAY": "by renaming"})
    assert result.returncode == 5, result.stderr
    assert (registry / file).read_text() == "# saved\n"
    assert list(registry.glob("*.tmp")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says who has a file open")
def test_a_save_that_has_begun_is_not_cut_off(call: Call, registry: Path) -> None:
    """While a program saves the journal in place, which is empty until it writes, nothing is written to it."""
    text = (registry / "updates.toml").read_text()
    with (registry / "updates.toml").open("w") as journal:
        result = call("update", "plan", "--note", "n", *ON)
        journal.write(text)
    assert result.returncode == 5, result.stderr
    assert b'updates.toml" open for writing' in result.stderr
    assert (registry / "updates.toml").read_text() == text
    with (registry / "updates.toml").open():  # a program that only reads it does no harm
        assert call("update", "plan", "--note", "n", *ON).returncode == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_where_files_cannot_be_exchanged_they_are_compared_last(
    call: Call, registry: Path, tmp_path: Path, name: str
) -> None:
    """Without renameat2, commands write all the same."""
    argv, file = COMMANDS[name]
    (tmp_path / "sitecustomize.py").write_text(FALLBACK)
    before = state(registry)
    result = call(*argv, env={"PYTHONPATH": str(tmp_path)})
    assert result.returncode == 0, result.stderr
    after = state(registry)
    assert {name for name in after if before.get(name) != after[name]} == {file}
    if name != "rename":
        (registry / file).unlink()
        assert call("update", "plan", "--note", "n", *ON, env={"PYTHONPATH": str(tmp_path)}).returncode == 0


def test_a_save_during_the_sync_is_kept(call: Call, registry: Path, tmp_path: Path) -> None:
    """Without renameat2, a save while the new file is synced is kept: the files are compared after that."""
    save = f'open({str(registry / "updates.toml")!r}, "a").write("# saved\\n")'
    (tmp_path / "sitecustomize.py").write_text(
        f"{FALLBACK}\nimport os\nfsync = os.fsync\ndef sync(handle):\n    fsync(handle)\n    {save}\nos.fsync = sync\n"
    )
    before = (registry / "updates.toml").read_bytes()
    result = call(*COMMANDS["update"][0], env={"PYTHONPATH": str(tmp_path)})
    assert result.returncode == 5, result.stderr
    assert (registry / "updates.toml").read_bytes() == before + b"# saved\n"
