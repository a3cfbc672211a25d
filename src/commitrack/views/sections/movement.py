"""What is new or changed since a day, and what did not change."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from commitrack.assess import Assessment, Status, TargetAssessment
from commitrack.language import LazyString as _
from commitrack.language import comma_list, word
from commitrack.model import CompletionLevel, Number, Update, multilingual
from commitrack.report.changes import Movement
from commitrack.report.fraction import fraction
from commitrack.report.report import Report
from commitrack.views.grid import Align, Cell, Change, Column, Grid, Named
from commitrack.views.sections.section import Section, always
from commitrack.views.tables import COMMITMENT, level, status_cell
from commitrack.wording import figures, rates
from commitrack.wording.commitments import title_of
from commitrack.wording.figures import Missing


class FigureData(Struct, frozen=True):
    """A figure and the share achieved with it; null if there is none."""

    actual: Number | None
    actual_on: date | None
    achieved: Decimal | None


class StateData(Struct, frozen=True):
    """A commitment on one of the two days; the figure is that of the target that leads on the later one."""

    status: Status
    completion: CompletionLevel | None
    actual: Number | None
    actual_on: date | None
    achieved: Decimal | None
    forecast: Number | None
    reached_on: date | None


class MovementData(Struct, frozen=True):
    """A commitment that changed, with the keys of the updates and notes added in between, and of those retracted."""

    id: str
    target: str | None
    before: StateData
    after: StateData
    updates: tuple[str, ...]
    amendments: tuple[str, ...]
    notes: tuple[str, ...]
    retracted: tuple[str, ...]
    newly_overdue: bool


class SinceData(Struct, frozen=True):
    """What changed since a day, and the ids of the commitments made after it and of those that did not change."""

    day: date
    meeting: str | None
    new: tuple[str, ...]
    moved: tuple[MovementData, ...]
    unchanged: tuple[str, ...]


def _since(report: Report) -> Grid:
    """Changed commitments with figure, share, status and forecast before → after; then new and unchanged ones."""
    changes = report.since
    if changes is None:
        empty = _("No comparison date requested")
        return Grid(title=_("Changes"), columns=(COMMITMENT,), rows=(), empty=empty)
    meeting = report.snapshot.registry.meetings.get(changes.meeting or "")
    day: object = changes.day
    if meeting:
        day = _("{day} ({meeting})", day=changes.day, meeting=multilingual(meeting.title))
    return Grid(
        title=_(
            "Since {day}: {moved} changed, {new} new, {still} unchanged",
            day=day, moved=len(changes.moved), new=len(changes.new), still=len(changes.unchanged),
        ),
        columns=(
            COMMITMENT,
            Column(key="before", heading=_("Then"), stack=1), Column(key="actual", heading=_("Now"), stack=1),
            Column(key="achieved", heading=_("Achieved"), align=Align.RIGHT, stack=2),
            Column(key="forecast", heading=_("Forecast"), stack=2, drop=1), Column(key="status", heading=_("Status")),
        ),
        rows=(
            *(_moved(row) for row in changes.moved),
            *(_new(row) for row in changes.new),
            *((_named(row), None, None, None, None, _("NO CHANGE")) for row in changes.unchanged),
        ),
        empty=_("No commitments match"),
    )  # fmt: skip


def _moved(row: Movement) -> tuple[Cell, ...]:
    before, after = row.before, row.after
    old, new = row.targets or (None, None)
    status: Cell = status_cell(after)
    if before.status != after.status:
        status = Change(word(before.status), status_cell(after))
    return (
        _named(row),
        level(old, before),
        level(new, after),
        _change(_achieved(old), _achieved(new), Missing.NO_FIGURE),
        _change(_forecast(old), _forecast(new), Missing.NONE),
        status,
    )


def _new(row: Movement) -> tuple[Cell, ...]:
    """A commitment made in between, which has nothing to compare with."""
    leading = row.after.leading
    share = _achieved(leading) if leading and leading.latest else ""
    return _named(row, _("new")), None, level(leading, row.after), share, _forecast(leading), status_cell(row.after)


def _named(row: Movement, *remarks: _) -> Named:
    return Named(title_of(row.after), row.after.commitment.id, comma_list((*remarks, *_remarks(row))))


def _remarks(row: Movement) -> Iterator[_]:
    if updates := len(row.updates) - len(row.amendments):
        yield _("{n} new update", "{n} new updates", n=updates)
    if evidence := sum(len(update.evidence) for update in row.updates):
        yield _("{n} item of evidence", "{n} items of evidence", n=evidence)
    if row.newly_overdue:
        yield _("newly overdue")
    if row.amendments:
        yield _("{n} amendment", "{n} amendments", n=len(row.amendments))
    if row.retracted:
        yield _("{n} update retracted", "{n} updates retracted", n=len(row.retracted))
    if row.notes:
        yield _("{n} note", "{n} notes", n=len(row.notes))


def _change(before: str, after: str, missing: Missing) -> Cell:
    """A text before and after; None if it is missing on both days."""
    return Change(before or missing, after or missing) if before or after else None


def _achieved(target: TargetAssessment | None) -> str:
    return figures.percent(target.measure.achieved) if target and target.measure else ""


def _forecast(target: TargetAssessment | None) -> str:
    return rates.forecast(target) if target and target.forecast else ""


def _since_data(report: Report) -> SinceData | None:
    changes = report.since
    if changes is None:
        return None
    moved = tuple(_movement_data(row) for row in changes.moved)
    return SinceData(changes.day, changes.meeting, _ids(changes.new), moved, _ids(changes.unchanged))


def _ids(rows: Iterable[Movement]) -> tuple[str, ...]:
    return tuple(row.after.commitment.id for row in rows)


def _keys(updates: Iterable[Update]) -> tuple[str, ...]:
    return tuple(update.key for update in updates)


def _movement_data(row: Movement) -> MovementData:
    old, new = row.targets or (None, None)
    return MovementData(
        id=row.after.commitment.id,
        target=new.name if new else None,
        before=_state(row.before, old),
        after=_state(row.after, new),
        updates=_keys(row.updates),
        amendments=_keys(row.amendments),
        notes=_keys(row.notes),
        retracted=_keys(row.retracted),
        newly_overdue=row.newly_overdue,
    )


def _state(assessment: Assessment, target: TargetAssessment | None) -> StateData:
    figure, forecast = figure_data(target), target.forecast if target else None
    return StateData(
        status=assessment.status,
        completion=assessment.completion,
        actual=figure.actual,
        actual_on=figure.actual_on,
        achieved=figure.achieved,
        forecast=forecast.at_due if forecast else None,
        reached_on=forecast.reached_on if forecast else None,
    )


def figure_data(target: TargetAssessment | None) -> FigureData:
    """The latest figure of a target as data for programs."""
    latest = target.latest if target else None
    measure = target.measure if target and latest else None
    return FigureData(
        latest.level if latest else None, latest.on if latest else None, fraction(measure.achieved) if measure else None
    )


def _members(report: Report) -> dict[str, list[Assessment]]:
    changes = report.since
    if changes is None:
        return {}
    rows = {"since": changes.moved, "new": changes.new, "no_change": changes.unchanged}
    return {word: [row.after for row in movements] for word, movements in rows.items()}


SINCE = Section(
    name="since",
    order=10,
    short=_("Changes"),
    grid=_since,
    data=_since_data,
    default=lambda report: report.since,
    brief=always,
    members=_members,
)
