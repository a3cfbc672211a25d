"""Texts about a commitment, its parts and its sources."""

from collections.abc import Callable
from typing import Any

import pytest

from commitrack.assess import Assessment, Status
from commitrack.language import localize
from commitrack.model import Amends, CompletionLevel, Counting, Text, Update
from commitrack.wording.commitments import citation, completion, missing, more_parts, parts, stage, title_of


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({}, ""),
        ({Status.NO_REPORT: 6, Status.OVERDUE: 1}, "7 parts: 1 overdue, 6 no report"),
        ({Status.OFF_TRACK: 1}, "1 part: 1 off track"),
        ({Status.NO_REPORT: 2, Status.OVERDUE: 0}, "2 parts: 2 no report"),
    ],
)
def test_parts(counts: dict[Status, int], sentence: str) -> None:
    """The sentence has the number of parts and of each status, worst first; it is empty without parts."""
    assert parts(counts) == sentence


def test_parts_in_japanese() -> None:
    """The number of parts and the statuses are in Japanese."""
    assert localize(parts({Status.NO_REPORT: 6, Status.OVERDUE: 1}), "ja") == "構成項目7件：期限超過1件、報告なし6件"


@pytest.mark.parametrize(("number", "text"), [(0, ""), (1, "and 1 part"), (2, "and 2 parts")])
def test_more_parts(number: int, text: str) -> None:
    """The text has the number of parts that are counted with their whole; it is empty without any."""
    assert more_parts(number) == text


def test_a_title_in_one_language_serves_for_every_language(judged: Callable[..., Assessment]) -> None:
    """A title without a translation is shown as it is in every language."""
    assert localize(title_of(judged()), "ja") == "Training"


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        ([], "no report"),
        ([{"note": "news"}, {"note": "more"}], "notes only"),
        ([{"note": "news"}, {"amends": Amends(value=90), "reason": "r"}], "no figure"),
        ([{"amends": Amends(value=90), "reason": "r"}], "no figure"),
    ],
)
def test_what_is_shown_in_place_of_a_figure(
    judged: Callable[..., Assessment], update: Callable[..., Update], lines: list[dict[str, Any]], shown: str
) -> None:
    """A commitment without any update has no report, one with notes only says so, another one has no figure."""
    updates = tuple(update("2024-06-01", **fields) for fields in lines)
    assert str(missing(judged(lines=updates))) == shown


def test_completion(judged: Callable[..., Assessment], update: Callable[..., Update]) -> None:
    """The sentence has the completion level and its day, or states what there is instead."""
    assert completion(judged()) == "no report"
    reported = judged(lines=(update("2024-10-26", completion=CompletionLevel.NOT_STARTED),))
    assert completion(reported) == "not started on 2024-10-26"
    assert "2024年10月26日" in completion(reported).to("ja")


@pytest.mark.parametrize(
    ("title", "page", "english", "japanese"),
    [
        ("Summit", None, "Summit", "Summit"),
        ({"en": "Summit", "ja": "首脳会議"}, None, "Summit", "首脳会議"),
        ({"en": "Summit", "ja": "首脳会議"}, 2, "Summit, p. 2", "首脳会議、2頁"),
    ],
)
def test_citation(title: Text, page: int | None, english: str, japanese: str) -> None:
    """A citation has the title of the document in the language, and the page if there is one."""
    assert (localize(citation(title, page), "en"), localize(citation(title, page), "ja")) == (english, japanese)


@pytest.mark.parametrize(
    ("counting", "english", "is_translated"),
    [
        (None, "", False),
        (Counting.NOT_STATED, "not stated", True),
        ("disbursed", "disbursed", True),
        ("households", "households", False),
    ],
)
def test_stage(counting: str | None, english: str, *, is_translated: bool) -> None:
    """A known stage of money is translated; any other text is shown as the registry has it."""
    assert stage(counting) == english
    assert (localize(stage(counting), "ja") != english) == is_translated
