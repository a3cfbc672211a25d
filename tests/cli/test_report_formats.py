"""``commitrack report`` in every format: the same bytes twice, and workbooks in files and pipes."""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from commitrack.language import LANGUAGES
from commitrack.views.formats import FORMATS, TABLE
from commitrack.views.sections import HIGHLIGHTS, SECTIONS

Run = Callable[..., Any]

EVERYTHING = ",".join((HIGHLIGHTS, *(section.name for section in SECTIONS)))


@pytest.fixture
def register(folder: Path) -> Path:
    """The registry of these tests, with a meeting before and one after."""
    with (folder / "commitments.toml").open("a", encoding="utf-8") as file:
        file.write('[meetings]\npast = { title = "P", on = 2024-03-01 }\nnext = { title = "N", on = 2027-02-01 }\n')
    return folder


pytestmark = pytest.mark.usefixtures("register")


@pytest.mark.parametrize("form", [TABLE, *FORMATS])
def test_two_runs_are_the_same_to_the_byte(run: Run, tmp_path: Path, form: str) -> None:
    """In every format, with everything in it, in both languages."""
    for lang in LANGUAGES:
        files = [tmp_path / f"{number}-{lang}.{form}" for number in range(2)]
        for file in files:
            ran = run(
                "report", "--format", form, "--lang", lang, "--since", "last", "--in", "USD", "--sections",
                EVERYTHING, "--output", str(file),
            )  # fmt: skip
            assert (ran.code, ran.out, ran.err) == (0, "", "")
        first, second = (file.read_bytes() for file in files)
        assert first == second
        assert len(first) > 1000


def test_output_of_bytes(run: Run, tmp_path: Path) -> None:
    """A workbook is written to the file, which is not overwritten without --force."""
    file = tmp_path / "brief.xlsx"
    assert run("report", "-f", "xlsx", "-o", str(file)).code == 0
    assert openpyxl.load_workbook(file).sheetnames[0] == "Report"
    before = file.read_bytes()
    again = run("report", "-f", "xlsx", "-o", str(file), "--as-of", "2026-11-24")
    assert (again.code, file.read_bytes()) == (2, before)
    assert f'"{file}" already exists' in again.err
    assert run("report", "-f", "xlsx", "-o", str(file), "--force", "--as-of", "2026-11-24").code == 0
    assert file.read_bytes() != before


def test_bytes_into_a_pipe(script: Path, register: Path) -> None:
    """As they are: the output is the workbook."""
    argv = [str(script), "report", "-f", "xlsx", "--as-of", "2026-11-23", "-r", str(register)]
    ran = subprocess.run(argv, capture_output=True, check=True, timeout=30)
    assert openpyxl.load_workbook(io.BytesIO(ran.stdout)).sheetnames[0] == "Report"
    assert ran.stderr == b""


def test_bytes_are_not_for_a_terminal(terminal: Callable[..., tuple[int, str]], register: Path) -> None:
    """Exit 2, with what to type instead."""
    code, shown = terminal("report", "-f", "xlsx", "--as-of", "2026-11-23", "-r", str(register), columns=200)
    assert code == 2
    assert "cannot print this format to a terminal" in shown
    assert "--output report.xlsx" in shown
    assert "PK" not in shown
