"""README.md and the pages in docs/ are correct: their console blocks, the picture and the test command.

``COMMITRACK_GOLDEN=1 pytest tests/test_readme.py`` writes the current output into them and renews the picture;
review the difference before you commit it.
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
PAGES = {
    README: 6,
    **{ROOT / "docs" / f"{name}.md": least for name, least in
       {"method": 5, "query": 5, "reports": 5, "automation": 3, "keeping": 1, "export": 8, "iati": 6}.items()},
}  # fmt: skip
"""The pages whose console blocks are run, with the least number of blocks in each."""
PICTURE = ROOT / "docs" / "report.svg"
RENEW = bool(os.environ.get("COMMITRACK_GOLDEN"))
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def _run_on_a_terminal(command: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a shell command on a terminal of 80 columns without colours and return what it shows."""
    parent, child = pty.openpty()
    shell = ["sh", "-c", command]
    process = subprocess.Popen(shell, cwd=folder, env=environment, stdout=child, stderr=child, stdin=child)
    os.close(child)
    output = b""
    while True:
        try:
            chunk = os.read(parent, 65536)
        except OSError:  # Linux raises EIO when the other end is closed
            break
        if not chunk:
            break
        output += chunk
    process.wait()
    os.close(parent)
    return output.decode().replace("\r\n", "\n")


def _normalized(text: str) -> str:
    """Replace keys and times, which differ from run to run."""
    text = re.sub(r"\d{8}T\d{6}Z-[0-9a-f]{8,16}(?= = \{)", "KEY", text)
    return re.sub(r"recorded = [0-9T:-]+Z", "recorded = MOMENT", text).rstrip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the registries in data/, docs/method/ and docs/iati/, as in a clone of the repository."""
    for name in ("data", "docs/method", "docs/iati"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_console_blocks_show_the_actual_output(clone: Path, page: Path) -> None:
    """Each console block shows the output of its command on a terminal of 80 columns; the blocks run in order."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "TERM": "dumb", "PATH": path}
    environment.pop("COLUMNS", None)
    text = page.read_text(encoding="utf-8")
    blocks = BLOCK.findall(text)
    for block in blocks:
        first_line, _, expected = block.partition("\n")
        command = first_line.removeprefix("$ ")
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            environment[name] = value
            continue
        output = _run_on_a_terminal(command, clone, environment).replace(str(clone), "~")
        if RENEW and _normalized(output) != _normalized(expected):
            text = text.replace(block, f"{first_line}\n{output.rstrip()}\n")
        elif not RENEW:
            assert _normalized(output) == _normalized(expected), command
    assert len(blocks) >= PAGES[page]
    if RENEW:
        page.write_text(text, encoding="utf-8")


def _picture(clone: Path) -> str:
    """The report on the shipped registry as an SVG image without the addresses of web fonts."""
    reading = read_registry(str(clone / "data"))
    report = build_report(snapshot_as_of(reading, "2026-11-23"), digest=reading.digest())
    console = Console(
        record=True, width=124, file=io.StringIO(), markup=False, emoji=False, highlight=False,
        color_system="truecolor", force_terminal=True,
    )  # fmt: skip
    console.print(report_page(report, Look()))
    svg = console.export_svg(title="commitrack report", theme=SVG_EXPORT_THEME, unique_id="report")
    return re.sub(r"@font-face \{.*?\}\n|<!-- Generated with Rich .*?-->", "", svg, flags=re.DOTALL)


def test_the_picture_shows_the_actual_report(clone: Path) -> None:
    """docs/report.svg shows the report on the shipped registry and loads nothing from the network."""
    image = _picture(clone)
    if RENEW:
        PICTURE.write_text(image, encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == image
    assert re.findall(r"(?:src|href|url)[=(]+['\"]?https?:", image) == []
    assert "108 of 130 items" in image.replace("&#160;", " ")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    """README.md and .ci/run have the marker below which .ci/run finds its test command."""
    assert "<!-- test command -->\n```sh\npython3 -m venv" in README.read_text(encoding="utf-8")
    assert "<!-- test command -->" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
