"""The installed console script in processes of its own: streams, signals, encodings, time zones, start-up.

What an in-process runner hides: a closed pipe, a full disk, Ctrl-C, a terminal of 25 columns, another clock.
"""

import fcntl
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
READING = [
    ("list", *DAY), ("list", "--all", "--format", "json", *DAY), ("show", "training", "--lang", "ja", *DAY),
    ("report", *DAY), ("report", "--format", "csv", *DAY), ("check",), ("list", "--help"), ("--version",),
]  # fmt: skip
IDS = [" ".join(words).removesuffix(" --as-of 2026-11-23") for words in READING]


def call(*argv: str, env: dict[str, str] | None = None, **how: Any) -> subprocess.CompletedProcess[bytes]:
    if "stdout" not in how:
        how["capture_output"] = True
    return subprocess.run([SCRIPT, *argv], env={**os.environ, **(env or {})}, timeout=20, check=False, **how)


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """A line of bash in which $C is the script."""
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
        (("list", "--output", "no/such/file"), 6),
    ],
)
def test_exit_codes(argv: tuple[str, ...], code: int) -> None:
    """What main returns is the exit code of the process, and a failure has its message on stderr."""
    ran = call(*argv)
    assert ran.returncode == code
    assert bool(ran.stderr) == (code != 0)
    assert bool(ran.stdout) == (code == 0)


def test_findings_and_a_broken_registry(tmp_path: Path) -> None:
    """check ends with 1 and every other command with 3."""
    (tmp_path / "commitments.toml").write_text("[commitments.a]\n")
    assert [call(command).returncode for command in ("check", "list", "report")] == [1, 3, 3]


@pytest.mark.parametrize("words", ["list --all --format json", "report", "list", "-h", "update -h"])
def test_a_reader_who_has_enough(words: str) -> None:
    """A closed pipe ends quietly: exit 0, nothing on stderr."""
    ran = shell(f"$C {words} | head -n 1; echo ${{PIPESTATUS[0]}}; $C {words} | true; echo ${{PIPESTATUS[0]}}")
    first, *codes = ran.stdout.decode().splitlines()
    assert first
    assert (codes, ran.stderr) == (["0", "0"], b"")


@pytest.mark.parametrize("words", ["list", "report --format json", "check", "-h", "--version"])
def test_a_full_disk(words: str) -> None:
    """Lost output is a failure: exit code 6 and one message."""
    ran = shell(f"$C {words} > /dev/full")
    assert ran.returncode == 6
    assert b"No space left on device" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", [" ".join(words) for words in READING])
def test_a_closed_output(words: str) -> None:
    """Nowhere to write to: exit 6 and one message."""
    ran = shell(f"$C {words} >&-")
    assert (ran.returncode, len(ran.stderr.splitlines())) == (6, 1)
    assert ("出力が閉じられて" if "ja" in words.split() else "standard output is closed") in ran.stderr.decode()


def test_a_closed_error_stream_changes_no_code() -> None:
    """If the message cannot be shown, the exit code still reports the failure."""
    assert shell("$C show trainning 2>&-").returncode == 4
    assert shell("$C list >&- 2>&-").returncode == 6
    assert shell("$C list <&- 2>&-").returncode == 0


def test_ctrl_c(tmp_path: Path) -> None:
    """A command that waits for the lock ends with 130 on Ctrl-C, without a traceback, and nothing is written."""
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
    """Even before the command has started, Ctrl-C ends it with exit code 130 and no output."""
    code = (
        "import sys; from commitrack.cli.main import main\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'commitrack.cli.options': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "sys.exit(main(['list']))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=20)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, b"", b"")


@pytest.mark.parametrize("words", READING, ids=IDS)
@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "cp932", "TERM": "xterm-256color"},
        {"TERM": "dumb"},
    ],
    ids=lambda env: "-".join(f"{key}={value}" for key, value in env.items())[:24],
)
def test_poor_surroundings(words: tuple[str, ...], env: dict[str, str]) -> None:
    """A locale without Unicode, a Japanese console, a dumb terminal: the answer comes, never a traceback."""
    ran = call(*words, env=env)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert len(ran.stdout) > 10
    assert b"\x1b" not in ran.stdout


def on_terminal(*argv: str, columns: int, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Exit code and output of a run on a terminal of its own."""
    ours, theirs = pty.openpty()
    own = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    env = {**own, "COLUMNS": str(columns), "TERM": "xterm-256color", **(env or {})}
    found = b""
    with subprocess.Popen([SCRIPT, *argv], stdin=theirs, stdout=theirs, stderr=theirs, env=env) as process:
        os.close(theirs)
        while True:
            try:
                part = os.read(ours, 65_536)
            except OSError:  # Linux says EIO when the other end has gone
                break
            if not part:
                break
            found += part
    os.close(ours)
    return process.returncode, found.decode()


@pytest.mark.parametrize("words", READING, ids=IDS)
def test_a_terminal_of_25_columns(words: tuple[str, ...]) -> None:
    """The narrowest terminal gets an answer, and no traceback."""
    code, shown = on_terminal(*words, columns=25)
    assert code == 0
    assert shown
    assert "Traceback" not in shown


def test_colour_is_for_terminals() -> None:
    """A terminal gets colour, unless NO_COLOR asks for none or it is dumb; a pipe gets no escape sequence at all."""
    colour = "\x1b[31m", "\x1b[35m", "\x1b[36m"
    assert any(sign in on_terminal("list", *DAY, columns=80)[1] for sign in colour)
    assert not any(sign in on_terminal("list", *DAY, columns=80, env={"NO_COLOR": "1"})[1] for sign in colour)
    assert "\x1b" not in on_terminal("list", *DAY, columns=80, env={"TERM": "dumb"})[1]
    assert b"\x1b" not in call("list", *DAY, env={"TERM": "xterm-256color"}).stdout


def test_a_pipe_knows_no_width() -> None:
    """In a pipe the answer is the same whatever COLUMNS says."""
    answers = {call("report", *DAY, env={"COLUMNS": columns}).stdout for columns in ("25", "80", "200")}
    assert len(answers) == 1


@pytest.mark.parametrize("words", [READING[1], READING[3]], ids=["json", "report"])
def test_another_time_zone_changes_nothing(words: tuple[str, ...]) -> None:
    """With --as-of, the output is byte-identical in every time zone."""
    answers = {call(*words, env={"TZ": zone}).stdout for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")}
    assert len(answers) == 1


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_the_registrys(tmp_path: Path, zone: str) -> None:
    """Without --as-of it is the day in the registry's time zone, whatever the machine's."""
    from datetime import datetime  # noqa: PLC0415
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    path = tmp_path / "commitments.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("Asia/Tokyo", zone), encoding="utf-8")
    there = ZoneInfo(zone)
    before = datetime.now(there).date()
    answers = {call("list", env={"TZ": tz}).stdout.decode().split("as of ")[1][:10] for tz in ("UTC", "Asia/Tokyo")}
    assert answers <= {str(before), str(datetime.now(there).date())}


def listing(folder: Path) -> list[tuple[str, int, bytes]]:
    return sorted((path.name, path.stat().st_mtime_ns, path.read_bytes()) for path in folder.iterdir())


def test_reading_never_writes(tmp_path: Path) -> None:
    """No reading command makes, touches or changes a file; on a folder nobody may write to they all work."""
    before = listing(tmp_path)
    tmp_path.chmod(0o555)
    try:
        codes = [call(*words).returncode for words in READING]
    finally:
        tmp_path.chmod(0o755)
    assert codes == [0] * len(READING)
    assert listing(tmp_path) == before


def test_the_shipped_registry_reports() -> None:
    """The first command of anyone: a report on the registry that ships."""
    ran = call("report", "--registry", str(example()), *DAY)
    assert (ran.returncode, ran.stderr) == (0, b"")
    out = ran.stdout.decode()
    assert "due 2026-09-06, 78 days ago; no figure reported for 5,000 people" in out
    assert "108 of 130 items on 2025-10-26 (83.1%)" in out
    assert "no figure reported for US$35bn" in out
