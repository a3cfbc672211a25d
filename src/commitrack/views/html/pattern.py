"""Markup with gaps, for what a page repeats thousands of times: as safe as a template, and many times as fast.

What fills a gap is localized, sanitized and escaped, as are the expressions of templates.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import starmap

from markupsafe import escape

from commitrack.language import localize
from commitrack.model import Number
from commitrack.views.sanitize import safe


class Html(str):
    """Markup, which is not escaped again; unlike ``Markup``, it is made at the speed of a ``str``."""

    __slots__ = ()

    def __html__(self) -> str:
        """What templates look for."""
        return self


class Pattern:
    """Markup with gaps for any values, as of ``str.format``."""

    __slots__ = ("_format",)

    def __init__(self, source: str) -> None:
        self._format = source.format

    def filled(self, lang: str, *values: object, **named: object) -> Html:
        """The markup with its gaps filled."""
        texts = [escaped(value, lang) for value in values]
        return Html(self._format(*texts, **{name: escaped(value, lang) for name, value in named.items()}))

    def repeated(self, lang: str, rows: Iterable[Iterable[object]]) -> Html:
        """The markup once for each of the ``rows``, which are what fills the gaps."""
        fill = self._format
        return Html("".join([fill(*[escaped(value, lang) for value in row]) for row in rows]))


class Shape:
    """Markup with gaps for numbers only, which need not be escaped: ``{:.2f}`` accepts nothing else."""

    __slots__ = ("_format",)

    def __init__(self, source: str) -> None:
        self._format = source.format

    def repeated(self, rows: Iterable[Iterable[Number]]) -> Html:
        """The markup once for each of the ``rows``, which are what fills the gaps."""
        return Html("".join(starmap(self._format, rows)))


def joined(parts: Iterable[Html]) -> Html:
    """Markup in parts as one."""
    return Html("".join(parts))


def escaped(value: object, lang: str) -> Html:
    """A value localized, sanitized and escaped, unless it is markup already."""
    if type(value) is str:  # most are, and this function is called for every one of them
        return _escaped(value)
    if isinstance(value, Html):
        return value
    text = localize(value, lang)
    return Html(text) if type(value) is date else _escaped(text)  # nothing in a day needs it


@lru_cache(maxsize=4096)  # most of a page are words that it repeats
def _escaped(text: str) -> Html:
    return Html(escape(safe(text)))
