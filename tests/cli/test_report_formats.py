"""``commitrack report`` in every format: byte-identical output, and workbooks in files and pipes."""

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
def registry_with_meetings(folder: Path) -> Path:
    """The folder of a registry with a past and a future meeting."""
    with (folder / "commitments.toml").open("a", encoding="utf-8") as file:
        file.write('[meetings]\npast = { title = "P", on = 2024-03-01 }\nnext = { title = "N", on = 2027-02-01 }\n')
    return folder


pytestmark = pytest.mark.usefixtures("registry_with_meetings")


@pytest.mark.parametrize("output_format", [TABLE, *FORMATS])
def test_two_runs_are_byte_identical(run: Run, tmp_path: Path, output_format: str) -> None:
    """Two reports with all sections are byte-identical, in every format and language."""
    for lang in LANGUAGES:
        files = [tmp_path / f"{number}-{lang}.{output_format}" for number in range(2)]
        for file in files:
            result = run(
                "report", "--format", output_format, "--lang", lang, "--since", "last", "--in", "USD", "--sections",
                EVERYTHING, "--output", str(file),
            )  # fmt: skip
            assert (result.code, result.out, str(file) in result.err) == (0, "", True)
        first, second = (file.read_bytes() for file in files)
        assert first == second
        assert len(first) > 1000


def test_a_workbook_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    """A workbook is written to the --output file, and an existing file is overwritten only with --force."""
    file = tmp_path / "brief.xlsx"
    assert run("report", "-f", "xlsx", "-o", str(file)).code == 0
    assert openpyxl.load_workbook(file).sheetnames[0] == "Report"
    before = file.read_bytes()
    again = run("report", "-f", "xlsx", "-o", str(file), "--as-of", "2026-11-24")
    assert (again.code, file.read_bytes()) == (2, before)
    assert f'"{file}" already exists' in again.err
    assert run("report", "-f", "xlsx", "-o", str(file), "--force", "--as-of", "2026-11-24").code == 0
    assert file.read_bytes() != before


def test_a_workbook_is_written_to_a_pipe(script: Path, registry_with_meetings: Path) -> None:
    """A workbook written to a pipe is complete, and nothing is printed to stderr."""
    argv = [str(script), "report", "-f", "xlsx", "--as-of", "2026-11-23", "-r", str(registry_with_meetings)]
    result = subprocess.run(argv, capture_output=True, check=True, timeout=30)
    assert openpyxl.load_workbook(io.BytesIO(result.stdout)).sheetnames[0] == "Report"
    assert result.stderr == b""


def test_a_workbook_is_not_printed_to_a_terminal(
    terminal: Callable[..., tuple[int, str]], registry_with_meetings: Path
) -> None:
    """A workbook is not printed to a terminal: report exits with 2 and a hint to use --output."""
    code, output = terminal(
        "report", "-f", "xlsx", "--as-of", "2026-11-23", "-r", str(registry_with_meetings), columns=200
    )
    assert code == 2
    assert "cannot print this format to a terminal" in output
    assert "--output report.xlsx" in output
    assert "PK" not in output
