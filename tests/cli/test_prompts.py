"""Prompts on a terminal: edit offers to edit again. tests/cli/test_interview.py tests those of add."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Terminal = Callable[..., tuple[int, str]]
pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def editor(tmp_path: Path) -> dict[str, str]:
    """The environment for an editor that breaks the file at its first call and fixes it at its second."""
    path = tmp_path / "editor.py"
    path.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[2])\n"
        "text = path.read_text(encoding='utf-8')\n"
        "print('opened at', sys.argv[1])\n"
        "new = text.replace('soon', '2021-12-31') if 'soon' in text else text.replace('2020-12-31', 'soon')\n"
        "path.write_text(new, encoding='utf-8')\n"
    )
    return {"EDITOR": f"{sys.executable} {path}", "VISUAL": ""}


def test_edit_offers_to_edit_again(terminal: Terminal, tmp_path: Path, editor: dict[str, str]) -> None:
    """edit offers to reopen the editor at the line of the first error until the registry is valid."""
    code, output = terminal("edit", "training-plan", env=editor, typed=[("Reopen the editor? [Y/n]:", "\n")])
    assert code == 0, output
    assert output.index("opened at +19") < output.index("CT104") < output.index("opened at +23")
    assert "training-plan: changed; the registry is valid" in output
    assert "due = 2021-12-31" in (tmp_path / "commitments.toml").read_text("utf-8")


@pytest.mark.parametrize("answer", ["n\n", "\x03"], ids=["no", "Ctrl-C"])
def test_the_offer_may_be_declined(terminal: Terminal, tmp_path: Path, editor: dict[str, str], answer: str) -> None:
    """If the offer is declined or interrupted, the change stays in the file and edit exits with 1."""
    code, output = terminal("edit", "training-plan", env=editor, typed=[("Reopen the editor? [Y/n]:", answer)])
    assert code == 1
    assert "Traceback" not in output
    assert "due = soon" in (tmp_path / "commitments.toml").read_text("utf-8")
