"""The sections of a report, in the order in which a meeting needs them. Each is a :class:`Section` of its module."""

from collections.abc import Mapping, Sequence

from commitrack.assess import Assessment
from commitrack.report.report import Report
from commitrack.views.sections import claims, counts, meeting, movement, status, sums
from commitrack.views.sections.highlights import MUST_KNOW
from commitrack.views.sections.section import Section

__all__ = ["MUST_KNOW", "SECTIONS", "Section", "members", "select"]

SECTIONS: tuple[Section, ...] = tuple(
    sorted(
        (
            section
            for module in (movement, meeting, status, claims, counts, sums)
            for section in vars(module).values()
            if isinstance(section, Section)
        ),
        key=lambda section: section.order,
    )
)
"""Every section that a module here defines; ``--sections`` takes their names."""


def select(report: Report, only: Sequence[str] = ()) -> tuple[Section, ...]:
    """The sections of those names; without names those that have something to say."""
    return tuple(s for s in SECTIONS if (s.name in only if only else s.default(report)))


_ORDER = (
    "overdue", "within_12_months", "later", "completion", "stale", "without_data", "since", "no_change", "ask",
)  # fmt: skip


def members(report: Report) -> dict[str, list[str]]:
    """The ids of the commitments that the sections list, each with the words of the sections that list it."""
    listed: Mapping[str, Sequence[Assessment]] = {
        word: assessments for section in SECTIONS for word, assessments in section.members(report).items()
    }
    words: dict[str, list[str]] = {}
    for word in sorted(listed, key=_ORDER.index):
        for name in dict.fromkeys(a.commitment.id for a in listed[word]):
            words.setdefault(name, []).append(word)
    return words
