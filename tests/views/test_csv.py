"""CSV: read back by the csv module; safe in a spreadsheet; its headings are the keys of JSON."""

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from commitrack.report.report import ReportRequest, build_report
from commitrack.report.serialize import PartiesData, TargetData, commitment_data
from commitrack.report.snapshot import Snapshot
from commitrack.views.csv import COLUMNS, render, render_report


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def listed(snapshot: Snapshot) -> list[dict[str, str]]:
    return rows(render(commitment_data(snapshot, assessment) for assessment in snapshot.assessments.values()))


def test_one_row_for_each_target(small: Snapshot) -> None:
    """A commitment with two targets takes two rows, one without targets takes one."""
    found = [(row["id"], row["target"]) for row in listed(small)]
    assert found == [
        ("trainees", "trainees"), ("fund", "budget"), ("fund", "projects"), ("fund-rules", ""), ("fund-board", ""),
        ("emissions", "emissions"), ("contributions", "usd"), ("declaration", ""),
    ]  # fmt: skip


def test_a_row(small: Snapshot) -> None:
    """Amounts are exact numbers, days ISO dates, lists separated by spaces; what is unknown is empty."""
    row = listed(small)[1]
    assert {key: row[key] for key in ("title_en", "title_ja", "pillar", "made", "due", "target_due", "status")} == {
        "title_en": "A fund of ¥40bn for joint projects of small and medium enterprises",
        "title_ja": "中小企業共同事業のための400億円基金",
        "pillar": "trade", "made": "2024-04-01", "due": "2029-03-31", "target_due": "2029-03-31", "status": "off-track",
    }  # fmt: skip
    assert (row["value"], row["actual"], row["actual_qualifier"]) == ("30000000000", "3500000000.50", "about")
    assert (row["achieved"], row["weakened"], row["implementing"]) == ("0.116667", "true", "bank")
    assert (row["document"], row["page"], row["completion"]) == ("summit", "2", "")


def test_no_data_is_empty_and_never_zero(small: Snapshot) -> None:
    """Of the trainees nothing was reported: no figure, no share, no pace."""
    row = listed(small)[0]
    assert [row[key] for key in ("actual", "actual_on", "achieved", "pace", "updated")] == [""] * 5
    assert row["status"] == "overdue"


def test_headings_are_keys_of_json(small: Snapshot) -> None:
    """What appears in both has one name."""
    data = commitment_data(small, small.assessments["fund"])
    keys = {name for record in (type(data), TargetData, PartiesData) for name in record.__struct_encode_fields__}
    only_here = {"title_en", "title_ja", "document", "page", "target_due"}
    assert set(COLUMNS) - keys == only_here
    assert tuple(rows(render([data]))[0]) == COLUMNS


def test_numbers_agree_with_json(small: Snapshot) -> None:
    """Every figure of a row is the number of the item, digit by digit."""
    for assessment in small.assessments.values():
        data = commitment_data(small, assessment)
        written = rows(render([data]))
        assert len(written) == max(1, len(data.targets))
        for row, target in zip(written, data.targets, strict=bool(data.targets)):
            for key in ("value", "actual", "baseline", "achieved", "planned", "pace"):
                wanted = getattr(target, key)
                assert row[key] == (
                    "" if wanted is None else f"{wanted:f}" if isinstance(wanted, Decimal) else str(wanted)
                )


def test_lines_end_as_the_format_says(small: Snapshot) -> None:
    """RFC 4180: CR and LF."""
    text = render([commitment_data(small, small.assessments["fund"])])
    assert text.count("\r\n") == text.count("\n") == 3


@pytest.mark.parametrize(
    "character", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"], ids=lambda c: f"U+{ord(c):04X}"
)
def test_formulas_get_a_quote(small: Snapshot, character: str) -> None:
    """Text that a spreadsheet would run begins with a quote instead."""
    data = replace(commitment_data(small, small.assessments["fund-rules"]), title=f"{character}1+1")
    (row,) = rows(render([data]))
    assert row["title_en"].startswith("'")
    assert row["title_en"].endswith("1+1")


@pytest.mark.parametrize("text", ["1-1", "a=b", "'quoted'", "#3", 'with "quotes", commas;\nand a line'])
def test_harmless_text_stays(small: Snapshot, text: str) -> None:
    """Other text reads back as it was, quotes, commas and lines included."""
    data = replace(commitment_data(small, small.assessments["fund-rules"]), title=text)
    (row,) = rows(render([data]))
    assert row["title_en"] == text


@pytest.mark.parametrize(
    ("value", "written"),
    [(-5, "-5"), (Decimal("-0.25"), "-0.25"), (Decimal("1E+3"), "1000"), (Decimal("0.000001"), "0.000001"), (0, "0")],
)
def test_numbers_are_never_quoted(small: Snapshot, value: int | Decimal, written: str) -> None:
    """A negative number is a number, not a formula; none has an exponent."""
    data = commitment_data(small, small.assessments["emissions"])
    (row,) = rows(render([replace(data, targets=(replace(data.targets[0], actual=value),))]))
    assert row["actual"] == written


def test_control_characters_are_shown(nasty: Callable[[str], Snapshot]) -> None:
    """An escape of the registry never reaches the terminal on which CSV is printed."""
    snapshot = nasty(r"\u001B]0;x\u0007\u009B2J\u202E")
    text = render(commitment_data(snapshot, assessment) for assessment in snapshot.assessments.values())
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    assert rows(text)[0]["title_en"] == "<U+001B>]0;x<U+0007><U+009B>2J<U+202E> whole"


def test_a_report_names_the_sections(small: Snapshot) -> None:
    """A report's rows name the sections that list each commitment, both in the order of the sections."""
    found = {row["id"]: row["sections"] for row in rows(render_report(build_report(small)))}
    assert list(found.items()) == [
        ("trainees", "ask overdue completion without_data"), ("fund", "ask later completion stale"),
        ("fund-board", "ask overdue"), ("emissions", "ask later completion"), ("declaration", "within_12_months"),
        ("contributions", "completion"),
    ]  # fmt: skip


def test_dates_are_iso(small: Snapshot) -> None:
    """Every day reads back as a day."""
    for row in listed(small):
        for key in ("due", "target_due", "updated", "actual_on"):
            assert row[key] == "" or str(date.fromisoformat(row[key])) == row[key]


def test_a_report_since_a_day_says_what_moved(small: Snapshot) -> None:
    """And what did not: a commitment that no other section lists has a row for it."""
    found = {
        row["id"]: row["sections"]
        for row in rows(render_report(build_report(small, ReportRequest(since=(date(2025, 1, 1), None)))))
    }
    assert found["trainees"] == "since ask overdue completion without_data"
    assert found["fund-rules"] == "no_change"
