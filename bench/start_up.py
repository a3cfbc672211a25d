"""How long small work takes, in pairs with the imports that it cannot do without: python bench/start_up.py [PAIRS]."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from measure import ratio, timed

from commitrack.registry import example

PROGRAM = str(Path(sys.executable).with_name("commitrack"))
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}},
    "COMMITRACK_AS_OF": "2026-11-23", "COMMITRACK_CONFIG": "", "LC_ALL": "C.UTF-8",
}  # fmt: skip
TAB = {"_COMMITRACK_COMPLETE": "complete_bash", "COMP_WORDS": "commitrack show c", "COMP_CWORD": "2"}
TYPER = [sys.executable, "-c", "import typer"]
TABLE = """\
import typer
from rich.console import Console
from rich.table import Table
table = Table("ID", "TITLE", "PROGRESS", "DUE", "STATUS")
for row in range({rows}):
    table.add_row(f"commitment-{{row:06}}", "Support for something", "108 of 130 items 83 %", "2026-09-06", "overdue")
Console().print(table)
"""


class StartUp(NamedTuple):
    """A command, what it is compared with, and the ratio that it must not exceed."""

    label: str
    argv: Sequence[str]
    other: Sequence[str]
    bar: float
    variables: Mapping[str, str] = {}


def comparisons() -> Iterator[StartUp]:
    """What is measured on the shipped registry."""
    listed = subprocess.run([PROGRAM, "list"], cwd=example(), env=ENVIRONMENT, check=True, capture_output=True).stdout
    table = [sys.executable, "-c", TABLE.format(rows=listed.count(b"\n") - 1)]
    yield StartUp("`list` ÷ a script that prints a table of as many rows with Rich", [PROGRAM, "list"], table, 1.2)
    yield StartUp("Tab of an id ÷ `import typer`", [PROGRAM], TYPER, 1.1, TAB)
    yield StartUp("`--version` ÷ `import typer`", [PROGRAM, "--version"], TYPER, 1.2)


def main(pairs: int) -> None:
    """Print the median ratio of the CPU times of each comparison, and its bar."""
    print("| | ratio | bar |\n|---|---|---|")
    for label, argv, other, bar, variables in comparisons():
        environment = {**ENVIRONMENT, **variables}
        runs = [
            (timed(argv, example(), environment), timed(other, example(), ENVIRONMENT)) for _pair in range(pairs + 1)
        ]
        ones, others = zip(*runs[1:], strict=True)
        print(f"| {label} | {ratio(ones, others):.2f} | {bar:.2f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 41)
