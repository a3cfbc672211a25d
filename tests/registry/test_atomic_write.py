"""Replacing a file leaves the old bytes or the new ones, and no temporary file."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack.errors import ExitCode, WriteError
from commitrack.registry.atomic_write import replace_file, sweep

OLD, NEW = b"old\r\n", "新しい\n".encode() * 1000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the old bytes, alone in its folder."""
    (tmp_path / "x.toml").write_bytes(OLD)
    return tmp_path / "x.toml"


def test_a_file_is_replaced_or_created(path: Path) -> None:
    """A replaced or created file has the new bytes, and no other file remains."""
    created = path.with_name("y.toml")
    replace_file(path, NEW)
    replace_file(created, NEW)
    assert (path.read_bytes(), created.read_bytes()) == (NEW, NEW)
    assert set(path.parent.iterdir()) == {path, created}


@pytest.mark.parametrize("mode", [0o664, 0o600, 0o640])
def test_the_mode_is_kept(path: Path, mode: int) -> None:
    """A replaced file keeps its permissions."""
    path.chmod(mode)
    replace_file(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_has_the_mode_that_the_umask_gives(path: Path) -> None:
    """A new file has the permissions that the umask allows."""
    before = os.umask(0o027)
    try:
        replace_file(path.with_name("y.toml"), NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.with_name("y.toml").stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may change the owner of a file")
def test_owner_and_group_are_kept(path: Path) -> None:
    """A file of another user that root replaces keeps its owner and group."""
    os.chown(path, 12345, 54321)
    replace_file(path, NEW)
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 54321)


def test_a_symbolic_link_is_followed_and_stays(path: Path, tmp_path: Path) -> None:
    """Writing to a symbolic link replaces its target in the target's folder, and the link stays."""
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "x.toml"
    link.symlink_to("../x.toml")
    replace_file(link, NEW)
    assert link.is_symlink()
    assert path.read_bytes() == NEW
    assert list(link.parent.iterdir()) == [link]


def hard_link(path: Path) -> None:
    path.with_name("other.toml").hardlink_to(path)


def read_only(path: Path) -> None:
    path.chmod(0o444)


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def circular_link(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


@pytest.mark.parametrize(
    ("prepare", "reason"),
    [
        (hard_link, 'x.toml" has 2 hard links; the other names would keep the old content'),
        (read_only, 'x.toml" is read-only'),
        (fifo, 'x.toml" is not a regular file'),
        (folder, 'x.toml" is not a regular file'),
        (circular_link, 'cannot write ".*x.toml": '),
    ],
)
def test_special_files_are_refused(path: Path, prepare: Callable[[Path], None], reason: str) -> None:
    """A file that cannot be replaced safely is refused with the reason and exit code 6, and nothing changes."""
    prepare(path)
    before = {file: file.lstat() for file in path.parent.iterdir()}
    with pytest.raises(WriteError, match=reason) as caught:
        replace_file(path, NEW)
    assert caught.value.exit_code is ExitCode.WRITE
    assert {file: file.lstat() for file in path.parent.iterdir()} == before


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    """Writing to a missing folder fails with the path and the reason of the system."""
    with pytest.raises(WriteError, match=r'cannot write ".*missing/x.toml": No such file or directory'):
        replace_file(tmp_path / "missing" / "x.toml", NEW)


class Failing:
    """A system function that fails at its n-th call and works at all others."""

    def __init__(self, function: Callable[..., Any], at: int) -> None:
        self.function, self.left = function, at

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise OSError(errno.EIO, "Input/output error")
        return self.function(*arguments, **options)

    @property
    def method(self) -> Callable[..., Any]:
        """The function as a method of a class, which receives the instance."""

        def method(instance: Any, *arguments: Any, **options: Any) -> Any:
            return self(instance, *arguments, **options)

        return method


STEPS = [(os, "open"), (os, "fchown"), (os, "fchmod"), (os, "fsync"), (Path, "replace")]


@pytest.mark.parametrize(("owner", "name"), STEPS, ids=[name for _, name in STEPS])
def test_a_failure_at_any_step_leaves_the_old_bytes(
    path: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str
) -> None:
    """A failure is reported and leaves the old bytes and no temporary file, and the next attempt succeeds."""
    failing = Failing(getattr(owner, name), 1)
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, failing.method if owner is Path else failing)
        with pytest.raises(WriteError, match=r'cannot write ".*x\.toml": Input/output error') as caught:
            replace_file(path, NEW)
    assert caught.value.hint == "nothing was changed"
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]
    replace_file(path, NEW)
    assert path.read_bytes() == NEW


WRITTEN = r'x\.toml" was written, but saving it to disk could not be confirmed: Input/output error'


@pytest.mark.parametrize(("name", "at"), [("fsync", 2), ("open", 2)])
def test_a_folder_that_could_not_be_synced_is_reported(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str, at: int
) -> None:
    """If only the folder cannot be synced, the message states that the file was written, and it has the new bytes."""
    monkeypatch.setattr(os, name, Failing(getattr(os, name), at))
    with pytest.raises(WriteError, match=WRITTEN):
        replace_file(path, NEW)
    assert path.read_bytes() == NEW
    assert list(path.parent.iterdir()) == [path]


def test_a_file_system_that_cannot_sync_folders_is_accepted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be synced with EINVAL, as on network shares, is no error."""
    sync = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    replace_file(path, NEW)
    assert path.read_bytes() == NEW


def test_an_interrupt_leaves_no_temporary_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """KeyboardInterrupt is passed on, and leaves the old bytes and no temporary file."""

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_file(path, NEW)
    assert list(path.parent.iterdir()) == [path]
    assert path.read_bytes() == OLD


FULL = """
import resource, signal, sys
from pathlib import Path
from commitrack.errors import WriteError
from commitrack.registry.atomic_write import replace_file, sweep
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    replace_file(Path(sys.argv[1]), b"x" * 5000)
except WriteError as failure:
    print(failure.message)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of files to set")
def test_a_full_disk_keeps_the_old_file(path: Path) -> None:
    """A write that fails halfway, in a process with a limit on the size of files, keeps the old file."""
    source = os.pathsep.join(filter(None, [str(Path(__file__).parents[2] / "src"), os.environ.get("PYTHONPATH")]))
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": source},
    )  # fmt: skip
    assert run.stdout == f'cannot write "{path}": File too large\n'
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


def test_temporary_files_of_a_killed_writer_are_removed(path: Path) -> None:
    """Temporary files of commitrack are removed, and no others."""
    for name in (".commitrack-4711.tmp", f".commitrack-{os.getpid()}.tmp", ".commitrack.lock", "mine.tmp"):
        path.with_name(name).write_bytes(b"half a fi")
    sweep(path.parent)
    assert sorted(file.name for file in path.parent.iterdir()) == [".commitrack.lock", "mine.tmp", "x.toml"]
