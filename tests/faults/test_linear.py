"""Cost that grows no faster than the input, tested with the console script by doubling each kind of input."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

pytest.importorskip("resource", reason="needs limits on processes, and their use of resources")
MOST = 2.5
"""How many times as much twice the input may cost."""
COMMITMENT = (
    "[commitments.a]\ntitle = 'A'\nmade = 2000-01-01\ndue = 2100-12-31\n"
    "targets.t = { value = 1_000_000_000, unit = 'people' }\n"
)
FIRST = date(2001, 1, 1)


def update(number: int, fields: str) -> str:
    """A line of the journal, with a new day for each number up to 10,000."""
    on = FIRST + timedelta(days=number % 10_000)
    times = f"on = {on}, recorded = 2030-01-01T00:00:00Z"
    return f"20300101T000000Z-{number:08x} = {{ commitment = 'a', {times}, {fields} }}\n"


def journal(fields: str) -> Callable[[int], dict[str, str]]:
    """A registry with as many updates as required; their fields contain the number."""
    return lambda size: {"updates.toml": "[updates]\n" + "".join(update(n, fields.format(n=n)) for n in range(size))}


def tables(text: str) -> Callable[[int], dict[str, str]]:
    """A registry with as many tables or keys as required after those of the commitment."""
    return lambda size: {"commitments.toml": COMMITMENT + "".join(text.format(n=n) for n in range(size))}


def milestones(size: int) -> dict[str, str]:
    """A target with as many milestones as required."""
    listed = ", ".join(f"{{ on = {FIRST + timedelta(days=n)}, value = {n + 1} }}" for n in range(size))
    return {"commitments.toml": COMMITMENT.replace("'people'", f"'people', milestones = [{listed}]")}


def files(size: int) -> dict[str, str]:
    """A journal of as many files as required, each with 1,000 updates."""
    return {
        f"updates-{file}.toml": "[updates]\n"
        + "".join(update(n, f"actual = {n}, note = 'n {n}'") for n in range(file * 1_000, (file + 1) * 1_000))
        for file in range(size)
    }


def chain(size: int) -> dict[str, str]:
    """A registry in which each commitment is a part of the one before."""
    parts = "".join(f"[commitments.c{n}]\ntitle = 'C'\npart_of = 'c{n - 1}'\n" for n in range(1, size))
    return {"commitments.toml": f"{COMMITMENT}[commitments.c0]\ntitle = 'C'\n{parts}"}


def wide_row(size: int) -> dict[str, str]:
    """Rows for an import, of which the first has as many cells as required."""
    return {"rows.csv": f"commitment,actual,on\na,5,2024-01-01{',x' * size}\n"}


def sheet(size: int) -> dict[str, str]:
    """A sheet with as many commitments as required, each with a target and a figure."""
    rows = "".join(f"plan-{n},Plan {n},trees,{n + 9},trees,{n},2024-01-01\n" for n in range(size))
    return {"sheet.csv": f"id,title,target,value,unit,actual,on\n{rows}"}


def unknown_commitments(size: int) -> dict[str, str]:
    """As many commitments as required, and a file of updates in which every id is misspelt."""
    commitments = "".join(f"[commitments.train-people-{n}]\ntitle = 'T'\n" for n in range(size))
    rows = "".join(f"tram-people-{n},5,2024-01-01\n" for n in range(size))
    return {"commitments.toml": COMMITMENT + commitments, "rows.csv": f"commitment,actual,on\n{rows}"}


INPUTS: dict[str, tuple[Callable[[int], dict[str, str]], int, str, int]] = {
    "figures": (journal("actual = {n}"), 1_000, "show a", 0),
    "increments": (journal("add = 1"), 1_200, "show a", 0),
    "increments in the log": (journal("add = 1"), 4_000, "log", 0),
    "notes": (journal("note = 'n {n}'"), 1_000, "show a", 0),
    "parts": (tables("[commitments.c{n}]\ntitle = 'C'\npart_of = 'a'\n"), 2_000, "show a", 0),
    "chain of parts": (chain, 8_000, "report", 0),
    "targets": (tables("targets.x{n} = {{ value = 1, unit = 'u{n}' }}\n"), 200, "show a", 0),
    "keys": (tables("k{n} = 1\n"), 20_000, "check", 1),
    "tables": (tables("x{n} = {{}}\n"), 15_000, "check", 1),
    "records": (tables("[commitments.c{n}]\n"), 8_000, "check", 1),
    "milestones": (milestones, 3_000, "show a", 0),
    "files": (files, 12, "list", 0),
    "unknown commitments": (unknown_commitments, 300, "update --from rows.csv", 2),
    "sheet": (sheet, 3_000, "import sheet.csv --dry-run", 0),
    "columns": (wide_row, 5_000_000, "update --from rows.csv --dry-run", 2),
}
"""Kinds of input: how it is made, its size, the command that reads it, and the exit code of the command."""


LAUNCHER = """
import os, resource, sys
pid = os.fork()
if pid == 0:
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.execv(sys.argv[1], sys.argv[1:])
_pid, status, usage = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""
"""A small parent, because the peak memory of a child is at least that of its parent."""


class Usage(NamedTuple):
    """The exit code of a command, its CPU time in seconds, and its peak memory in megabytes."""

    code: int
    seconds: float
    megabytes: float


def measured(script: Path, folder: Path, command: str) -> Usage:
    """Run a command in a child that may take one gigabyte of memory, and 60 seconds of CPU time."""
    launch: list[str | Path] = [sys.executable, "-S", "-c", LAUNCHER, script, *command.split()]
    result = subprocess.run(launch, cwd=folder, capture_output=True, timeout=120, check=True)
    code, seconds, kilobytes = result.stdout.split()
    return Usage(int(code), float(seconds), int(kilobytes) / 1024)


def written(folder: Path, files: dict[str, str]) -> Path:
    """The folder of a registry with these files."""
    folder.mkdir()
    for name, text in {"commitments.toml": COMMITMENT, "updates.toml": "[updates]\n", **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("kind", INPUTS)
def test_twice_the_input_takes_twice_the_time_and_memory(script: Path, tmp_path: Path, kind: str) -> None:
    """Without start-up, twice the input takes at most 2.5 times the CPU time and memory; the best of three runs."""
    make, size, command, code = INPUTS[kind]
    folders = [written(tmp_path / str(n), make(n)) for n in (1, size, 2 * size)]
    runs = [[measured(script, folder, command) for folder in folders] for _ in range(3)]
    assert [usage.code for usage in runs[0][1:]] == [code, code]
    for cost, noise in (("seconds", 0.05), ("megabytes", 1)):
        start, once, twice = (min(getattr(run[n], cost) for run in runs) for n in range(3))
        assert twice - start <= MOST * (once - start) + noise, (kind, start, once, twice)


@pytest.mark.parametrize(
    ("make", "size", "command", "code"),
    [
        (journal("actual = {n}"), 3_600, "show a", 0),
        (journal("actual = {n}"), 3_600, "report --format html", 0),
        (journal("add = 1"), 46_000, "list", 0),
        (journal("add = 1"), 46_000, "report", 0),
        (journal("note = 'n {n}'"), 5_000, "log", 0),
        (tables("k{n} = 1\n"), 200_000, "check", 1),
        (tables("x{n} = {{}}\n"), 100_000, "list", 3),
        (tables("k{n}=1\n"), 499_990, "check", 1),
        (chain, 1_000, "report --format html", 0),
        (wide_row, 100_000, "update --from rows.csv", 2),
    ],
)
def test_the_largest_inputs_fit_in_a_gigabyte(
    script: Path, tmp_path: Path, make: Callable[[int], dict[str, str]], size: int, command: str, code: int
) -> None:
    """What once took minutes or gigabytes ends with the right exit code, in less than a minute and a gigabyte."""
    assert measured(script, written(tmp_path / "registry", make(size)), command).code == code


def test_a_hundred_problems_are_shown_and_the_others_counted(script: Path, tmp_path: Path) -> None:
    """Of 250 problems, the first 100 are printed with their lines, and the number of the others."""
    folder = written(tmp_path / "registry", tables("k{n} = 1\n")(250))
    rows = "commitment,actual,on\n" + "zz,5,2024-01-01\n" * 250
    (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
    for command in ("check", "list"):
        result = subprocess.run([script, command], cwd=folder, capture_output=True, timeout=60, check=False, text=True)
        problems = result.stdout if command == "check" else result.stderr
        assert problems.count("error[CT106]") == 100
        assert "commitments.toml:6: error[CT106]" in problems
        assert "and 150 more problems" in problems
    (folder / "commitments.toml").write_text(COMMITMENT, encoding="utf-8")
    call = (script, "update", "--from", "../rows.csv")
    result = subprocess.run(call, cwd=folder, capture_output=True, timeout=60, check=False, text=True)
    assert result.stderr.count('unknown commitment "zz"') == 100
    assert "and 150 more rows" in result.stderr
