"""``commitrack meeting`` lists the review meetings, and adds one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("folder")
TODAY = ("--as-of", "2026-11-23")
NEW = ("meeting", "review-2027", "--on", "2027-02-01", "--title", "Review meeting")


def test_without_meetings_the_answer_says_how_to_add_one(run: Run) -> None:
    """Without a meeting in the registry, the answer has the command that adds one."""
    assert run("meeting").out == "no meetings yet; add one with: commitrack meeting ID --on DAY --title TEXT\n"


def test_a_meeting_is_added_and_listed(run: Run, folder: Path) -> None:
    """A meeting is appended to additions.toml as one line; it is listed, and the next one in the report."""
    result = run(*NEW, "--title-ja", "検討会合", "--until", "2027-02-02", "--place", "Tokyo")
    assert (result.code, result.err) == (0, "")
    line = (
        'meetings.review-2027 = { title = { en = "Review meeting", ja = "検討会合" }, on = 2027-02-01, '
        'until = 2027-02-02, place = "Tokyo" }'
    )
    assert (folder / "additions.toml").read_text(encoding="utf-8") == f"{line}\n"
    assert result.out.splitlines() == [
        "2027-02-01 review-2027: Review meeting",
        f"added to {folder / 'additions.toml'}",
    ]
    run("meeting", "review-2026", "--on", "2026-01-31", "--title", "An earlier one")
    assert run("meeting", *TODAY).out.splitlines() == [
        "2027-02-01 review-2027: Review meeting, in 70 days",
        "2026-01-31 review-2026: An earlier one, over 9 months ago",
    ]
    assert run("meeting", *TODAY, "--lang", "ja").out.startswith("2027年2月1日 review-2027：検討会合（")
    out = run("report").out
    assert "Next meeting     Review meeting (review-2027), 2027-02-01, in 70 days" in out
    assert "add one with" not in out
    assert run("report", "--since", "review-2026").code == 0


def test_dry_run_writes_nothing(run: Run, folder: Path) -> None:
    """With --dry-run, the line is shown and nothing is written."""
    result = run(*NEW, "--dry-run")
    assert f"\nwould add to {folder / 'additions.toml'}:\nmeetings.review-2027 = " in result.out
    assert not (folder / "additions.toml").exists()


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("meeting", "--on", "2027-02-01"), "missing id of the new meeting"),
        (("meeting", "a", "--title", "T"), "error: missing --on\n"),
        (("meeting", "a", "--on", "2027-02-01"), "error: missing --title\n"),
        (("meeting", "a", "--place", "Tokyo"), "error: missing --on and --title\n"),
        (("meeting", "a", "--on", "2027", "--title", "T"), '"2027" is not a day'),
        (("meeting", "a", "--on", "soon", "--title", "T"), 'invalid date "soon"'),
        (("meeting", "A b", "--on", "2027-02-01", "--title", "T"), 'invalid id "A b"'),
        ((*NEW, "--until", "2027-01-31"), "--until (2027-01-31) is before --on (2027-02-01)"),
    ],
)
def test_invalid_input_is_refused(run: Run, folder: Path, argv: tuple[str, ...], message: str) -> None:
    """Invalid input is refused with the reason, and nothing is written."""
    result = run(*argv)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert not (folder / "additions.toml").exists()


def test_an_id_is_used_once(run: Run) -> None:
    """A second meeting of the same id is refused."""
    assert run(*NEW).code == 0
    result = run(*NEW)
    assert (result.code, result.err) == (2, 'error: meeting "review-2027" already exists\nhint: choose another id\n')


@pytest.mark.parametrize(
    ("lang", "hint"),
    [
        ("en", "No next meeting; add one with: commitrack meeting ID --on DAY --title TEXT"),
        ("ja", "次回会合の登録なし。追加：commitrack meeting ID --on 日付 --title 題名"),
    ],
)
def test_the_report_says_how_to_add_the_next_meeting(run: Run, lang: str, hint: str) -> None:
    """Without a next meeting, the report on a terminal says how to add one; the one in HTML, for readers, does not."""
    assert hint in run("report", "--lang", lang).out
    assert hint not in run("report", "--lang", lang, "--format", "html").out
