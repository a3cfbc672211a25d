"""Translation of messages: every message has a complete translation, and every translation is used.

``COMMITRACK_GOLDEN=1 pytest tests/test_language.py`` appends the missing messages to the catalogue, to be translated.
"""

import errno
import os
import re
import string
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from commitrack.amounts import Amount, Unit
from commitrack.assess import Outcome, Period, Reservation, Status, TermsChange
from commitrack.assess.outcomes import Delivery, EvidenceClass, Freshness, Schedule
from commitrack.checks.explain import pages
from commitrack.cli.app import command_line
from commitrack.cli.localized_help import paragraphs
from commitrack.errors import REASONS, reason_of
from commitrack.language import (
    LANGUAGES,
    SOURCE,
    LazyString,
    Localizable,
    MultilingualString,
    comma_list,
    join,
    localize,
    word,
)
from commitrack.model import CompletionLevel, Counting, Kind, Lifecycle, SourceClass, Span, When, multilingual
from commitrack.report.follow_ups import Reason
from commitrack.wording.figures import Missing

ROOT = Path(__file__).parent.parent / "src" / "commitrack"
KEYWORDS = {"_": None, "LazyString": None}
ENUMS: tuple[type[StrEnum], ...] = (
    Status, Delivery, Schedule, EvidenceClass, Freshness, Lifecycle, CompletionLevel, Counting, SourceClass, Kind,
    TermsChange, Outcome, Period, Reason, Missing, Reservation,
)  # fmt: skip
OTHERS = [lang for lang in LANGUAGES if lang != SOURCE]
RENEW = bool(os.environ.get("COMMITRACK_GOLDEN"))


def catalogue(lang: str) -> tuple[Path, Catalog]:
    """The path of the catalogue of a language, and its content."""
    path = ROOT / "locale" / lang / "LC_MESSAGES" / "commitrack.po"
    return path, read_po(BytesIO(path.read_bytes()), locale=lang, abort_invalid=True)


def extracted() -> Iterator[tuple[str, str | None]]:
    """Every message of modules and templates, with its plural."""
    for path in sorted(ROOT.rglob("*")):
        extract: Any = {".py": extract_python, ".html": babel_extract}.get(path.suffix)
        if extract is None:
            continue
        for _line, _keyword, texts, _comments in extract(
            BytesIO(path.read_bytes()), KEYWORDS, [], {"encoding": "utf-8"}
        ):
            singular, *more = texts if isinstance(texts, tuple) else (texts,)
            if singular is not None:
                yield singular, next((text for text in more[:1] if text and re.search(r"{n[:}]", text)), None)


def help_texts(command: Any) -> Iterator[str]:
    """The texts of a command's help: its paragraphs, its options and its subcommands."""
    yield from paragraphs(command.help or "")
    yield from paragraphs(command.epilog or "")
    yield from (param.help for param in command.params if getattr(param, "help", None))
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from help_texts(command.get_command(None, name))


def messages() -> dict[str, str | None]:
    """Every message of the program, with its plural if it has one."""
    plurals: dict[str, str | None] = dict.fromkeys(help_texts(command_line(SOURCE)))
    plurals |= dict.fromkeys(str(word(value)) for kind in ENUMS for value in kind)
    plurals |= dict.fromkeys(["Arguments", "Options", "Commands", "Show this message and exit."])
    for page in pages().values():
        plurals |= dict.fromkeys([page.title, *(text for text in page.paragraphs() if not text.startswith("    "))])
    plurals |= dict(extracted())
    return {message: plural for message, plural in plurals.items() if message}


def placeholders(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name}


def entries(catalog: Catalog) -> dict[str, Entry]:
    return {entry.id if isinstance(entry.id, str) else entry.id[0]: entry for entry in catalog if entry.id}


def strings(entry: Entry) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


@pytest.mark.parametrize("lang", OTHERS)
def test_no_message_is_missing(lang: str) -> None:
    """Every message has a translation in every language, and no translation is left over."""
    path, catalog = catalogue(lang)
    used, translated = messages(), entries(catalog)
    if RENEW:
        _append(path, {message: used[message] for message in used.keys() - translated.keys()})
    assert sorted(used.keys() - translated.keys()) == []
    assert sorted(translated.keys() - used.keys()) == []
    assert [id_ for id_, entry in translated.items() if not all(strings(entry)) or entry.fuzzy] == []
    assert [id_ for id_, plural in used.items() if bool(plural) != translated[id_].pluralizable] == []


def _append(path: Path, missing: dict[str, str | None]) -> None:
    with path.open("a", encoding="utf-8") as file:
        for message, plural in sorted(missing.items()):
            quoted = [text.replace("\\", "\\\\").replace('"', '\\"') for text in (message, plural or "")]
            more = f'msgid_plural "{quoted[1]}"\nmsgstr[0] ""' if plural else 'msgstr ""'
            file.write(f'\nmsgid "{quoted[0]}"\n{more}\n')


@pytest.mark.parametrize("lang", OTHERS)
def test_a_translation_has_the_placeholders_of_its_message(lang: str) -> None:
    """A translation has exactly the placeholders of its message."""
    for message, entry in entries(catalogue(lang)[1]).items():
        for translation in strings(entry):
            assert placeholders(translation) == placeholders(message), message


JAPANESE_RULES = {
    "half-width digits and letters": "[０-９Ａ-Ｚａ-ｚ]",
    "the words of official documents": "または|および|すべて|カンマ|フォルダ(?!ー)|ページ(?!ャー)|写し|付録",
    "no space beside full-width punctuation": "[：。、（）「」［］] | [：。、（）「」［］]",
    "full-width punctuation": "[ぁ-んァ-ヶ一-龥](: |[;,!?(])",
    "a space between Latin words and Japanese": "[ぁ-んァ-ヶ一-龥](?!ASEAN)[A-Za-z]|(?<!ASEA)[A-Za-z][ぁ-んァ-ヶ一-龥]",
    "a full stop after a sentence": "(ます|ません|ました|ください|です)$",
}
"""What no Japanese message may match, by what it must have instead."""


@pytest.mark.parametrize("rule", JAPANESE_RULES)
def test_japanese_is_written_in_one_way(rule: str) -> None:
    """Japanese messages use the words, the punctuation and the spaces of official documents."""
    texts = (text for entry in entries(catalogue("ja")[1]).values() for text in strings(entry))
    assert [text for text in texts if re.search(JAPANESE_RULES[rule], text)] == []


@pytest.mark.parametrize("lang", OTHERS)
def test_every_sentence_is_translated(lang: str) -> None:
    """No translation of a sentence only repeats the English text."""
    repeated = [message for message, entry in entries(catalogue(lang)[1]).items() if message in strings(entry)]
    assert [message for message in repeated if re.search(r"[a-z]{3} [a-z]{2}", message)] == []


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
