"""Time whole processes on registries of several sizes: python bench/run.py --help.

Every command is run in turn with the same command on the shipped registry, and on request with the first edition of
commitrack on the same registry. Printed are medians of CPU time and peak memory, and the median ratio of the CPU times
to those on the shipped registry, because machines are noisy.
Where hledger and Taskwarrior are installed, the same work is done with them on as many transactions and tasks.
"""

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from editions import FIRST, installed
from generate import write_registry
from measure import Run, exponent, median, ratio, timed
from peers import peers

from commitrack.cli.app import COMMANDS
from commitrack.registry import example

SIZES = {"135": (135, 500), "1k": (1_000, 10_000), "10k": (10_000, 100_000), "100k": (100_000, 1_000_000)}
"""The numbers of commitments and updates."""
PROGRAM = str(Path(sys.executable).with_name("commitrack"))
INDEXES = ("warm", "cold", "none") if "index" in COMMANDS else ("none",)
"""Whether there is an index when a command is run, whether it writes one, or neither."""


class TimedCommand(NamedTuple):
    """A command line without the program, and variables of the environment that it needs."""

    label: str
    argv: Sequence[str]
    variables: Mapping[str, str] = {}


def commands(first: str) -> Iterator[TimedCommand]:
    """The commands to time, on a registry with a commitment of this id."""
    note = f"note {time.time_ns()}"  # an update like an earlier one would be refused
    tab = {"_COMMITRACK_COMPLETE": "complete_bash", "COMP_WORDS": f"commitrack show {first[:-2]}", "COMP_CWORD": "2"}
    yield TimedCommand("list", ["list", "--all"])
    yield TimedCommand("list QUERY", ["list", f"id:{first[:-1]}*"])
    yield TimedCommand("list --format csv", ["list", "--all", "--format", "csv"])
    yield TimedCommand("show", ["show", first])
    yield TimedCommand("report", ["report"])
    yield TimedCommand("report --format html", ["report", "--format", "html"])
    yield TimedCommand("update", ["update", first, "--note", note, "--on", "2026-11-01"])
    yield TimedCommand("check", ["check"])
    yield TimedCommand("Tab", [], tab)


class Bench:
    """A folder with the registries to measure, and what is measured in it."""

    def __init__(self, folder: Path, *, runs: int, first_edition: str | None = None) -> None:
        self.folder, self.runs, self.first_edition = folder, runs, first_edition
        self.shipped, self.cache = folder / "shipped", folder / "cache"
        shutil.copytree(example(), self.shipped)

    def registry(self, commitments: int, updates: int) -> Path:
        """A generated registry."""
        registry = self.folder / str(commitments)
        write_registry(registry, commitments, updates)
        return registry

    def row(self, position: int, registry: Path, index: str) -> tuple[Run, float, float | None]:
        """One command: its medians, and its median ratios to the shipped registry and to the first edition.

        The first edition had no index, so it is measured only beside commands without one.
        """
        runs, shipped, first = list[Run](), list[Run](), list[Run]()
        for _run in range(self.runs + 1):
            runs.append(self._run(position, registry, index))
            shipped.append(self._run(position, self.shipped, index))
            if self.first_edition and index == "none":
                first.append(self._run(position, registry, "none", program=self.first_edition))
        timed_runs, shipped, first = runs[1:], shipped[1:], first[1:]
        return median(timed_runs), ratio(timed_runs, shipped), ratio(timed_runs, first) if first else None

    def _run(self, position: int, registry: Path, index: str, *, program: str = PROGRAM) -> Run:
        name = "jaif" if registry == self.shipped else "commitment-000005"
        command = list(commands(name))[position]
        if index == "cold":
            shutil.rmtree(self.cache, ignore_errors=True)
        variables = {"COMMITRACK_INDEX": "0"} if index == "none" else {}
        environment = {
            **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}},
            "COMMITRACK_AS_OF": "2026-11-23", "COMMITRACK_CONFIG": "", "LC_ALL": "C.UTF-8",
            "XDG_CACHE_HOME": str(self.cache), **variables, **command.variables,
        }  # fmt: skip
        return timed([program, *command.argv], registry, environment)

    def peer_rows(self, count: int) -> Iterator[tuple[str, Run]]:
        """The same work with other programs, where they are installed."""
        for label, argv, variables in peers(self.folder / f"peers-{count}", count):
            runs = [timed(argv, self.folder, {**os.environ, **variables}) for _run in range(self.runs + 1)]
            yield label, median(runs[1:])


def measured(bench: Bench, sizes: Sequence[str], indexes: Sequence[str]) -> None:
    """Print a Markdown table for each size, with a column for each state of the index, and one of how time grows."""
    times: dict[tuple[str, str], dict[int, float]] = {}
    labels = [command.label for command in commands("jaif")]
    for commitments, updates in (SIZES[size] for size in sizes):
        registry = bench.registry(commitments, updates)
        size = sum(path.stat().st_size for path in registry.iterdir()) / 1024**2
        headings = [*(_INDEX[index] for index in indexes), "× the first edition"]
        print(f"\n{commitments:,} commitments, {updates:,} updates, {size:.0f} MB\n")
        print(_row("command", headings), _row("---", ["---"] * len(headings)), sep="\n")
        for position, label in enumerate(labels):
            cells, compared = list[str](), ""
            for index in indexes:
                run, shipped, first = bench.row(position, registry, index)
                times.setdefault((label, index), {})[commitments] = run.cpu
                cells.append(f"{_figures(run)}, {shipped:.1f} ×")
                compared = compared if first is None else f"{first:.2f} ×"
            print(_row(f"`{label}`", [*cells, compared]), flush=True)
        for label, run in bench.peer_rows(commitments):
            print(_row(f"`{label}`", [_figures(run)]), flush=True)
        shutil.rmtree(registry)
    if len(sizes) > 1:
        print("", _row("command, and how its time grows: the exponent of the size", map(_INDEX.get, indexes)), sep="\n")
        print(_row("---", ["---"] * len(indexes)))
        for label in labels:
            print(_row(f"`{label}`", [f"{exponent(times[label, index]):.2f}" for index in indexes]))


_INDEX = {"warm": "warm index", "cold": "cold index", "none": "no index"}


def _row(label: str, cells: Iterable[object]) -> str:
    return f"| {' | '.join([label, *map(str, cells)])} |"


def _figures(run: Run) -> str:
    return f"{run.cpu:.2f} s, {run.memory:.0f} MB"


def main(argv: Sequence[str]) -> None:
    """Measure what the command line says."""
    parser = argparse.ArgumentParser(description="Time commitrack on registries of several sizes.")
    parser.add_argument("--runs", type=int, default=11, help="pairs of runs after one warm-up [default: 11]")
    parser.add_argument("--size", action="append", choices=SIZES, help="repeatable [default: 1k and 10k]")
    parser.add_argument("--index", action="append", choices=INDEXES, help="repeatable [default: all]")
    parser.add_argument(
        "--first-edition", nargs="?", const="", metavar="SCRIPT", help="also measure it [default: install it]"
    )
    options = parser.parse_args(argv)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as name:
        script = options.first_edition
        if script == "":
            script = installed(FIRST, Path(name) / "first-edition")
        bench = Bench(Path(name), runs=options.runs, first_edition=script)
        measured(bench, options.size or ["1k", "10k"], options.index or INDEXES)


if __name__ == "__main__":
    main(sys.argv[1:])
