"""What moved: since a day, through amendments, by evidence; and whom to ask for what."""

from commitrack.assess import TargetAssessment
from commitrack.assess.terms import shift
from commitrack.model import in_language
from commitrack.report import sentences as say
from commitrack.report.brief import Report
from commitrack.report.movement import Movement
from commitrack.views.grid import Align, Amount, Cell, Column, Grid, Named, Share, Standing
from commitrack.views.sections.status import name
from commitrack.views.tables import COMMITMENT, TARGET, goal, level

_FROM = Column(key="before", heading="Then", stack=1)
_TO = Column(key="actual", heading="Now", stack=1)


def since(report: Report, lang: str) -> Grid:
    """For each commitment that moved: old → new figure, share, status, forecast; and no change by name."""
    found = report.since
    if found is None:
        return Grid(key="since", title="Since", columns=(COMMITMENT,), rows=(), empty="No day was asked for.")
    rows = [_moved(row, lang) for row in found.moved]
    rows += [(name(a, lang), None, None, None, None, "NO CHANGE") for a in found.unchanged]
    meeting = report.survey.registry.meetings.get(found.meeting or "")
    of = f" ({in_language(meeting.title, lang)})" if meeting else ""
    moved, still = len(found.moved), len(found.unchanged)
    return Grid(
        key="since",
        title=f"Since {found.day}{of}: {moved} moved, {still} with no change",
        columns=(
            COMMITMENT, _FROM, _TO, Column(key="achieved", heading="Achieved", align=Align.RIGHT, stack=2),
            Column(key="forecast", heading="Forecast", stack=2, drop=1), Column(key="status", heading="Status"),
        ),
        rows=tuple(rows),
        empty="No commitment fits.",
    )  # fmt: skip


def _moved(row: Movement, lang: str) -> tuple[Cell, ...]:
    before, after = row.before, row.after
    said = [f"{_count(len(row.updates), 'new line')}"] if row.updates else []
    said += ["newly overdue"] if row.newly_overdue else []
    said += [f"{_count(len(row.amendments), 'amendment')}"] if row.amendments else []
    old, new = (say.STATUS_WORDS[each.status] for each in (before, after))
    status: Cell = f"{old} → {new}" if old != new else Standing(after.status)
    targets = row.targets or (None, None)
    shares = [_achieved(each) for each in targets]
    share = shares[1] if shares[0] == shares[1] else f"{shares[0] or 'no data'} → {shares[1] or 'no data'}"
    ahead = [_forecast(each, lang) for each in targets]
    leads = ahead[1] if ahead[0] == ahead[1] else f"{ahead[0] or 'none'} → {ahead[1] or 'none'}"
    title = Named(say.title_of(after, lang), after.commitment.id, ", ".join(said))
    return title, level(targets[0], before), level(targets[1], after), share or None, leads or None, status


def _achieved(found: TargetAssessment | None) -> str:
    return say.percent(found.measure.achieved) if found and found.measure else ""


def _forecast(found: TargetAssessment | None, lang: str) -> str:
    return say.forecast(found, lang=lang) if found and found.forecast else ""


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def amended(report: Report, lang: str) -> Grid:
    """Original and current target side by side; the weakened ones are named."""
    rows: list[tuple[Cell, ...]] = []
    for row in report.amended:
        before, now = row.target.original, row.target.terms
        if before is None or now is None or row.target.measure is None or row.target.schedule_original is None:
            continue
        unit, hedge = row.target.target.unit, row.target.target.qualifier
        then, today = (Amount(terms.value, unit, hedge) for terms in (before, now))
        stands = say.moved(row.target) or row.target.measure.schedule.replace("-", " ")
        change = " and ".join(row.target.changes)
        rows.append((name(row.assessment, lang), then, before.due, today, now.due, change, stands))
    for moved in report.postponed:
        stands = say.because(moved.status, moved.status_original) or say.STATUS_WORDS[moved.status]
        change = shift(moved.original_due, moved.due)
        rows.append((name(moved, lang), None, moved.original_due, None, moved.due, change, stands))
    return Grid(
        key="amended",
        title="Amended targets and deadlines",
        columns=(
            COMMITMENT, Column(key="original_value", heading="Original", align=Align.RIGHT, stack=1),
            Column(key="original_due", heading="Due then", stack=1),
            Column(key="value", heading="Current", align=Align.RIGHT, stack=2),
            Column(key="due", heading="Due now", stack=2),
            Column(key="changes", heading="Change"), Column(key="schedule", heading="By the current and the original"),
        ),
        rows=tuple(rows),
        empty="Nothing was amended.",
    )  # fmt: skip


def evidenced(report: Report, lang: str) -> Grid:
    """Progress as claimed by all updates, beside that which official or external evidence bears out."""
    rows: list[tuple[Cell, ...]] = [
        (
            name(row.assessment, lang), goal(row.target), level(row.target, row.assessment),
            Share(row.target.measure.achieved if row.target.measure else None, bar=True),
            level(row.evidenced, row.assessment),
            Share(row.evidenced.measure.achieved, bar=True) if row.evidenced.measure and row.evidenced.latest else None,
        )
        for row in report.evidenced
    ]  # fmt: skip
    return Grid(
        key="evidenced",
        title="Claimed and evidenced",
        columns=(
            COMMITMENT, TARGET, Column(key="claimed", heading="Claimed", align=Align.RIGHT, stack=1),
            Column(key="claimed_achieved", heading="Achieved", stack=1),
            Column(key="evidenced", heading="Evidenced", align=Align.RIGHT, stack=2),
            Column(key="evidenced_achieved", heading="Achieved", stack=2),
        ),
        rows=tuple(rows),
        empty="No target has a figure.",
        note="Evidenced counts only figures with official or externally reviewed evidence.",
    )  # fmt: skip


def ask(report: Report, lang: str) -> Grid:
    """For each party, what to bring: overdue, off track, due before the meeting, stale, without figure or evidence."""
    parties = report.survey.registry.parties
    rows: list[tuple[Cell, ...]] = []
    for party, asks in report.asks.items():
        title = in_language(parties[party].title, lang) if party else "nobody named"
        for number, each in enumerate(asks):
            first = title if number == 0 else None
            rows.append((first, name(each.assessment, lang), each.assessment.due, ", ".join(each.reasons)))
    meeting = report.next_meeting
    whom = f" for {in_language(meeting[1].title, lang)}, {meeting[1].on}" if meeting else ""
    return Grid(
        key="ask",
        title=f"Whom to ask{whom}",
        columns=(
            Column(key="party", heading="Party", group=True), COMMITMENT, Column(key="due", heading="Due"),
            Column(key="reasons", heading="To bring word because"),
        ),
        rows=tuple(rows),
        empty="Nothing is owed.",
    )  # fmt: skip
