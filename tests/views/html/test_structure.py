"""The structure of the file, as readers, screen readers and the browser's security policy see it."""

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from commitrack.model import Registry, Settings
from commitrack.report.report import build_report
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.views.html import render_report

Rendered = Callable[..., str]
Page = Any
Parsed = Callable[[str], Page]


def test_the_only_style_is_the_one_that_the_policy_names(page: Page) -> None:
    """The hash of the policy is that of the style sheet; no attribute carries style."""
    style = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    named = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    policy = next(attrs["content"] for attrs in page.of("meta") if "http-equiv" in attrs)
    assert len(style) == 1
    assert policy == f"default-src 'none'; style-src 'sha256-{named}'; base-uri 'none'; form-action 'none'"
    assert not [attrs for _, attrs, _ in page.tags if "style" in attrs]
    assert not re.search(r"url\(|@import", style[0])


def test_nothing_runs_and_nothing_is_loaded(page: Page) -> None:
    """No script, no handler, no frame, no picture, no font; addresses appear only in links."""
    names = {tag for tag, _, _ in page.tags}
    assert not names & {"script", "iframe", "object", "embed", "link", "img", "image", "use", "form", "base", "input"}
    for tag, attrs, _ in page.tags:
        assert not [name for name in attrs if name.startswith("on") or name in {"src", "srcset", "xlink:href"}]
        assert tag == "a" or "href" not in attrs


def test_links_lead_to_pages_or_to_a_place_in_the_file(page: Page) -> None:
    """http and https only, without a referrer; every other link meets its anchor."""
    ids = [attrs["id"] for _, attrs, _ in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = page.of("a")
    assert links
    for link in links:
        if link["href"].startswith("#"):
            assert link["href"][1:] in ids
        else:
            assert re.match(r"https?://", link["href"])
            assert link["rel"] == "noopener noreferrer"


def test_every_name_that_labels_something_exists(page: Page) -> None:
    ids = {attrs["id"] for _, attrs, _ in page.tags if "id" in attrs}
    named = [name for _, attrs, _ in page.tags for name in attrs.get("aria-labelledby", "").split()]
    assert named
    assert set(named) <= ids


def test_every_chart_has_a_title_and_a_description(page: Page) -> None:
    """Charts are pictures with a name; what lies within one is hidden from who cannot see it."""
    charts = [(n, attrs) for n, (tag, attrs, around) in enumerate(page.tags) if tag == "svg" and "svg" not in around]
    assert charts
    for number, attrs in charts:
        assert attrs["role"] == "img"
        inside = page.tags[number + 1 : number + 3]
        assert [tag for tag, _, _ in inside] == ["title", "desc"]
        assert attrs["aria-labelledby"].split() == [within["id"] for _, within, _ in inside]
    assert all(attrs["aria-hidden"] == "true" for tag, attrs, around in page.tags if tag == "svg" and "svg" in around)
    assert all(text for tag, text in page.words if tag in {"title", "desc"})


def test_headings_descend_one_step_at_a_time(page: Page) -> None:
    """One h1, and no level is left out."""
    levels = [int(tag[1]) for tag, _, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_tables_have_captions_and_their_heads_have_scopes(page: Page) -> None:
    tables = page.of("table")
    assert tables
    assert len(page.of("caption")) == len(tables)
    assert all(attrs.get("scope") in {"col", "row", "rowgroup"} for attrs in page.of("th"))


def test_there_are_landmarks_a_skip_link_and_a_language(page: Page) -> None:
    first_link = next(attrs for tag, attrs, _ in page.tags if tag == "a")
    assert first_link == {"class": "skip", "href": "#_brief"}
    assert [len(page.of(tag)) for tag in ("main", "nav", "footer")] == [1, 1, 1]
    assert page.of("html")[0]["lang"] in {"en", "ja"}
    assert page.of("main")[0]["id"] == "_brief"


def test_a_status_is_never_told_by_colour_alone(page: Page) -> None:
    """Each has its word; the sign before it is hidden from a screen reader, which reads the word."""
    symbols = [attrs for tag, attrs, around in page.tags if tag == "span" and attrs.get("class") == "symbol"]
    assert symbols
    assert all(attrs["aria-hidden"] == "true" for attrs in symbols)
    assert len([tag for tag, attrs, _ in page.tags if attrs.get("class", "").startswith("status is-")]) == len(symbols)


def test_the_file_is_small(page: Page) -> None:
    assert len(page.text.encode()) < 1_500_000


def test_every_commitment_has_its_anchor(rendered: Rendered, parsed: Parsed) -> None:
    """An id of the registry is the anchor of its entry in the annex."""
    page = parsed(rendered("quantified"))
    anchors = [attrs["id"] for attrs in page.of("article")]
    assert sorted(anchors) == sorted([
        "bonds", "emissions", "fund", "fund-rules", "forest", "harbour", "investment", "scholarships", "stations",
        "teachers", "trainees",
    ])  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_same_registry_gives_the_same_bytes(rendered: Rendered, lang: str) -> None:
    assert rendered("quantified", lang=lang) == rendered("quantified", lang=lang)


def test_the_foot_says_what_it_takes_to_repeat_it(rendered: Rendered) -> None:
    assert re.search(r"as of 2026-11-23 · commitrack \S+ · registry sha256 [0-9a-f]{16}</p>", rendered("small"))


def test_titles_and_amounts_are_japanese_in_japanese(rendered: Rendered) -> None:
    text = rendered("quantified", lang="ja")
    assert '<html lang="ja">' in text
    assert "５年間で5,000人の人材育成" in text
    assert "300億円以上" in text
    assert "Training for 5,000 people" in text  # the annex has the title in every language


def test_a_chart_says_in_its_table_what_it_draws(rendered: Rendered, parsed: Parsed) -> None:
    """The fund: four figures, where they lead, the target of today and the one first promised."""
    page = parsed(rendered("quantified", only=("completion",)))
    words = [text for _, text in page.words]
    start = words.index("A fund of ¥40bn for joint projects of small and medium enterprises")
    told = words[start : start + 80]
    for said in ("¥14bn", "46.7%", "55.9%", "¥25.3bn", "¥24.5bn–¥26.6bn", "Original target", "2027-03-31", "¥40bn"):
        assert said in told


def test_sections_that_are_asked_for_come_alone(rendered: Rendered, parsed: Parsed) -> None:
    """Neither annex nor charts beside one table, and no link into what is not there."""
    page = parsed(rendered("quantified", only=("stale",)))
    headings = [text for tag, text in page.words if tag == "h2"]
    assert headings == ["Contents", "Commitments with stale data"]
    assert [link["href"] for link in page.of("a")] == ["#_brief", "#_section-stale"]
    assert not page.of("svg")
    known = parsed(rendered("quantified", only=("highlights",)))
    assert [text for tag, text in known.words if tag == "h2"] == [
        "Highlights", "Status at a glance", "Contents",
    ]  # fmt: skip


def test_a_registry_without_commitments_makes_a_page(parsed: Parsed) -> None:
    report = build_report(take_snapshot(Registry(settings=Settings(title="None yet")), as_of=date(2026, 1, 1)))
    page = parsed(render_report(report, lang="en"))
    assert ("h1", "None yet") in page.words
    assert not page.of("svg")


def test_forty_pledges_with_histories_make_a_page(generated: Snapshot, parsed: Parsed) -> None:
    """Amended, falling, maintained, over-fulfilled, late, withdrawn, stale: each has a chart, and each its entry."""
    page = parsed(render_report(build_report(generated), lang="ja"))
    assert len(page.of("article")) == 40
    assert len([attrs for attrs in page.of("svg") if attrs.get("class") == "burnup"]) == sum(
        bool(found.figures) for a in generated.assessments.values() for found in a.targets if found.terms
    )
    places = [attrs[name] for tag, attrs, around in page.tags if "svg" in around for name in attrs if name in {
        "x", "y", "x1", "x2", "y1", "y2", "cx", "cy"}]  # fmt: skip
    assert all(-1 <= float(place.removesuffix("%")) <= 102 for place in places)
