"""Text in the reader's language: strings that can be translated when they are shown, and the gettext catalogues.

Code that does not know the reader returns a :class:`LazyString`, or another value with a method ``to(lang)``; only
views and the command line call :func:`localize`. Messages in the source are English; every other language has a
catalogue in ``locale/``, compiled when the package is built.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache, reduce
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Protocol, Self, runtime_checkable


class Language(StrEnum):
    """The languages of the program."""

    EN = "en"
    JA = "ja"


SOURCE = Language.EN
"""The language of the messages in the source."""

LANGUAGES = tuple(Language)

_CATALOGUES = Path(__file__).with_name("locale")


@runtime_checkable
class Localizable(Protocol):
    """A value that can be rendered in a language; ``str()`` renders it in English."""

    def to(self, lang: str) -> str:
        """The value as text in a language."""
        ...


class LazyString(str):
    """An English sentence that keeps its template and values, so that it can be rendered in another language.

    As a ``str`` it is the English text. ``template`` has placeholders like ``{name}``, filled from the keywords as by
    ``str.format``; if ``plural`` is given too, the keyword ``n`` selects one of them. Dates and
    :class:`Localizable` values in placeholders follow the language of the sentence.
    """

    __slots__ = ("gaps", "plural", "template")
    template: str
    plural: str | None
    gaps: dict[str, object]

    def __new__(cls, template: str, plural: str | None = None, /, **gaps: object) -> Self:
        """Render the English sentence."""
        chosen = template if plural is None or gaps["n"] == 1 else plural
        message = super().__new__(cls, chosen.format(**gaps) if gaps else chosen)
        message.template, message.plural, message.gaps = template, plural, gaps
        return message

    def __str__(self) -> str:
        """Return self rather than a plain ``str``, so that ``str(exception)`` can still be localized."""
        return self

    def to(self, lang: str) -> str:
        """The sentence in a language; in English if the catalogue does not have it."""
        if lang == SOURCE or not self.template:
            return super().__str__()
        if self.plural is None:
            template = catalogue(lang).gettext(self.template)
        else:
            n = self.gaps["n"]
            template = catalogue(lang).ngettext(self.template, self.plural, n if isinstance(n, int) else 0)
        gaps = {name: _localized(gap, lang) for name, gap in self.gaps.items()}
        return _nested(template.format(**gaps)) if gaps else template


def _nested(text: str) -> str:
    """A text whose Japanese quotation marks inside others are 『』; unchanged if they are not balanced."""
    if text.count("「") < 2:  # noqa: PLR2004  only one inside another is replaced
        return text
    depth, characters = 0, []
    for character in text:
        depth += character == "「"
        inner = depth % 2 == 0 and depth > 0
        characters.append({"「": "『", "」": "』"}.get(character, character) if inner else character)
        depth -= character == "」"
        if depth < 0:
            return text
    return "".join(characters) if depth == 0 else text


class MultilingualString(str):
    """A text of the registry in several languages; as a ``str`` it is the English text, or else the first."""

    __slots__ = ("texts",)
    texts: Mapping[str, str]

    def __new__(cls, texts: Mapping[str, str]) -> Self:
        """Keep the text in every language."""
        string = super().__new__(cls, _choose(texts, SOURCE))
        string.texts = texts
        return string

    def to(self, lang: str) -> str:
        """The text in a language; if that is missing, the first text that is not empty."""
        return _choose(self.texts, lang)


def _choose(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or next((text for text in texts.values() if text), "")


def localize(value: object, lang: str) -> str:
    """A message, date or amount as text in a language; any other string is data and returned unchanged."""
    return value if type(value) is str else str(_localized(value, lang))


def _localized(value: object, lang: str) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日" if lang == "ja" else value.isoformat()
    return value.to(lang) if hasattr(value, "to") else value


def join(parts: Iterable[object], separator: str) -> LazyString:
    """Parts with a separator between them: “a or b”. All of them are localized when the result is."""
    gaps = {f"part{number}": part for number, part in enumerate(parts)}
    template = "{separator}".join(f"{{{name}}}" for name in gaps)
    return LazyString(template, separator=separator, **gaps)


def comma_list(parts: Iterable[object]) -> LazyString:
    """Parts separated by the comma of the language: “a, b”, 「a、b」."""
    return join(parts, LazyString(", "))


def listed(parts: Iterable[object], last: LazyString) -> LazyString:
    """Parts separated by commas, and the last one by a conjunction: “a, b or c”, 「a、b又はc」."""
    *others, end = [*parts] or [""]
    return join((comma_list(others), end) if others else (end,), last)


def sentences(parts: Iterable[object]) -> LazyString:
    """Sentences one after the other, with a space between them where the language has one; empty for none."""
    first, *others = [*parts] or [""]
    return reduce(lambda text, part: LazyString("{text} {next}", text=text, next=part), others, join((first,), ""))


@cache  # of all the words of the format
def word(value: StrEnum) -> LazyString:
    """A word of the format as text for people: “off-track” becomes “off track”."""
    return LazyString(value.replace("-", " "))


@cache
def catalogue(lang: str) -> NullTranslations:
    """The messages of a language; an empty catalogue if it has none."""
    return translation("commitrack", _CATALOGUES, languages=[lang], fallback=True)
