"""Every message there is has its translation, fits it, and is said.

``COMMITRACK_GOLDEN=1 pytest tests/test_language.py`` appends what is missing to the catalogue, to be translated.
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

from commitrack.assess import Status, TermsChange
from commitrack.assess.outcomes import Delivery, EvidenceClass, Freshness, Schedule
from commitrack.cli.app import command_line
from commitrack.cli.localized_help import paragraphs
from commitrack.language import LANGUAGES, SOURCE, LazyString, listed, translated, word
from commitrack.model import CompletionLevel, Counting, Kind, Lifecycle, SourceClass
from commitrack.report.follow_ups import Reason

ROOT = Path(__file__).parent.parent / "src" / "commitrack"
KEYWORDS = {"_": None, "LazyString": None}
ENUMS: tuple[type[StrEnum], ...] = (
    Status, Delivery, Schedule, EvidenceClass, Freshness, Lifecycle, CompletionLevel, Counting, SourceClass, Kind,
    TermsChange, Reason,
)  # fmt: skip
OTHERS = [lang for lang in LANGUAGES if lang != SOURCE]
RENEW = bool(os.environ.get("COMMITRACK_GOLDEN"))


def catalogue(lang: str) -> tuple[Path, Catalog]:
    """The catalogue of a language as it is written, and where."""
    path = ROOT / "locale" / lang / "LC_MESSAGES" / "commitrack.po"
    return path, read_po(BytesIO(path.read_bytes()), locale=lang, abort_invalid=True)


def extracted() -> Iterator[tuple[str, str | None]]:
    """Every message of modules and templates, with its plural."""
    for path in sorted(ROOT.rglob("*")):
        extract: Any = {".py": extract_python, ".html": babel_extract}.get(path.suffix)
        if extract is None:
            continue
        for _line, _keyword, found, _comments in extract(
            BytesIO(path.read_bytes()), KEYWORDS, [], {"encoding": "utf-8"}
        ):
            one, *more = found if isinstance(found, tuple) else (found,)
            if one is not None:
                yield one, next((text for text in more[:1] if text and re.search(r"{n[:}]", text)), None)


def helps(command: Any) -> Iterator[str]:
    """The sentences of a command's help: its paragraphs, its options, its own commands."""
    yield from paragraphs(command.help or "")
    yield from paragraphs(command.epilog or "")
    yield from (param.help for param in command.params if getattr(param, "help", None))
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from helps(command.get_command(None, name))


def messages() -> dict[str, str | None]:
    """Every message that can be said, by its singular."""
    found: dict[str, str | None] = dict.fromkeys(helps(command_line(SOURCE)))
    found |= dict.fromkeys(str(word(value)) for kind in ENUMS for value in kind)
    found |= dict.fromkeys(["Arguments", "Options", "Commands", "Show this message and exit."])
    found |= dict(extracted())
    return {message: plural for message, plural in found.items() if message}


def gaps(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name}


def written(catalog: Catalog) -> dict[str, Entry]:
    return {entry.id if isinstance(entry.id, str) else entry.id[0]: entry for entry in catalog if entry.id}


def strings(entry: Entry) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())


@pytest.mark.parametrize("lang", OTHERS)
def test_no_message_is_missing(lang: str) -> None:
    """Whatever can be said in English can be said in every language, and nothing stands there that nobody says."""
    path, catalog = catalogue(lang)
    said, there = messages(), written(catalog)
    if RENEW:
        _append(path, {message: said[message] for message in said.keys() - there.keys()})
    assert sorted(said.keys() - there.keys()) == []
    assert sorted(there.keys() - said.keys()) == []
    assert [id_ for id_, entry in there.items() if not all(strings(entry)) or entry.fuzzy] == []
    assert [id_ for id_, plural in said.items() if bool(plural) != there[id_].pluralizable] == []


def _append(path: Path, missing: dict[str, str | None]) -> None:
    with path.open("a", encoding="utf-8") as file:
        for message, plural in sorted(missing.items()):
            quoted = [text.replace("\\", "\\\\").replace('"', '\\"') for text in (message, plural or "")]
            more = f'msgid_plural "{quoted[1]}"\nmsgstr[0] ""' if plural else 'msgstr ""'
            file.write(f'\nmsgid "{quoted[0]}"\n{more}\n')


@pytest.mark.parametrize("lang", OTHERS)
def test_what_is_put_into_a_message_stands_in_its_translation(lang: str) -> None:
    """A gap that a translation forgets is a figure that nobody reads; one it invents is a crash."""
    for message, entry in written(catalogue(lang)[1]).items():
        for translation in strings(entry):
            assert gaps(translation) == gaps(message), message


@pytest.mark.parametrize("lang", OTHERS)
def test_every_sentence_is_really_translated(lang: str) -> None:
    """A translation that only repeats the English is one that was forgotten."""
    same = [message for message, entry in written(catalogue(lang)[1]).items() if message in strings(entry)]
    assert [message for message in same if re.search(r"[a-z]{3} [a-z]{2}", message)] == []


def test_a_message_is_a_string_that_remembers() -> None:
    """English to whoever does not ask; what stands in its gaps is said in the same language."""
    inner = LazyString("no data")
    outer = LazyString("no forecast: {why}", why=inner)
    assert outer == "no forecast: no data"
    assert isinstance(str(ValueError(outer)), LazyString)
    assert outer.to("en") == "no forecast: no data"
    assert inner.to("ja") in outer.to("ja") != outer
    assert LazyString("{n} day", "{n} days", n=1) == "1 day"
    assert LazyString("{n} day", "{n} days", n=2) == "2 days"
    assert translated("{data}", "ja") == "{data}"
    assert listed(["a", "b"], "en") == "a, b"
    assert listed(["a", "b"], "ja") == "a、b"


def test_a_language_without_a_catalogue_is_english() -> None:
    """What cannot be said is said in English, never left out."""
    assert LazyString("{n} day", "{n} days", n=2).to("xx") == "2 days"
