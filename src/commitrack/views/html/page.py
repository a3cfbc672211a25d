"""The whole page: the report made ready for the templates, and the templates that give it its form.

Everything that is written passes ``safe`` and then Jinja's autoescape; the one style sheet is named in the
Content-Security-Policy by its hash, so that a browser applies nothing else and runs nothing.
"""

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from commitrack.language import LazyString, format_day
from commitrack.model import in_language
from commitrack.quantity import format_unit
from commitrack.report.headlines import foot, head, headlines
from commitrack.report.report import Report
from commitrack.report.sentences import title_of
from commitrack.views.html.annex import annex
from commitrack.views.html.burnup import charts
from commitrack.views.html.cells import table
from commitrack.views.html.status_bar import status_bar
from commitrack.views.html.timeline import timeline
from commitrack.views.sanitize import safe
from commitrack.views.sections import MUST_KNOW, sections
from commitrack.views.symbols import SYMBOLS

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日)")


def render_report(report: Report, *, lang: str, only: Sequence[str] = ()) -> str:
    """The report as one HTML file, or those sections of it that were asked for; those come without the annex."""
    style = _environment(lang).get_template("brief.css").render(lang=lang)
    return _environment(lang).get_template("brief.html").render(
        lang=lang,
        title=in_language(report.title, lang),
        head=tuple(head(report, lang=lang)),
        foot=foot(report, lang=lang),
        as_of=report.snapshot.as_of,
        total=len(report.chosen),
        coverage=report.coverage,
        next_meeting=report.next_meeting,
        style=Markup(style),  # noqa: S704  our own file, no word of a registry in it
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        **_parts(report, lang, only),
    )  # fmt: skip


def _parts(report: Report, lang: str, only: Sequence[str]) -> dict[str, Any]:
    """What stands between head and foot; a part that was not asked for is empty."""

    def asked(name: str) -> bool:
        return not only or name in only

    grids = () if tuple(only) == (MUST_KNOW,) else sections(report, lang=lang, only=only)
    chapters = () if only else annex(report, lang)
    drawn = timeline(report, lang) if asked("deadlines") else None
    return {
        "headlines": headlines(report, lang=lang) if asked(MUST_KNOW) else (),
        "segments": status_bar(report, lang) if asked(MUST_KNOW) else (),
        "timeline": drawn if drawn and drawn.stretches else None,
        "meetings": drawn.meetings if drawn and not only else (),
        "charts": charts(report, lang) if asked("completion") else (),
        "tables": tuple(table(grid, report, lang) for grid in grids),
        "chapters": chapters,
        "anchors": frozenset(entry.id for chapter in chapters for entry in chapter.entries),
        "documents": () if only else tuple(report.snapshot.registry.documents.items()),
    }


@cache
def _environment(lang: str) -> Environment:
    """Templates that say their words in a language."""
    environment = Environment(
        loader=PackageLoader("commitrack.views.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_data,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    environment.filters |= {"in_language": in_language, "title_of": title_of, "dated": dated}
    environment.filters |= {"day": partial(format_day, lang=lang), "unit_word": partial(format_unit, lang=lang)}
    environment.globals |= {"SYMBOLS": SYMBOLS, "_": lambda template, **gaps: LazyString(template, **gaps).to(lang)}
    return environment


def _data(value: object) -> object:
    """What an expression of a template yields, without signs that a reader cannot see."""
    return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def dated(text: str) -> Markup:
    """A sentence whose days are never broken at their hyphens, nor between their signs."""
    parts = enumerate(_DAY.split(safe(text)))
    day = Markup('<span class="day">{}</span>')
    return Markup("").join(day.format(part) if number % 2 else escape(part) for number, part in parts)
