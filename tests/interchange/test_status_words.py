"""The status words of other systems: what each is recorded as, and what a profile has to state for them."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.cli.main import main
from commitrack.interchange.profile import StatusMeaning, StatusSystem
from commitrack.interchange.status_words import STATUS_WORDS
from commitrack.registry import must_read

PAGE = Path(__file__).parents[2] / "docs" / "import.md"
TABLE = re.compile(r"(?<=\| `words_of` \| word \| recorded as \|\n\|---\|---\|---\|\n)(\|.*\n)+")

# What each system says its words mean; a word that is neither a level nor a decision of commitrack has no meaning.
MEANINGS = {
    ("open-government-partnership", "No Evidence Available"): "nothing",
    ("open-government-partnership", "Not Started"): "not-started",
    ("open-government-partnership", "Limited"): "limited",
    ("open-government-partnership", "Substantial"): "substantial",
    ("open-government-partnership", "Complete"): "complete",
    ("global-refugee-forum", "in the planning stage"): "not-started",
    ("global-refugee-forum", "in progress"): "limited",
    ("global-refugee-forum", "fulfilled"): "complete",
    ("g7-research-group", "+1"): "complete",
    ("g7-research-group", "1"): "complete",
    ("g7-research-group", "0"): "limited",
    ("g7-research-group", "-1"): "not-started",
    ("g7-research-group", "\u22121"): "not-started",
    ("g7-research-group", "0.5"): None,
    ("g7-research-group", "75 %"): None,
    ("nutrition-accountability", "Reached by End Date"): "complete",
    ("nutrition-accountability", "Reached after End Date"): "complete",
    ("nutrition-accountability", "Withdrawn"): "withdrawn",
    ("nutrition-accountability", "Superseded"): "superseded",
    ("politifact", "Not Yet Rated"): "nothing",
    ("politifact", "In the Works"): "limited",
    ("politifact", "Compromise"): "substantial",
    ("politifact", "Promise  kept"): "complete",
    ("politifact", "Stalled"): None,
    ("politifact", "Promise Broken"): None,
    ("iati", "Pipeline"): "nothing",
    ("iati", "Implementation"): "nothing",
    ("iati", "Finalisation"): "nothing",
    ("iati", "Closed"): "nothing",
    ("iati", "Cancelled"): "withdrawn",
    ("iati", "Suspended"): "suspended",
}


def recorded(meaning: StatusMeaning | None) -> str | None:
    return None if meaning is None else str(meaning.completion or meaning.lifecycle or "nothing")


@pytest.mark.parametrize(("system", "word"), MEANINGS)
def test_a_word_means_what_its_system_says(system: str, word: str) -> None:
    """Whatever its capital letters, blanks and minus sign."""
    assert recorded(STATUS_WORDS[StatusSystem(system)].meaning(word)) == MEANINGS[system, word]


def test_every_system_has_words_and_every_word_a_case() -> None:
    """The cases above are complete."""
    assert set(STATUS_WORDS) == set(StatusSystem)
    cases = {(system, " ".join(word.casefold().split())) for system, word in MEANINGS}
    known = {
        (name, word.casefold()) for name, system in STATUS_WORDS.items() for word in (*system.words, *system.undefined)
    }
    assert known <= cases


def test_the_page_has_every_word() -> None:
    """The table in docs/import.md is that of the program; ``COMMITRACK_GOLDEN=1`` writes it."""
    rows = "".join(
        f"| `{name}` | {word} | {row} |\n"
        for name, system in STATUS_WORDS.items()
        for word, row in (
            *((word, _row(meaning)) for word, meaning in system.words.items()),
            *((word, "as the profile says") for word in system.undefined),
        )
    )
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("COMMITRACK_GOLDEN"):
        PAGE.write_text(TABLE.sub(lambda _: rows, page), encoding="utf-8")
    else:
        assert [match[0] for match in TABLE.finditer(page)] == [rows]


def _row(meaning: StatusMeaning) -> str:
    if meaning.completion:
        return f'`completion = "{meaning.completion}"`'
    return f'`lifecycle = "{meaning.lifecycle}"`' if meaning.lifecycle else "nothing"


PROFILE = """\
key = "No"
[commitment]
title = "Promise"
[status]
column = "Rating"
words_of = "politifact"
on = "Rated"
by = { always = "Review board" }
evidence = "Source"
"""
OWN_WORDS = """\
key = "No"
[commitment]
title = "Promise"
[status]
column = "Rating"
words."Promise Kept" = { completion = "complete" }
"""
SHEET = """\
No,Promise,Rating,Rated,Source
1,Roads,Promise Kept,2025-03-01,https://example.org/1
2,Schools,Not Yet Rated,2025-03-01,https://example.org/2
"""


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], int]:
    """Import a sheet with a profile into an empty registry in the working directory; the exit code."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "imports").mkdir()
    (tmp_path / "commitments.toml").write_text('[registry]\ntitle = "T"\n', encoding="utf-8")

    def run(profile: str, sheet: str) -> int:
        (tmp_path / "imports" / "p.toml").write_text(profile, encoding="utf-8")
        (tmp_path / "sheet.csv").write_text(sheet, encoding="utf-8")
        return main(["import", "sheet.csv", "-p", "p"])

    return run


def test_a_verdict_is_recorded_with_who_when_and_why(imported: Callable[[str, str], int], tmp_path: Path) -> None:
    """The update has the day, the source, who gave the verdict, and the word as a quotation."""
    assert imported(PROFILE, SHEET) == 0
    (update,) = must_read(tmp_path).registry.updates.values()
    assert (update.completion, str(update.on), update.by) == ("complete", "2025-03-01", "Review board")
    assert (update.note, update.evidence) == ('PolitiFact: "Promise Kept"', ("https://example.org/1",))


@pytest.mark.parametrize("rating", ["Promise Broken", "75 %", "0.75"])
def test_a_word_without_an_equivalent_is_for_people_to_decide(
    imported: Callable[[str, str], int], capsys: pytest.CaptureFixture[str], rating: str
) -> None:
    """It is refused with what to write; with that in the profile, it is recorded. No number becomes a verdict."""
    sheet = SHEET.replace("Promise Kept", rating)
    assert imported(PROFILE, sheet) == 2
    assert f'column "Rating": "{rating}": not one of the words in [status]' in capsys.readouterr().err
    assert imported(f'{PROFILE}[status.words]\n"{rating}" = {{ completion = "not-started" }}\n', sheet) == 0


@pytest.mark.parametrize(
    ("profile", "hint"),
    [
        (PROFILE.replace('on = "Rated"\n', ""), 'add "on"'),
        (PROFILE.replace('by = { always = "Review board" }\n', ""), 'add "by"'),
        (PROFILE.replace('evidence = "Source"\n', ""), 'add one of "note", "reason" and "evidence"'),
        (OWN_WORDS, 'add "by", one of "note", "reason" and "evidence"'),
        (f'{OWN_WORDS}by = "Rated"\n', 'add one of "note", "reason" and "evidence"'),
    ],
)
def test_a_profile_has_to_say_who_when_and_why(
    imported: Callable[[str, str], int], capsys: pytest.CaptureFixture[str], profile: str, hint: str
) -> None:
    """Without one of them, nothing is read; the day of a word of one's own is by default that of the sheet."""
    assert imported(profile, SHEET) == 2
    error = "p.toml, line 4: [status]: a verdict is recorded with who gave it, when, and why"
    assert f"{error}\nhint: {hint}\n" in capsys.readouterr().err


def test_words_that_record_nothing_need_no_reason(imported: Callable[[str, str], int]) -> None:
    words = OWN_WORDS.replace('{ completion = "complete" }', "{}") + 'words."Not Yet Rated" = {}\n'
    assert imported(words, SHEET) == 0


def test_a_status_without_words_is_refused(
    imported: Callable[[str, str], int], capsys: pytest.CaptureFixture[str]
) -> None:
    """[status] needs its own words, or those of a system, whose name is suggested if it is misspelt."""
    assert imported(PROFILE.replace('words_of = "politifact"\n', ""), SHEET) == 2
    assert '[status]: state "words" or "words_of"' in capsys.readouterr().err
    assert imported(PROFILE.replace("politifact", "politfact"), SHEET) == 2
    assert 'did you mean "politifact"?' in capsys.readouterr().err
