"""Ctrl-C while an editor or a pager runs, editors that outlive commitrack, and file names that editors could obey."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., subprocess.CompletedProcess[bytes]]
Terminal = Callable[..., tuple[int, str]]
WAITING = """\
import pathlib, signal, subprocess, sys, time
signal.signal(signal.SIGINT, lambda *_: open("interrupts", "a").write("x"))
open("started", "w").close()
while not pathlib.Path("save").exists():
    time.sleep(0.01)
path = pathlib.Path(sys.argv[-1])
path.write_text(path.read_text().replace("A plan", "The plan"))
"""
"""An editor that does something else on Ctrl-C, as editors do, and saves once the file ``save`` exists."""


def wait_for(condition: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "the condition never came true"
        time.sleep(0.01)


def has_size(path: Path, size: int) -> bool:
    return path.exists() and path.stat().st_size == size


@contextmanager
def editing(script: Path, registry: Path) -> Iterator[subprocess.Popen[bytes]]:
    """``commitrack edit`` in a process group of its own, whose editor waits."""
    (registry.parent / "editor.py").write_text(WAITING)
    env = {**os.environ, "EDITOR": f"{sys.executable} {registry.parent / 'editor.py'}", "VISUAL": ""}
    with subprocess.Popen(
        [script, "edit", "plan"], cwd=registry, env=env, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            wait_for((registry / "started").exists)
            yield process
        finally:
            (registry / "save").touch()


def test_ctrl_c_in_the_editor_belongs_to_the_editor(script: Path, registry: Path) -> None:
    """Ctrl-C while the editor runs does not end it: what it saves later is kept and validated."""
    with editing(script, registry) as process:
        for count in (1, 2):
            os.killpg(process.pid, signal.SIGINT)
            wait_for(partial(has_size, registry / "interrupts", count))
        time.sleep(0.5)  # as long as Python waits for a child after Ctrl-C before it kills it
        assert process.poll() is None
        (registry / "save").touch()
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, b"plan: changed; the registry is valid\n", b"")
    assert "The plan" in (registry / "commitments.toml").read_text()


@pytest.mark.skipif(shutil.which("less") is None, reason="needs less")
def test_ctrl_c_in_the_pager_belongs_to_the_pager(terminal: Terminal, registry: Path) -> None:
    """Ctrl-C while the pager runs does not end commitrack, which waits until the pager is left."""
    code, output = terminal(
        "check", "--explain", "CT201", "--registry", str(registry),
        typed=[("\x1b[K", "\x03"), ("\x1b[K", "q")], env={"PAGER": "less -+F", "COMMITRACK_PAGER": None, "LINES": "3"},
    )  # fmt: skip
    assert code == 0, output
    assert "Traceback" not in output


def test_the_lock_outlives_a_killed_edit(script: Path, call: Call, registry: Path) -> None:
    """If edit is killed, the registry stays locked until its editor ends, and an update waits for that."""
    with editing(script, registry) as process:
        process.kill()
        process.wait()
        with (registry / ".commitrack.lock").open() as lock, pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with subprocess.Popen(
            [script, "update", "plan", "--note", "met", "--on", "2025-06-30"], cwd=registry, stdout=subprocess.PIPE
        ) as update:
            time.sleep(0.5)
            assert update.poll() is None
            (registry / "save").touch()
            assert update.wait(60) == 0
    assert "The plan" in (registry / "commitments.toml").read_text()
    assert call("check").returncode == 0


def test_edit_notices_that_its_lock_was_deleted(script: Path, registry: Path) -> None:
    """If the lock is deleted while the editor is open, edit says that the editor may have overwritten something."""
    with editing(script, registry) as process:
        (registry / ".commitrack.lock").unlink()
        (registry / "save").touch()
        _out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"was deleted or replaced in the meantime" in err
    assert b"compare with git diff" in err


def test_the_lock_is_free_once_edit_ends_whatever_the_editor_started(script: Path, call: Call, registry: Path) -> None:
    """A process that the editor leaves behind does not keep the registry locked after edit has ended."""
    editor = "sh -c 'sleep 30 </dev/null >/dev/null 2>&1 & echo $! >pid'"
    try:
        assert call("edit", "plan", env={"EDITOR": editor, "VISUAL": ""}).returncode == 0
        with (registry / ".commitrack.lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        os.kill(int((registry / "pid").read_text()), signal.SIGKILL)
    assert script.exists()


NAMES = ['+call system("touch obeyed") " .toml', "-c :!touch obeyed .toml", "+!touch obeyed.toml"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("editor", ["vim", "nano", "an-editor"])
def test_an_editor_gets_an_absolute_path(call: Call, registry: Path, name: str, editor: str) -> None:
    """Whatever a file is called, the editor gets an absolute path, and ``--`` before it where that is known."""
    (registry / name).write_text('[commitments.trap]\ntitle = "A trap"\n')
    path = registry.parent / editor
    path.write_text(f'#!{sys.executable}\nimport sys\nopen("arguments", "w").write("\\n".join(sys.argv[1:]))\n')
    path.chmod(0o755)
    (registry.parent / "link").symlink_to(registry)
    for argv in (("edit", "trap"), ("edit", "trap", "--registry", "../link")):
        result = call(*argv, env={"EDITOR": str(path), "VISUAL": "", "COMMITRACK_REGISTRY": "."})
        assert result.returncode == 0, result.stderr
        *options, file = (registry / "arguments").read_text().split("\n")
        assert options == (["+1"] if editor == "an-editor" else ["+1", "--"])
        assert file.startswith("/")
        assert Path(file).resolve() == registry / name


@pytest.mark.skipif(shutil.which("vim") is None, reason="needs vim")
@pytest.mark.parametrize("name", NAMES)
def test_vim_does_not_obey_a_file_name(call: Call, registry: Path, name: str) -> None:
    """A real vim opens the file, and runs nothing of its name."""
    (registry / name).write_text('[commitments.trap]\ntitle = "A trap"\n')
    editor = "vim -N -u NONE -i NONE -es -c 'silent! %s/A trap/Edited/' -c 'wq!'"
    result = call("edit", "trap", env={"EDITOR": editor, "VISUAL": "", "COMMITRACK_REGISTRY": "."})
    assert not (registry / "obeyed").exists()
    assert result.stdout == b"trap: changed; the registry is valid\n", result.stderr
    assert "Edited" in (registry / name).read_text()


def test_edit_opens_no_file_outside_the_registry(call: Call, registry: Path) -> None:
    """A file that is a link out of the registry is not opened."""
    outside = registry.parent / "outside.toml"
    (registry / "commitments.toml").rename(outside)
    (registry / "commitments.toml").symlink_to(outside)
    result = call("edit", "plan", env={"EDITOR": "touch opened", "VISUAL": ""})
    assert result.returncode == 3
    assert b"link to a file outside the registry" in result.stderr
    assert not (registry / "opened").exists()


@pytest.mark.parametrize("closed", [(0, 2), (2,), (0,)], ids=str)
def test_an_editor_never_prints_into_the_lock(call: Call, registry: Path, closed: tuple[int, ...]) -> None:
    """If the shell closed standard input or error, no file of the registry gets their numbers in the editor."""
    editor = registry.parent / "editor"
    editor.write_text("#!/bin/sh\necho oops >&2\nls -l /proc/self/fd/ >../descriptors\nexit 0\n")
    editor.chmod(0o755)
    before = {path.name: path.read_bytes() for path in registry.iterdir()}
    env = {"EDITOR": str(editor), "VISUAL": ""}

    def close() -> None:
        for number in closed:
            os.close(number)

    result = call("edit", "plan", env=env, preexec_fn=close)
    assert result.returncode == 0, result.stderr
    assert {path.name: path.read_bytes() for path in registry.iterdir()} == {**before, ".commitrack.lock": b""}
    descriptors = (registry.parent / "descriptors").read_text()
    assert all(f" {number} -> /dev/null\n" in descriptors for number in closed)
