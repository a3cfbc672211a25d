"""The lock admits one writer at a time on one machine."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from commitrack.errors import BusyError, ExitCode, WriteError
from commitrack.registry.lock import NAME, locked
from commitrack.registry.read import read

WRITERS, TIMES = 8, 40
WRITER = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from commitrack.errors import BusyError
from commitrack.model import Update
from commitrack.drafting.updates import key_of
from commitrack.registry.transaction import transaction

folder, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(times):
    now = datetime.now(UTC)
    update = Update(key=key_of(now), commitment="plan", on=date(2026, 1, 1), recorded=now, note=f"{name} {number}")
    while True:
        try:
            with transaction(folder) as tx:
                tx.append(update)
            break
        except BusyError:  # on a busy machine; nothing was written
            continue
"""
HOLDER = """
import sys
from pathlib import Path
from commitrack.registry.lock import locked

with locked(Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def running(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A Python process that has reported that it is ready."""
    path = os.pathsep.join(filter(None, [str(Path(__file__).parents[2] / "src"), os.environ.get("PYTHONPATH")]))
    with subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], text=True, env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


def test_no_update_of_many_writers_is_lost(folder: Path) -> None:
    """Eight processes start at once and append forty updates each, and the journal has all 320."""
    with _several(WRITERS, folder) as processes:
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in processes:
            assert process.wait(120) == 0, process.stderr and process.stderr.read()
    reading = read(folder)
    notes = {update.note for update in reading.registry.updates.values()}
    assert notes == {f"{name} {number}" for name in range(WRITERS) for number in range(TIMES)}
    assert reading.problems == ()
    assert sorted(path.name for path in folder.iterdir()) == [NAME, "commitments.toml", "updates.toml"]


@contextmanager
def _several(count: int, folder: Path) -> Iterator[list[subprocess.Popen[str]]]:
    if count == 0:
        yield []
        return
    with running(WRITER, folder, count - 1, TIMES) as process, _several(count - 1, folder) as others:
        yield [process, *others]


LOCKED = r'^another commitrack process, .* has locked ".*lock" \(waited 0\.05 seconds\)$'


def test_waiting_for_the_lock_ends(folder: Path) -> None:
    """Waiting for the lock ends with exit code 5; once the lock is free, it can be taken."""
    with running(HOLDER, folder) as holder:
        with (
            pytest.raises(BusyError, match=LOCKED) as caught,
            locked(folder, patience=0.05),
        ):
            pytest.fail("two hold the same lock")
        assert caught.value.exit_code is ExitCode.BUSY
        assert holder.stdin is not None
        holder.stdin.write("\n")
        holder.stdin.flush()
        with locked(folder, patience=5):
            assert holder.wait(5) == 0


def test_the_lock_of_a_killed_process_is_free(folder: Path) -> None:
    """The system releases the lock of a killed process; no file has to be deleted."""
    with running(HOLDER, folder) as holder:
        holder.kill()
        holder.wait()
        with locked(folder, patience=0):
            assert (folder / NAME).exists()


def test_the_lock_file_stays_and_is_the_same_file(folder: Path) -> None:
    """The lock file is kept: deleting it would let two processes lock two files of the same name."""
    with locked(folder):
        first = (folder / NAME).stat().st_ino
    with locked(folder, patience=0):
        assert (folder / NAME).stat().st_ino == first
    assert (folder / NAME).read_bytes() == b""


def test_an_exception_releases_the_lock(folder: Path) -> None:
    """Any exception while the lock is held releases it."""
    with pytest.raises(ZeroDivisionError), locked(folder):
        _ = 1 // 0
    with locked(folder, patience=0) as lock:
        assert len(lock.descriptors()) == 1


def test_a_lock_file_that_cannot_be_created_is_reported(tmp_path: Path) -> None:
    """A lock file that cannot be created is an error with the reason of the system and exit code 6."""
    reason = r"cannot lock the registry: .*No such file or directory"
    with pytest.raises(WriteError, match=reason) as caught, locked(tmp_path / "gone"):
        pytest.fail("no file, no lock")
    assert caught.value.exit_code is ExitCode.WRITE
