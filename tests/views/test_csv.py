"""CSV output: rows and headings, exact numbers, and text that no spreadsheet runs as a formula."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import asdict, replace

from commitrack.model import Amends, Commitment, Lifecycle, Update
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.serialize import PartiesData, commitment_data
from commitrack.report.snapshot import Snapshot
from commitrack.report.target_data import TargetData
from commitrack.views.csv import COLUMNS, render, render_report


def rows(text: Iterable[str]) -> list[dict[str, str]]:
    """Parse CSV into rows by heading."""
    return list(csv.DictReader(io.StringIO("".join(text), newline="")))


def listed(snapshot: Snapshot) -> list[dict[str, str]]:
    """The rows of all commitments."""
    return rows(render(snapshot, snapshot.assessments.values()))


def titled(snapshot: Snapshot, title: str) -> dict[str, str]:
    """The row of a commitment without targets that has this title."""
    assessment = snapshot.assessments["fund-rules"]
    (row,) = rows(render(snapshot, [replace(assessment, commitment=replace(assessment.commitment, title=title))]))
    return row


def test_one_row_for_each_target(small: Snapshot) -> None:
    """A commitment with two targets takes two rows, one without targets takes one."""
    targets = [(row["id"], row["target"]) for row in listed(small)]
    assert targets == [
        ("trainees", "trainees"), ("fund", "budget"), ("fund", "projects"), ("fund-rules", ""), ("fund-board", ""),
        ("emissions", "emissions"), ("contributions", "usd"), ("declaration", ""),
    ]  # fmt: skip


def test_the_values_of_a_row(small: Snapshot) -> None:
    """In a CSV row, amounts are exact numbers, days are ISO dates, and an unknown value is empty."""
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
    """A commitment without any figure has empty cells for figure, share, pace and last update, and never 0."""
    row = listed(small)[0]
    assert [row[key] for key in ("actual", "actual_on", "achieved", "pace", "updated")] == [""] * 5
    assert row["status"] == "overdue"


def test_reservations_are_words(
    commitment: Callable[..., Commitment], update: Callable[..., Update], snapshot_of: Callable[..., Snapshot]
) -> None:
    """Several reservations are separated by spaces, as areas are; without any, the cell is empty."""
    lowered = [update("2024-05-26", actual=40), update("2024-06-01", amends=Amends(value=300), reason="r")]
    (row,) = listed(snapshot_of([commitment(due=2030)], lowered))
    assert row["reservations"] == "target-lowered stale"
    (row,) = listed(snapshot_of([commitment(due=2030)], []))
    assert row["reservations"] == ""


@pytest.mark.parametrize(
    ("due", "lifecycle", "actual", "expected"),
    [
        (None, None, None, "no-deadline"), (None, None, 400, "no-deadline"), (None, None, 1000, "no-deadline"),
        ("2027-12-31", "withdrawn", 400, ""), ("2027-12-31", "superseded", None, ""),
        ("2024-12-31", "withdrawn", 400, "overdue"), ("2024-12-31", None, None, "overdue"),
    ],
)  # fmt: skip
def test_the_schedule_of_undated_and_closed_commitments(
    commitment: Callable[..., Commitment],
    update: Callable[..., Update],
    snapshot_of: Callable[..., Snapshot],
    due: str | None,
    lifecycle: str | None,
    actual: int | None,
    expected: str,
) -> None:
    """Undated commitments have no deadline; closed ones no schedule, unless they were overdue."""
    updates = [update("2026-01-05", lifecycle=Lifecycle(lifecycle), reason="talks")] if lifecycle else []
    updates += [update("2024-06-30", actual=actual)] if actual else []
    (row,) = listed(snapshot_of([commitment(due=due)], updates))
    assert row["schedule"] == expected


def test_headings_are_keys_of_json(small: Snapshot) -> None:
    """The headings of CSV are keys of JSON, apart from five that exist only in CSV."""
    data = commitment_data(small, small.assessments["fund"])
    keys = {name for record in (type(data), TargetData, PartiesData) for name in record.__struct_encode_fields__}
    csv_only = {"title_en", "title_ja", "document", "page", "target_due"}
    assert set(COLUMNS) - keys == csv_only
    assert tuple(listed(small)[0]) == COLUMNS


def test_cells_agree_with_json(small: Snapshot) -> None:
    """Every cell states what JSON does under the same key, and every figure has the same digits."""
    of_commitment = {"due", "delivery", "schedule"}  # which targets have as well
    for assessment in small.assessments.values():
        data = commitment_data(small, assessment)
        whole = asdict(data) | asdict(data.parties)
        written = rows(render(small, [assessment]))
        assert len(written) == max(1, len(data.targets))
        for row, target in zip(written, data.targets or (None,), strict=True):
            of_target = {} if target is None else asdict(target) | {"indicator": row["indicator"]}
            values = whole | {key: value for key, value in of_target.items() if key not in of_commitment}
            assert {key: row[key] for key in values if key in row} == {
                key: in_cell(value) for key, value in values.items() if key in row
            }


def in_cell(value: object) -> str:
    """How a cell states a value of JSON."""
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def test_lines_end_with_cr_and_lf(small: Snapshot) -> None:
    """CSV lines end with CR and LF, as RFC 4180 requires."""
    text = "".join(render(small, [small.assessments["fund"]]))
    assert text.count("\r\n") == text.count("\n") == 3


@pytest.mark.parametrize(
    "character", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"], ids=lambda c: f"U+{ord(c):04X}"
)
def test_formulas_get_a_quote(small: Snapshot, character: str) -> None:
    """Text in CSV that a spreadsheet would run as a formula is prefixed with a single quote."""
    row = titled(small, f"{character}1+1")
    assert row["title_en"].startswith("'")
    assert row["title_en"].endswith("1+1")


@pytest.mark.parametrize(
    ("text", "written"),
    [("a;=cmd|' /C calc'!A0", "a;'=cmd|' /C calc'!A0"), ("a,@SUM(1)", "a,'@SUM(1)"), ("a\n=1+1", "a\n'=1+1"),
     ("a\t-1", "a\t'-1"), ('a;"=1+1"', "a;\"'=1+1\""), ("a; 5 - 3, up", "a; 5 - 3, up")],
)  # fmt: skip
def test_formulas_after_a_separator_get_a_quote(small: Snapshot, text: str, written: str) -> None:
    """Where lists are separated by semicolons, a spreadsheet splits the cell; the rest is no formula either."""
    assert titled(small, text)["title_en"] == written


@pytest.mark.parametrize("text", ["1-1", "a=b", "'quoted'", "#3", 'with "quotes", commas;\nand a line'])
def test_harmless_text_is_unchanged(small: Snapshot, text: str) -> None:
    """Text that is no formula reads back unchanged from CSV, including quotes, commas and line breaks."""
    assert titled(small, text)["title_en"] == text


@pytest.mark.parametrize(
    ("value", "written"),
    [(-5, "-5"), (Decimal("-0.25"), "-0.25"), (Decimal("1E+3"), "1000"), (Decimal("0.000001"), "0.000001"), (0, "0")],
)
def test_numbers_are_never_quoted(small: Snapshot, value: int | Decimal, written: str) -> None:
    """Numbers in CSV, including negative ones, have neither a quote before them nor an exponent."""
    assessment = small.assessments["emissions"]
    (target,) = assessment.targets
    assert target.latest is not None
    changed = replace(target, latest=replace(target.latest, level=value))
    (row,) = rows(render(small, [replace(assessment, targets=(changed,))]))
    assert row["actual"] == written


def test_control_characters_are_shown_as_code_points(snapshot_with: Callable[[str], Snapshot]) -> None:
    """Control characters of the registry are shown as code points in CSV, because CSV may be printed on a terminal."""
    snapshot = snapshot_with(r"\u001B]0;x\u0007\u009B2J\u202E")
    text = "".join(render(snapshot, snapshot.assessments.values()))
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    assert rows(text)[0]["title_en"] == "<U+001B>]0;x<U+0007><U+009B>2J<U+202E> whole"


def test_a_report_names_the_sections(small: Snapshot) -> None:
    """Each row of a CSV report names the sections that list the commitment; both are in the order of sections."""
    sections = {row["id"]: row["sections"] for row in rows(render_report(build_report(small)))}
    assert list(sections.items()) == [
        ("trainees", "ask overdue completion without_data"), ("fund", "ask later completion stale"),
        ("fund-board", "ask overdue"), ("emissions", "ask later completion"), ("declaration", "within_12_months"),
        ("contributions", "completion"),
    ]  # fmt: skip


def test_dates_are_iso(small: Snapshot) -> None:
    """Every date in CSV is an ISO date or empty."""
    for row in listed(small):
        for key in ("due", "target_due", "updated", "actual_on"):
            assert row[key] == "" or str(date.fromisoformat(row[key])) == row[key]


def test_a_report_since_a_day_includes_unchanged_commitments(small: Snapshot) -> None:
    """A CSV report with a comparison date lists changed commitments under since and unchanged ones under no_change."""
    sections = {
        row["id"]: row["sections"]
        for row in rows(render_report(build_report(small, ReportRequest(since=(date(2025, 1, 1), None)))))
    }
    assert sections["trainees"] == "since ask overdue completion without_data"
    assert sections["fund-rules"] == "no_change"
