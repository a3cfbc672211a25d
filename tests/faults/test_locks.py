"""Locks that were deleted, linked, made by another user, or that the file system does not have."""

import ctypes
import errno
import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., subprocess.CompletedProcess[bytes]]
NAME = ".commitrack.lock"
UPDATE = ("update", "plan", "--on", "2025-06-30", "--note")
PAUSE = """
import os, time
fsync = os.fsync
def pause(handle):
    fsync(handle)
    os.fsync = fsync
    open(os.environ["PAUSED"], "w").close()
    while os.path.exists(os.environ["PAUSED"]):
        time.sleep(0.01)
os.fsync = pause
"""
"""A sitecustomize.py that pauses a process while it syncs its first file, until the file $PAUSED is deleted."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The lock of a registry is held by this process."""
    with (folder / NAME).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def started(script: Path, folder: Path, note: str, *options: str, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """An update in a process of its own."""
    with subprocess.Popen(
        [script, *UPDATE, note, *options], cwd=folder, env={**os.environ, **env},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        yield process


def waits(process: subprocess.Popen[bytes]) -> bool:
    """Whether a process is still there after longer than it needs."""
    time.sleep(1.5)
    return process.poll() is None


def test_a_writer_notices_that_its_lock_was_deleted(script: Path, call: Call, registry: Path, tmp_path: Path) -> None:
    """If the lock is deleted while a writer holds it, another one writes, and the first one gives up with 5."""
    (tmp_path / "sitecustomize.py").write_text(PAUSE)
    paused = tmp_path / "paused"
    with started(script, registry, "first", PYTHONPATH=str(tmp_path), PAUSED=str(paused)) as process:
        while not paused.exists():
            time.sleep(0.01)
        (registry / NAME).unlink()
        assert call(*UPDATE, "second").returncode == 0
        paused.unlink()
        _out, err = process.communicate(timeout=60)
    assert process.returncode == 5, err
    assert b"nothing was written; try again" in err
    journal = (registry / "updates.toml").read_text()
    assert "second" in journal
    assert "first" not in journal
    assert list(registry.glob("*.tmp")) == []


def test_a_deleted_lock_is_noticed_even_if_nothing_has_changed_yet(
    script: Path, registry: Path, tmp_path: Path
) -> None:
    """If the lock is deleted while a writer holds it, the writer gives up, as another one may be about to write."""
    (tmp_path / "sitecustomize.py").write_text(PAUSE)
    before, paused = (registry / "updates.toml").read_bytes(), tmp_path / "paused"
    with started(script, registry, "first", PYTHONPATH=str(tmp_path), PAUSED=str(paused)) as process:
        while not paused.exists():
            time.sleep(0.01)
        (registry / NAME).unlink()
        paused.unlink()
        _out, err = process.communicate(timeout=60)
    assert process.returncode == 5, err
    assert b"was deleted or replaced in the meantime" in err
    assert (registry / "updates.toml").read_bytes() == before


def test_a_writer_that_waits_for_a_replaced_lock_waits_for_the_new_one(script: Path, registry: Path) -> None:
    """A lock on a file that was replaced meanwhile does not count: the writer waits for the file that there is."""
    with (registry / "new").open("a") as new, ExitStack() as held:
        fcntl.flock(new, fcntl.LOCK_EX)
        held.enter_context(locked(registry))
        with started(script, registry, "note") as process:
            assert waits(process)
            (registry / "new").replace(registry / NAME)
            held.close()
            assert waits(process)
            fcntl.flock(new, fcntl.LOCK_UN)
            assert process.wait(60) == 0


def test_no_acknowledged_update_is_lost_while_the_lock_is_deleted(script: Path, call: Call, registry: Path) -> None:
    """Four writers write at the same time while the lock file is deleted again and again; none is lost."""
    command = '"$0" update plan --on 2025-06-30 --note "$1 $n" >/dev/null 2>&1'
    loop = f'for n in 1 2 3 4 5 6 7 8; do {command} && echo "$1 $n"; done'
    writers = [
        subprocess.Popen(["sh", "-c", loop, script, f"writer {n}"], cwd=registry, stdout=subprocess.PIPE, text=True)
        for n in range(4)
    ]
    while any(writer.poll() is None for writer in writers):
        (registry / NAME).unlink(missing_ok=True)
        time.sleep(0.3)
    acknowledged = [line for writer in writers for line in writer.communicate()[0].splitlines()]
    journal = (registry / "updates.toml").read_text()
    assert [note for note in acknowledged if f'"{note}"' not in journal] == []
    assert acknowledged
    assert call("check").returncode == 0


def test_git_clean_keeps_the_lock(script: Path, tmp_path: Path) -> None:
    """In a registry made by init, `git clean -fd` deletes neither the lock nor a file that is just being written."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    subprocess.run([script, "init"], cwd=tmp_path, check=True, capture_output=True)
    subprocess.run([git, "init", "-q"], cwd=tmp_path, check=True)
    for name in (NAME, ".commitrack-1-2.tmp", "mine"):
        (tmp_path / name).touch()
    subprocess.run([git, "clean", "-qfd", "--exclude=*.toml"], cwd=tmp_path, check=True)
    assert (tmp_path / NAME).exists()
    assert (tmp_path / ".commitrack-1-2.tmp").exists()
    assert not (tmp_path / "mine").exists()


def test_two_names_of_a_registry_have_one_lock(script: Path, registry: Path) -> None:
    """A registry that is reached through a link has the same lock."""
    (registry.parent / "link").symlink_to(registry)
    with started(script, registry.parent, "note", "--registry", "link") as process:
        with locked(registry):
            pass
        assert process.wait(60) == 0
    with locked(registry), started(script, registry.parent, "note 2", "--registry", "link") as process:
        assert waits(process)
        process.kill()


@pytest.mark.parametrize("name", ["updates.toml", "additions.toml", "commitments.toml"])
def test_registries_that_share_a_file_exclude_each_other(script: Path, registry: Path, name: str) -> None:
    """A registry some of whose files are links into another one below it waits for the lock of that one, too."""
    below = registry / "below"
    below.mkdir()
    (registry / name).rename(below / name)
    (registry / name).symlink_to(f"below/{name}")
    with started(script, registry, "note") as process:
        assert process.wait(60) == 0
    with locked(below), started(script, registry, "note 2") as process:
        assert waits(process)
        process.kill()


def as_an_ordinary_user() -> None:
    """Before exec: take from root the rights to files of other users."""
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in range(4):  # CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
        if libc.prctl(24, capability, 0, 0, 0):  # PR_CAPBSET_DROP
            raise OSError(ctypes.get_errno(), "prctl")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give files to another user")
@pytest.mark.parametrize(("mode", "code"), [(0o644, 0), (0o600, 6)])
def test_a_second_user_may_write(call: Call, registry: Path, mode: int, code: int) -> None:
    """A second user can lock a lock file of the first one that he may read, and is told of one that he may not."""
    (registry / NAME).touch()
    for path in (registry, *registry.iterdir()):
        os.chown(path, 12_345, 12_345)
        path.chmod(0o777 if path.is_dir() else 0o666)
    (registry / NAME).chmod(mode)
    result = call(*UPDATE, "note", preexec_fn=as_an_ordinary_user)
    assert result.returncode == code, result.stderr
    assert (b"cannot lock the registry" in result.stderr) == bool(code)
    assert (b"every writer may read" in result.stderr) == bool(code)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give files to another user")
@pytest.mark.parametrize("is_there", [False, True])
@pytest.mark.parametrize("mode", [0o660, 0o664, 0o666])
def test_a_second_user_may_write_after_one_whose_files_are_private(
    call: Call, registry: Path, mode: int, *, is_there: bool
) -> None:
    """In a shared registry, the lock of a user whose umask hides new files from others can be taken by others."""
    for path in registry.iterdir():
        path.chmod(mode)
    if is_there:
        (registry / NAME).touch(0o600)
    assert call(*UPDATE, "first", preexec_fn=lambda: os.umask(0o077)).returncode == 0
    for path in (registry, *registry.iterdir()):
        os.chown(path, 12_345, 0 if path.suffix == ".toml" else 12_345)
    registry.chmod(0o777)
    result = call(*UPDATE, "second", preexec_fn=as_an_ordinary_user)
    assert result.returncode == 0, result.stderr


def test_the_lock_of_a_private_registry_is_private(call: Call, registry: Path) -> None:
    """If nobody else may read the registry, the lock is as the umask says, so that nobody else can hold it."""
    for path in registry.iterdir():
        path.chmod(0o600)
    assert call(*UPDATE, "note", preexec_fn=lambda: os.umask(0o077)).returncode == 0
    assert (registry / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "make", [lambda lock: lock.write_text("mine"), lambda lock: (lock.parent / "x").hardlink_to(lock)]
)
def test_a_file_that_is_no_lock_is_shown_to_nobody(call: Call, registry: Path, make: Callable[[Path], Any]) -> None:
    """A file in place of the lock that has content, or another name too, keeps its mode."""
    (registry / NAME).touch(0o600)
    make(registry / NAME)
    assert call(*UPDATE, "note").returncode == 0
    assert (registry / NAME).stat().st_mode & 0o777 == 0o600


def a_link(lock: Path) -> None:
    lock.symlink_to(lock.parent.parent / "outside")


def a_link_to_a_file(lock: Path) -> None:
    (lock.parent.parent / "target").touch()
    lock.symlink_to(lock.parent.parent / "target")


def a_pipe(lock: Path) -> None:
    os.mkfifo(lock)


def a_folder(lock: Path) -> None:
    lock.mkdir()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (a_link, "it is a symbolic link"), (a_link_to_a_file, "it is a symbolic link"),
        (a_pipe, "it is not a regular file"), (a_folder, "it is not a regular file"),
    ],
)  # fmt: skip
def test_a_lock_is_never_anything_but_a_file(
    call: Call, registry: Path, make: Callable[[Path], Any], reason: str
) -> None:
    """A link, a pipe or a folder in place of the lock is refused with a sentence, and nothing outside is created."""
    make(registry / NAME)
    before = (registry / "updates.toml").read_bytes()
    result = call(*UPDATE, "note")
    assert result.returncode == 6
    assert reason in result.stderr.decode()
    assert b"delete anything else of this name" in result.stderr
    assert not (registry.parent / "outside").exists()
    assert (registry / "updates.toml").read_bytes() == before


@pytest.mark.parametrize("number", ["ENOLCK", "EOPNOTSUPP", "ENOSYS"])
def test_a_file_system_without_locks_is_explained(call: Call, tmp_path: Path, number: str) -> None:
    """If the file system has no locks, commands that write say so, and what to do."""
    (tmp_path / "sitecustomize.py").write_text(
        "import errno, fcntl, os\n"
        "def flock(*_):\n"
        f"    raise OSError(errno.{number}, os.strerror(errno.{number}))\n"
        "fcntl.flock = flock\n"
    )
    result = call(*UPDATE, "note", env={"PYTHONPATH": str(tmp_path)})
    assert result.returncode == 6
    assert os.strerror(getattr(errno, number)).encode() in result.stderr
    assert b"hint: this file system has no locks; keep the registry on a local disk" in result.stderr
