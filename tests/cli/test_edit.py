"""``commitrack edit`` opens the editor at the commitment and validates the registry afterwards."""

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
    """An editor that records its arguments and runs a line of Python on ``text``, the content of the file."""

    def make(change: str) -> Path:
        script = tmp_path / "editor.py"
        script.write_text(
            "import pathlib, sys\n"
            "path = pathlib.Path(sys.argv[2])\n"
            "text = path.read_text(encoding='utf-8')\n"
            f"with open({str(tmp_path / 'calls')!r}, 'a') as calls: print(*sys.argv[1:], file=calls)\n"
            f"{change}\n"
            "path.write_text(text, encoding='utf-8')\n"
        )
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' {script}")
        return tmp_path / "calls"

    return make


def test_the_editor_opens_at_the_commitment(run: Run, folder: Path, editor: Editor) -> None:
    """The editor gets its own arguments, the line of the commitment as +LINE, and the file."""
    calls = editor("pass")
    result = run("edit", "training-plan")
    assert (result.code, result.out, result.err) == (0, "training-plan: no change\n", "")
    assert calls.read_text() == f"+{LINE} {folder / 'commitments.toml'}\n"
    assert (folder / "commitments.toml").read_text("utf-8").split("\n")[LINE - 1] == "[commitments.training-plan]"


def test_the_editor_opens_at_an_added_commitment(run: Run, folder: Path, editor: Editor) -> None:
    """The editor opens additions.toml at its first line, and a problem is reported with the line of its key."""
    for title in ("First", "Second"):
        assert run("add", "--title", title, "--due", "2030", "--target", "5 people").code == 0
    calls = editor("text = text.replace('second.due = 2030', 'second.due = \"soon\"')")
    result = run("edit", "second")
    path = folder / "additions.toml"
    place = path.read_text("utf-8").splitlines().index('commitments.second.title = "Second"') + 1
    assert calls.read_text() == f"+{place} {path}\n"
    assert result.code == 1
    assert result.err.startswith(f"additions.toml:{place + 1}: error[CT108]: due: must be a date")


def test_visual_takes_precedence_over_editor(
    run: Run, folder: Path, editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """VISUAL takes precedence over EDITOR, as in git and crontab."""
    assert folder.is_dir()
    calls = editor("pass")
    monkeypatch.setenv("VISUAL", "true")
    assert run("edit", "training").code == 0
    assert not calls.exists()


def test_a_valid_change_is_kept(run: Run, folder: Path, editor: Editor) -> None:
    """A valid change is kept and reported as valid."""
    editor("text = text.replace('A plan for', 'The plan for')")
    result = run("edit", "training-plan")
    assert (result.code, result.out) == (0, "training-plan: changed; the registry is valid\n")
    assert "The plan for the training" in (folder / "commitments.toml").read_text("utf-8")


def test_an_invalid_change_is_kept_and_reported(run: Run, folder: Path, editor: Editor) -> None:
    """Without a terminal, an invalid change is kept and reported, and edit exits with 1 without a prompt."""
    calls = editor("text = text.replace('2020-12-31', 'soon')")
    result = run("edit", "training-plan")
    assert (result.code, result.out) == (1, "")
    assert "commitments.toml:23: error[CT104]: invalid TOML: Invalid value" in result.err
    assert result.err.endswith("\nnotice: what the editor saved is kept\n")
    assert len(calls.read_text().splitlines()) == 1
    assert "due = soon" in (folder / "commitments.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "editor_arguments"),
    [
        ("[commitments.a]\ntitle = 'A'\nmade = soon\n", "+3 {}/commitments.toml"),
        ("[commitments.b]\ntitle = 'B'\npilar = 'x'\n[commitments.a]\nheadline = 'yes'\n", "+4 {}/commitments.toml"),
        ("[commitments.b]\npilar = 'x'\n", "+1 {}/commitments.toml"),
    ],
    ids=["invalid TOML", "commitment found", "commitment not found"],
)
def test_an_invalid_registry_can_be_fixed(
    run: Run, tmp_path: Path, editor: Editor, text: str, editor_arguments: str
) -> None:
    """In an invalid registry, the editor opens at the commitment, or at the first error if it cannot be found."""
    (tmp_path / "commitments.toml").write_text(text)
    calls = editor("text = \"[commitments.a]\\ntitle = 'A'\\n\"")
    result = run("edit", "a")
    assert (result.code, result.out) == (0, "a: changed; the registry is valid\n")
    assert calls.read_text() == editor_arguments.format(tmp_path) + "\n"


def test_an_unknown_id_is_refused(run: Run, folder: Path, editor: Editor) -> None:
    """For an unknown id, edit exits with 4 and a suggestion, and opens no editor."""
    assert folder.is_dir()
    calls = editor("pass")
    result = run("edit", "trainning")
    assert (result.code, result.out) == (4, "")
    assert 'did you mean "training"' in result.err
    assert not calls.exists()


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
    """If the editor cannot be started or fails, edit exits with 2 and shows the reason."""
    assert folder.is_dir()
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", name)
    result = run("edit", "training")
    assert (result.code, result.out) == (2, "")
    assert all(part in result.err for part in expected), result.err


def test_a_missing_editor_is_reported(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If no editor is configured or installed, edit exits with 2 and says how to set one."""
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(folder / "nowhere"))
    result = run("edit", "training")
    assert (result.code, result.out) == (2, "")
    assert "no editor found\nhint: set one with: export EDITOR=nano" in result.err
