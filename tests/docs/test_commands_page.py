"""``docs/commands.md`` has the help of every command.

It is written with ``COMMITRACK_GOLDEN=1 pytest tests/docs/test_commands_page.py``; read the diff before committing it.
"""

import os
from pathlib import Path

import pytest

from commitrack.cli.app import COMMANDS
from commitrack.cli.main import main

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
INTRODUCTION = """\
# Commands

This is what `commitrack help` and `commitrack help COMMAND` print.
"""


@pytest.fixture
def page(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """The help of the program and of every command, at a width of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")

    def help_of(*command: str) -> str:
        assert main(["help", *command]) == 0
        return f"```text\n{capsys.readouterr().out.rstrip()}\n```\n"

    return "\n".join([INTRODUCTION, help_of(), *(f"## {name}\n\n{help_of(name)}" for name in COMMANDS)])


def test_the_page_has_the_help_of_every_command(page: str) -> None:
    """The published page is what the commands print now."""
    if os.environ.get("COMMITRACK_GOLDEN"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page
