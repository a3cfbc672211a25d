"""JSON: one object that only ever grows; exact numbers; it reads back."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from commitrack.model import Rate, Update
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.serialize import commitment_data, commitment_history
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.views.json import encoded, render_list, render_report, render_show
from commitrack.views.sections import HIGHLIGHTS, SECTIONS


def read(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


@pytest.fixture(scope="module")
def listed(small: Snapshot) -> Any:
    return read(render_list(small, "abc", (commitment_data(small, a) for a in small.assessments.values())))


@pytest.fixture(scope="module")
def report(small: Snapshot) -> Any:
    return read(render_report(build_report(small, ReportRequest(query=("kind:pledge",)), digest="abc")))


def test_head(listed: Any) -> None:
    """The kind of answer, its day, its registry, and the items."""
    assert list(listed) == ["schema", "as_of", "known", "registry", "items"]
    assert (listed["schema"], listed["as_of"], listed["known"]) == ("commitrack/1/list", "2026-11-23", None)
    assert listed["registry"] == {"title": {"en": "Small register", "ja": "小さな台帳"}, "sha256": "abc"}
    assert [item["id"] for item in listed["items"]] == [
        "trainees", "fund", "fund-rules", "fund-board", "emissions", "contributions", "declaration",
    ]  # fmt: skip


def test_numbers_are_exact(listed: Any) -> None:
    """Amounts are JSON numbers of as many digits as were written: no float, no exponent, no quotes."""
    fund = next(item for item in listed["items"] if item["id"] == "fund")
    budget = fund["targets"][0]
    assert (budget["value"], budget["original"]["value"]) == (30_000_000_000, 40_000_000_000)
    assert budget["actual"] == Decimal("3500000000.50")
    assert budget["achieved"] == Decimal("0.116667")


def test_exact_digits_in_the_text(small: Snapshot) -> None:
    """The text has the digits of the registry."""
    text = render_show(small, "abc", commitment_history(small, small.assessments["fund"]))
    assert '"value": 40000000000' in text
    assert '"actual": 3500000000.50' in text


def test_no_data_is_null(listed: Any) -> None:
    """An unreported figure is null, never 0."""
    target = listed["items"][0]["targets"][0]
    assert [target[key] for key in ("actual", "actual_on", "achieved", "pace", "rates")] == [None] * 5
    assert target["forecast_refused"] == "too-few-figures"


def test_words_of_the_source_are_kept(listed: Any) -> None:
    """Deadlines are given as days and as they were written; titles in every language."""
    by_id = {item["id"]: item for item in listed["items"]}
    assert (by_id["fund"]["due"], by_id["fund"]["due_written"]) == ("2029-03-31", "FY2028")
    assert (by_id["fund-board"]["due"], by_id["fund-board"]["due_written"]) == ("2025-12-31", 2025)
    assert (by_id["trainees"]["within"], by_id["trainees"]["made"]) == ("3 years", "2023-09-06")
    assert by_id["declaration"]["title"]["ja"] == "スポーツ宣言"


def test_four_answers_beside_the_status(listed: Any) -> None:
    """Programs get all four answers, not only the status that tables show."""
    fund = next(item for item in listed["items"] if item["id"] == "fund")
    answers = {key: fund[key] for key in ("status", "lifecycle", "delivery", "schedule", "evidence", "freshness")}
    assert answers == {
        "status": "off-track", "lifecycle": "active", "delivery": "in-progress", "schedule": "off-track",
        "evidence": "press", "freshness": "stale",
    }  # fmt: skip


def test_history(small: Snapshot) -> None:
    """The answer about one commitment has its updates with their evidence, and is a list of one."""
    answer = read(render_show(small, "abc", commitment_history(small, small.assessments["fund"])))
    assert (answer["schema"], answer["registry"]["sha256"]) == ("commitrack/1/show", "abc")
    (found,) = answer["items"]
    assert [line["key"][-8:] for line in found["updates"]] == ["00000001", "00000002", "00000003", "00000009"]
    assert found["updates"][1]["evidence"] == [
        "https://example.org/2025", {"document": "summit", "page": 9},
    ]  # fmt: skip
    assert found["updates"][3]["amends"] == {"value": 30_000_000_000}
    assert list(found)[-1] == "updates"
    whole = read(render_list(small, "abc", [commitment_data(small, small.assessments["fund"])]))["items"]
    assert [{key: value for key, value in found.items() if key != "updates"}] == whole


def test_an_update_has_only_the_keys_it_carries(update: Callable[..., Update]) -> None:
    """A key that an update does not carry is left out; a moment is in UTC."""
    line = update("2024-12-31", key="key-2024-12-31", actual=Decimal("1.50"), evidence=("https://example.org",))
    assert read(encoded(line)) == {
        "key": "key-2024-12-31", "commitment": "training", "on": "2024-12-31", "actual": Decimal("1.50"),
        "evidence": ["https://example.org"], "recorded": "2024-12-31T12:00:00Z",
    }  # fmt: skip
    assert '"actual": 1.50' in encoded(line)


def test_report_sections_name_items(report: Any) -> None:
    """Every id of every section is an item of the same document."""
    items = {item["id"] for item in report["items"]}
    deadlines = [row["id"] for rows in report["deadlines"].values() for row in rows]
    rest = [row["id"] for key in ("completion", "stale", "without_data") for row in report[key]]
    asked = [row["id"] for party in report["ask"] for row in party["items"]]
    assert set(deadlines) | set(rest) | set(asked) == items
    assert [row["id"] for row in report["deadlines"]["overdue"]] == ["fund-board", "trainees"]


def test_report_head(report: Any) -> None:
    """The meeting, the coverage, the query and the highlights are there as data."""
    assert report["schema"] == "commitrack/1/report"
    assert report["query"] == ["kind:pledge"]
    assert report["next_meeting"] == {"id": "review-2027", "on": "2027-02-01"}
    assert report["coverage"] == {"n": 3, "of": 6}
    known = report["highlights"]
    assert known["newly_overdue"] == ["fund-board", "trainees"]
    assert known["furthest_behind"] == [
        {"id": "fund", "target": "budget", "pace": Decimal("0.584936")}
    ]  # 11.67 % ÷ (364 of 1,825 days)
    assert known["longest_without_update"] == [{"id": "fund", "updated": "2025-03-31"}]
    assert known["unreported"] == [{"id": "trainees", "target": "trainees"}]
    assert known["gone_stale"] == [{"id": "fund", "updated": "2025-03-31"}]
    assert report["stale"] == [{"id": "fund", "parties": ["bank"], "parts": 0}]


def test_sections_come_in_their_order(report: Any) -> None:
    """After the head and the highlights, as in every other format; the commitments come last."""
    names = [section.name for section in SECTIONS]
    assert list(report)[-len(names) - 2 :] == [HIGHLIGHTS, *names, "items"]
    assert list(report)[: -len(names) - 2] == [
        "schema", "as_of", "known", "registry", "query", "next_meeting", "coverage",
    ]  # fmt: skip


def test_a_query_that_is_no_unicode(small: Snapshot) -> None:
    """A shell may pass bytes that are no text: the report is JSON all the same."""
    assert read(render_report(build_report(small, ReportRequest(query=("not:\udcff",)))))["query"] == ["not:<U+DCFF>"]


def test_control_characters_are_escaped_and_not_lost(nasty: Callable[[str], Snapshot]) -> None:
    """No byte of the text could move a cursor, and the title reads back as it was."""
    snapshot = nasty(r"\u001B[31m\u009B2J\u202E\uFEFF")
    text = render_list(snapshot, "", (commitment_data(snapshot, a) for a in snapshot.assessments.values()))
    assert not {"\x1b", "\x9b", "\u202e", "\ufeff"} & set(text)
    assert read(text)["registry"]["title"] == "\x1b[31m\x9b2J\u202e\ufeff registry"


@pytest.fixture(scope="module")
def whole(small: Snapshot) -> Any:
    """The report with everything that can be requested, of a registry with a rate."""
    rate = Rate(currency="JPY", date=date(2026, 6, 30), rate=Decimal("0.0066"), source="a bank")
    snapshot = take_snapshot(replace(small.registry, rates=(rate,)), as_of=small.as_of)
    return read(
        render_report(build_report(snapshot, ReportRequest(since=(date(2025, 1, 1), "review-2027"), currency="USD")))
    )


def test_what_was_not_requested_is_null(report: Any) -> None:
    """The keys are there all the same."""
    assert (report["since"], report["conversion"], report["known"]) == (None, None, None)


def test_since(whole: Any) -> None:
    """Before and after by one target, the keys of the lines in between, and by id what had no change."""
    found = whole["since"]
    assert (found["day"], found["meeting"], found["unchanged"]) == ("2025-01-01", "review-2027", ["fund-rules"])
    moved = {row["id"]: row for row in found["moved"]}
    assert list(moved) == ["trainees", "fund-board", "emissions", "declaration", "fund", "contributions"]
    assert moved["trainees"] == {
        "id": "trainees", "target": "trainees",
        "before": {"status": "no-data", "completion": None, "actual": None, "actual_on": None, "achieved": None,
                   "forecast": None, "reached_on": None},
        "after": {"status": "overdue", "completion": None, "actual": None, "actual_on": None, "achieved": None,
                  "forecast": None, "reached_on": None},
        "updates": [], "amendments": [], "newly_overdue": True,
    }  # fmt: skip
    assert moved["emissions"]["before"]["achieved"] is None, "of 2023, but recorded only in 2026"
    assert moved["emissions"]["after"] == {
        "status": "on-track", "completion": None, "actual": 690, "actual_on": "2026-01-31",
        "achieved": Decimal("0.62"), "forecast": 424, "reached_on": "2028-11-16",
    }  # fmt: skip
    assert [key[-8:] for key in moved["fund"]["updates"]] == ["00000002", "00000003", "00000009"]
    assert [key[-8:] for key in moved["fund"]["amendments"]] == ["00000009"]
    assert (moved["declaration"]["target"], moved["declaration"]["after"]["completion"]) == (None, "limited")


def test_ask(whole: Any) -> None:
    """For each party, with the reasons in the words of the format; the party is null where none is named."""
    assert whole["ask"] == [
        {"party": "ministry", "items": [
            {"id": "trainees", "due": "2026-09-06", "reasons": ["overdue", "no-figure"]}]},
        {"party": "bank", "items": [
            {"id": "fund", "due": "2029-03-31", "reasons": ["off-track", "stale"]},
            {"id": "fund-board", "due": "2025-12-31", "reasons": ["overdue"]}]},
        {"party": None, "items": [{"id": "emissions", "due": "2029-12-31", "reasons": ["no-evidence"]}]},
    ]  # fmt: skip


def test_amended_and_evidenced(whole: Any) -> None:
    """Both terms; both figures, the second by strong evidence alone and null where there is none."""
    assert whole["amended"] == [{
        "id": "fund", "target": "budget",
        "original": {"value": 40_000_000_000, "due": "2029-03-31", "schedule": "off-track"},
        "current": {"value": 30_000_000_000, "due": "2029-03-31", "schedule": "off-track"}, "changes": ["weakened"],
    }]  # fmt: skip
    assert whole["evidenced"][0] == {
        "id": "emissions", "target": "emissions",
        "claimed": {"actual": 690, "actual_on": "2026-01-31", "achieved": Decimal("0.62")},
        "evidenced": {"actual": None, "actual_on": None, "achieved": None},
    }  # fmt: skip
    assert whole["evidenced"][1]["evidenced"]["actual"] == 2_000_000_000


def test_portfolio(whole: Any) -> None:
    """Counts by area and party as by pillar; sums, null and not 0 without a figure; each rate beside its value."""
    assert whole["areas"][0] == {"area": "skills", "total": 1, "with_data": 0, "statuses": {"overdue": 1}}
    assert [(row["party"], row["total"]) for row in whole["parties"]] == [("ministry", 1), ("bank", 3), (None, 3)]
    assert whole["sums"][1:3] == [
        {"unit": "people", "counting": None, "targets": 1, "value": 5_000, "with_figure": 0, "reached": None},
        {"unit": "JPY", "counting": "disbursed", "targets": 1, "value": 30_000_000_000, "with_figure": 1,
         "reached": Decimal("3500000000.50")},
    ]  # fmt: skip
    rate = {"currency": "JPY", "to": "USD", "date": "2026-06-30", "rate": Decimal("0.0066"), "source": "a bank"}
    assert whole["conversion"] == {
        "currency": "USD", "totals": [{"counting": "disbursed", "value": 198_000_000}], "missing": [],
        "converted": [
            {"id": "fund", "target": "budget", "counting": "disbursed", "value": 198_000_000, "rate": rate},
        ],
    }  # fmt: skip


def test_what_could_not_be_converted_is_named(small: Snapshot) -> None:
    """By id and target."""
    found = read(render_report(build_report(small, ReportRequest(currency="USD"))))["conversion"]
    assert found == {"currency": "USD", "totals": [], "converted": [], "missing": [{"id": "fund", "target": "budget"}]}


def test_every_id_of_the_new_sections_is_an_item(whole: Any) -> None:
    """What moved, what did not, and what is asked for are in the document as a whole."""
    items = {item["id"] for item in whole["items"]}
    asked = {row["id"] for party in whole["ask"] for row in party["items"]}
    moved = {row["id"] for row in whole["since"]["moved"]}
    assert asked | moved | {*whole["since"]["unchanged"]} <= items
    assert len(items) == len(whole["items"])
