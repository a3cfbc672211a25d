"""What is said, and in which language: messages that remember how they were formed, and the catalogues of gettext.

Rooms that know no reader make a :class:`Message`; what looks like something says it in the reader's language.
The messages in the source are English; every other language is a catalogue in ``locale/``, compiled at build.
"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Self

SOURCE = "en"
"""The language in which the messages are written."""

LANGUAGES = (SOURCE, "ja")
"""The languages that there are."""

_CATALOGUES = Path(__file__).with_name("locale")


class LazyString(str):
    """A sentence in English that remembers its words and what was put into them.

    To whatever only passes it on it is the English text. ``template`` has its gaps as ``{name}``, filled by the
    keywords as ``str.format`` does; with a second template, the plural, the keyword ``n`` chooses. A day, and what has
    a method ``to(lang)`` as messages and quantities have, is said in the language too.
    """

    __slots__ = ("gaps", "plural", "template")
    template: str
    plural: str | None
    gaps: dict[str, object]

    def __new__(cls, template: str, plural: str | None = None, /, **gaps: object) -> Self:
        """Form the English sentence."""
        chosen = template if plural is None or gaps["n"] == 1 else plural
        message = super().__new__(cls, chosen.format(**gaps) if gaps else chosen)
        message.template, message.plural, message.gaps = template, plural, gaps
        return message

    def __str__(self) -> str:
        """Itself, so that an exception made of a message still gives the message."""
        return self

    def to(self, lang: str) -> str:
        """The sentence in a language; in English where that has no words for it."""
        if lang == SOURCE or not self.template:
            return super().__str__()
        if self.plural is None:
            template = catalogue(lang).gettext(self.template)
        else:
            template = catalogue(lang).ngettext(self.template, self.plural, _number(self.gaps["n"]))
        gaps = {name: _said(gap, lang) for name, gap in self.gaps.items()}
        return template.format(**gaps) if gaps else template


def translated(text: str, lang: str) -> str:
    """A message in a language; any other text, which is data, as it is."""
    return text.to(lang) if isinstance(text, LazyString) else text


def listed(words: Iterable[str], lang: str) -> str:
    """Words one after the other, with the comma of the language: “a, b”, 「a、b」."""
    return LazyString(", ").to(lang).join(translated(each, lang) for each in words)


def joined(words: Iterable[str], link: str) -> LazyString:
    """Words with a link between them, in which words and link stay messages: “a or b”."""
    gaps = {f"word{number}": each for number, each in enumerate(words)}
    template = "{link}".join(f"{{{name}}}" for name in gaps)
    return LazyString(template, link=link, **gaps)


def format_day(day: date, lang: str) -> str:
    """A day as people read it: 2026-09-06, and in Japanese 2026年9月6日."""
    return f"{day.year}年{day.month}月{day.day}日" if lang == "ja" else day.isoformat()


def word(value: StrEnum) -> LazyString:
    """A word of the format as people say it: “off-track” as “off track”."""
    return LazyString(value.replace("-", " "))


@cache
def catalogue(lang: str) -> NullTranslations:
    """The messages of a language; of one without a catalogue, none."""
    return translation("commitrack", _CATALOGUES, languages=[lang], fallback=True)


def _said(gap: object, lang: str) -> object:
    if isinstance(gap, date) and not isinstance(gap, datetime):
        return format_day(gap, lang)
    return gap.to(lang) if hasattr(gap, "to") else gap


def _number(n: object) -> int:
    return n if isinstance(n, int) else 0
