"""Localization of values: messages, amounts, dates, texts of the registry, and reasons of the system."""

import errno
import os
import re
import sys
from datetime import UTC, date, datetime

import pytest

from commitrack.amounts import Amount, Unit
from commitrack.assess import Status
from commitrack.errors import REASONS, reason_of
from commitrack.language import (
    LANGUAGES,
    LazyString,
    Localizable,
    MultilingualString,
    comma_list,
    join,
    listed,
    localize,
    sentences,
    word,
)
from commitrack.model import Span, When, multilingual
from commitrack.wording.figures import Missing


def test_a_message_is_localized_with_its_values() -> None:
    """A message is English text that can be localized, together with the values of its placeholders."""
    inner = LazyString("no data")
    outer = LazyString("no forecast: {why}", why=inner)
    assert outer == "no forecast: no data"
    assert isinstance(str(ValueError(outer)), LazyString)
    assert outer.to("en") == "no forecast: no data"
    assert inner.to("ja") in outer.to("ja") != outer
    assert LazyString("{n} day", "{n} days", n=1) == "1 day"
    assert LazyString("{n} day", "{n} days", n=2) == "2 days"


@pytest.mark.parametrize(
    ("text", "japanese"),
    [
        ("「WA」の更新", "「『WA』の更新」"),
        ("a「b「c」d」e", "「a『b「c」d』e」"),
        ("『WA』", "「『WA』」"),
        ("WA」を提示", "「WA」を提示」"),
        ("「WA", "「「WA」"),
    ],
)
def test_quotation_marks_inside_others(text: str, japanese: str) -> None:
    """Japanese quotation marks inside others are 『』; unbalanced ones are left as they are."""
    assert LazyString('"{text}"', text=text).to("ja") == japanese


def test_a_language_without_a_catalogue_is_english() -> None:
    """A message without a translation is shown in English."""
    assert LazyString("{n} day", "{n} days", n=2).to("xx") == "2 days"


DAY = date(2026, 9, 6)
JAPANESE: list[tuple[object, str, str]] = [
    (DAY, "2026-09-06", "2026年9月6日"),
    (datetime(2026, 9, 6, 12, tzinfo=UTC), "2026-09-06 12:00:00+00:00", "2026-09-06 12:00:00+00:00"),
    (When("FY2026"), "FY2026", "2026年度"),
    (When("FY2026-27"), "FY2026-27", "2026-27年度"),
    (When(DAY), "2026-09-06", "2026年9月6日"),
    (Span("18 months", months=18), "18 months", "18か月"),
    (Amount(5000, "people"), "5,000 people", "5,000人"),
    (Unit("people"), "people", "人"),
    (Missing.NO_REPORT, "no report", "報告なし"),
    (Missing.NONE, "none", "なし"),
    (word(Status.OFF_TRACK), "off track", "大幅な遅れ"),
    (multilingual({"en": "Training", "ja": "研修"}), "Training", "研修"),
    ("{data}", "{data}", "{data}"),
    ("no data", "no data", "no data"),
    (12, "12", "12"),
]


@pytest.mark.parametrize(("value", "english", "japanese"), JAPANESE)
def test_localize(value: object, english: str, japanese: str) -> None:
    """Dates, amounts and messages are localized; any other value is unchanged, even text that equals a message."""
    assert (localize(value, "en"), localize(value, "ja")) == (english, japanese)


@pytest.mark.parametrize(("value", "english", "japanese"), JAPANESE)
def test_a_placeholder_is_localized_with_its_message(value: object, english: str, japanese: str) -> None:
    """Any value that can be localized is localized within a message."""
    message = LazyString("no forecast: {why}", why=value)
    assert message.to("en") == LazyString("no forecast: {why}", why="…").to("en").replace("…", english)
    assert message.to("ja") == LazyString("no forecast: {why}", why="…").to("ja").replace("…", japanese)


def test_what_is_localizable() -> None:
    """Messages, multilingual texts and amounts are localizable; a plain string is not."""
    assert all(isinstance(value, Localizable) for value in (LazyString("a"), multilingual({"en": "a"}), Amount(1)))
    assert not isinstance("a", Localizable)


def test_join() -> None:
    """Parts and separator are localized; a single part has no separator, and no parts give an empty text."""
    day, status = DAY, word(Status.OVERDUE)
    assert join((day, status), " / ") == "2026-09-06 / overdue"
    assert join((day, status), " / ").to("ja") == "2026年9月6日 / 期限超過"
    assert join(("a", "b", "c"), LazyString(" and ")) == "a and b and c"
    assert join(("a", "b", "c"), LazyString(" and ")).to("ja") == "a及びb及びc"
    assert [join((day,), ", ").to(lang) for lang in LANGUAGES] == ["2026-09-06", "2026年9月6日"]
    assert [join((), ", ").to(lang) for lang in LANGUAGES] == ["", ""]
    assert not join((), ", ")


def test_join_takes_parts_as_they_are() -> None:
    """Braces in a joined text are not placeholders."""
    assert [join(("{part1}", "{n}"), "{}").to(lang) for lang in LANGUAGES] == ["{part1}{}{n}"] * 2


def test_listed() -> None:
    """The last of several parts is separated by the conjunction, the others by commas."""
    assert [listed("abc", LazyString(" and ")).to(lang) for lang in LANGUAGES] == ["a, b and c", "a、b及びc"]
    assert [listed("ab", LazyString(" or ")).to(lang) for lang in LANGUAGES] == ["a or b", "a又はb"]
    assert [listed("a", LazyString(" or ")).to(lang) for lang in LANGUAGES] == ["a", "a"]


def test_sentences() -> None:
    """Sentences have a space between them in English, and none in Japanese."""
    texts = [word(Status.OVERDUE), "b", "{c}"]
    assert [sentences(texts).to(lang) for lang in LANGUAGES] == ["overdue b {c}", "期限超過b{c}"]
    assert [sentences(texts[:1]).to(lang) for lang in LANGUAGES] == ["overdue", "期限超過"]
    assert not sentences([])


def test_comma_list() -> None:
    """Items are separated by the comma of the language, within a message too."""
    assert [comma_list(["a", "b"]).to(lang) for lang in LANGUAGES] == ["a, b", "a、b"]
    assert [comma_list([word(Status.OVERDUE), "b"]).to(lang) for lang in LANGUAGES] == ["overdue, b", "期限超過、b"]
    assert [LazyString("hint: {hint}", hint=comma_list(["a", "b"])).to(lang)[-4:] for lang in LANGUAGES] == [
        "a, b", "：a、b",
    ]  # fmt: skip
    assert not comma_list([])


@pytest.mark.parametrize(
    ("texts", "plain", "japanese"),
    [
        ({"en": "Training", "ja": "研修"}, "Training", "研修"),
        ({"ja": "研修", "en": "Training"}, "Training", "研修"),
        ({"ja": "研修"}, "研修", "研修"),
        ({"en": "Training"}, "Training", "Training"),
        ({"fr": "", "de": "Schulung", "ja": ""}, "Schulung", "Schulung"),
        ({"en": ""}, "", ""),
        ({}, "", ""),
    ],
)
def test_a_text_in_several_languages(texts: dict[str, str], plain: str, japanese: str) -> None:
    """A multilingual text is that of the language, else the first non-empty one; as a string it prefers English."""
    text = MultilingualString(texts)
    assert (text, text.to("en"), text.to("ja")) == (plain, plain, japanese)
    assert text.texts == texts
    assert (multilingual(texts), localize(multilingual(texts), "ja")) == (plain, japanese)


def test_a_text_in_one_language() -> None:
    """A plain text is the same in every language, and a missing text is empty."""
    assert [localize(multilingual("Training"), lang) for lang in LANGUAGES] == ["Training", "Training"]
    assert [localize(multilingual(None), lang) for lang in LANGUAGES] == ["", ""]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems word the reasons differently")
@pytest.mark.parametrize("number", REASONS)
def test_the_reasons_of_the_system(number: int) -> None:
    """The usual reasons why a file cannot be used are those of the system in English, and translated."""
    reason = reason_of(OSError(number, os.strerror(number)))
    assert reason == os.strerror(number)
    assert re.search("[ぁ-ん]", localize(reason, "ja"))


def test_other_reasons() -> None:
    """Other exceptions are reported in their own words."""
    assert reason_of(OSError(errno.EBADMSG, "Bad message")) == "Bad message"
    assert reason_of(RuntimeError("a loop")) == "a loop"
    assert reason_of(RuntimeError()) == "RuntimeError()"
