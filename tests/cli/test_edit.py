"""``commitrack edit``: the editor opens at the commitment, and the registry is validated afterwards."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Editor = Callable[[str], Path]
LINE = 19
"""The line of [commitments.training-plan] in the registry of these tests."""


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """An editor that records its arguments and then runs a line of Python on ``text``."""

    def make(change: str) -> Path:
        script = tmp_path / "editor.py"
        script.write_text(
            "import pathlib, sys\n"
            "path = pathlib.Path(sys.argv[2])\n"
            "text = path.read_text(encoding='utf-8')\n"
            f"with open({str(tmp_path / 'called')!r}, 'a') as called: print(*sys.argv[1:], file=called)\n"
            f"{change}\n"
            "path.write_text(text, encoding='utf-8')\n"
        )
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' {script}")
        return tmp_path / "called"

    return make


def test_the_editor_opens_at_the_commitment(run: Run, folder: Path, editor: Editor) -> None:
    """$EDITOR, with its own arguments, gets +LINE and the file."""
    called = editor("pass")
    ran = run("edit", "training-plan")
    assert (ran.code, ran.out, ran.err) == (0, "training-plan: no change\n", "")
    assert called.read_text() == f"+{LINE} {folder / 'commitments.toml'}\n"
    assert (folder / "commitments.toml").read_text("utf-8").split("\n")[LINE - 1] == "[commitments.training-plan]"


def test_visual_takes_precedence_over_editor(
    run: Run, folder: Path, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in git and crontab."""
    assert folder.is_dir()
    called = editor("pass")
    monkeypatch.setenv("VISUAL", "true")
    assert run("edit", "training").code == 0
    assert not called.exists()


def test_a_valid_change_is_kept(run: Run, folder: Path, editor: Editor) -> None:
    """And reported as valid."""
    editor("text = text.replace('A plan for', 'The plan for')")
    ran = run("edit", "training-plan")
    assert (ran.code, ran.out) == (0, "training-plan: changed; the registry is valid\n")
    assert "The plan for the training" in (folder / "commitments.toml").read_text("utf-8")


def test_an_invalid_change_is_kept_and_reported(run: Run, folder: Path, editor: Editor) -> None:
    """Exit 1 with every problem; in a script there is no question, and what was typed is not lost."""
    called = editor("text = text.replace('2020-12-31', 'soon')")
    ran = run("edit", "training-plan")
    assert (ran.code, ran.out) == (1, "")
    assert "commitments.toml:23: error[CT104]: invalid TOML: Invalid value" in ran.err
    assert len(called.read_text().splitlines()) == 1
    assert "due = soon" in (folder / "commitments.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[commitments.a]\ntitle = 'A'\nmade = soon\n", "+3 {}/commitments.toml"),
        ("[commitments.b]\ntitle = 'B'\npilar = 'x'\n[commitments.a]\nheadline = 'yes'\n", "+4 {}/commitments.toml"),
        ("[commitments.b]\npilar = 'x'\n", "+1 {}/commitments.toml"),
    ],
    ids=["not TOML", "the commitment can be found", "it cannot"],
)
def test_an_invalid_registry_can_be_fixed(run: Run, tmp_path: Path, editor: Editor, text: str, place: str) -> None:
    """The editor opens at the commitment, or at the first error if that cannot be found."""
    (tmp_path / "commitments.toml").write_text(text)
    called = editor("text = \"[commitments.a]\\ntitle = 'A'\\n\"")
    ran = run("edit", "a")
    assert (ran.code, ran.out) == (0, "a: changed; the registry is valid\n")
    assert called.read_text() == place.format(tmp_path) + "\n"


def test_an_unknown_id_is_refused(run: Run, folder: Path, editor: Editor) -> None:
    """No editor is opened."""
    assert folder.is_dir()
    called = editor("pass")
    ran = run("edit", "trainning")
    assert (ran.code, ran.out) == (4, "")
    assert 'did you mean "training"' in ran.err
    assert not called.exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "no-such-editor",
            ["cannot start the editor no-such-editor: No such file", "set VISUAL or EDITOR to an installed editor"],
        ),
        ("false", ["the editor false exited with status 1; the registry was not validated"]),
        ("'nano", ["cannot parse $EDITOR: 'nano", "check for an unclosed quote"]),
        ("no\x1beditor", ["no<U+001B>editor"]),
    ],
)
def test_an_editor_that_fails_is_reported(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, expected: list[str]
) -> None:
    """Exit 2 with the reason."""
    assert folder.is_dir()
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", name)
    ran = run("edit", "training")
    assert (ran.code, ran.out) == (2, "")
    assert all(part in ran.err for part in expected), ran.err


def test_a_missing_editor_is_reported(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If none is configured and none is installed."""
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(folder / "nowhere"))
    ran = run("edit", "training")
    assert (ran.code, ran.out) == (2, "")
    assert "no editor found\nhint: set one with: export EDITOR=nano" in ran.err
