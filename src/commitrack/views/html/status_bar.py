"""Status at a glance: how many commitments stand at which status, as one bar."""

from decimal import Decimal

from msgspec import Struct

from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.report.report import Report
from commitrack.views.html.scale import percent
from commitrack.views.symbols import SYMBOLS

NUMBERED = Decimal(4)
"""Per cent of the bar from which its number has room in it."""


class Segment(Struct, frozen=True, kw_only=True):
    """The commitments of one status."""

    status: str
    word: str
    sign: str
    count: int
    share: str
    x: str
    middle: str
    width: str
    numbered: bool


def status_bar(report: Report, lang: str) -> tuple[Segment, ...]:
    """A segment for each status that occurs, in the order of the words."""
    found, before = list[Segment](), 0
    total = len(report.chosen)
    for status, count in report.statuses().items():
        start, wide = Decimal(100) * before / total, Decimal(100) * count / total
        found.append(
            Segment(
                status=status,
                word=word(status).to(lang),
                sign=SYMBOLS[status],
                count=count,
                share=f"{wide:.0f}%" if wide >= 1 else _("<1%").to(lang),
                x=percent(start),
                middle=percent(start + wide / 2),
                width=percent(wide),
                numbered=wide >= NUMBERED,
            )
        )
        before += count
    return tuple(found)
