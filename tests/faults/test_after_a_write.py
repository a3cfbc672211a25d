"""Once the registry is changed, every failure says so, and exits with 7, so that no script records it twice."""

import fcntl
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, pipes and /dev/full")

Call = Callable[..., subprocess.CompletedProcess[bytes]]
KEY = "20240701T000000Z-00000001"
ON = ("--on", "2025-06-30")


class Written(NamedTuple):
    """A command that writes, the file that it changes, what it says if its answer cannot be shown, and the answer."""

    argv: tuple[str, ...]
    file: str
    sentence: str
    answer: str


NEW_KEY = r"\d{8}T\d{6}Z-[0-9a-f]+"
ONE = rf"hint: update {NEW_KEY} is recorded; do not record it again"
COMMANDS = {
    "update": Written(("update", "train", "1500", *ON), "updates.toml", ONE, "added to "),
    "update --from": Written(
        ("update", "--from", "rows.csv"), "updates.toml",
        rf"hint: 2 updates are recorded, {NEW_KEY} to {NEW_KEY}; do not record them again", "added to ",
    ),
    "import": Written(
        ("import", "sheet.csv"), "additions.toml", "hint: the changes are recorded; to see what is left",
        "recorded: 1 new",
    ),
    "amend": Written(
        ("amend", "train", "--value", "4000", "--reason", "r", *ON), "updates.toml", ONE, "added to "
    ),
    "undo": Written(("undo", KEY), "updates.toml", ONE, "added to "),
    "add": Written(
        ("add", "--title", "Another plan"), "additions.toml", 'hint: "another-plan" is added; do not add it again',
        "another-plan: Another plan",
    ),
    "remove": Written(
        ("remove", "draft", "--yes"), "additions.toml", 'hint: "draft" is removed', "commitments.draft.recorded"
    ),
    "rename": Written(
        ("rename", "train", "training"), "commitments.toml", 'hint: "train" is renamed "training"',
        "[commitments.training]",
    ),
    "repair": Written(("repair",), "updates.toml", "hint: the repairs are made", "repaired 1 place"),
    "edit": Written(("edit", "plan"), "commitments.toml", "hint: what the editor saved is kept", "changed"),
    "init": Written(
        ("init", "new"), "new/commitments.toml", 'hint: the registry in "new" is created', "new/commitments.toml"
    ),
}  # fmt: skip
RUNS = pytest.mark.parametrize("name", COMMANDS)
RUNS_THAT_REPLACE = pytest.mark.parametrize("name", [name for name in COMMANDS if name != "edit"])
"""Commands in which commitrack replaces the file, and not the editor."""


@pytest.fixture
def registry(registry: Path) -> Path:
    """The small registry, with rows to record."""
    (registry / "rows.csv").write_text("commitment,on,actual\ntrain,2025-05-31,1300\ntrain,2025-06-30,1400\n")
    (registry / "sheet.csv").write_text("id,title\nwalks,Walk to school\n")
    return registry


@pytest.fixture(autouse=True)
def _doubled_line(request: pytest.FixtureRequest) -> None:
    """Before ``repair``, the journal has something to repair."""
    if "name" in request.fixturenames and request.getfixturevalue("name") == "repair":
        journal = request.getfixturevalue("registry") / "updates.toml"
        journal.write_text(journal.read_text() + journal.read_text().splitlines()[-1] + "\n")


EDITOR = {"EDITOR": "perl -pi -e 's/A plan/The plan/; BEGIN { shift }'", "VISUAL": ""}


def content(registry: Path, name: str) -> bytes | None:
    path = registry / COMMANDS[name].file
    return path.read_bytes() if path.exists() else None


def expect_recorded(registry: Path, name: str, before: bytes | None, code: int, err: bytes) -> None:
    """The file was changed, and the error says what is recorded, with the key that is in the file."""
    text = err.decode()
    after = content(registry, name)
    assert after is not None
    assert after != before
    assert code == 7, text
    assert re.search(COMMANDS[name].sentence, text), text
    assert text.startswith("error: ")
    assert all(key.encode() in after for key in re.findall(NEW_KEY, text))
    assert "partial" not in text
    assert "nothing was" not in text
    assert "Traceback" not in text


@RUNS
@pytest.mark.parametrize("output", ["/dev/full", "a closed pipe"])
def test_lost_output_is_not_a_lost_write(call: Call, registry: Path, name: str, output: str) -> None:
    """If the answer cannot be printed, the command exits with 7 and says what is recorded."""
    before = content(registry, name)
    if output == "/dev/full":
        stream = os.open(output, os.O_WRONLY)
    else:
        reader, stream = os.pipe()
        os.close(reader)
    result = call(*COMMANDS[name].argv, stdout=stream, stderr=subprocess.PIPE, env=EDITOR)
    os.close(stream)
    expect_recorded(registry, name, before, result.returncode, result.stderr)
    assert call("check", env={"COMMITRACK_REGISTRY": str((registry / COMMANDS[name].file).parent)}).returncode == 0


UNRENDERED = """
import commitrack.views.sanitize as sanitize

safe = sanitize.safe
def failing(*arguments, **options):
    if sanitize.safe is safe:
        return safe(*arguments, **options)
    sanitize.safe = safe
    raise ZeroDivisionError("no answer")
sanitize.safe = failing
"""
"""A sitecustomize.py with which the first text to be shown cannot be rendered."""


@RUNS_THAT_REPLACE
def test_what_has_no_answer_is_not_recorded(call: Call, registry: Path, tmp_path: Path, name: str) -> None:
    """If the answer cannot be rendered, nothing is recorded, because it is rendered before the write."""
    before = {path: path.read_bytes() for path in registry.iterdir()}
    (tmp_path / "sitecustomize.py").write_text(UNRENDERED)
    result = call(*COMMANDS[name].argv, env={"PYTHONPATH": str(tmp_path)})
    assert (result.returncode, result.stdout) == (70, b""), result.stderr
    assert b"ZeroDivisionError" in result.stderr
    files = (path for path in registry.rglob("*") if path.is_file() and path.name != ".commitrack.lock")
    after = {path: path.read_bytes() for path in files}
    assert after == before


FAULT = """
import builtins, errno, fcntl, os, signal, sys

path = os.environ["FAULT_FILE"]
step, fault = os.environ["FAULT"].split()

def inode():
    try:
        return os.stat(path).st_ino
    except OSError:
        return None

first, occurred = inode(), False

def failing(function):
    def call(*arguments, **options):
        global occurred
        if not occurred and inode() != first:
            occurred = True
            if fault.startswith("SIG"):
                os.kill(os.getpid(), getattr(signal, fault))
            elif fault == "EIO":
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            else:
                raise getattr(builtins, fault)
        return function(*arguments, **options)
    return call

module, name = step.split(".")
setattr(sys.modules[module], name, failing(getattr(sys.modules[module], name)))
"""
"""A sitecustomize.py that lets one call of a function fail after a file was replaced."""


@pytest.fixture
def faulty(call: Call, registry: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run a command of which one step fails after the file was replaced: ``faulty("update", "os.fsync EIO")``."""
    (tmp_path / "sitecustomize.py").write_text(FAULT)

    def run(name: str, fault: str, **env: str) -> subprocess.CompletedProcess[bytes]:
        written = COMMANDS[name]
        path = {"PYTHONPATH": str(tmp_path), "FAULT": fault, "FAULT_FILE": str(registry / written.file)}
        return call(*written.argv, env={**EDITOR, **path, **env})

    return run


@RUNS_THAT_REPLACE
@pytest.mark.parametrize("fault", ["os.fsync EIO", "os.fsync MemoryError", "os.open EIO"])
def test_a_failure_after_the_write_says_that_it_is_recorded(
    faulty: Callable[..., Any], registry: Path, name: str, fault: str
) -> None:
    """Whatever fails between the write and the answer, the command exits with 7 and says what is recorded."""
    before = content(registry, name)
    result = faulty(name, fault)
    expect_recorded(registry, name, before, result.returncode, result.stderr)


def test_the_sentence_is_in_the_language_of_the_reader(faulty: Callable[..., Any]) -> None:
    """The sentence is in Japanese for a Japanese reader."""
    result = faulty("update", "os.fsync EIO", COMMITRACK_LANG="ja")
    assert result.returncode == 7
    assert "は記録済みです。もう一度記録しないでください。" in result.stderr.decode()


@RUNS_THAT_REPLACE
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_after_the_write_waits_for_the_answer(
    faulty: Callable[..., Any], registry: Path, name: str, number: str
) -> None:
    """Ctrl-C, and a signal to end, wait for the answer: the command prints it and exits with 0."""
    before = content(registry, name)
    result = faulty(name, f"os.fsync {number}")
    assert (result.returncode, result.stderr) == (0, b"")
    assert content(registry, name) != before
    assert COMMANDS[name].answer in result.stdout.decode()


def test_a_second_ctrl_c_ends_a_command_whose_output_nobody_reads(script: Path, registry: Path) -> None:
    """If the answer cannot be printed because nobody reads it, the second Ctrl-C ends the command, with 7."""
    before = content(registry, "update")
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETFL, os.O_NONBLOCK)
    for size in (65_536, 1):
        try:
            while True:
                os.write(writer, b"x" * size)
        except BlockingIOError:
            pass
    fcntl.fcntl(writer, fcntl.F_SETFL, 0)
    with subprocess.Popen(
        [script, *COMMANDS["update"].argv], cwd=registry, stdout=writer, stderr=subprocess.PIPE
    ) as process:
        while content(registry, "update") == before:
            time.sleep(0.01)
        time.sleep(0.5)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        assert process.poll() is None, "the first Ctrl-C waits for the answer"
        while process.poll() is None:
            process.send_signal(signal.SIGINT)
            time.sleep(0.2)
        assert process.stderr is not None
        err = process.stderr.read()
    os.close(reader)
    os.close(writer)
    expect_recorded(registry, "update", before, process.returncode, err)
    assert b"interrupted" in err


def test_an_unbuffered_output_gets_the_whole_answer(call: Call) -> None:
    """With PYTHONUNBUFFERED, where one write may print only a part, the whole answer is printed."""
    argv = ("update", "train", "1500", *ON, "--dry-run")
    lines = [call(*argv, env={"PYTHONUNBUFFERED": value}).stdout.splitlines()[:-1] for value in ("", "1")]
    assert lines[0] == lines[1]


SWEEP = '''
import os, runpy, sys

script, path, out, err, steps, *argv = sys.argv[1:]
import commitrack.cli.main, commitrack.cli.update, commitrack.views.terminal.answers, rich.console

def inode():
    return os.stat(path).st_ino

class Fault:
    """A profile function that raises at the n-th call after the file was replaced, and at none after the answer."""

    def __init__(self, at):
        self.left, self.first, self.written, self.ended = at, inode(), False, False

    def __call__(self, frame, event, argument):
        if not self.written:
            self.written = "return" in event and frame.f_code.co_filename.endswith("atomic_write.py") and (
                inode() != self.first)
        elif event in ("call", "c_call") and not self.ended:
            self.ended = frame.f_code.co_filename.endswith("signals.py") and frame.f_code.co_name == "end"
            self.left -= 1
            if self.left == 0 and not self.ended:
                raise OSError(5, "Input/output error")

for step in range(1, int(steps) + 1):
    if os.fork() == 0:
        for name, number in ((out, 1), (err, 2)):
            os.dup2(os.open(f"{name}{step}", os.O_WRONLY | os.O_CREAT), number)
        sys.argv = [script, *argv]
        fault = Fault(step)
        sys.setprofile(fault)
        runpy.run_path(script, run_name="__main__")
        os._exit(99)
    code = os.waitstatus_to_exitcode(os.wait()[1])
    with open(path) as journal:
        print(step, code, journal.read().splitlines()[-1], sep="\t", flush=True)
'''


def test_a_failure_of_any_call_after_the_write_says_that_it_is_recorded(
    script: Path, registry: Path, tmp_path: Path
) -> None:
    """The n-th call after the write fails, for every n up to the end: the answer is printed, or the sentence is.

    The console script runs in a process that is forked for each n.
    """
    steps = 150
    out, err = tmp_path / "out", tmp_path / "err"
    before = (registry / "updates.toml").read_text()
    result = subprocess.run(
        [sys.executable, "-c", SWEEP, script, registry / "updates.toml", out, err, str(steps), "update", "plan",
         "--note", "a note", *ON, "--force"],
        cwd=registry, capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    last, codes = before.splitlines()[-1], list[int]()
    for outcome in result.stdout.splitlines():
        step, code, line = outcome.split("\t")
        printed, error = Path(f"{out}{step}").read_text(), Path(f"{err}{step}").read_text()
        codes.append(int(code))
        match int(code):
            case 7:
                assert f"update {line.split(' = ')[0]} is recorded; do not record it again" in error, (step, error)
            case 5:  # the old file could not be read again, so it was put back
                assert "nothing was written" in error, (step, error)
                assert line == last, step
            case 0:
                assert error == "", step
                assert printed.endswith(f" as {line.split(' = ')[0]}\n"), step
            case _:
                pytest.fail(outcome + error)
        assert (line == last) == (code == "5"), step
        last = line
    assert codes.count(7) > 20
    assert codes[-10:] == [0] * 10, "more calls than steps"
