"""Time imports of large sheets and activity files, and exports: python bench/interchange.py [ROWS].

Each is a process on a registry of its own; the figures are its CPU time and its peak memory.
"""

import csv
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from generate import write_registry
from measure import Run, timed
from xlsxwriter import Workbook

PROGRAM = str(Path(sys.executable).with_name("commitrack"))
PER_COMMITMENT = 100
"""Figures of each commitment in the sheet of figures."""
PER_ACTIVITY = 4
"""Indicators of an activity, each with a target and four actuals."""
COMMITMENTS = """\
key = "Code"
add = ["parties", "pillars"]
commitment = { id = "homes-{Code}", title = "Promise", responsible = "Council", pillar = "Region", due = "Due" }
targets.homes = { value = "Target", unit = "Unit", baseline = "Baseline" }
"""
FIGURES = """\
key = "Code"
rows = "figures"
commitment = { id = "homes-{Code}", title = "Promise" }
targets.homes = { unit = { always = "homes" }, figure = "Reached", on = "Day", evidence = "Source" }
"""
HEAD = '<iati-activities version="2.03" generated-datetime="2026-01-01T00:00:00Z">\n'
PERIOD = '<period><period-start iso-date="{0}-01-01"/><period-end iso-date="{0}-12-31"/>'


def commitments(count: int) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet with a new commitment in each."""
    yield "Code", "Council", "Promise", "Region", "Due", "Target", "Unit", "Baseline"
    for n in range(count):
        yield (f"C{n:06}", f"Council {n % 400}", f"Build {300 + n} homes in district {n}", f"Region {n % 12}",
               f"{2028 + n % 20}-{1 + n % 12:02}-28", f"{300 + n:,}", "homes", "0")  # fmt: skip


def figures(count: int) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet with a figure in each."""
    yield "Code", "Promise", "Day", "Reached", "Source"
    for n in range(count):
        week, name = divmod(n, max(1, count // PER_COMMITMENT))
        day = date(2022, 1, 1) + timedelta(weeks=week)
        yield f"C{name:06}", f"Build homes in {name}", str(day), f"{100 + week}", f"https://example.org/{name}/{week}"


def activities(count: int) -> Iterator[str]:
    """An activity file with ``count`` indicators."""
    levels = "".join(
        f'{PERIOD.format(y)}<target value="{y}"/><actual value="{y - 9}"/></period>' for y in range(2021, 2025)
    )
    indicators = (
        f'<indicator measure="1"><title><narrative>Wells</narrative></title>{levels}</indicator>' * PER_ACTIVITY
    )
    yield HEAD
    for number in range(count // PER_ACTIVITY):
        yield (
            f"<iati-activity><iati-identifier>XX-1-{number}</iati-identifier>"
            f"<title><narrative>Wells {number}</narrative></title>"
            '<activity-status code="2"/><activity-date type="1" iso-date="2020-01-01"/>'
            f'<result type="1"><title><narrative>Water</narrative></title>{indicators}</result></iati-activity>\n'
        )
    yield "</iati-activities>\n"


def write_csv(path: Path, rows: Iterator[tuple[str, ...]]) -> None:
    """Write rows as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def write_xlsx(path: Path, rows: Iterator[tuple[str, ...]]) -> None:
    """Write rows as a workbook."""
    book = Workbook(path, {"constant_memory": True, "strings_to_numbers": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()


def main(rows: int) -> None:
    """Print a Markdown table."""
    print("| command | CPU s | MB |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for label, profile, file, write in _imports(folder, rows):
            write()
            registry = folder / file.name.replace(".", "-")
            (registry / "imports").mkdir(parents=True)
            (registry / "commitments.toml").write_text('[registry]\ntitle = "Homes"\n', encoding="utf-8")
            (registry / "imports" / "p.toml").write_text(profile, encoding="utf-8")
            format_ = ["--profile", "p"] if profile else ["--format", "iati"]
            _print(f"import {label}", _run(["import", str(file), *format_], registry))
        large = folder / "large"
        write_registry(large, max(1, rows // 10), rows)
        for target in ("sqlite", "csv", "xlsx"):
            _print(f"export {target}", _run(["export", target, str(folder / f"exported-{target}")], large))


def _imports(folder: Path, rows: int) -> Iterator[tuple[str, str, Path, Callable[[], object]]]:
    """The label, the profile and the file of each import, and what writes the file."""
    sheet, book, journal, file = (folder / name for name in ("new.csv", "new.xlsx", "figures.csv", "activities.xml"))
    yield "CSV, commitments", COMMITMENTS, sheet, lambda: write_csv(sheet, commitments(rows))
    yield "XLSX, commitments", COMMITMENTS, book, lambda: write_xlsx(book, commitments(rows))
    yield "CSV, figures", FIGURES, journal, lambda: write_csv(journal, figures(rows))
    yield "IATI, indicators", "", file, lambda: file.write_text("".join(activities(rows // 5)), encoding="utf-8")


def _run(arguments: list[str], registry: Path) -> Run:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    environment = {**kept, "COMMITRACK_CONFIG": "", "LC_ALL": "C.UTF-8", "COMMITRACK_INDEX": "0"}
    return timed([PROGRAM, "-q", *arguments], registry, environment)


def _print(label: str, run: Run) -> None:
    print(f"| `{label}` | {run.cpu:.2f} | {run.memory:.0f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
