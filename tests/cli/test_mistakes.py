"""What people mistype, and the answers: each says what is wrong and where, and what to type instead."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
SHIPPED = Path(__file__).parents[2] / "data"
ID = "connectivity-5000-trainees"

MISTAKES: dict[tuple[str, ...], tuple[str, str]] = {
    # commands and options
    ("lst",): ('unknown command "lst"', 'did you mean "list"?'),
    ("help", "reprot"): ('unknown command "reprot"', 'did you mean "report", "repair" or "export"?'),
    ("list", "--jsn"): ('unknown option "--jsn"', 'did you mean "--json"?'),
    ("log", "--limit", "0"): ("--limit must be at least 1, not 0", "leave it out to show all"),
    ("list", "--excel", "--json"): ("--excel requires CSV", "leave out --json and --format"),
    ("list", "--limit", "ten"): ('"ten" for --limit / -n is not a whole number', "see: commitrack list --help"),
    ("list", "--lang", "jp"): ('invalid value "jp" for --lang', "expected one of: en, ja"),
    ("list", "--format", "xls"): ('invalid value "xls" for --format / -f', "expected one of: table, json, csv"),
    ("list", "--sort", "deadline"): ('invalid value "deadline" for --sort', 'did you mean "due"?'),
    ("list", "--columns", "id,deadline"): ('unknown column "deadline"', 'did you mean "due"?'),
    ("add", "--title", "A plan", "--party", "japan"): ('unknown option "--party"', 'did you mean "--responsible"?'),
    ("completion", "tcsh"): ('invalid value "tcsh" for SHELL', "expected one of: bash, zsh, fish"),
    ("--json", "list"): ('unknown option "--json"', "it goes after the command: commitrack COMMAND --json"),
    ("list", "-overdue"): ('"-overdue" is read as the option -o', 'did you mean "not:overdue"?'),
    ("amend", ID, "6000"): ("unexpected argument: 6000", f"write: commitrack amend {ID} --value 6000"),
    ("add", "500 students"): ("unexpected argument", "write: commitrack add --title '500 students'"),
    ("update", ID, "120", "items"): ("unexpected argument: items", f'write: commitrack update {ID} "120 items"'),
    ("update", ID, "on", "2026-09-03", "4200"): ("unexpected argument", f"update {ID} 4200 --on 2026-09-03"),
    # ids
    ("show", "Sports-Declaration"): ('unknown commitment "Sports-Declaration"', 'did you mean "sports-declaration"?\n'),
    ("add", "--title", "X", "--responsible", "Ministry of Foreign Affairs"): (
        'unknown party "Ministry of Foreign Affairs"', 'did you mean "mofa"?',
    ),
    ("add", "--title", "X", "--pillar", "co-creatoin"): ('unknown pillar "co-creatoin"', 'did you mean "co-creation"'),
    ("add", "--title", "X", "--area", "digitl"): ('unknown area "digitl"', 'did you mean "digital"?'),
    ("add", "--title", "X", "--document", "x"): ('unknown document "x"', "expected one of: mofa-2023-12-17"),
    ("add", "--title", "X", "--part-of", "action"): ('unknown commitment "action"', 'did you mean "actions"'),
    ("show", "conectivity-5000-trainees"): ('unknown commitment "conectivity-5000-trainees"', f'did you mean "{ID}"'),
    ("show", "trainees"): ('unknown commitment "trainees"', f'did you mean "{ID}"?'),
    ("update", "5000", ID): ('unknown commitment "5000"', f"the id comes first: commitrack update {ID} 5000"),
    ("rename", ID, "sports-declaration"): ('commitment "sports-declaration" already exists', "choose another id"),
    ("undo", "2099"): ('unknown update "2099"', "list the keys with: commitrack log --keys"),
    # queries
    ("list", "statuss:overdue"): ('unknown query field "statuss"', 'did you mean "status"?'),
    ("list", "status:late"): ('unknown status "late"', 'did you mean "overdue"?'),
    ("list", "status:遅延"): ('unknown status "遅延"', 'did you mean "overdue"?'),
    ("list", "party:japn"): ('unknown party "japn"', 'did you mean "japan"?'),
    ("list", "is:mesurable"): ('unknown property "mesurable"', 'did you mean "measurable"?'),
    ("list", "not:late"): ('no id and no title has the word "late"', 'did you mean "not:overdue"?'),
    ("list", "title:training"): ('unknown query field "title"', "words without a field are searched for"),
    ("log", "conectivity-5000-trainees"): ('unknown commitment "conectivity-5000-trainees"', f'did you mean "{ID}"'),
    ("list", "progress:half"): ('invalid percentage range "half"', "for example: progress:..50"),
    ("list", "due<"): ('missing value after "due<"', "for example: due<2028"),
    ("list", "kind<2"): ('"kind" cannot be compared by size', "use due, made, updated, progress, or kind:2"),
    # days
    ("list", "due:soon"): ('invalid date "soon"', "for example: due:2026"),
    ("list", "due:2027-13"): ('invalid date "2027-13": 2027-13-01 does not exist', "for example: due:2026"),
    ("list", "--as-of", "26/11/2026"): ('invalid date "26/11/2026"', "use YYYY-MM-DD"),
    ("list", "--as-of", "2027-02-30"): ('invalid date "2027-02-30"', "the month does not have that day"),
    ("update", ID, "300", "--on", "2199-01-01"): ("2199-01-01 is in the future", "--on is the date the update"),
    ("report", "--since", "summit"): ('invalid date "summit"', 'did you mean "meeting-2023-09-06-summit"'),
    ("report", "--for", "summit"): ('unknown meeting "summit"', 'did you mean "meeting-2023-09-06-summit"'),
    ("add", "--title", "A", "--within", "some years"): ('"some years" must be a duration', '"3 years"'),
    ("add", "--title", "A", "--due", "2030", "--within", "3 years"): (
        "--due and --within both state the deadline", "leave one of them out",
    ),
    ("amend", ID, "--due", "2020-01-01", "--reason", "r"): (
        "the new deadline 2020-01-01 is before the commitment was made, 2023-09-06", "correct --due",
    ),
    ("update", ID, "300", "--on", "31.08.2026"): ('--on: invalid date "31.08.2026"', 'did you mean "2026-08-31"?'),
    ("update", ID, "300", "--on", "8/31/2026"): ('--on: invalid date "8/31/2026"', 'did you mean "2026-08-31"?'),
    ("update", ID, "300", "--on", "2026-08"): ('--on: invalid date "2026-08"', "write the day, as in 2027-02-01"),
    # amounts and units
    ("update", ID, "120/130"): ('"120/130" states two amounts', "give only the figure that was reached: 120"),
    ("update", ID, "lots"): ('invalid amount "lots"', 'examples: 4120, "4,120 people"'),
    ("update", ID, "3,5"): ('invalid digit grouping in "3,5"', 'write "3.5"'),
    ("update", ID, "3.400"): ('"3.400" is ambiguous', 'write "3.4" or "3,400"'),
    ("update", ID, "0m"): ('"0m" is zero with a scale', "the shell replaces $"),
    ("update", ID, "50 km"): ('target "trainees" is in "people", not "km"', "give the figure in people"),
    ("update", ID, "50%"): ('50% is a share, but target "trainees" counts people', "reached, out of 5,000 people"),
    ("update", "jaif", "70百万米ドル"): ("this one falls from US$860,000,000", "set accumulates = false"),
    ("update", ID, "-5"): ('unknown option "-5"', 'put a negative number after "--"'),
    ("update", ID, "5000000"): ("is more than twice the target of 5,000 people", "count the zeros"),
    ("update", ID, "300", "--target", "people"): (f'"{ID}" has no target "people"', "available targets: trainees"),
    ("report", "--in", "yen"): ('invalid currency code "yen"', 'did you mean "JPY"?'),
    # what belongs together
    ("update", ID): ("nothing to record", "give a figure"),
    ("update", ID, "--lifecycle", "withdrawn"): ('lifecycle "withdrawn" requires a reason', 'add --reason "…"'),
    ("amend", ID, "--value", "4000"): ("an amendment requires a reason", 'add --reason "…"'),
    ("undo",): ("without a terminal, undo requires the key of the update", "to retract the last one: commitrack undo"),
    # files and folders
    ("update", ID, "300", "-e", "www.jica.go.jp"): ("is neither an address", 'did you mean "https://www.jica.go.jp"?'),
    ("report", "-o", "brief.pdf"): ('cannot tell the format of "brief.pdf" from its name', ".txt, .html, .md, .xlsx"),
    ("update", ID, "300", "-e", "nowhere.pdf"): ('evidence "nowhere.pdf" is neither', "an address (https://…)"),
    ("update", "--from", "nowhere.csv"): ('cannot read "nowhere.csv"', "No such file or directory"),
    ("list", "--registry", "nowhere"): ('no registry at "nowhere"', "to create one: commitrack init"),
    ("init",): ('"." already contains a registry', "choose another folder: commitrack init DIR"),
}  # fmt: skip


@pytest.mark.parametrize("argv", MISTAKES, ids=" ".join)
def test_a_mistake_gets_an_answer(
    run: Run, argv: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake is refused: the answer names what was typed and what to type, and nothing is written."""
    for path in SHIPPED.glob("*.toml"):
        shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.glob("*.toml")}
    result = run(*argv)
    assert (result.out, result.code in {2, 3, 4}) == ("", True)
    assert result.err.startswith("error: ")
    for text in MISTAKES[argv]:
        assert text in result.err
    assert {path: path.read_bytes() for path in tmp_path.glob("*.toml")} == before


def test_there_are_enough_of_all_kinds() -> None:
    """The list is long enough to stand for what people mistype."""
    assert len(MISTAKES) >= 45
