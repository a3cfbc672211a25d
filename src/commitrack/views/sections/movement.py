"""What moved: since a day, through amendments, by evidence."""

from commitrack.assess import TargetAssessment
from commitrack.assess.terms import shift
from commitrack.language import LazyString as _
from commitrack.language import format_day, listed, word
from commitrack.model import in_language
from commitrack.report import amendments
from commitrack.report import sentences as say
from commitrack.report.changes import Movement
from commitrack.report.report import Report
from commitrack.views.grid import Align, Amount, Cell, Column, Grid, Named, Share, Standing
from commitrack.views.sections.status import name
from commitrack.views.tables import COMMITMENT, TARGET, goal, level

_FROM = Column(key="before", heading=_("Then"), stack=1)
_TO = Column(key="actual", heading=_("Now"), stack=1)


def since(report: Report, lang: str) -> Grid:
    """For each commitment that moved: old → new figure, share, status, forecast; and no change by name."""
    found = report.since
    if found is None:
        empty = _("No day was asked for.")
        return Grid(key="since", title=_("Since"), columns=(COMMITMENT,), rows=(), empty=empty)
    rows = [_moved(row, lang) for row in found.moved]
    rows += [(name(a, lang), None, None, None, None, _("NO CHANGE")) for a in found.unchanged]
    meeting = report.snapshot.registry.meetings.get(found.meeting or "")
    day = format_day(found.day, lang)
    if meeting:
        day = _("{day} ({meeting})", day=day, meeting=in_language(meeting.title, lang))
    moved, still = len(found.moved), len(found.unchanged)
    return Grid(
        key="since",
        title=_("Since {day}: {moved} moved, {still} with no change", day=day, moved=moved, still=still),
        columns=(
            COMMITMENT, _FROM, _TO, Column(key="achieved", heading=_("Achieved"), align=Align.RIGHT, stack=2),
            Column(key="forecast", heading=_("Forecast"), stack=2, drop=1), Column(key="status", heading=_("Status")),
        ),
        rows=tuple(rows),
        empty=_("No commitment fits."),
    )  # fmt: skip


def _moved(row: Movement, lang: str) -> tuple[Cell, ...]:
    before, after = row.before, row.after
    said = [_("{n} new line", "{n} new lines", n=len(row.updates))] if row.updates else []
    shown = sum(len(update.evidence) for update in row.updates)
    said += [_("{n} item of evidence", "{n} items of evidence", n=shown)] if shown else []
    said += [_("newly overdue")] if row.newly_overdue else []
    said += [_("{n} amendment", "{n} amendments", n=len(row.amendments))] if row.amendments else []
    old, new = (word(each.status).to(lang) for each in (before, after))
    status: Cell = f"{old} → {new}" if old != new else Standing(after.status)
    unknown, nowhere = _("no data").to(lang), _("none").to(lang)
    targets = row.targets or (None, None)
    shares = [_achieved(each) for each in targets]
    share = shares[1] if shares[0] == shares[1] else f"{shares[0] or unknown} → {shares[1] or unknown}"
    ahead = [_forecast(each, lang) for each in targets]
    leads = ahead[1] if ahead[0] == ahead[1] else f"{ahead[0] or nowhere} → {ahead[1] or nowhere}"
    title = Named(say.title_of(after, lang), after.commitment.id, listed(said, lang))
    return title, level(targets[0], before), level(targets[1], after), share or None, leads or None, status


def _achieved(found: TargetAssessment | None) -> str:
    return say.percent(found.measure.achieved) if found and found.measure else ""


def _forecast(found: TargetAssessment | None, lang: str) -> str:
    return say.forecast(found, lang=lang) if found and found.forecast else ""


def amended(report: Report, lang: str) -> Grid:
    """Original and current target side by side; the weakened ones are named."""
    rows: list[tuple[Cell, ...]] = []
    for row in report.amended:
        before, now = row.target.original, row.target.terms
        if before is None or now is None or row.target.measure is None or row.target.schedule_original is None:
            continue
        unit, hedge = row.target.target.unit, row.target.target.qualifier
        then, today = (Amount(terms.value, unit, hedge) for terms in (before, now))
        stands = amendments.moved(row.target) or word(row.target.measure.schedule)
        change = amendments.done(row.target.changes).to(lang)
        rows.append((name(row.assessment, lang), then, before.due, today, now.due, change, stands))
    for moved in report.postponed:
        stands = amendments.because(moved.status, moved.status_original) or word(moved.status)
        change = word(shift(moved.original_due, moved.due))
        rows.append((name(moved, lang), None, moved.original_due, None, moved.due, change, stands))
    return Grid(
        key="amended",
        title=_("Amended targets and deadlines"),
        columns=(
            COMMITMENT, Column(key="original_value", heading=_("Original"), align=Align.RIGHT, stack=1),
            Column(key="original_due", heading=_("Due then"), stack=1),
            Column(key="value", heading=_("Current"), align=Align.RIGHT, stack=2),
            Column(key="due", heading=_("Due now"), stack=2),
            Column(key="changes", heading=_("Change")),
            Column(key="schedule", heading=_("By the current and the original")),
        ),
        rows=tuple(rows),
        empty=_("Nothing was amended."),
    )  # fmt: skip


def evidenced(report: Report, lang: str) -> Grid:
    """Progress as claimed by all updates, beside that which official or external evidence bears out."""
    rows: list[tuple[Cell, ...]] = [
        (
            name(row.assessment, lang), goal(row.target, lang), level(row.target, row.assessment),
            Share(row.target.measure.achieved if row.target.measure else None, bar=True),
            level(row.evidenced, row.assessment),
            Share(row.evidenced.measure.achieved, bar=True) if row.evidenced.measure and row.evidenced.latest else None,
        )
        for row in report.evidenced
    ]  # fmt: skip
    return Grid(
        key="evidenced",
        title=_("Claimed and evidenced"),
        columns=(
            COMMITMENT, TARGET, Column(key="claimed", heading=_("Claimed"), align=Align.RIGHT, stack=1),
            Column(key="claimed_achieved", heading=_("Achieved"), alone=_("Claimed achieved"), stack=1),
            Column(key="evidenced", heading=_("Evidenced"), align=Align.RIGHT, stack=2),
            Column(key="evidenced_achieved", heading=_("Achieved"), alone=_("Evidenced achieved"), stack=2),
        ),
        rows=tuple(rows),
        empty=_("No target has a figure."),
        note=_("Evidenced counts only figures with official or externally reviewed evidence."),
    )  # fmt: skip
