"""Start-up: no module is imported that a command does not need."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from commitrack.cli.app import COMMANDS

pytestmark = pytest.mark.usefixtures("folder")
DAY = ("--as-of", "2026-11-23")
LATEST = "20240701T000000Z-00000001"


def modules(argv: tuple[str, ...], environment: Mapping[str, str] = os.environ) -> set[str]:
    """Run a command in a new process, and return the names of the modules that it has imported."""
    code = (
        "import sys; from commitrack.cli.main import main; code = 'left'\n"
        f"try: code = main({list(argv)!r})\n"
        "finally: print('modules', code, *sorted(sys.modules), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=20, stdin=subprocess.DEVNULL,
        env={**environment, "EDITOR": "true"},
    )  # fmt: skip
    return set(result.stderr.decode().splitlines()[-1].split())


LIBRARIES = {
    "babel", "csv", "dateutil", "hashlib", "icalendar", "jinja2", "json", "jsonschema", "openpyxl", "pydantic", "rich",
    "sqlite3", "statistics", "tomli", "tomli_w", "unittest", "wcwidth", "xlsxwriter", "yaml",
}  # fmt: skip
READS = {"tomli", "dateutil"}
WRITES = READS | {"tomli_w"}
COMMAND_LINES: list[tuple[str, set[str]]] = [
    ("list", READS | {"wcwidth"}),
    ("list --format json", READS | {"hashlib"}),
    ("list --format csv", READS | {"csv"}),
    ("list --long", READS | {"rich", "wcwidth"}),
    ("show training", READS | {"rich", "wcwidth"}),
    ("update training 1500 --dry-run", WRITES | {"rich", "hashlib", "wcwidth"}),
    ("amend training --due 2030 --reason r --dry-run", WRITES | {"rich", "hashlib", "wcwidth"}),
    ("add --title T --dry-run", WRITES),
    ("remove added --yes", WRITES),
    (f"undo {LATEST} --dry-run", WRITES | {"rich", "hashlib", "wcwidth"}),
    ("log", READS),
    ("edit training", WRITES | {"hashlib"}),
    ("rename training train --dry-run", WRITES),
    ("report", READS | {"rich", "hashlib", "wcwidth"}),
    ("report --format md", READS | {"hashlib"}),
    ("report --format csv", READS | {"csv", "hashlib"}),
    ("report --format json", READS | {"hashlib"}),
    ("report --format html", READS | {"jinja2", "json", "hashlib"}),
    ("report --format xlsx", READS | {"xlsxwriter", "hashlib", "wcwidth"}),
    ("report --format ics", READS | {"icalendar", "json", "hashlib"}),
    ("meeting m-2027 --on 2027-01-01 --title M --dry-run", WRITES),
    ("check", READS | {"hashlib"}),
    ("check --strict", READS | {"hashlib", "rich"}),
    ("repair --dry-run", WRITES),
    ("evidence check", READS | {"hashlib"}),
    ("init another", {"tomli", "tomli_w", "json"}),
    ("config", {"tomli", "wcwidth"}),
    ("index", READS | {"sqlite3", "hashlib"}),
    ("export sqlite register.db", READS | {"sqlite3", "hashlib"}),
    ("import own.csv --dry-run", WRITES | {"csv", "rich", "hashlib", "wcwidth"}),
    ("schema", {"json"}),
    ("completion bash", set()),
    ("help list", {"tomli"}),
    ("--version", set()),
]  # fmt: skip


@pytest.mark.parametrize(("line", "needed"), COMMAND_LINES, ids=[line for line, _needed in COMMAND_LINES])
def test_a_command_imports_only_the_libraries_that_it_needs(folder: Path, line: str, needed: set[str]) -> None:
    """A command imports only the libraries that it needs, because imports take most of its running time."""
    added = "commitments.added.title = 'Added'\ncommitments.added.recorded = 2024-07-01T00:00:00Z\n"
    (folder / "additions.toml").write_text(added, encoding="utf-8")
    (folder / "own.csv").write_text("id,title\nwalks,Walk to school\n", encoding="utf-8")
    imported = modules(tuple(line.split()))
    assert imported & {"0", "1"}, line
    assert imported & LIBRARIES <= needed


def test_every_command_is_listed_above() -> None:
    """The table above has every command."""
    assert set(COMMANDS) - {line.split()[0] for line, _needed in COMMAND_LINES} == set()


@pytest.mark.parametrize("line", ["commitrack show tr", "commitrack sh", "commitrack list --f", "commitrack list over"])
def test_tab_imports_neither_commands_nor_the_registry(line: str) -> None:
    """Tab reads ids and options without importing commands, records, queries or parsers."""
    variables = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1), "_COMMITRACK_COMPLETE": "complete_bash"}
    imported = modules((), {**os.environ, **variables})
    packages = {name.split(".")[1] for name in imported if name.startswith("commitrack.")}
    assert packages <= {"cli", "color", "errors", "index", "labels", "language", "suggest", "registry"}
    assert "commitrack.cli.app" in imported
    assert {
        "commitrack.cli.show",
        "commitrack.cli.list",
        "commitrack.cli.console",
        "commitrack.registry.read",
    }.isdisjoint(imported)
    assert imported & LIBRARIES == set()


PER_COMMAND: list[tuple[tuple[str, ...], set[str]]] = [
    (("list", *DAY), {"commitrack.registry.transaction", "commitrack.registry.atomic_write",
                      "commitrack.registry.lock", "commitrack.views.csv", "commitrack.views.json",
                      "commitrack.views.terminal.commitment", "commitrack.report.report", "commitrack.report.serialize",
                      "commitrack.cli.update", "commitrack.cli.report"}),
    (("list", "--format", "json", *DAY), {"commitrack.views.csv", "commitrack.views.terminal.pages",
                                          "commitrack.registry.transaction"}),
    (("report", *DAY), {"commitrack.registry.transaction", "commitrack.views.csv", "commitrack.views.json",
                        "commitrack.cli.update", "commitrack.views.terminal.commitment"}),
    (("show", "training", *DAY), {"commitrack.registry.transaction", "commitrack.views.csv",
                                  "commitrack.report.report"}),
    (("--version",), {"commitrack.registry", "commitrack.model", "commitrack.assess"}),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "unneeded"), PER_COMMAND, ids=[" ".join(argv)[:14] for argv, _ in PER_COMMAND])
def test_no_module_is_imported_that_the_command_does_not_need(argv: tuple[str, ...], unneeded: set[str]) -> None:
    """A command imports no module that it does not need."""
    imported = modules(argv)
    assert "commitrack.cli.app" in imported
    assert unneeded & imported == set()
