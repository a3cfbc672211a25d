"""The HTML page: prepare the report for the templates, and render them.

Every expression of a template is localized and sanitized, then autoescaped by Jinja. The Content-Security-Policy allows
only the one style sheet, by its hash, so that browsers apply no other styles and run no scripts.
"""

import base64
import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined
from markupsafe import Markup

from commitrack.amounts import Unit
from commitrack.language import LazyString, word
from commitrack.model import multilingual
from commitrack.report.report import Report
from commitrack.views.html.annex import annex
from commitrack.views.html.cells import tables
from commitrack.views.html.charts import charted, charts
from commitrack.views.html.inline import dated, name, status
from commitrack.views.html.pattern import Html, escaped
from commitrack.views.html.status_bar import status_bar
from commitrack.views.html.timeline import timeline
from commitrack.views.sections import HIGHLIGHTS, select
from commitrack.views.symbols import SYMBOLS
from commitrack.wording.commitments import title_of
from commitrack.wording.highlights import footer, head, highlights

_READY = (Markup, Undefined)
"""What Jinja itself makes markup or an error of."""
PART = 100_000
"""About how many characters a part of the page has."""


def render_report(report: Report, *, lang: str, only: Sequence[str] = ()) -> Iterator[str]:
    """The report as one HTML file, in parts; with ``only``, the sections named and no annex."""
    style = _environment(lang).get_template("brief.css").render(lang=lang)
    pieces = _environment(lang).get_template("brief.html").generate(
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
    return _in_parts(pieces)


def _in_parts(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces of the page, which are drawn one by one, joined to parts."""
    part, size = list[str](), 0
    for piece in pieces:
        part.append(piece)
        size += len(piece)
        if size >= PART:
            yield "".join(part)
            part, size = [], 0
    yield "".join(part)


def _parts(report: Report, lang: str, only: Sequence[str]) -> dict[str, Any]:
    """The template variables between header and footer; those of a part that is not shown are empty."""

    def is_shown(name: str) -> bool:
        return not only or name in only

    grids = deque((section, section.grid(report)) for section in select(report, only))
    detailed = report.chosen if report.has_annex and not only else ()
    anchors = frozenset(assessment.commitment.id for assessment in detailed)
    rows = charted(report) if is_shown("completion") else ()
    dates = timeline(report, lang, anchors) if is_shown("deadlines") else None
    return {
        "highlights": highlights(report) if is_shown(HIGHLIGHTS) else (),
        "segments": status_bar(report) if is_shown(HIGHLIGHTS) else (),
        "timeline": dates if dates and dates.bar_groups else None,
        "meetings": dates.meetings if dates and not only else (),
        "charts": charts(rows, report.snapshot, lang, anchors)
        if (rows := charted(report)) and is_shown("completion")
        else (),
        "titles": tuple((section.name, grid.title) for section, grid in grids),
        "tables": tables(grids, report, lang, anchors),
        "chapters": annex(report, anchors, lang) if detailed else (),
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
        finalize=partial(_finalized, lang=lang),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    environment.filters |= {"text": multilingual, "title_of": title_of, "word": word, "unit": Unit}
    environment.filters |= {"dated": partial(dated, lang=lang)}
    environment.globals |= {"SYMBOLS": SYMBOLS, "_": LazyString}
    environment.globals |= {"status": partial(status, lang=lang), "name": partial(name, lang=lang)}
    return environment


def _finalized(value: object, lang: str) -> object:
    """What a template expression becomes: localized, sanitized and escaped, as what fills a pattern."""
    return value if isinstance(value, _READY) else escaped(value, lang)
