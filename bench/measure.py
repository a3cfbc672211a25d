"""Time whole processes, and summarize what was measured."""

import math
import os
import statistics
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """One process: wall time and CPU time in seconds, and its peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def timed(argv: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Run a process, which must succeed, and measure it; its output is thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(argv, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(argv)}: status {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(runs: Iterable[Run]) -> Run:
    """The median of each figure."""
    return Run(*(statistics.median(figures) for figures in zip(*runs, strict=True)))


def ratio(runs: Iterable[Run], others: Iterable[Run]) -> float:
    """The median ratio of the CPU times of pairs: other work on the machine changes them least."""
    return statistics.median(one.cpu / other.cpu for one, other in zip(runs, others, strict=True))


def exponent(times: Mapping[int, float]) -> float:
    """How time grows with size: the slope of the line fitted to the logarithms of both; 1 is linear."""
    sizes, seconds = map(math.log, times), map(math.log, times.values())
    return statistics.linear_regression(list(sizes), list(seconds)).slope
