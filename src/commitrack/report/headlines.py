"""The few lines before the tables, in words: head, what must be known, and the foot that makes a report repeatable."""

from collections.abc import Iterator

from msgspec import Struct

from commitrack import __version__
from commitrack.assess import Assessment, Status
from commitrack.language import LazyString as _
from commitrack.language import format_day
from commitrack.model import in_language
from commitrack.report import sentences as say
from commitrack.report.report import Report, TargetProgress

MOST = 10
"""Lines under one of the headlines; the tables below have the rest."""


class Said(Struct, frozen=True):
    """What is said of one commitment, and the status by whose colour it stands."""

    assessment: Assessment
    words: str
    status: Status


class Headline(Struct, frozen=True):
    """One thing that must be known: its lines and how ``more`` there would be, or what is said without any."""

    label: str
    lines: tuple[Said, ...]
    otherwise: str
    more: int = 0


def head(report: Report, *, lang: str) -> Iterator[tuple[str, str]]:
    """Labels and what stands beside them: the day, the meeting, the coverage, the query."""
    snapshot, coverage = report.snapshot, report.coverage
    yield _("As of").to(lang), format_day(snapshot.as_of, lang)
    if snapshot.known is not None:
        day = format_day(snapshot.known.date(), lang)
        yield _("Known").to(lang), _("only what had been recorded by {day}", day=day).to(lang)
    past = report.next_meeting is not None and report.next_meeting[1].on < snapshot.as_of
    yield (_("Meeting") if past else _("Next meeting")).to(lang), _meeting(report, lang)
    yield (
        _("Coverage").to(lang),
        _("{n} of {of} commitments have a figure or a level of completion", n=coverage.n, of=coverage.of).to(lang),
    )
    if report.query:
        yield _("Only").to(lang), " ".join(report.query)


def _meeting(report: Report, lang: str) -> str:
    if report.next_meeting is None:
        return _("none in the registry").to(lang)
    name, found = report.next_meeting
    return _(
        "{title} ({id}), {day}, {distance}", title=in_language(found.title, lang), id=name,
        day=format_day(found.on, lang), distance=say.distance(found.on, report.snapshot.as_of, lang=lang),
    ).to(lang)  # fmt: skip


def headlines(report: Report, *, lang: str, most: int = MOST) -> tuple[Headline, ...]:
    """Newly overdue, furthest behind, longest silent, figures gone stale, no figure known; ``most`` lines of each."""
    known = report.must_know
    overdue = [Said(a, _overdue(a, lang), Status.OVERDUE) for a in known.newly_overdue]
    behind = [Said(row.assessment, _behind(row, lang), row.assessment.status) for row in known.furthest_behind]
    silent = [Said(a, _standing(a, lang), Status.AT_RISK) for a in known.longest_silent]
    unknown = [Said(row.assessment, say.stands(row.target, lang=lang), Status.NO_DATA) for row in known.unreported]
    stale = [Said(a, _standing(a, lang), Status.AT_RISK) for a in known.gone_stale]
    none = _("every target has a figure") if report.completion else _("no target here")
    five = (
        (_("Newly overdue"), overdue, _("nothing became overdue in the last 12 months")),
        (_("Furthest behind"), behind, _("no figure is behind its plan")),
        (_("Longest silent"), silent, _("no figure is stale")),
        (_("Figures gone stale"), stale, _("no target rests on an old figure")),
        (_("No figure known"), unknown, none),
    )
    return tuple(
        Headline(label.to(lang), tuple(lines[:most]), otherwise.to(lang), more=max(0, len(lines) - most))
        for label, lines, otherwise in five
    )


def foot(report: Report, *, lang: str) -> str:
    """As of, known, version and digest: on two machines the same foot means the same bytes."""
    snapshot = report.snapshot
    day = format_day(snapshot.as_of, lang)
    since = _("as of {day}", day=day)
    if snapshot.known:
        since = _("as of {day} · known {known}", day=day, known=format_day(snapshot.known.date(), lang))
    version = f"commitrack {__version__}"
    return _(
        "{since} · {version} · registry sha256 {digest}", since=since, version=version, digest=report.digest[:16]
    ).to(lang)


def _overdue(assessment: Assessment, lang: str) -> str:
    deadline, standing = say.deadline(assessment, lang=lang), _standing(assessment, lang)
    return _("due {deadline}; {standing}", deadline=deadline, standing=standing).to(lang)


def _behind(row: TargetProgress, lang: str) -> str:
    rated = row.target.rates is not None and row.target.rates.required is not None
    return (say.rate(row.target, lang=lang) if rated else None) or say.stands(row.target, lang=lang)


def _standing(assessment: Assessment, lang: str) -> str:
    leading = assessment.leading
    return say.stands(leading, lang=lang) if leading else say.completion(assessment, lang=lang)
