"""Status at a glance: how many commitments have which status, as one bar."""

from decimal import Decimal

from msgspec import Struct

from commitrack.assess import Status
from commitrack.report.report import Report
from commitrack.views.html.scale import position
from commitrack.wording.figures import percent

NUMBERED = Decimal(4)
"""The narrowest segment, in per cent of the bar, that has space for its number."""


class Segment(Struct, frozen=True, kw_only=True):
    """The commitments of one status; positions are per cent of the width."""

    status: Status
    count: int
    share: str
    x: str
    middle: str
    width: str
    numbered: bool


def status_bar(report: Report) -> tuple[Segment, ...]:
    """A segment for each status that occurs, worst first."""
    segments, before = list[Segment](), 0
    total = len(report.counted)
    for status, count in report.statuses().items():
        start, width = Decimal(100) * before / total, Decimal(100) * count / total
        segments.append(
            Segment(
                status=status,
                count=count,
                share=percent(Decimal(count) / total, places=0),
                x=position(start),
                middle=position(start + width / 2),
                width=position(width),
                numbered=width >= NUMBERED,
            )
        )
        before += count
    return tuple(segments)
