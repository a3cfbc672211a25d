"""The examples of CONTRIBUTING.md work when they are pasted: each is applied to a copy of the package and used."""

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).parent.parent.parent
SMALL = ROOT / "tests" / "views" / "small"
Call = Callable[..., subprocess.CompletedProcess[str]]


def examples(title: str) -> list[str]:
    """The code blocks under a heading of CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition(f"## Example: {title}\n")[2].partition("\n## ")[0]
    return re.findall(r"```python\n(.*?)```", section, re.DOTALL)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package that a test may change."""
    folder = tmp_path / "copy" / "commitrack"
    shutil.copytree(ROOT / "src" / "commitrack", folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def call(package: Path, tmp_path: Path) -> Call:
    """Run the copy of the package as a process, as in ``call("report", …)``."""

    def run(*argv: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(package.parent), "COMMITRACK_AS_OF": "2026-11-23"}
        return subprocess.run(
            [sys.executable, "-m", "commitrack", *argv],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


def append(path: Path, code: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n\n{code}", encoding="utf-8")


def test_the_example_of_a_check_works(package: Path, call: Call, tmp_path: Path) -> None:
    """The example of a check reports the problem of its gallery case, and ``check --explain`` prints its page."""
    check, case = examples("a new check")
    append(package / "checks" / "journal.py", check)
    gallery = runpy.run_path(str(ROOT / "tests" / "checks" / "test_gallery.py"))
    code, content, line, message, _hint = eval(case, gallery)  # noqa: S307  the example is ours
    registry = tmp_path / "registry"
    registry.mkdir()
    (registry / "commitments.toml").write_text(content, encoding="utf-8")
    answer = json.loads(call("check", "-r", str(registry), "--format", "json").stdout)
    assert [(problem["code"], problem["line"], problem["message"]) for problem in answer["items"]] == [
        (code, line, message)
    ]
    assert "A note says what the source says." in call("check", "--explain", code).stdout


def test_the_example_of_a_section_works(package: Path, call: Call, tmp_path: Path) -> None:
    """The example of a section adds a table, a JSON key, a sheet and a --sections name, and changes nothing else."""
    (code,) = examples("a new section of the report")
    before = json.loads(call("report", "-r", str(SMALL), "--format", "json").stdout)
    append(package / "views" / "sections" / "claims.py", code)
    after = json.loads(call("report", "-r", str(SMALL), "--format", "json").stdout)
    assert after.pop("unsourced") == [{"id": "emissions"}]
    before.pop("unsourced", None)  # present if the example has been pasted into this clone
    assert after == before
    assert "emissions   ↑ on track" in call("report", "-r", str(SMALL), "--sections", "unsourced").stdout
    assert "## Without evidence" in call("report", "-r", str(SMALL), "--sections", "unsourced", "--format", "md").stdout
    book = tmp_path / "report.xlsx"
    assert call("report", "-r", str(SMALL), "--sections", "unsourced", "-o", str(book)).returncode == 0
    assert load_workbook(book).sheetnames == ["Report", "Unsourced"]
    assert "Without evidence" not in call("report", "-r", str(SMALL)).stdout


def test_the_example_of_a_format_works(package: Path, call: Call, tmp_path: Path) -> None:
    """The example of a format is offered by --format, selected by the suffix of --output, and translated."""
    module, line = examples("a new format of the report")
    (package / "views" / "outline.py").write_text(module, encoding="utf-8")
    formats = package / "views" / "formats.py"
    text = formats.read_text(encoding="utf-8")
    formats.write_text(text.replace('    "ics": ', f"    {line.strip()}\n" + '    "ics": '), encoding="utf-8")
    assert "|outline|" in re.sub(r"\s+", "", call("report", "--help").stdout)
    assert "Deadlines\n" in call("report", "-r", str(SMALL), "--format", "outline").stdout
    file = tmp_path / "report.outline"
    assert call("report", "-r", str(SMALL), "--lang", "ja", "-o", str(file)).returncode == 0
    assert "期限\n" in file.read_text(encoding="utf-8")
