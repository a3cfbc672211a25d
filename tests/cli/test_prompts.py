"""Prompts on a terminal: add prompts for missing values, edit offers to edit again, Ctrl-C interrupts."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

Terminal = Callable[..., tuple[int, str]]
QUESTIONS = (
    "in a few words:",
    "Responsible party (id):",
    "Target, e.g.",
    "Date it was made",
    "Time to deliver",
)


@pytest.fixture(autouse=True)
def _registry(folder: Path) -> None:
    """The registry of these tests, with a party and a document to refer to."""
    path = folder / "commitments.toml"
    named = '[parties.ministry]\ntitle = "M"\n[documents.outcome]\ntitle = "O"\n'
    path.write_text(path.read_text(encoding="utf-8") + named, encoding="utf-8")


def table(folder: Path, name: str) -> dict[str, Any]:
    record: dict[str, Any] = tomli.loads((folder / "commitments.toml").read_text("utf-8"))["commitments"][name]
    return record


def test_add_prompts_for_missing_values(terminal: Terminal, tmp_path: Path) -> None:
    """Title, party, figure, day and deadline; the answers are written."""
    answers = ("Training for judges", "ministry", "500 people", "2024-01-01", "3 years")
    code, shown = terminal("add", typed=[(q, f"{a}\n") for q, a in zip(QUESTIONS, answers, strict=True)])
    assert code == 0, shown
    record = table(tmp_path, "training-for-judges")
    assert (str(record.pop("made")), record.pop("within")) == ("2024-01-01", "3 years")
    assert record == {
        "title": "Training for judges", "targets": {"people": {"value": 500, "unit": "people"}},
        "parties": {"responsible": ["ministry"]},
    }  # fmt: skip
    assert "a source: without one, it cannot be verified" in shown


def test_an_invalid_answer_is_asked_again(terminal: Terminal, tmp_path: Path) -> None:
    """The other answers are kept; for a Japanese title, an id is prompted for."""
    code, shown = terminal(
        "add",
        typed=[
            (QUESTIONS[0], "学校を百校建てる\n"), (QUESTIONS[1], "\n"), ("Id, e.g. train-5000:", "schools\n"),
            (QUESTIONS[2], "many\n"), ('invalid amount "many"', ""), (QUESTIONS[2], "100 schools\n"),
            (QUESTIONS[3], "soon\n"), (QUESTIONS[3], "2024-01-01\n"), (QUESTIONS[4], "3 years\n"),
        ],
    )  # fmt: skip
    assert code == 0, shown
    assert table(tmp_path, "schools")["within"] == "3 years"


def test_enter_skips_a_question(terminal: Terminal, tmp_path: Path) -> None:
    """Only the title is required."""
    code, shown = terminal("add", typed=[(QUESTIONS[0], "A plan\n"), *((q, "\n") for q in QUESTIONS[1:])])
    assert code == 0, shown
    assert table(tmp_path, "a-plan") == {"title": "A plan"}


def test_there_is_no_prompt_for_what_was_given(terminal: Terminal, tmp_path: Path) -> None:
    """If a document was given, its quotation is prompted for."""
    given = ("--target", "5 people", "--made", "2024-01-01", "--due", "2030-01-01", "--responsible", "ministry")
    answers = [(QUESTIONS[0], "A plan\n"), ("Quotation from the document", "five people\n")]
    code, shown = terminal("add", *given, "--document", "outcome", typed=answers)
    assert code == 0, shown
    assert not any(question in shown for question in QUESTIONS[1:])
    assert table(tmp_path, "a-plan")["source"] == {"document": "outcome", "quote": "five people"}


def test_a_title_is_required(terminal: Terminal, tmp_path: Path) -> None:
    """Enter at the first question ends the command."""
    before = (tmp_path / "commitments.toml").read_bytes()
    code, shown = terminal("add", typed=[(QUESTIONS[0], "\n")])
    assert code == 2
    assert "a commitment needs a title" in shown
    assert (tmp_path / "commitments.toml").read_bytes() == before


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_a_question_may_be_interrupted(terminal: Terminal, tmp_path: Path, key: str) -> None:
    """Exit 130; nothing is written."""
    before = (tmp_path / "commitments.toml").read_bytes()
    code, shown = terminal("add", typed=[(QUESTIONS[0], "A plan\n"), (QUESTIONS[1], key)])
    assert code == 130
    assert "Traceback" not in shown
    assert (tmp_path / "commitments.toml").read_bytes() == before


@pytest.fixture
def editor(tmp_path: Path) -> dict[str, str]:
    """An editor that breaks the file at its first call and fixes it at its second."""
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
    """At the line of the first error, until the registry is valid."""
    code, shown = terminal("edit", "training-plan", env=editor, typed=[("Reopen the editor? [Y/n]:", "\n")])
    assert code == 0, shown
    assert shown.index("opened at +19") < shown.index("CT104") < shown.index("opened at +23")
    assert "training-plan: changed; the registry is valid" in shown
    assert "due = 2021-12-31" in (tmp_path / "commitments.toml").read_text("utf-8")


@pytest.mark.parametrize(("answer", "code"), [("n\n", 1), ("\x03", 130)], ids=["no", "Ctrl-C"])
def test_the_offer_may_be_declined(
    terminal: Terminal, tmp_path: Path, editor: dict[str, str], answer: str, code: int
) -> None:
    """What was typed stays in the file; the exit code shows that the registry is invalid."""
    left, shown = terminal("edit", "training-plan", env=editor, typed=[("Reopen the editor? [Y/n]:", answer)])
    assert left == code
    assert "Traceback" not in shown
    assert "due = soon" in (tmp_path / "commitments.toml").read_text("utf-8")
