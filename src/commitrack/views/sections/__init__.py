"""The sections of a report as grids, in the order in which a meeting needs them; every tabular format takes them."""

from collections.abc import Callable, Mapping, Sequence

from commitrack.report.report import Report
from commitrack.views.grid import Grid, spoken
from commitrack.views.sections import meeting, movement, portfolio, status

SECTIONS: Mapping[str, Callable[[Report, str], Grid]] = {
    "since": movement.since,
    "before": meeting.before,
    "ask": meeting.ask,
    "deadlines": status.deadlines,
    "completion": status.completion,
    "amended": movement.amended,
    "evidenced": movement.evidenced,
    "pillars": portfolio.pillars,
    "areas": portfolio.areas,
    "parties": portfolio.parties,
    "sums": portfolio.sums,
    "conversion": portfolio.conversion,
    "stale": status.stale,
    "without_data": status.without_data,
}
"""Every section by its name; ``--sections`` takes the names."""

MUST_KNOW = "must_know"
"""The section before the tables."""


def sections(report: Report, *, lang: str, only: Sequence[str] = ()) -> tuple[Grid, ...]:
    """The tables that were asked for; without a wish all that have something to say, without areas and parties."""
    names = only or _default(report)
    return tuple(spoken(SECTIONS[name](report, lang), lang) for name in SECTIONS if name in names)


def _default(report: Report) -> set[str]:
    wanted = set(SECTIONS) - {"areas", "parties", "sums"}
    said = {
        "since": report.since, "before": report.before, "ask": report.next_meeting,
        "amended": report.amended or report.postponed, "evidenced": report.evidenced, "conversion": report.conversion,
    }  # fmt: skip
    return wanted - {name for name, found in said.items() if not found}
