"""Start-up: no module is imported that a command does not need."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.usefixtures("folder")
DAY = ("--as-of", "2026-11-23")


def modules(argv: tuple[str, ...]) -> set[str]:
    """Run a command in a new process, and return the names of the modules that it has imported."""
    code = (
        "import sys; from commitrack.cli.main import main; "
        f"main({list(argv)!r}); print(*sorted(sys.modules), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=20)
    return set(result.stderr.decode().split())


NEVER = {"pydantic", "babel", "jinja2", "yaml", "requests", "unittest", "asyncio", "tomli_w", "jsonschema"}
PER_COMMAND: list[tuple[tuple[str, ...], set[str]]] = [
    (("list", *DAY), {"statistics", "commitrack.registry.transaction", "commitrack.registry.atomic_write",
                      "commitrack.registry.lock", "commitrack.views.csv", "commitrack.views.json",
                      "commitrack.views.terminal.commitment", "commitrack.report.report", "commitrack.report.serialize",
                      "commitrack.cli.update", "commitrack.cli.report", "csv"}),
    (("list", "--format", "json", *DAY), {"csv", "commitrack.views.csv", "commitrack.views.terminal.pages",
                                          "rich.table", "commitrack.registry.transaction"}),
    (("report", *DAY), {"commitrack.registry.transaction", "commitrack.views.csv", "commitrack.views.json",
                        "commitrack.cli.update", "commitrack.views.terminal.commitment"}),
    (("show", "training", *DAY), {"commitrack.registry.transaction", "commitrack.views.csv",
                                  "commitrack.report.report"}),
    (("--version",), {"tomli", "dateutil", "commitrack.registry", "commitrack.model", "commitrack.assess", "rich"}),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "unneeded"), PER_COMMAND, ids=[" ".join(argv)[:14] for argv, _ in PER_COMMAND])
def test_no_module_is_imported_that_the_command_does_not_need(argv: tuple[str, ...], unneeded: set[str]) -> None:
    """A command imports no module that it does not need, because imports take most of its running time."""
    imported = modules(argv)
    assert "commitrack.cli.app" in imported
    assert (NEVER | unneeded) & imported == set()
