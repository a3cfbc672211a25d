"""``commitrack init`` that is interrupted at any point, or runs at the same time as other programs."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., subprocess.CompletedProcess[bytes]]
LOCK = ".commitrack.lock"
AT_STEP = """
import os, signal, sys, time
steps = 0
def step(event, arguments):
    global steps
    if event == "ctypes.dlsym" and arguments[1] == "renameat2":
        event = "os.rename"
    if event != os.environ["EVENT"]:
        return
    steps += 1
    if steps != int(os.environ["STEP"]):
        return
    if "PAUSED" not in os.environ:
        os.kill(os.getpid(), signal.SIGKILL)
    open(os.environ["PAUSED"], "w").close()
    while os.path.exists(os.environ["PAUSED"]):
        time.sleep(0.01)
sys.addaudithook(step)
"""
"""A sitecustomize.py that kills a process before its n-th call of a function, or pauses it until $PAUSED is deleted.

The exchange of two files counts as a renaming.
"""


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != LOCK}


@pytest.mark.skipif(sys.platform != "linux", reason="counts the calls of Linux")
@pytest.mark.parametrize("example", [(), ("--example",)], ids=["template", "example"])
@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_half_an_init_is_completed(
    call: Call, registry: Path, tmp_path: Path, step: int, example: tuple[str, ...]
) -> None:
    """If init is killed before it puts any of its files in place, it can be run again, and completes the registry."""
    assert call("init", *example, "whole").returncode == 0
    (tmp_path / "sitecustomize.py").write_text(AT_STEP)
    env = {"PYTHONPATH": str(tmp_path), "EVENT": "os.rename", "STEP": str(step)}
    assert call("init", *example, "half", env=env).returncode == -signal.SIGKILL
    names = contents(registry / "half").keys()
    assert len([name for name in names if not name.endswith(".tmp")]) == step - 1
    assert "commitments.toml" not in names
    result = call("init", *example, "half")
    assert result.returncode == 0, result.stderr
    assert contents(registry / "half") == contents(registry / "whole")
    assert call("init", "half").returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files to set")
def test_an_init_on_a_full_disk_can_be_repeated(call: Call, registry: Path) -> None:
    """If the disk is full, init exits with 6 and leaves none of its files; once there is room, it succeeds."""
    result = call("init", "new", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)))
    assert result.returncode == 6
    assert b"File too large" in result.stderr
    assert contents(registry / "new") == {}
    assert call("init", "new").returncode == 0


@pytest.mark.parametrize(("event", "ends"), [("os.mkdir", 0), ("fcntl.flock", 0), ("os.rename", 5)])
def test_two_inits_at_once_lose_no_update(
    script: Path, call: Call, registry: Path, tmp_path: Path, event: str, ends: int
) -> None:
    """While one init pauses, another one and an update either succeed, and are kept, or wait for the first one."""
    (tmp_path / "sitecustomize.py").write_text(AT_STEP)
    paused = tmp_path / "paused"
    env = {**os.environ, "PYTHONPATH": str(tmp_path), "EVENT": event, "STEP": "1", "PAUSED": str(paused)}
    with subprocess.Popen([script, "init", "new"], cwd=registry, env=env, stderr=subprocess.PIPE) as first:
        while not paused.exists() and first.poll() is None:
            time.sleep(0.01)
        second = call("init", "new")
        if ends == 0:
            assert call("add", "--title", "Plan", "--id", "plan", "--registry", "new").returncode == 0
            assert call("update", "plan", "--note", "kept", "--registry", "new").returncode == 0
        paused.unlink(missing_ok=True)
        _out, err = first.communicate(timeout=60)
    assert (second.returncode, first.returncode) == (ends, 2 if ends == 0 else 0)
    assert ends or b"already contains a registry" in err
    assert ends or "kept" in (registry / "new" / "updates.toml").read_text()
    assert call("check", "--registry", "new").returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can rename a file without replacing one")
@pytest.mark.parametrize("name", [".gitattributes", ".gitignore", "updates.toml", "commitments.toml"])
def test_a_file_that_appears_during_init_is_kept(script: Path, registry: Path, tmp_path: Path, name: str) -> None:
    """A file that another program creates or changes at the last moment is never replaced."""
    (tmp_path / "sitecustomize.py").write_text(AT_STEP)
    (registry / "new").mkdir()
    (registry / "new" / ".gitattributes").write_text("*.pdf binary\n")
    paused = tmp_path / "paused"
    env = {**os.environ, "PYTHONPATH": str(tmp_path), "EVENT": "os.rename", "STEP": "1", "PAUSED": str(paused)}
    with subprocess.Popen([script, "init", "new"], cwd=registry, env=env, stderr=subprocess.PIPE) as init:
        while not paused.exists() and init.poll() is None:
            time.sleep(0.01)
        (registry / "new" / name).write_text("# mine\n")
        paused.unlink(missing_ok=True)
        _out, err = init.communicate(timeout=60)
    assert init.returncode == 5, err
    assert b"by another program in the meantime" in err
    assert (registry / "new" / name).read_text() == "# mine\n"
