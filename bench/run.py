"""Time whole processes on registries of several sizes: python bench/run.py [RUNS] prints the table of README.md.

Every command is run in turn with the same command on the shipped registry, RUNS times after one warm-up; medians and
the median ratio of each pair are printed, because machines are noisy. Where hledger and Taskwarrior are installed, the
same work is done with them on as many transactions and tasks.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from generate import write_registry
from peers import peers

from commitrack.registry.discovery import example

SIZES = ((1_000, 10_000), (10_000, 100_000))
PROGRAM = str(Path(sys.executable).with_name("commitrack"))
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}},
    "COMMITRACK_AS_OF": "2026-11-23", "COMMITRACK_CONFIG": "", "LC_ALL": "C.UTF-8",
}  # fmt: skip
TAB = {"_COMMITRACK_COMPLETE": "complete_bash", "COMP_WORDS": "commitrack show c", "COMP_CWORD": "2"}


class Run(NamedTuple):
    """One process: wall time and CPU time in seconds, and its peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def commands(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The commands that are timed; the text of a note keeps the updates of several runs apart."""
    first = "commitment-000005" if folder.name.isdigit() else "jaif"
    yield "list", ["list", "--all"]
    yield "list QUERY", ["list", f"id:{first[:-1]}*"]
    yield "list --format csv", ["list", "--all", "--format", "csv"]
    yield "show", ["show", first]
    yield "report", ["report"]
    yield "report --format html", ["report", "--format", "html"]
    yield "update", ["update", first, "--note", f"note {time.time_ns()}", "--on", "2026-11-01"]
    yield "check", ["check"]
    yield "Tab", []


def run(argv: Sequence[str], folder: Path) -> Run:
    """Run a command of commitrack in a folder, or Tab if there is none; its output is thrown away."""
    environment = ENVIRONMENT if argv else {**ENVIRONMENT, **TAB}
    return timed([PROGRAM, *argv], folder, environment)


def timed(argv: Sequence[str], folder: Path, environment: dict[str, str]) -> Run:
    """Run a process, which must succeed, and measure it."""
    start = time.perf_counter()
    process = subprocess.Popen(argv, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"{' '.join(argv)}: status {status}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main(runs: int) -> None:
    """Print a Markdown table for each size."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as name:
        shipped = Path(name) / "shipped"
        shutil.copytree(example(), shipped)
        for commitments, updates in SIZES:
            folder = Path(name) / str(commitments)
            write_registry(folder, commitments, updates)
            size = sum(path.stat().st_size for path in folder.iterdir()) / 1024**2
            print(f"\n{commitments:,} commitments, {updates:,} updates, {size:.0f} MB\n")
            print("| command | s | CPU s | MB | × the shipped registry |\n|---|---|---|---|---|")
            for position, (label, _argv) in enumerate(commands(folder)):
                print(_row(label, position, (folder, shipped), runs), flush=True)
            for label, argv, environment in peers(Path(name) / f"peers-{commitments}", commitments):
                results = [timed(argv, folder, {**ENVIRONMENT, **environment}) for _run in range(runs + 1)][1:]
                wall, cpu, memory = (statistics.median(values) for values in zip(*results, strict=True))
                print(f"| `{label}` | {wall:.2f} | {cpu:.2f} | {memory:.0f} | |", flush=True)


def _row(label: str, position: int, folders: tuple[Path, Path], runs: int) -> str:
    """The row of one command: medians, and the median ratio of pairs."""
    pairs = []
    for _run in range(runs + 1):
        one, other = (run(list(commands(folder))[position][1], folder) for folder in folders)
        pairs.append((one, other))
    pairs = pairs[1:]
    wall, cpu, memory = (statistics.median(values) for values in zip(*(one for one, _other in pairs), strict=True))
    ratio = statistics.median(one.wall / other.wall for one, other in pairs)
    return f"| `{label}` | {wall:.2f} | {cpu:.2f} | {memory:.0f} | {ratio:.1f} |"


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 11)
