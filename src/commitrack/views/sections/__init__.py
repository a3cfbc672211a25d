"""The sections of a report. Each is a :class:`Section` defined in one of the modules below."""

from collections.abc import Mapping, Sequence

from commitrack.assess import Assessment
from commitrack.language import LazyString as _
from commitrack.report.report import Report
from commitrack.views.sections import claims, counts, gaps, meeting, milestones, movement, status, sums
from commitrack.views.sections.highlights import HIGHLIGHTS
from commitrack.views.sections.section import Section

__all__ = ["HIGHLIGHTS", "SECTIONS", "Section", "label", "members", "names", "select", "select_brief"]

SECTIONS: tuple[Section, ...] = tuple(
    sorted(
        (
            section
            for module in (movement, meeting, status, milestones, claims, counts, sums, gaps)
            for section in vars(module).values()
            if isinstance(section, Section)
        ),
        key=lambda section: section.order,
    )
)
"""Every section that these modules define, in the order of the report."""


def names() -> dict[str, str]:
    """Every word that ``--sections`` accepts, with the name of its section."""
    words = {alias: section.name for section in SECTIONS for alias in (section.name, *section.aliases)}
    return {HIGHLIGHTS: HIGHLIGHTS, **words}


def label(word: str) -> object:
    """What a section is called in output, by a word that ``--sections`` accepts."""
    return next((section.short for section in SECTIONS if section.name == names()[word]), _("Highlights"))


def select(report: Report, only: Sequence[str] = ()) -> tuple[Section, ...]:
    """The sections named in ``only``; without names, those that appear by default."""
    return tuple(s for s in SECTIONS if (s.name in only if only else s.default(report)))


def select_brief(report: Report) -> tuple[Section, ...]:
    """The sections of the short report."""
    return tuple(section for section in select(report) if section.brief(report))


def members(report: Report) -> dict[str, list[str]]:
    """The ids of all commitments that sections list, each with the words for these sections in CSV."""
    listed: Mapping[str, Sequence[Assessment]] = {
        word: assessments for section in SECTIONS for word, assessments in section.members(report).items()
    }
    words: dict[str, list[str]] = {}
    for word, assessments in listed.items():
        for name in dict.fromkeys(a.commitment.id for a in assessments):
            words.setdefault(name, []).append(word)
    return words
