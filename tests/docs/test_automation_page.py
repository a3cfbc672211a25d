"""docs/automation.md: the steps of the workflow succeed on the shipped registry, and leave a site."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from commitrack.cli.main import main
from commitrack.registry import example

PAGE = Path(__file__).parents[2] / "docs" / "automation.md"
JOBS: Mapping[str, str] = dict(
    re.findall(r"^  (check|site):\n((?:(?:    .*)?\n)+)", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
)


def steps(job: str) -> list[list[str]]:
    """The commands of commitrack in a job."""
    return [line.split() for line in re.findall(r"- run: commitrack (.*)", JOBS[job])]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a registry."""
    shutil.copytree(example(), tmp_path / "data")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=Desk", "-c", "user.email=desk@example.org"]
    for argv in (["init", "-q"], ["add", "data"], ["commit", "-q", "-m", "Add the registry"]):
        subprocess.run([*git, *argv], check=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMMITRACK_AS_OF", "2026-11-23")
    return tmp_path


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.usefixtures("clone")
def test_the_checks_run() -> None:
    """All succeed but the last, which has a warning: a commitment is overdue without an update. It may fail."""
    assert [main(argv) for argv in steps("check")] == [0, 0, 1]
    assert JOBS["check"].count("continue-on-error: true") == 1


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_site_is_built(clone: Path) -> None:
    """Each step succeeds; the site has a page in two languages, a calendar, a database and CSV files."""
    (clone / "site").mkdir()
    assert [main(argv) for argv in steps("site")] == [0] * 5
    names = {"index.html", "ja.html", "deadlines.ics", "register.db", "csv"}
    assert {path.name for path in (clone / "site").iterdir()} == names
    assert "<title>" in (clone / "site" / "index.html").read_text(encoding="utf-8")
