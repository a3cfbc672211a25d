"""The whole page: the report made ready for the templates, and the templates that give it its form.

Every expression of a template is localized and sanitized as it is written, then autoescaped by Jinja; the one style
sheet is named in the Content-Security-Policy by its hash, so that a browser applies nothing else and runs nothing.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined
from markupsafe import Markup, escape

from commitrack.amounts import Unit
from commitrack.language import LazyString, localize, word
from commitrack.model import multilingual
from commitrack.report.report import Report
from commitrack.views.html.annex import annex
from commitrack.views.html.burnup import charts
from commitrack.views.html.cells import table
from commitrack.views.html.status_bar import status_bar
from commitrack.views.html.timeline import timeline
from commitrack.views.sanitize import safe
from commitrack.views.sections import HIGHLIGHTS, select
from commitrack.views.symbols import SYMBOLS
from commitrack.wording.commitments import title_of
from commitrack.wording.highlights import foot, head, highlights

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日)")


def render_report(report: Report, *, lang: str, only: Sequence[str] = ()) -> str:
    """The report as one HTML file, or some sections of it; those come without the annex."""
    style = _environment(lang).get_template("brief.css").render(lang=lang)
    return _environment(lang).get_template("brief.html").render(
        lang=lang,
        title=multilingual(report.title),
        head=tuple(head(report)),
        foot=foot(report),
        as_of=report.snapshot.as_of,
        total=len(report.chosen),
        style=Markup(style),  # noqa: S704  our own file, no text of a registry in it
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        **_parts(report, lang, only),
    )  # fmt: skip


def _parts(report: Report, lang: str, only: Sequence[str]) -> dict[str, Any]:
    """What comes between head and foot; a part that is not shown is empty."""

    def shown(name: str) -> bool:
        return not only or name in only

    chapters = () if only else annex(report, lang)
    drawn = timeline(report, lang) if shown("deadlines") else None
    return {
        "highlights": highlights(report) if shown(HIGHLIGHTS) else (),
        "segments": status_bar(report) if shown(HIGHLIGHTS) else (),
        "timeline": drawn if drawn and drawn.stretches else None,
        "meetings": drawn.meetings if drawn and not only else (),
        "charts": charts(report, lang) if shown("completion") else (),
        "tables": tuple(table(section, report, lang) for section in select(report, only)),
        "chapters": chapters,
        "anchors": frozenset(entry.assessment.commitment.id for chapter in chapters for entry in chapter.entries),
        "documents": () if only else tuple(report.snapshot.registry.documents.items()),
    }


@cache
def _environment(lang: str) -> Environment:
    """Templates in a language."""
    environment = Environment(
        loader=PackageLoader("commitrack.views.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=partial(_written, lang=lang),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    environment.filters |= {"text": multilingual, "title_of": title_of, "word": word, "unit": Unit}
    environment.filters |= {"dated": partial(dated, lang=lang)}
    environment.globals |= {"SYMBOLS": SYMBOLS, "_": LazyString}
    return environment


def _written(value: object, lang: str) -> object:
    """What an expression of a template writes: in the reader's language, without invisible characters."""
    return value if isinstance(value, Markup | Undefined) else safe(localize(value, lang))


def dated(value: object, *, lang: str) -> Markup:
    """A sentence whose days are never broken at their hyphens, nor between their characters."""
    parts = enumerate(_DAY.split(safe(localize(value, lang))))
    day = Markup('<span class="day">{}</span>')
    return Markup("").join(day.format(part) if number % 2 else escape(part) for number, part in parts)
