"""``commitrack add`` on a terminal: the questions, and what is written after them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli

from commitrack.cli.main import main

Terminal = Callable[..., tuple[int, str]]
TITLE, TARGET, BASELINE, DUE = "in a few words:", "Target, e.g.", "Baseline, the level", "Deadline, e.g."
MADE, PARTY, PILLAR = "Date it was made", "Responsible party:", "Pillar:"
DOCUMENT, PAGE, QUOTE = "Source document:", "Page of the document:", "Quotation from the document"
WRITE = "Write it? [y]es, [n]o, [l]ook at the lines:"
PROMPTS = (TITLE, TARGET, DUE, MADE, PARTY, PILLAR, DOCUMENT)
"""The prompts that appear if Enter is typed at each of them."""


@pytest.fixture(autouse=True)
def _registry(folder: Path) -> None:
    """The registry of these tests, with a party and a document to refer to."""
    path = folder / "commitments.toml"
    records = '[parties.ministry]\ntitle = { en = "Ministry", ja = "省" }\n[documents.outcome]\ntitle = "O"\n'
    path.write_text(path.read_text(encoding="utf-8") + records, encoding="utf-8")


def added(folder: Path) -> dict[str, Any]:
    """The tables of additions.toml, without the times."""
    tables: dict[str, Any] = tomli.loads((folder / "additions.toml").read_text("utf-8"))
    for commitment in tables["commitments"].values():
        del commitment["recorded"]
    return tables


def entered(typed: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Answers, each with Enter."""
    return [(prompt, f"{answer}\n") for prompt, answer in typed]


def skipping(*typed: tuple[str, str]) -> list[tuple[str, str]]:
    """These answers, with Enter at all other prompts, and y at the end."""
    own = {prompt for prompt, _answer in typed}
    first = [pair for pair in typed if pair[0] == TITLE] or [(TITLE, "A plan")]
    answers = [*first]
    for prompt in PROMPTS[1:]:
        answers += [pair for pair in typed if pair[0] == prompt] if prompt in own else [(prompt, "")]
    return entered([*answers, (WRITE, "y")])


def test_add_asks_for_every_value(terminal: Terminal, tmp_path: Path) -> None:
    """add asks for each value, shows what is missing and, on request, the lines; then it writes the answers."""
    typed = entered(
        [(TITLE, "Training for judges"), (TARGET, "500 people"), (DUE, "within 3 years"), (MADE, "2024-01-01"),
         (PARTY, "1"), (PILLAR, "2"), (DOCUMENT, "1"), (PAGE, "7"), (QUOTE, "500 judges"),
         ("a baseline for people", ""), (WRITE, "l"), ('.title = "Training for judges"', ""), (WRITE, "y")]
    )  # fmt: skip
    typed = [(prompt, "" if prompt.startswith(("a baseline", ".title")) else text) for prompt, text in typed]
    code, output = terminal("add", typed=typed)
    assert code == 0, output
    assert "1  Ministry (ministry)" in output
    record = added(tmp_path)["commitments"]["training-for-judges"]
    assert (str(record.pop("made")), record.pop("within")) == ("2024-01-01", "3 years")
    assert record == {
        "title": "Training for judges", "targets": {"people": {"value": 500, "unit": "people"}}, "pillar": "trade",
        "parties": {"responsible": ["ministry"]},
        "source": {"document": "outcome", "page": 7, "quote": "500 judges"},
    }  # fmt: skip
    assert main(["check"]) == 0


def test_enter_leaves_a_value_out(terminal: Terminal, tmp_path: Path) -> None:
    """Every question after the title can be passed with Enter; only y, n and l answer the last one."""
    code, output = terminal("add", typed=[*skipping()[:-1], (WRITE, "\n"), (WRITE, "y\n")])
    assert code == 0, output
    assert added(tmp_path) == {"commitments": {"a-plan": {"title": "A plan"}}}
    assert output.index("a source: without one, it cannot be verified") < output.index(WRITE)


REFUSED = {
    "no title": (TITLE, "", "a commitment needs a title", "A plan"),
    "a title in use": (TITLE, "halve emissions", 'commitment "emissions" already has the title', "A plan"),
    "no amount": (TARGET, "many", 'invalid amount "many"', "5 people"),
    "no date": (DUE, "someday", 'invalid date "someday"', "2030"),
    "no duration": (DUE, "within reason", '"reason" must be a duration', "2030"),
    "no day": (MADE, "soon", 'invalid date "soon"', "2024"),
    "no party": (PARTY, "ministri", 'did you mean "ministry"?', "ministry"),
    "no such party": (PARTY, "Office", "type a number from the list, + to add one, or only Enter for none", "Ministry"),
    "no number": (PILLAR, "3", "type a number from the list", "1"),
    "no document": (DOCUMENT, "+", 'unknown document "+"', ""),
}


@pytest.mark.parametrize(("prompt", "wrong", "sentence", "right"), REFUSED.values(), ids=REFUSED)
def test_a_refused_answer_is_asked_for_again(
    terminal: Terminal, tmp_path: Path, prompt: str, wrong: str, sentence: str, right: str
) -> None:
    """After a refused answer, its sentence is shown, and only its question is repeated; the other answers are kept."""
    typed = skipping((prompt, wrong), (prompt, right), *([] if prompt == TITLE else [(TITLE, "A plan")]))
    code, output = terminal("add", typed=typed)
    assert code == 0, output
    assert sentence in output
    assert {name: output.count(name) for name in PROMPTS} == {name: 1 + (name == prompt) for name in PROMPTS}
    assert added(tmp_path)["commitments"]["a-plan"]["title"] == "A plan"


def test_a_deadline_within_a_time_requires_the_date(terminal: Terminal, tmp_path: Path) -> None:
    """For a deadline "within 3 years", the date from which it is counted cannot be left out."""
    typed = skipping((DUE, "3 years"), (MADE, ""), (MADE, "2024-01-01"))
    code, output = terminal("add", typed=typed)
    assert code == 0, output
    assert '"made" is missing' in output
    assert added(tmp_path)["commitments"]["a-plan"]["within"] == "3 years"


def test_an_earlier_answer_can_be_corrected(terminal: Terminal, tmp_path: Path) -> None:
    """A hyphen returns to the previous question, so that a deadline before the date it was made can be corrected."""
    back = [(DUE, "2020"), (MADE, "2024-01-01"), (MADE, "-"), (DUE, "2030"), (MADE, "2024-01-01")]
    typed = [
        (TITLE, "-"),
        (TITLE, "A plan"),
        (TARGET, ""),
        *back,
        (PARTY, ""),
        (PILLAR, ""),
        (DOCUMENT, ""),
        (WRITE, "y"),
    ]
    code, output = terminal("add", typed=entered(typed))
    assert code == 0, output
    assert "type - to return to the previous question" in output
    record = added(tmp_path)["commitments"]["a-plan"]
    assert (record["title"], record["due"], str(record["made"])) == ("A plan", 2030, "2024-01-01")


def test_a_number_is_asked_for_its_unit(terminal: Terminal, tmp_path: Path) -> None:
    """A target without a unit is asked for one, and a share is named so."""
    rest = [(DUE, ""), (MADE, ""), (PARTY, ""), (PILLAR, ""), (DOCUMENT, ""), (WRITE, "maybe"), (WRITE, "y")]
    code, output = terminal("add", typed=entered([(TITLE, "A plan"), (TARGET, "2030"), ("Unit", "trees"), *rest]))
    assert (code, "type y, n or l" in output) == (0, True)
    assert added(tmp_path)["commitments"]["a-plan"]["targets"] == {"trees": {"value": 2030, "unit": "trees"}}
    code, output = terminal("add", typed=entered([(TITLE, "B plan"), (TARGET, "40%"), (BASELINE, "20%"), *rest]))
    assert code == 0, output
    assert added(tmp_path)["commitments"]["b-plan"]["targets"] == {"share": {"value": 40, "unit": "%", "baseline": 20}}


@pytest.mark.parametrize(("target", "baseline"), [("share=40 %", "20 %"), ("deaths=0 deaths", "300 deaths")])
def test_a_baseline_is_asked_for_where_progress_needs_one(
    terminal: Terminal, tmp_path: Path, target: str, baseline: str
) -> None:
    """The baseline of a share, and of a target of 0, is asked for; one in another unit is refused."""
    typed = skipping((TARGET, target))
    typed[2:2] = entered([(BASELINE, "5 buses"), (BASELINE, baseline)])
    code, output = terminal("add", typed=typed)
    assert code == 0, output
    assert 'the baseline is in "buses"' in output
    record = next(iter(added(tmp_path)["commitments"]["a-plan"]["targets"].values()))
    assert record["baseline"] == int(baseline.partition(" ")[0])


def test_a_party_and_a_pillar_are_added_on_the_spot(terminal: Terminal, tmp_path: Path) -> None:
    """A new party and pillar are written with the commitment; one that exists leads back to the list."""
    typed = entered(
        [*((prompt, "") for prompt in (TARGET, DUE, MADE)), (PARTY, "+"), ("Name of the new party:", "MINISTRY"),
         ('party "ministry" already exists', ""), ("Name of the new party:", ""), (PARTY, "+"),
         ("Name of the new party:", "Transport office"), (PILLAR, "＋"), ("Name of the new pillar:", "連結性"),
         ("Id of the new pillar", "trade"), ('pillar "trade" already exists', ""),
         ("Id of the new pillar", "Not an id"), ('invalid id "Not an id"', ""),
         ("Id of the new pillar", "connectivity"), (DOCUMENT, ""), (WRITE, "y")]
    )  # fmt: skip
    typed = [(prompt, "" if '"' in prompt else text) for prompt, text in [(TITLE, "Buses\n"), *typed]]
    code, output = terminal("add", typed=typed)
    assert code == 0, output
    assert added(tmp_path) == {
        "parties": {"transport-office": {"title": "Transport office"}},
        "pillars": {"connectivity": {"title": "連結性"}},
        "commitments": {
            "buses": {"title": "Buses", "pillar": "connectivity", "parties": {"responsible": ["transport-office"]}}
        },
    }
    assert main(["check"]) == 0


def test_a_party_that_was_added_meanwhile_is_not_added_again(
    terminal: Terminal, run: Callable[..., Any], tmp_path: Path
) -> None:
    """If somebody else adds the same party before the answer to the last question, nothing is written."""
    typed = [pair for pair in skipping((PARTY, "+")) if pair[0] != WRITE]
    typed.insert(5, ("Name of the new party:", "Office\n"))

    def answers() -> Iterator[tuple[str, str]]:
        yield from typed
        (tmp_path / "more.toml").write_text('[parties.office]\ntitle = "Another office"\n', encoding="utf-8")
        yield WRITE, "y\n"

    code, output = terminal("add", typed=answers())
    assert code == 2
    assert 'party "office" already exists' in output
    assert not (tmp_path / "additions.toml").exists()
    assert run("check").code == 0


@pytest.mark.parametrize(("title", "wrong"), [("学校を百校建てる", ""), ("Training", "training")])
def test_an_id_is_asked_for_if_none_can_be_derived(terminal: Terminal, tmp_path: Path, title: str, wrong: str) -> None:
    """For a Japanese title, or one whose id is taken, add asks for an id until it gets an unused one."""
    typed = skipping((TITLE, title))
    typed[1:1] = entered([("Id, e.g. train-5000:", wrong), ("Id, e.g. train-5000:", "schools")])
    code, output = terminal("add", typed=typed)
    assert code == 0, output
    assert added(tmp_path)["commitments"]["schools"]["title"] == title


def test_values_given_as_options_are_not_asked_for(terminal: Terminal, tmp_path: Path) -> None:
    """add asks only for what no option gives."""
    options = ("--target", "share=5 %", "--baseline", "2 %", "--made", "2024-01-01", "--due", "2030-01-01",
               "--responsible", "ministry", "--pillar", "people", "--document", "outcome")  # fmt: skip
    typed = entered([(TITLE, "A plan"), (PAGE, "none"), (PAGE, "3"), (QUOTE, "five"), (WRITE, "y")])
    code, output = terminal("add", *options, typed=typed)
    assert code == 0, output
    assert not any(prompt in output for prompt in (*PROMPTS[1:], BASELINE))
    assert '"none" is not a page number' in output
    assert added(tmp_path)["commitments"]["a-plan"]["source"] == {"document": "outcome", "page": 3, "quote": "five"}


@pytest.mark.parametrize("option", [("--pillar", "x"), ("--id", "training"), ("--due", "someday")])
def test_options_are_refused_before_any_question(terminal: Terminal, tmp_path: Path, option: tuple[str, str]) -> None:
    """What is wrong with an option is reported before the user has answered anything."""
    code, output = terminal("add", *option)
    assert code in {2, 3}
    assert TITLE not in output
    assert not (tmp_path / "additions.toml").exists()


def test_no_writes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    """On n, add writes nothing, and says so."""
    code, output = terminal("add", typed=[*skipping()[:-1], (WRITE, "n\n")])
    assert (code, output.splitlines()[-1].strip()) == (0, "nothing was added")
    assert not (tmp_path / "additions.toml").exists()


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("answers", [2, 7], ids=["question", "confirmation"])
def test_an_interruption_writes_nothing(terminal: Terminal, tmp_path: Path, key: str, answers: int) -> None:
    """On Ctrl-C or Ctrl-D at any prompt, add exits with 130, writes nothing, and says so."""
    typed = skipping()
    code, output = terminal("add", typed=[*typed[:answers], (typed[answers][0], key)])
    assert (code, output.splitlines()[-1].strip()) == (130, "nothing was added")
    assert "Traceback" not in output
    assert not (tmp_path / "additions.toml").exists()


def test_a_dry_run_asks_and_shows(terminal: Terminal, tmp_path: Path) -> None:
    """With --dry-run, add asks, and shows what it would write without offering to."""
    code, output = terminal("add", "--dry-run", typed=skipping()[:-1])
    assert (code, WRITE in output) == (0, False)
    assert "would add to" in output
    assert not (tmp_path / "additions.toml").exists()


def test_in_japanese(terminal: Terminal, tmp_path: Path) -> None:
    """With --lang ja, questions, lists and refusals are Japanese, and so may the answers be."""
    answers = [("約束の内容を短く", "研修"), ("ID（例：", "kenshu"), ("目標値", "たくさん"),
               ("目標値", "延べ三百人以上"), ("期限", "３年以内"), ("表明日", "令和8年9月6日"), ("責任主体", "1"),
               ("柱:", ""), ("出典の文書", ""), ("書き込みますか", "y")]  # fmt: skip
    code, output = terminal("add", "--lang", "ja", typed=entered(answers))
    assert code == 0, output
    assert "1  省 (ministry)" in output
    commitment = added(tmp_path)["commitments"]["kenshu"]
    assert commitment["targets"] == {"people": {"value": 300, "unit": "people", "qualifier": "at-least"}}
    assert (commitment["within"], commitment["made"]) == ("3 years", date(2026, 9, 6))
