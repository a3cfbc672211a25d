"""The installed console script in a separate process: streams, signals, encodings, terminals and time zones.

These tests cover what an in-process runner cannot: a closed pipe, a full disk, Ctrl-C, narrow terminals, time zones.
"""

import fcntl
import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from commitrack.registry import example

SCRIPT = Path(sys.executable).with_name("commitrack")
pytestmark = [
    pytest.mark.skipif(not SCRIPT.exists(), reason=f"commitrack is not installed: there is no {SCRIPT}"),
    pytest.mark.usefixtures("folder"),
]
DAY = ("--as-of", "2026-11-23")
READ_COMMANDS = [
    ("list", *DAY), ("list", "--all", "--format", "json", *DAY), ("show", "training", "--lang", "ja", *DAY),
    ("report", *DAY), ("report", "--format", "csv", *DAY), ("check",), ("list", "--help"), ("--version",),
]  # fmt: skip
IDS = [" ".join(argv).removesuffix(" --as-of 2026-11-23") for argv in READ_COMMANDS]


def call(*argv: str, env: dict[str, str] | None = None, **options: Any) -> subprocess.CompletedProcess[bytes]:
    if "stdout" not in options:
        options["capture_output"] = True
    return subprocess.run([SCRIPT, *argv], env={**os.environ, **(env or {})}, timeout=20, check=False, **options)


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which $C is the console script."""
    env = {**os.environ, "C": str(SCRIPT)}
    return subprocess.run(["bash", "-c", line], env=env, capture_output=True, timeout=20, check=False)


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("list", *DAY), 0),
        (("check",), 0),
        (("list", "nothing:here"), 2),
        (("show",), 2),
        (("list", "--registry", "nowhere"), 3),
        (("show", "trainning"), 4),
        (("list", "--output", "no/such/file.txt"), 6),
    ],
)
def test_exit_codes(argv: tuple[str, ...], code: int) -> None:
    """The process exits with the code of the command; a failure prints only to stderr, a success only to stdout."""
    result = call(*argv)
    assert result.returncode == code
    assert bool(result.stderr) == (code != 0)
    assert bool(result.stdout) == (code == 0)


def test_the_exit_code_for_an_invalid_registry(tmp_path: Path) -> None:
    """For an invalid registry, check exits with 1, and list and report exit with 3."""
    (tmp_path / "commitments.toml").write_text("[commitments.a]\n")
    assert [call(command).returncode for command in ("check", "list", "report")] == [1, 3, 3]


@pytest.mark.parametrize("arguments", ["list --all --format json", "report", "list", "-h", "update -h"])
def test_a_closed_pipe_is_not_an_error(arguments: str) -> None:
    """If the reader closes the pipe early, the command exits with 0 and prints nothing to stderr."""
    result = shell(
        f"$C {arguments} | head -n 1; echo ${{PIPESTATUS[0]}}; $C {arguments} | true; echo ${{PIPESTATUS[0]}}"
    )
    first, *codes = result.stdout.decode().splitlines()
    assert first
    assert (codes, result.stderr) == (["0", "0"], b"")


@pytest.mark.parametrize("arguments", ["list", "report --format json", "check", "-h", "--version"])
def test_a_full_disk(arguments: str) -> None:
    """If the output cannot be written, the command exits with 6 and prints one error message."""
    result = shell(f"$C {arguments} > /dev/full")
    assert result.returncode == 6
    assert b"No space left on device" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [" ".join(arguments) for arguments in READ_COMMANDS])
def test_a_closed_output(arguments: str) -> None:
    """If stdout is closed, the command exits with 6 and prints one error message."""
    result = shell(f"$C {arguments} >&-")
    assert (result.returncode, len(result.stderr.splitlines())) == (6, 1)
    assert ("出力が閉じられて" if "ja" in arguments.split() else "standard output is closed") in result.stderr.decode()


def test_a_closed_error_stream_does_not_change_the_exit_code() -> None:
    """If stderr is closed, the exit code still reports success or failure."""
    assert shell("$C show trainning 2>&-").returncode == 4
    assert shell("$C list >&- 2>&-").returncode == 6
    assert shell("$C list <&- 2>&-").returncode == 0


def test_ctrl_c_while_waiting_for_the_lock(tmp_path: Path) -> None:
    """A command that waits for the lock exits with 130 on Ctrl-C, prints no traceback and writes nothing."""
    before = (tmp_path / "updates.toml").read_bytes()
    with (tmp_path / ".commitrack.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with subprocess.Popen([SCRIPT, "update", "training", "1500", "--on", "2025-06-30"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # fmt: skip
            time.sleep(1)
            assert process.poll() is None
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert (tmp_path / "updates.toml").read_bytes() == before


def test_ctrl_c_during_the_imports() -> None:
    """On Ctrl-C during its imports, a command exits with 130 and prints nothing."""
    code = (
        "import sys; from commitrack.cli.main import main\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'commitrack.cli.options': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "sys.exit(main(['list']))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=20)
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"")


@pytest.mark.parametrize("argv", READ_COMMANDS, ids=IDS)
@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "cp932", "TERM": "xterm-256color"},
        {"TERM": "dumb"},
    ],
    ids=lambda env: "-".join(f"{key}={value}" for key, value in env.items())[:24],
)
def test_a_restricted_environment(argv: tuple[str, ...], env: dict[str, str]) -> None:
    """In a non-UTF-8 locale and on a dumb terminal, commands succeed and print no escape sequences."""
    result = call(*argv, env=env)
    assert (result.returncode, result.stderr) == (0, b"")
    assert len(result.stdout) > 10
    assert b"\x1b" not in result.stdout


def on_terminal(*argv: str, columns: int, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Run the script on a new pseudo-terminal, and return its exit code and output."""
    parent_end, child_end = pty.openpty()
    own = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    env = {**own, "COLUMNS": str(columns), "TERM": "xterm-256color", **(env or {})}
    output = b""
    with subprocess.Popen([SCRIPT, *argv], stdin=child_end, stdout=child_end, stderr=child_end, env=env) as process:
        os.close(child_end)
        while True:
            try:
                chunk = os.read(parent_end, 65_536)
            except OSError:  # on Linux, EIO means that the other end is closed
                break
            if not chunk:
                break
            output += chunk
    os.close(parent_end)
    return process.returncode, output.decode()


@pytest.mark.parametrize("argv", READ_COMMANDS, ids=IDS)
def test_a_terminal_of_25_columns(argv: tuple[str, ...]) -> None:
    """On a terminal of 25 columns, commands succeed and print no traceback."""
    code, output = on_terminal(*argv, columns=25)
    assert code == 0
    assert output
    assert "Traceback" not in output


def test_only_terminals_get_colour() -> None:
    """A terminal gets colours unless NO_COLOR is set or TERM is dumb; a pipe gets no escape sequences."""
    colour = "\x1b[31m", "\x1b[35m", "\x1b[36m"
    assert any(sequence in on_terminal("list", *DAY, columns=80)[1] for sequence in colour)
    assert not any(sequence in on_terminal("list", *DAY, columns=80, env={"NO_COLOR": "1"})[1] for sequence in colour)
    assert "\x1b" not in on_terminal("list", *DAY, columns=80, env={"TERM": "dumb"})[1]
    assert b"\x1b" not in call("list", *DAY, env={"TERM": "xterm-256color"}).stdout


def test_output_to_a_pipe_does_not_depend_on_columns() -> None:
    """The output to a pipe is the same for every value of COLUMNS."""
    outputs = {call("report", *DAY, env={"COLUMNS": columns}).stdout for columns in ("25", "80", "200")}
    assert len(outputs) == 1


@pytest.mark.parametrize("argv", [READ_COMMANDS[1], READ_COMMANDS[3]], ids=["json", "report"])
def test_another_time_zone_changes_nothing(argv: tuple[str, ...]) -> None:
    """With --as-of, the output is byte-identical in every time zone."""
    outputs = {call(*argv, env={"TZ": zone}).stdout for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")}
    assert len(outputs) == 1


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_in_the_time_zone_of_the_registry(tmp_path: Path, zone: str) -> None:
    """Without --as-of, the report date is today in the time zone of the registry, whatever the one of the machine."""
    from datetime import datetime  # noqa: PLC0415
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    path = tmp_path / "commitments.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Asia/Tokyo", zone), encoding="utf-8")
    time_zone = ZoneInfo(zone)
    before = datetime.now(time_zone).date()
    report_dates = {json.loads(call("list", "--json", env={"TZ": tz}).stdout)["as_of"] for tz in ("UTC", "Asia/Tokyo")}
    assert report_dates <= {str(before), str(datetime.now(time_zone).date())}


def file_states(folder: Path) -> list[tuple[str, int, bytes]]:
    return sorted((path.name, path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir())


def test_reading_never_writes(tmp_path: Path) -> None:
    """Commands that read create and change no file, and they succeed in a read-only folder."""
    before = file_states(tmp_path)
    tmp_path.chmod(0o555)
    try:
        codes = [call(*argv).returncode for argv in READ_COMMANDS]
    finally:
        tmp_path.chmod(0o755)
    assert codes == [0] * len(READ_COMMANDS)
    assert file_states(tmp_path) == before


def test_report_on_the_shipped_registry() -> None:
    """A report on the shipped registry succeeds and shows overdue, reported and missing figures."""
    result = call("report", "--registry", str(example()), *DAY)
    assert (result.returncode, result.stderr) == (0, b"")
    out = result.stdout.decode()
    assert "due 2026-09-06 (inferred), 78 days ago; no figure reported for 5,000 people" in out
    assert "108 of 130 items on 2025-10-26 (83.1%)" in out
    assert "in public and private funds for ASEAN: US$35bn" in out
