"""Translation of messages: every message has a complete translation, and every translation is used.

``COMMITRACK_GOLDEN=1 pytest tests/test_language.py`` appends the missing messages to the catalogue, to be translated.
"""

import os
import re
import string
from collections.abc import Iterator
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

from commitrack.assess import Outcome, Period, Reservation, Status, TermsChange
from commitrack.assess.outcomes import Delivery, EvidenceClass, Freshness, Schedule
from commitrack.checks.explain import pages
from commitrack.cli.app import command_line
from commitrack.cli.localized_help import paragraphs
from commitrack.drafting.difference import ChangeKind
from commitrack.language import (
    LANGUAGES,
    SOURCE,
    word,
)
from commitrack.model import CompletionLevel, Counting, Kind, Lifecycle, Qualifier, Sort, SourceClass
from commitrack.report.follow_ups import Reason
from commitrack.wording.figures import Missing

ROOT = Path(__file__).parent.parent / "src" / "commitrack"
KEYWORDS = {"_": None, "LazyString": None}
ENUMS: tuple[type[StrEnum], ...] = (
    Status, Delivery, Schedule, EvidenceClass, Freshness, Lifecycle, CompletionLevel, Counting, SourceClass, Kind,
    TermsChange, Outcome, Period, Reason, Missing, Reservation, Qualifier, Sort,
    ChangeKind,
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
    plurals |= dict.fromkeys(["Arguments", "Options", "Commands", "Show this message and exit"])
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
