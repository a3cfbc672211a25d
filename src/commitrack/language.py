"""Text in the reader's language: strings that remember how they were formed, and the gettext catalogues.

Packages that know no reader return a :class:`LazyString`, or any other value with a method ``to(lang)``; only a view,
or the last line of the program, calls :func:`localize`. Messages in the source are English; every other language is a
catalogue in ``locale/``, compiled at build.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Protocol, Self, runtime_checkable

SOURCE = "en"
"""The language in which the messages are written."""

LANGUAGES = (SOURCE, "ja")
"""The languages of the program."""

_CATALOGUES = Path(__file__).with_name("locale")


@runtime_checkable
class Localizable(Protocol):
    """What can be put into words in a language; its ``str()`` is the English."""

    def to(self, lang: str) -> str:
        """The words in a language."""
        ...


class LazyString(str):
    """An English sentence that remembers its template and values, so that it can be formed again in any language.

    To code that only passes it on it is the English text. ``template`` has gaps like ``{name}``, filled from the
    keywords as ``str.format`` does; with a second template, the plural, the keyword ``n`` chooses. A date, and any
    :class:`Localizable` in a gap, follows the language of the sentence.
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
        """Itself, so that an exception made from a message still gives the message."""
        return self

    def to(self, lang: str) -> str:
        """The sentence in a language; in English where the catalogue lacks it."""
        if lang == SOURCE or not self.template:
            return super().__str__()
        if self.plural is None:
            template = catalogue(lang).gettext(self.template)
        else:
            n = self.gaps["n"]
            template = catalogue(lang).ngettext(self.template, self.plural, n if isinstance(n, int) else 0)
        gaps = {name: _localized(gap, lang) for name, gap in self.gaps.items()}
        return template.format(**gaps) if gaps else template


class MultilingualString(str):
    """A text of the registry in several languages; as a string it is the English, or the first one there is."""

    __slots__ = ("texts",)
    texts: Mapping[str, str]

    def __new__(cls, texts: Mapping[str, str]) -> Self:
        """Remember every language."""
        string = super().__new__(cls, _choose(texts, SOURCE))
        string.texts = texts
        return string

    def to(self, lang: str) -> str:
        """The text in a language, or in the first language that has one."""
        return _choose(self.texts, lang)


def _choose(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or next((text for text in texts.values() if text), "")


def localize(value: object, lang: str) -> str:
    """A value in words of a language: a message, a date, an amount; any other text is data and stays as it is."""
    return str(_localized(value, lang))


def _localized(value: object, lang: str) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日" if lang == "ja" else value.isoformat()
    return value.to(lang) if hasattr(value, "to") else value


def join(parts: Iterable[object], separator: str) -> LazyString:
    """Parts with a separator between them, each of which may follow the language: “a or b”."""
    gaps = {f"part{number}": part for number, part in enumerate(parts)}
    template = "{separator}".join(f"{{{name}}}" for name in gaps)
    return LazyString(template, separator=separator, **gaps)


def comma_list(parts: Iterable[object]) -> LazyString:
    """Parts with the comma of the language between them: “a, b”, 「a、b」."""
    return join(parts, LazyString(", "))


def word(value: StrEnum) -> LazyString:
    """A word of the format as people say it: “off-track” as “off track”."""
    return LazyString(value.replace("-", " "))


@cache
def catalogue(lang: str) -> NullTranslations:
    """The messages of a language; of one without a catalogue, none."""
    return translation("commitrack", _CATALOGUES, languages=[lang], fallback=True)
