"""Inline markup that several parts of the page have in common: a status, a name, a sentence with days."""

import re
from functools import lru_cache

from commitrack.assess import Status
from commitrack.language import word
from commitrack.views.html.pattern import Html, Pattern, escaped
from commitrack.views.symbols import SYMBOLS

_STATUS = Pattern('<span class="status is-{}"><span class="symbol" aria-hidden="true">{}</span>{}</span>')
_RESERVED = Pattern('{} <span class="reservation">{}</span>')
_LINK = Pattern('<a href="#{}">{}</a>')
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日)")


def status(value: Status, remark: str = "", *, lang: str) -> Html:
    """A status with its symbol, and the reservation about it if there is one."""
    return _RESERVED.filled(lang, _status(value, lang), remark) if remark else _status(value, lang)


@lru_cache(maxsize=64)
def _status(value: Status, lang: str) -> Html:
    return _STATUS.filled(lang, value.value, SYMBOLS[value], word(value))


def name(title: str, commitment: str, *, lang: str, linked: bool) -> Html:
    """The title of a commitment, with a link to its details if the page has them."""
    return _LINK.filled(lang, commitment, title) if linked else escaped(title, lang)


def dated(value: object, *, lang: str) -> Html:
    """A sentence as markup in which days are not broken across lines."""
    return Html(_DAY.sub(r'<span class="day">\1</span>', escaped(value, lang)))
