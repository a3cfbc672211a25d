"""Whatever fills the gaps of markup is text: localized, sanitized and escaped."""

from datetime import date
from decimal import Decimal
from typing import cast

import pytest

from commitrack.amounts import Amount
from commitrack.language import LazyString as _
from commitrack.views.html.pattern import Html, Pattern, Shape, escaped, joined

LINK = Pattern('<a title="{}">{}</a>')
POINT = Shape('<circle cx="{:.2f}%" cy="{:.2f}%"/>')


@pytest.mark.parametrize(
    ("value", "lang", "content"),
    [
        ("a < b & c", "en", "a &lt; b &amp; c"),
        ("\"><script>'", "en", "&#34;&gt;&lt;script&gt;&#39;"),
        ("\x1b\u202e", "en", "&lt;U+001B&gt;&lt;U+202E&gt;"),
        (_("<{share}%", share="<b>"), "ja", "&lt;b&gt;%未満"),
        (_("Figure"), "ja", "実績値"),
        (Amount(5000, "<b>"), "en", "5,000 &lt;b&gt;"),
        (date(2026, 9, 6), "ja", "2026年9月6日"),
        (7, "en", "7"),
        (Html("<b>"), "en", "<b>"),
    ],
)
def test_what_fills_a_gap(value: object, lang: str, content: str) -> None:
    """Only markup is not escaped; every other value is in the language of the page."""
    assert escaped(value, lang) == content
    assert LINK.filled(lang, value, value) == f'<a title="{content}">{content}</a>'
    assert LINK.repeated(lang, [(value, "x"), ("y", value)]) == (
        f'<a title="{content}">x</a><a title="y">{content}</a>'
    )


def test_a_shape_takes_numbers_only() -> None:
    """Positions are rounded half to even, and text in their place is an error."""
    assert POINT.repeated([(Decimal("0.125"), 5), (Decimal("99.995"), 0)]) == (
        '<circle cx="0.12%" cy="5.00%"/><circle cx="100.00%" cy="0.00%"/>'
    )
    with pytest.raises(ValueError, match="Unknown format code 'f'"):
        POINT.repeated([(Decimal(1), cast("int", "<b>"))])


def test_markup_stays_markup_only_if_nothing_else_is_added() -> None:
    """Text that is added to markup without a pattern makes it text, which is escaped."""
    assert escaped(joined([Html("<b>"), Html("</b>")]), "en") == "<b></b>"
    assert escaped(Html("<b>") + "<i>", "en") == "&lt;b&gt;&lt;i&gt;"
