"""The examples at the end of the help are correct: each is run on a copy of the shipped registry."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack.cli.app import COMMANDS, EXAMPLES, command_line
from commitrack.cli.examples import Example, example_lines
from commitrack.language import LANGUAGES
from commitrack.registry import example
from commitrack.views.linebreak import width

Run = Callable[..., Any]

GROUP: Any = command_line("en")
EXAMPLES_OF: dict[str, tuple[Example, ...]] = {
    "": EXAMPLES,
    **{name: GROUP.get_command(None, name).examples for name in COMMANDS},
}
BEFORE = {"remove": [example.line for example in EXAMPLES_OF["add"] if "--dry-run" not in example.line]}
"""The commands that have to be run before the examples of a command."""
FINDINGS = ("commitrack check --strict", "commitrack report is:key --fail-on overdue")
"""The examples that exit with 1 on the shipped registry."""
PREAMBLE = 'set -e; fpath=(unused "$HOME"); mkdir -p ~/.config/fish/completions\n'
ROWS = 'commitment,target,on,actual\njaif,projects,2026-06-30,"600 projects"\n'
SHEET = "council,promise,year\nKent,Net zero,2050\n"
RATES = "currency,to,date,rate,source\nEUR,USD,2026-01-31,1.1,ECB\n"
ACTIVITIES = '<iati-activities version="2.03"/>'
PROFILE = 'key = "council"\ncommitment = { title = "{promise}: {council}", due = "year" }\n'
DECISIONS = "key,field,after,accept\nKent,title,Net zero by 2050: Kent,yes\n"
"""A file of decisions, which is written only if there is something to decide."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a shell in a copy of the shipped registry, with commitrack and a file of rows."""
    for name in ("commitments.toml", "updates.toml"):
        shutil.copy(example() / name, tmp_path)
    (tmp_path / "figures.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "promises.csv").write_text(SHEET, encoding="utf-8")
    (tmp_path / "decide.csv").write_text(DECISIONS, encoding="utf-8")
    (tmp_path / "rates.csv").write_text(RATES, encoding="utf-8")
    (tmp_path / "activities.xml").write_text(ACTIVITIES, encoding="utf-8")
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports" / "net-zero.toml").write_text(PROFILE, encoding="utf-8")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {
        "PATH": path, "HOME": str(tmp_path), "COMMITRACK_AS_OF": "2026-11-23", "EDITOR": "true", "LC_ALL": "C.UTF-8",
    }  # fmt: skip


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize("name", EXAMPLES_OF, ids=lambda name: name or "commitrack")
def test_every_example_works(tmp_path: Path, environment: dict[str, str], name: str) -> None:
    """The examples of a command, run one after the other in bash, succeed."""
    lines = [*BEFORE.get(name, ()), *(example.line for example in EXAMPLES_OF[name])]
    script = "".join(f"{line} || test $? = 1\n" if line in FINDINGS else f"{line}\n" for line in lines)
    done = subprocess.run(
        ["bash", "-c", PREAMBLE + script],
        cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr if "error:" in done.stderr else "") == (0, "")


@pytest.mark.parametrize("columns", ["60", "80"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES_OF, ids=lambda name: name or "commitrack")
def test_the_help_ends_with_examples(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, lang: str, columns: str
) -> None:
    """The help ends with one to four examples, which are not folded, fit in 60 columns and have localized comments."""
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("COMMITRACK_LANG", lang)
    out: str = run("help", *name.split()).out
    _rest, heading, shown = out.rpartition({"en": "\nExamples:\n", "ja": "\n使用例：\n"}[lang])
    assert heading
    assert shown.splitlines() == [f"  {line}" for line in example_lines(EXAMPLES_OF[name], lang)]
    assert 1 <= len(EXAMPLES_OF[name]) <= 4
    assert max(width(line) for line in shown.splitlines()) <= 60
    assert all(name in example.line for example in EXAMPLES_OF[name])


def test_a_subcommand_has_examples(run: Run) -> None:
    """The help of a subcommand ends with the examples of its group."""
    assert run("evidence", "check", "-h").out.endswith("Examples:\n  commitrack evidence check\n")
