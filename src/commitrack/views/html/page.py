"""The HTML page: prepare the report for the templates, and render them.

Every expression of a template is localized and sanitized, then autoescaped by Jinja. The Content-Security-Policy allows
only the one style sheet, by its hash, so that browsers apply no other styles and run no scripts.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined
from markupsafe import Markup

from commitrack.amounts import Unit
from commitrack.language import LazyString, localize, word
from commitrack.model import multilingual
from commitrack.report.report import Report
from commitrack.views.html.annex import annex
from commitrack.views.html.burnup import chart, charted
from commitrack.views.html.cells import table
from commitrack.views.html.inline import dated, name, status
from commitrack.views.html.pattern import Html
from commitrack.views.html.status_bar import status_bar
from commitrack.views.html.timeline import timeline
from commitrack.views.sanitize import safe
from commitrack.views.sections import HIGHLIGHTS, select
from commitrack.views.symbols import SYMBOLS
from commitrack.wording.commitments import title_of
from commitrack.wording.figures import plan_label
from commitrack.wording.highlights import footer, head, highlights

_READY = (Html, Markup, Undefined)
"""What is not escaped again, and what raises an error."""
PIECES = 5_000
"""Pieces of a template that make a part of the page, some 100 kB."""


def render_report(report: Report, *, lang: str, only: Sequence[str] = ()) -> Iterator[str]:
    """The report as one HTML file, in parts; with ``only``, the sections named and no annex."""
    style = _environment(lang).get_template("brief.css").render(lang=lang)
    page = _environment(lang).get_template("brief.html").stream(
        lang=lang,
        title=multilingual(report.title),
        head=tuple(head(report)),
        footer=footer(report),
        as_of=report.snapshot.as_of,
        total=len(report.chosen),
        style=Html(style),  # our own file, without text of a registry
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        **_parts(report, lang, only),
    )  # fmt: skip
    page.enable_buffering(PIECES)
    return page


def _parts(report: Report, lang: str, only: Sequence[str]) -> dict[str, Any]:
    """The template variables between header and footer; those of a part that is not shown are empty."""

    def is_shown(name: str) -> bool:
        return not only or name in only

    chapters = annex(report, lang) if report.has_annex and not only else ()
    anchors = frozenset(entry.assessment.commitment.id for chapter in chapters for entry in chapter.entries)
    dates = timeline(report, lang) if is_shown("deadlines") else None
    return {
        "highlights": highlights(report) if is_shown(HIGHLIGHTS) else (),
        "segments": status_bar(report) if is_shown(HIGHLIGHTS) else (),
        "timeline": dates if dates and dates.bar_groups else None,
        "meetings": dates.meetings if dates and not only else (),
        "charted": charted(report) if is_shown("completion") else (),
        "tables": tuple(table(section, report, lang, anchors) for section in select(report, only)),
        "chapters": chapters,
        "anchors": anchors,
        "documents": () if only else tuple(report.snapshot.registry.documents.items()),
    }


@cache
def _environment(lang: str) -> Environment:
    """The Jinja environment for a language."""
    environment = Environment(
        loader=PackageLoader("commitrack.views.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=partial(_localized, lang=lang),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    environment.filters |= {"text": multilingual, "title_of": title_of, "word": word, "unit": Unit}
    environment.filters |= {"dated": partial(dated, lang=lang), "plan_label": plan_label}
    environment.filters |= {"chart": partial(chart, lang=lang)}
    environment.globals |= {"SYMBOLS": SYMBOLS, "_": LazyString}
    environment.globals |= {"status": partial(status, lang=lang), "name": partial(name, lang=lang)}
    return environment


def _localized(value: object, lang: str) -> object:
    """The text of a template expression: localized and sanitized, unless it is markup already."""
    if type(value) is str:  # most are, and this function is called for every one of them
        return _safe(value)
    return value if isinstance(value, _READY) else safe(localize(value, lang))


_safe = lru_cache(maxsize=4096)(safe)
