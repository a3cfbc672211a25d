"""JSON output: the keys and their order, exact numbers, and the data of every section."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from commitrack.model import Rate, Update
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.serialize import commitment_data, commitment_history
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.views.json import ListAnswer, RegistryData, encoded, render_list, render_report, render_show
from commitrack.views.sections import HIGHLIGHTS, SECTIONS


def read(text: Iterable[str]) -> Any:
    """Parse JSON without rounding its numbers."""
    return json.loads("".join(text), parse_float=Decimal)


@pytest.fixture(scope="module")
def listed(small: Snapshot) -> Any:
    return read(render_list(small, "abc", (commitment_data(small, a) for a in small.assessments.values())))


@pytest.fixture(scope="module")
def report(small: Snapshot) -> Any:
    return read(render_report(build_report(small, ReportRequest(query=("kind:pledge",)), digest="abc")))


def test_the_keys_of_a_list(listed: Any) -> None:
    """A JSON list has the kind of answer, the day and the registry, followed by its items."""
    assert list(listed) == ["schema", "as_of", "known", "registry", "items"]
    assert (listed["schema"], listed["as_of"], listed["known"]) == ("commitrack/1/list", "2026-11-23", None)
    title = {"en": "Small register", "ja": "小さな台帳"}
    assert listed["registry"] == {"title": title, "note": None, "sha256": "abc"}
    assert [item["id"] for item in listed["items"]] == [
        "trainees", "fund", "fund-rules", "fund-board", "emissions", "contributions", "declaration",
    ]  # fmt: skip


def test_numbers_are_exact(listed: Any) -> None:
    """Amounts are JSON numbers of exactly the recorded value; shares have six decimal places."""
    fund = next(item for item in listed["items"] if item["id"] == "fund")
    budget = fund["targets"][0]
    assert (budget["value"], budget["original"]["value"]) == (30_000_000_000, 40_000_000_000)
    assert budget["actual"] == Decimal("3500000000.50")
    assert budget["achieved"] == Decimal("0.116667")


def test_the_text_has_the_recorded_digits(small: Snapshot) -> None:
    """Amounts in the JSON text have the digits of the registry, including trailing zeros, and no exponent."""
    text = "".join(render_show(small, "abc", [commitment_history(small, small.assessments["fund"])]))
    assert '"value": 40000000000' in text
    assert '"actual": 3500000000.50' in text


def test_no_data_is_null(listed: Any) -> None:
    """A figure that was not reported, and all that is calculated from it, is null in JSON, never 0."""
    target = listed["items"][0]["targets"][0]
    assert [target[key] for key in ("actual", "actual_on", "achieved", "pace", "rates")] == [None] * 5
    assert target["forecast_refused"] == "too-few-figures"


def test_deadlines_are_given_as_dates_and_as_written(listed: Any) -> None:
    """JSON gives deadlines both as dates and as written in the registry, and titles in every language."""
    by_id = {item["id"]: item for item in listed["items"]}
    assert (by_id["fund"]["due"], by_id["fund"]["due_written"]) == ("2029-03-31", "FY2028")
    assert (by_id["fund-board"]["due"], by_id["fund-board"]["due_written"]) == ("2025-12-31", 2025)
    assert (by_id["trainees"]["within"], by_id["trainees"]["made"]) == ("3 years", "2023-09-06")
    assert by_id["declaration"]["title"]["ja"] == "スポーツ宣言"


def test_all_assessments_are_given_beside_the_status(listed: Any) -> None:
    """JSON gives lifecycle, delivery, schedule, evidence and freshness, not only the status that tables show."""
    fund = next(item for item in listed["items"] if item["id"] == "fund")
    answers = {key: fund[key] for key in ("status", "lifecycle", "delivery", "schedule", "evidence", "freshness")}
    assert answers == {
        "status": "off-track", "lifecycle": "active", "delivery": "in-progress", "schedule": "off-track",
        "evidence": "press", "freshness": "stale",
    }  # fmt: skip


def test_show_adds_the_updates(small: Snapshot) -> None:
    """The JSON of `show` is a list of one item: that of `list`, followed by its updates with their evidence."""
    answer = read(render_show(small, "abc", [commitment_history(small, small.assessments["fund"])]))
    assert (answer["schema"], answer["registry"]["sha256"]) == ("commitrack/1/show", "abc")
    (item,) = answer["items"]
    assert [update["key"][-8:] for update in item["updates"]] == ["00000001", "00000002", "00000003", "00000009"]
    assert item["updates"][1]["evidence"] == [
        "https://example.org/2025", {"document": "summit", "page": 9},
    ]  # fmt: skip
    assert item["updates"][3]["amends"] == {"value": 30_000_000_000}
    assert list(item)[-2:] == ["updates", "retractions"]
    items = read(render_list(small, "abc", [commitment_data(small, small.assessments["fund"])]))["items"]
    assert [{key: value for key, value in item.items() if key not in {"updates", "retractions"}}] == items


def test_an_update_has_only_the_keys_that_are_set(update: Callable[..., Update]) -> None:
    """The JSON of an update leaves out keys that are not set, and gives the time of recording in UTC."""
    line = update("2024-12-31", key="key-2024-12-31", actual=Decimal("1.50"), evidence=("https://example.org",))
    assert read(encoded(line)) == {
        "key": "key-2024-12-31", "commitment": "training", "on": "2024-12-31", "actual": Decimal("1.50"),
        "evidence": ["https://example.org"], "recorded": "2024-12-31T12:00:00Z",
    }  # fmt: skip
    assert '"actual": 1.50' in encoded(line)


def test_report_sections_name_items(report: Any) -> None:
    """The ids in the sections of a JSON report are those of the items in the same document."""
    items = {item["id"] for item in report["items"]}
    deadlines = [row["id"] for rows in report["deadlines"].values() for row in rows]
    others = [row["id"] for key in ("completion", "stale", "without_data") for row in report[key]]
    follow_ups = [row["id"] for party in report["ask"] for row in party["items"]]
    assert set(deadlines) | set(others) | set(follow_ups) == items
    assert [row["id"] for row in report["deadlines"]["overdue"]] == ["fund-board", "trainees"]


def test_report_head(report: Any) -> None:
    """A JSON report has the next meeting, the coverage, the query and the highlights as data."""
    assert report["schema"] == "commitrack/1/report"
    assert report["query"] == ["kind:pledge"]
    assert report["next_meeting"] == {"id": "review-2027", "on": "2027-02-01"}
    assert report["coverage"] == {
        "n": 2, "of": 5, "notes_only": 0, "no_figure": 0, "same_report": 0, "no_report": 3,
        "with_parts": 1, "counted_with": 0, "targets": {"n": 3, "of": 4},
    }  # fmt: skip
    highlights = report["highlights"]
    assert highlights["newly_overdue"] == ["fund-board", "trainees"]
    assert highlights["furthest_behind"] == [
        {"id": "fund", "target": "budget", "pace": Decimal("0.584936")}
    ]  # 11.67 % ÷ (364 of 1,825 days)
    assert (highlights["overdue_since"], highlights["judged"]) == ("2025-11-23", {"n": 2, "of": 4})
    assert highlights["longest_without_update"] == []
    assert highlights["unreported"] == [{"id": "trainees", "target": "trainees"}]
    assert highlights["gone_stale"] == [{"id": "fund", "updated": "2025-03-31", "last_update": "2026-04-30"}]
    assert report["stale"] == [
        {"id": "fund", "parties": ["ministry"], "implementing": ["bank"], "parts": 0, "last_update": "2026-04-30"},
    ]


def test_sections_come_in_their_order(report: Any) -> None:
    """In a JSON report, the sections follow the head and highlights in their usual order, and the items come last."""
    names = [section.name for section in SECTIONS]
    assert list(report)[-len(names) - 2 :] == [HIGHLIGHTS, *names, "items"]
    assert list(report)[: -len(names) - 2] == [
        "schema", "as_of", "known", "registry", "query", "next_meeting", "coverage",
    ]  # fmt: skip


def test_a_query_that_is_not_unicode_gives_valid_json(small: Snapshot) -> None:
    """A query with a byte that is not valid text still gives valid JSON, in which the byte is shown as a code point."""
    assert read(render_report(build_report(small, ReportRequest(query=("not:\udcff",)))))["query"] == ["not:<U+DCFF>"]


def test_control_characters_are_escaped_and_not_lost(snapshot_with: Callable[[str], Snapshot]) -> None:
    """Control characters of the registry are escaped in JSON, and the title reads back unchanged."""
    snapshot = snapshot_with(r"\u001B[31m\u009B2J\u202E\uFEFF")
    text = "".join(render_list(snapshot, "", (commitment_data(snapshot, a) for a in snapshot.assessments.values())))
    assert not {"\x1b", "\x9b", "\u202e", "\ufeff"} & set(text)
    assert read(text)["registry"]["title"] == "\x1b[31m\x9b2J\u202e\ufeff registry"


@pytest.fixture(scope="module")
def whole(small: Snapshot) -> Any:
    """A JSON report with a comparison date and a currency, on a registry with an exchange rate."""
    rate = Rate(currency="JPY", date=date(2026, 6, 30), rate=Decimal("0.0066"), source="a bank")
    snapshot = take_snapshot(replace(small.registry, rates=(rate,)), as_of=small.as_of)
    return read(
        render_report(build_report(snapshot, ReportRequest(since=(date(2025, 1, 1), "review-2027"), currency="USD")))
    )


def test_what_was_not_requested_is_null(report: Any) -> None:
    """In a JSON report, the keys of what was not requested are present and null."""
    assert (report["since"], report["conversion"], report["known"]) == (None, None, None)


def test_changes_since_a_day(whole: Any) -> None:
    """Changed commitments have their values before and after and the keys of updates, and unchanged ones their ids."""
    since = whole["since"]
    assert (since["day"], since["meeting"], since["unchanged"]) == ("2025-01-01", "review-2027", ["fund-rules"])
    changed = {row["id"]: row for row in since["moved"]}
    assert list(changed) == ["trainees", "fund-board", "emissions", "declaration", "fund", "contributions"]
    assert changed["trainees"] == {
        "id": "trainees", "target": "trainees",
        "before": {"status": "no-report", "completion": None, "actual": None, "actual_on": None, "achieved": None,
                   "forecast": None, "reached_on": None},
        "after": {"status": "overdue", "completion": None, "actual": None, "actual_on": None, "achieved": None,
                  "forecast": None, "reached_on": None},
        "updates": [], "amendments": [], "notes": [], "retracted": [], "newly_overdue": True,
    }  # fmt: skip
    assert changed["emissions"]["before"]["achieved"] is None, "the figures up to that day were recorded only in 2026"
    assert changed["emissions"]["after"] == {
        "status": "on-track", "completion": None, "actual": 690, "actual_on": "2026-01-31",
        "achieved": Decimal("0.62"), "forecast": Decimal("463.8586358635863586358635864"), "reached_on": "2029-05-17",
    }  # fmt: skip
    assert [key[-8:] for key in changed["fund"]["updates"]] == ["00000002", "00000003", "00000009"]
    assert [key[-8:] for key in changed["fund"]["amendments"]] == ["00000009"]
    assert (changed["declaration"]["target"], changed["declaration"]["after"]["completion"]) == (None, "limited")


def test_follow_ups(whole: Any) -> None:
    """Follow-ups list the commitments of each party with codes for the reasons; a missing party is null."""
    assert whole["ask"] == [
        {"party": "ministry", "items": [
            {"id": "trainees", "implementing": [], "due": "2026-09-06", "reasons": ["overdue", "no-figure"]},
            {"id": "fund", "implementing": ["bank"], "due": "2029-03-31", "reasons": ["off-track", "stale"]},
            {"id": "fund-board", "implementing": [], "due": "2025-12-31", "reasons": ["overdue"]}]},
        {"party": None, "items": [
            {"id": "emissions", "implementing": [], "due": "2029-12-31", "reasons": ["no-evidence"]}]},
    ]  # fmt: skip


def test_amended_and_evidenced(whole: Any) -> None:
    """Amended targets have both terms; an evidenced figure is null where there is no strong evidence."""
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


def test_counts_sums_and_conversion(whole: Any) -> None:
    """Counts are by area and party, sums are null without a figure, and converted amounts have their exchange rate."""
    assert whole["areas"][0] == {
        "area": "skills", "total": 1, "with_data": 0, "without_parts": 1, "inferred": 0, "statuses": {"overdue": 1},
    }  # fmt: skip
    assert [(row["party"], row["total"]) for row in whole["parties"]] == [("ministry", 4), (None, 3)]
    assert whole["sums"][:2] == [
        {"kind": "pledge", "indicator": "people trained or supported", "unit": "people", "counting": None, "targets": 1,
         "value": 5_000, "qualifier": None, "with_figure": 0, "reached": None, "reached_qualifier": None,
         "of": [{"id": "trainees", "target": "trainees"}]},
        {"kind": "pledge", "indicator": "budget", "unit": "JPY", "counting": "disbursed", "targets": 1,
         "value": 30_000_000_000, "qualifier": "at-least", "with_figure": 1, "reached": Decimal("3500000000.50"),
         "reached_qualifier": "about", "of": [{"id": "fund", "target": "budget"}]},
    ]  # fmt: skip
    rate = {
        "currency": "JPY",
        "to": "USD",
        "date": "2026-06-30",
        "rate": Decimal("0.0066"),
        "source": "a bank",
        "age_days": 146,
        "is_old": False,
    }
    assert whole["conversion"] == {
        "currency": "USD", "missing": [],
        "totals": [{"indicator": "budget", "kind": "pledge", "counting": "disbursed", "value": 198_000_000,
                    "qualifier": "at-least"}],
        "converted": [
            {"id": "fund", "target": "budget", "kind": "pledge", "counting": "disbursed", "value": 198_000_000,
             "qualifier": "at-least", "rate": rate},
        ],
    }  # fmt: skip


def test_amounts_without_a_rate_are_listed(small: Snapshot) -> None:
    """An amount without an exchange rate is listed as missing by the id of its commitment and its target."""
    conversion = read(render_report(build_report(small, ReportRequest(currency="USD"))))["conversion"]
    missing = [{"id": "fund", "target": "budget"}]
    assert conversion == {"currency": "USD", "totals": [], "converted": [], "missing": missing}


def test_every_id_of_changes_and_follow_ups_is_an_item(whole: Any) -> None:
    """Every id in the changes and follow-ups of a JSON report is an item of the document, and no item is repeated."""
    items = {item["id"] for item in whole["items"]}
    follow_ups = {row["id"] for party in whole["ask"] for row in party["items"]}
    changed = {row["id"] for row in whole["since"]["moved"]}
    assert follow_ups | changed | {*whole["since"]["unchanged"]} <= items
    assert len(items) == len(whole["items"])


@pytest.mark.parametrize("size", [0, 1, 2, None])
def test_an_answer_in_parts_is_the_answer_as_a_whole(small: Snapshot, size: int | None) -> None:
    """Item by item, JSON is the same as if the whole answer were encoded at once, also without items."""
    items = tuple(commitment_data(small, a) for a in list(small.assessments.values())[:size])
    settings = small.registry.settings
    head = RegistryData(settings.title, settings.note, "abc")
    whole = encoded(ListAnswer(as_of=small.as_of, known=None, registry=head, items=items))
    parts = list(render_list(small, "abc", iter(items)))
    assert "".join(parts) == whole
    assert len(parts) == len(items) + 2
