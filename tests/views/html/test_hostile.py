"""Text of a registry is data: it changes neither a tag nor an attribute of the page, and hides nothing."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.html import render_report
from commitrack.views.html.links import href

Hostile = Callable[[str], Snapshot]
Parsed = Callable[[str], Any]

MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title></style></svg><b>",
    "&lt;b&gt;&amp;",
    "'><svg onload=alert(1)>",
    '\\" onmouseover=alert(1) x=\\"',
    "{{ 7*7 }}{% raw %}",
    "]]><!-- -->",
    "javascript:alert(1)",
]
INVISIBLE = [r"\u202Eevil", r"\u009B2J", r"\u0000", r"\uFEFF", r"\u2028", r"\u200F"]


def render(snapshot: Snapshot) -> str:
    since = (snapshot.as_of.replace(year=2024), None)
    return "".join(render_report(build_report(snapshot, ReportRequest(since=since, annex=True)), lang="en"))


@pytest.mark.parametrize("text", [*MARKUP, *INVISIBLE])
def test_text_changes_no_tag_and_no_attribute(hostile: Hostile, parsed: Parsed, text: str) -> None:
    """With hostile text, the page has the same tags and attributes as with harmless text, and no other links."""
    harmless = parsed(render(hostile("plain")))
    page = parsed(render(hostile(text)))
    assert page.skeleton() == harmless.skeleton()
    for link in page.of("a"):
        assert re.match(r"https://example\.org/[^\"<> ]*$|#", link["href"])


@pytest.mark.parametrize("text", MARKUP[:5])
def test_text_is_shown_verbatim(hostile: Hostile, parsed: Parsed, text: str) -> None:
    shown = " ".join(content for _, content in parsed(render(hostile(text))).texts)
    for field in ("registry", "whole", "note", "quote", "indicator", "remark", "party", "area", "document"):
        assert f"{text} {field}" in shown


@pytest.mark.parametrize("text", INVISIBLE)
def test_invisible_characters_are_shown_as_code_points(hostile: Hostile, text: str) -> None:
    page = render(hostile(text))
    assert "&lt;U+" in page
    assert not [character for character in set(page) - {"\n"} if not character.isprintable() and character != "\u3000"]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ('https://example.org/" onclick="x', "https://example.org/%22%20onclick=%22x"),
        ("https://例え.jp/資料", "https://%E4%BE%8B%E3%81%88.jp/%E8%B3%87%E6%96%99"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("http://[", None),
        ("//example.org/", None),
        ("mailto:a@example.org", None),
    ],
)
def test_only_web_addresses_become_links(address: str, link: str | None) -> None:
    assert href(address) == link
