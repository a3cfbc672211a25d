"""The structure of the HTML page, as readers, screen readers and the browser's security policy see it."""

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from commitrack.model import Registry, Settings
from commitrack.report.report import ReportRequest, build_report
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.views.html import render_report

Rendered = Callable[..., str]
Page = Any
Parsed = Callable[[str], Page]


def test_the_only_style_is_the_one_that_the_policy_names(page: Page) -> None:
    """The page has one style sheet, whose hash is in the policy, and no style attribute."""
    style = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    named = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    policy = next(attrs["content"] for attrs in page.of("meta") if "http-equiv" in attrs)
    assert len(style) == 1
    assert policy == f"default-src 'none'; style-src 'sha256-{named}'; base-uri 'none'; form-action 'none'"
    assert not [attrs for _, attrs, _ in page.tags if "style" in attrs]
    assert not re.search(r"url\(|@import", style[0])


def test_nothing_runs_and_nothing_is_loaded(page: Page) -> None:
    """The page has no script, event handler, frame, image or font, and addresses appear only in links."""
    names = {tag for tag, _, _ in page.tags}
    assert not names & {"script", "iframe", "object", "embed", "link", "img", "image", "use", "form", "base", "input"}
    for tag, attrs, _ in page.tags:
        assert not [name for name in attrs if name.startswith("on") or name in {"src", "srcset", "xlink:href"}]
        assert tag == "a" or "href" not in attrs


def test_links_lead_to_pages_or_to_a_place_in_the_file(page: Page) -> None:
    """External links use http or https and send no referrer; every internal link has its anchor."""
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


def test_every_label_refers_to_an_existing_id(page: Page) -> None:
    ids = {attrs["id"] for _, attrs, _ in page.tags if "id" in attrs}
    named = [name for _, attrs, _ in page.tags for name in attrs.get("aria-labelledby", "").split()]
    assert named
    assert set(named) <= ids


def test_every_chart_has_a_title_and_a_description(page: Page) -> None:
    """Every chart is an image with a title and a description; drawings within it are hidden from screen readers."""
    charts = [(n, attrs) for n, (tag, attrs, around) in enumerate(page.tags) if tag == "svg" and "svg" not in around]
    assert charts
    for number, attrs in charts:
        assert attrs["role"] == "img"
        inside = page.tags[number + 1 : number + 3]
        assert [tag for tag, _, _ in inside] == ["title", "desc"]
        assert attrs["aria-labelledby"].split() == [within["id"] for _, within, _ in inside]
    assert all(attrs["aria-hidden"] == "true" for tag, attrs, around in page.tags if tag == "svg" and "svg" in around)
    assert all(text for tag, text in page.texts if tag in {"title", "desc"})


def test_headings_descend_one_step_at_a_time(page: Page) -> None:
    """The page has one h1, and no heading level is skipped."""
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


def test_a_status_is_never_shown_by_colour_alone(page: Page) -> None:
    """Each status has a symbol that is hidden from screen readers, which read its text."""
    symbols = [attrs for tag, attrs, around in page.tags if tag == "span" and attrs.get("class") == "symbol"]
    assert symbols
    assert all(attrs["aria-hidden"] == "true" for attrs in symbols)
    assert len([tag for tag, attrs, _ in page.tags if attrs.get("class", "").startswith("status is-")]) == len(symbols)


def test_the_file_is_small(page: Page) -> None:
    assert len(page.text.encode()) < 1_500_000


def test_every_commitment_has_its_anchor(rendered: Rendered, parsed: Parsed) -> None:
    """The entry of every commitment in the annex has the id of the commitment as its anchor."""
    page = parsed(rendered("quantified"))
    anchors = [attrs["id"] for attrs in page.of("article")]
    assert sorted(anchors) == sorted([
        "bonds", "emissions", "fund", "fund-rules", "forest", "harbour", "investment", "scholarships", "stations",
        "teachers", "trainees",
    ])  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_same_registry_gives_the_same_bytes(rendered: Rendered, lang: str) -> None:
    assert rendered("quantified", lang=lang) == rendered("quantified", lang=lang)


def test_the_footer_has_what_is_needed_to_reproduce_the_report(rendered: Rendered) -> None:
    assert re.search(r"as of 2026-11-23 · commitrack \S+ · registry sha256 [0-9a-f]{16}</p>", rendered("small"))


def test_titles_and_amounts_are_japanese_in_japanese(rendered: Rendered) -> None:
    text = rendered("quantified", lang="ja")
    assert '<html lang="ja">' in text
    assert "５年間で5,000人の人材育成" in text
    assert "300億円以上" in text
    assert "Training for 5,000 people" in text  # the annex has the title in every language


def test_the_table_of_a_chart_has_its_figures(rendered: Rendered, parsed: Parsed) -> None:
    """The table of a chart has its figures, the forecast, the original target and the original deadline."""
    page = parsed(rendered("quantified", only=("completion",)))
    texts = [text for _, text in page.texts]
    start = texts.index("A fund of ¥40bn for joint projects of small and medium enterprises")
    entry = texts[start : start + 80]
    for expected in ("¥14bn", "46.7%", "55.9%", "¥25.3bn", "Original target", "2027-03-31", "¥40bn"):
        assert expected in entry


def test_only_the_requested_sections(rendered: Rendered, parsed: Parsed) -> None:
    """A page with only the requested sections has no annex, no charts and no links to missing anchors."""
    page = parsed(rendered("quantified", only=("stale",)))
    headings = [text for tag, text in page.texts if tag == "h2"]
    assert headings == ["Contents", "Commitments with stale data"]
    assert [link["href"] for link in page.of("a")] == ["#_brief", "#_section-stale"]
    assert not page.of("svg")
    highlights = parsed(rendered("quantified", only=("highlights",)))
    assert [text for tag, text in highlights.texts if tag == "h2"] == [
        "Highlights", "Status at a glance", "Contents",
    ]  # fmt: skip


def test_a_registry_without_commitments_makes_a_page(parsed: Parsed) -> None:
    report = build_report(take_snapshot(Registry(settings=Settings(title="None yet")), as_of=date(2026, 1, 1)))
    page = parsed("".join(render_report(report, lang="en")))
    assert ("h1", "None yet") in page.texts
    assert not page.of("svg")


def test_the_annex_is_added_on_request(rendered: Callable[..., str], parsed: Parsed) -> None:
    """Without the annex there is no entry about a commitment, and no link to one."""
    page = parsed(rendered("quantified", annex=False))
    assert not page.of("article")
    assert [attrs["href"] for attrs in page.of("a") if attrs["href"].startswith("#fund")] == []
    assert parsed(rendered("quantified")).of("article")


def test_forty_generated_commitments_make_a_page(generated: Snapshot, parsed: Parsed) -> None:
    """Each generated commitment has an entry and each target with figures a chart, with no position outside it."""
    page = parsed("".join(render_report(build_report(generated, ReportRequest(annex=True)), lang="ja")))
    assert len(page.of("article")) == 40
    assert len([attrs for attrs in page.of("svg") if attrs.get("class") == "burnup"]) == sum(
        bool(target.figures) for a in generated.assessments.values() for target in a.targets if target.terms
    )
    places = [attrs[name] for tag, attrs, around in page.tags if "svg" in around for name in attrs if name in {
        "x", "y", "x1", "x2", "y1", "y2", "cx", "cy"}]  # fmt: skip
    assert all(-1 <= float(place.removesuffix("%")) <= 102 for place in places)
