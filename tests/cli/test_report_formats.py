"""``commitrack report`` in every form: the same bytes twice, workbooks in files and pipes, and no idle library."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Run = Callable[..., Any]

FORMATS = ("table", "md", "csv", "json", "xlsx", "ics", "html")
SECTIONS = (
    "must_know", "since", "ask", "deadlines", "completion", "amended", "evidenced", "pillars", "areas", "parties",
    "sums", "conversion", "stale", "without_data",
)  # fmt: skip


@pytest.fixture
def register(folder: Path) -> Path:
    """The registry of these tests, with a meeting before and one after."""
    with (folder / "commitments.toml").open("a", encoding="utf-8") as file:
        file.write('[meetings]\npast = { title = "P", on = 2024-03-01 }\nnext = { title = "N", on = 2027-02-01 }\n')
    return folder


pytestmark = pytest.mark.usefixtures("register")


@pytest.mark.parametrize("form", FORMATS)
def test_two_runs_are_the_same_to_the_byte(run: Run, tmp_path: Path, form: str) -> None:
    """In every format, with everything in it, in both languages."""
    for lang in ("en", "ja"):
        files = [tmp_path / f"{number}-{lang}.{form}" for number in range(2)]
        for file in files:
            ran = run(
                "report", "--format", form, "--lang", lang, "--since", "last", "--in", "USD", "--sections",
                ",".join(SECTIONS), "--output", str(file),
            )  # fmt: skip
            assert (ran.code, ran.out, ran.err) == (0, "", "")
        first, second = (file.read_bytes() for file in files)
        assert first == second
        assert len(first) > 1000


def test_output_of_bytes(run: Run, tmp_path: Path) -> None:
    """A workbook lands in the file whole, and is not written over unless told."""
    file = tmp_path / "brief.xlsx"
    assert run("report", "-f", "xlsx", "-o", str(file)).code == 0
    assert openpyxl.load_workbook(file).sheetnames[0] == "Report"
    before = file.read_bytes()
    again = run("report", "-f", "xlsx", "-o", str(file), "--as-of", "2026-11-24")
    assert (again.code, file.read_bytes()) == (2, before)
    assert "is there already" in again.err
    assert run("report", "-f", "xlsx", "-o", str(file), "--force", "--as-of", "2026-11-24").code == 0
    assert file.read_bytes() != before


def test_bytes_into_a_pipe(script: Path, register: Path) -> None:
    """As they are: what comes out of the pipe is the workbook."""
    argv = [str(script), "report", "-f", "xlsx", "--as-of", "2026-11-23", "-r", str(register)]
    ran = subprocess.run(argv, capture_output=True, check=True, timeout=30)
    assert openpyxl.load_workbook(io.BytesIO(ran.stdout)).sheetnames[0] == "Report"
    assert ran.stderr == b""


def test_bytes_are_not_for_a_terminal(terminal: Callable[..., tuple[int, str]], register: Path) -> None:
    """A screen full of signs helps nobody: exit 2, with what to type."""
    code, shown = terminal("report", "-f", "xlsx", "--as-of", "2026-11-23", "-r", str(register), columns=200)
    assert code == 2
    assert "this format is not for a screen" in shown
    assert "--output brief.xlsx" in shown
    assert "PK" not in shown


LIBRARIES = {"xlsxwriter", "icalendar", "openpyxl"}


@pytest.mark.parametrize(
    ("argv", "loaded"),
    [
        (("list",), set()), (("show", "training"), set()), (("report",), set()), (("report", "-f", "md"), set()),
        (("report", "-f", "json"), set()), (("report", "-f", "csv"), set()),
        (("report", "-f", "xlsx"), {"xlsxwriter"}), (("report", "-f", "ics"), {"icalendar"}),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_library_is_imported_by_its_format_alone(argv: tuple[str, ...], loaded: set[str], register: Path) -> None:
    """Nobody waits for a library of a format that was not asked for."""
    whole = [*argv, "--as-of", "2026-11-23", "-o", str(register / "answer"), "-r", str(register)]
    code = f"import sys; from commitrack.cli.main import main; main({whole!r}); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=30)
    modules = set(ran.stdout.decode().split())
    assert (register / "answer").stat().st_size
    assert modules & LIBRARIES == loaded
