"""What README.md says is run: every console block, the picture, the two commands.

``COMMITRACK_GOLDEN=1 pytest tests/test_readme.py`` writes the answers into README.md and draws the picture anew;
read the difference before you commit it.
"""

import io
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME

from commitrack.cli.context import read_registry, snapshot_as_of
from commitrack.report.report import build_report
from commitrack.views.grid import Look
from commitrack.views.terminal.report import report_page

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "report.svg"
RENEW = bool(os.environ.get("COMMITRACK_GOLDEN"))
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def _on_a_terminal(command: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a shell command on a terminal of 80 columns without colours and return what it shows."""
    parent, child = pty.openpty()
    shell = ["sh", "-c", command]
    process = subprocess.Popen(shell, cwd=folder, env=environment, stdout=child, stderr=child, stdin=child)
    os.close(child)
    shown = b""
    while True:
        try:
            chunk = os.read(parent, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    process.wait()
    os.close(parent)
    return shown.decode().replace("\r\n", "\n")


def _normal(text: str) -> str:
    """Keys and moments differ from run to run."""
    text = re.sub(r"\d{8}T\d{6}Z-[0-9a-f]{8,16}(?= = \{)", "KEY", text)
    return re.sub(r"recorded = [0-9T:-]+Z", "recorded = MOMENT", text).rstrip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder as a newcomer has it: the register in data/."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_every_answer_in_the_tour_is_the_real_one(clone: Path) -> None:
    """Each console block shows what its commands answer, on a terminal of 80 columns, run in order."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "TERM": "dumb", "PATH": path}
    environment.pop("COLUMNS", None)
    text = README.read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    for block in blocks:
        command, _, told = block.partition("\n")
        words = command.removeprefix("$ ")
        if words.startswith("export "):
            name, _, value = words.removeprefix("export ").partition("=")
            environment[name] = value
            continue
        shown = _on_a_terminal(words, clone, environment).replace(str(clone), "~")
        if RENEW:
            text = text.replace(block, f"{command}\n{shown.rstrip()}\n")
        else:
            assert _normal(shown) == _normal(told), words
    assert len(blocks) >= 8
    if RENEW:
        README.write_text(text, encoding="utf-8")


def _picture(clone: Path) -> str:
    """The report as Rich draws it at 100 columns, as SVG without any address to fetch a font from."""
    reading = read_registry(str(clone / "data"))
    report = build_report(snapshot_as_of(reading, "2026-11-23"), digest=reading.digest())
    console = Console(
        record=True, width=124, file=io.StringIO(), markup=False, emoji=False, highlight=False,
        color_system="truecolor", force_terminal=True,
    )  # fmt: skip
    console.print(report_page(report, Look()))
    svg = console.export_svg(title="commitrack report", theme=SVG_EXPORT_THEME, unique_id="report")
    return re.sub(r"@font-face \{.*?\}\n|<!-- Generated with Rich .*?-->", "", svg, flags=re.DOTALL)


def test_the_picture_is_that_of_a_real_report(clone: Path) -> None:
    """docs/report.svg is what `commitrack report` shows of the shipped register, and fetches nothing."""
    drawn = _picture(clone)
    if RENEW:
        PICTURE.write_text(drawn, encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == drawn
    assert re.findall(r"(?:src|href|url)[=(]+['\"]?https?:", drawn) == []
    assert "108 items" in drawn.replace("&#160;", " ")


def test_ci_runs_the_command_that_people_are_told() -> None:
    """.ci/run takes its test command from below the marker in README.md."""
    assert "<!-- test command -->\n```sh\npython3 -m venv" in README.read_text(encoding="utf-8")
    assert "<!-- test command -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
