"""Prompts on a terminal: add prompts for missing values, edit offers to edit again, Ctrl-C interrupts."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli

Terminal = Callable[..., tuple[int, str]]
PROMPTS = (
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
    party_and_document = '[parties.ministry]\ntitle = "M"\n[documents.outcome]\ntitle = "O"\n'
    path.write_text(path.read_text(encoding="utf-8") + party_and_document, encoding="utf-8")


def table(folder: Path, name: str) -> dict[str, Any]:
    record: dict[str, Any] = tomli.loads((folder / "additions.toml").read_text("utf-8"))["commitments"][name]
    del record["recorded"]
    return record


def test_add_prompts_for_missing_values(terminal: Terminal, tmp_path: Path) -> None:
    """add prompts for the title, party, target, date and duration, and writes the answers."""
    answers = ("Training for judges", "ministry", "500 people", "2024-01-01", "3 years")
    code, output = terminal(
        "add", typed=[(prompt, f"{answer}\n") for prompt, answer in zip(PROMPTS, answers, strict=True)]
    )
    assert code == 0, output
    record = table(tmp_path, "training-for-judges")
    assert (str(record.pop("made")), record.pop("within")) == ("2024-01-01", "3 years")
    assert record == {
        "title": "Training for judges", "targets": {"people": {"value": 500, "unit": "people"}},
        "parties": {"responsible": ["ministry"]},
    }  # fmt: skip
    assert "a source: without one, it cannot be verified" in output


def test_an_invalid_answer_is_prompted_for_again(terminal: Terminal, tmp_path: Path) -> None:
    """After an invalid answer, only its prompt is repeated; for a Japanese title, add prompts for an id."""
    code, output = terminal(
        "add",
        typed=[
            (PROMPTS[0], "学校を百校建てる\n"), (PROMPTS[1], "\n"), ("Id, e.g. train-5000:", "schools\n"),
            (PROMPTS[2], "many\n"), ('invalid amount "many"', ""), (PROMPTS[2], "100 schools\n"),
            (PROMPTS[3], "soon\n"), (PROMPTS[3], "2024-01-01\n"), (PROMPTS[4], "3 years\n"),
        ],
    )  # fmt: skip
    assert code == 0, output
    assert table(tmp_path, "schools")["within"] == "3 years"


def test_enter_skips_a_prompt(terminal: Terminal, tmp_path: Path) -> None:
    """Every prompt after the title can be skipped with Enter."""
    code, output = terminal("add", typed=[(PROMPTS[0], "A plan\n"), *((prompt, "\n") for prompt in PROMPTS[1:])])
    assert code == 0, output
    assert table(tmp_path, "a-plan") == {"title": "A plan"}


def test_values_given_as_options_are_not_prompted_for(terminal: Terminal, tmp_path: Path) -> None:
    """add does not prompt for values given as options; for a given document, it prompts for the quotation."""
    options = ("--target", "5 people", "--made", "2024-01-01", "--due", "2030-01-01", "--responsible", "ministry")
    answers = [(PROMPTS[0], "A plan\n"), ("Quotation from the document", "five people\n")]
    code, output = terminal("add", *options, "--document", "outcome", typed=answers)
    assert code == 0, output
    assert not any(prompt in output for prompt in PROMPTS[1:])
    assert table(tmp_path, "a-plan")["source"] == {"document": "outcome", "quote": "five people"}


def test_a_title_is_required(terminal: Terminal, tmp_path: Path) -> None:
    """On Enter at the prompt for the title, add exits with 2 and writes nothing."""
    code, output = terminal("add", typed=[(PROMPTS[0], "\n")])
    assert code == 2
    assert "a commitment needs a title" in output
    assert not (tmp_path / "additions.toml").exists()


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_a_prompt_may_be_interrupted(terminal: Terminal, tmp_path: Path, key: str) -> None:
    """On Ctrl-C or Ctrl-D at a prompt, add exits with 130 and writes nothing."""
    code, output = terminal("add", typed=[(PROMPTS[0], "A plan\n"), (PROMPTS[1], key)])
    assert code == 130
    assert "Traceback" not in output
    assert not (tmp_path / "additions.toml").exists()


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
