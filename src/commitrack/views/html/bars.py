"""The bars of the timeline: a row for each commitment, from the day it was made to its deadline."""

from collections.abc import Container, Iterable, Sequence
from datetime import date

from msgspec import Struct

from commitrack.assess import Assessment, Schedule
from commitrack.dates import first_day
from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.model import FiscalYear, When
from commitrack.report.deadlines import Deadline
from commitrack.views.html.inline import name, status
from commitrack.views.html.pattern import Html, Pattern
from commitrack.views.html.scale import Days, Tick
from commitrack.views.symbols import SYMBOLS
from commitrack.views.tables import status_cell
from commitrack.wording.commitments import more_parts, title_of
from commitrack.wording.deadlines import distance

_ROW = Pattern("""\
<tr role="row">
<th scope="row" role="rowheader">{name}{parts}</th>
<td class="day" role="cell" data-label="{made_label}">{made}</td>
<td class="day" role="cell" data-label="{due_label}">{due}<span class="remark">{distance}</span>{original}{steps}</td>
<td role="cell" data-label="{status_label}">{status}</td>
<td class="track" role="cell"><svg role="img" aria-labelledby="{key}t {key}d" width="100%" height="100%">\
<title id="{key}t">{title}</title><desc id="{key}d">{description}</desc>
{backdrop}
{bar}{late}{moved}{diamonds}<circle class="end is-{word}" cx="{end}" cy="50%" r="8"/>\
<text class="in" x="{end}" y="50%" dy="3.5">{symbol}</text></svg></td>
</tr>
""")
_PARTS, _REMARK = Pattern(' <span class="remark">{}</span>'), Pattern('<span class="remark">{}</span>')
_DAY, _JOINED = Pattern('<span class="day">{}</span>'), Pattern("{}{}")
_TICK = Pattern('<line class="grid" x1="{0}" x2="{0}" y1="0" y2="100%"/>')
_BACKDROP = Pattern('{0}<line class="today" x1="{1}" x2="{1}" y1="0" y2="100%"/>')
_BAR = Pattern('<line class="span{}" x1="{}" x2="{}" y1="50%" y2="50%"/>')
_LATE = Pattern('<line class="late" x1="{}" x2="{}" y1="50%" y2="50%"/>')
_MOVED = Pattern('<circle class="first" cx="{}" cy="50%" r="4"/>')
_DIAMOND = Pattern('<text class="milestone" x="{}" y="50%" dy="4">◆</text>')


class Axis(Struct, frozen=True):
    """What all bars have in common: the days, the fiscal year, the lines behind them, the language and the links."""

    days: Days
    fiscal_year: FiscalYear
    backdrop: Html
    lang: str
    linked: Container[str]


def backdrop(ticks: Iterable[Tick], today: str, lang: str) -> Html:
    """The lines behind every bar: the ticks of the axis and the day of the report."""
    return _BACKDROP.filled(lang, _TICK.repeated(lang, [(tick.at,) for tick in ticks]), today)


def bar(key: str, row: Deadline, axis: Axis) -> Html:
    """The row of a commitment; a bar that starts before the axis is open, and one that ends after it has an arrow."""
    assessment, days, lang = row.assessment, axis.days, axis.lang
    commitment, reservation = assessment.commitment, status_cell(assessment).remark
    title = title_of(assessment)
    steps, original = _steps(assessment, days), _original(assessment)
    originally = _("originally due {day}", day=original) if original else ""
    symbol = "→" if row.due > days.last else SYMBOLS[assessment.status]
    parts, end = more_parts(row.parts), days.at(row.due)
    return _ROW.filled(
        lang,
        key=key,
        name=name(title, commitment.id, lang=lang, linked=commitment.id in axis.linked),
        parts=_PARTS.filled(lang, parts) if parts else "",
        made_label=_("Made"),
        made=_made(assessment),
        due_label=_("Due"),
        due=row.due,
        distance=distance(row.due, assessment.as_of),
        original=_REMARK.filled(lang, originally) if originally else "",
        steps=_REMARK.filled(lang, _listed([_DAY.filled(lang, step) for step in steps], lang)) if steps else "",
        status_label=_("Status"),
        status=status(assessment.status, reservation, lang=lang),
        title=title,
        description=_description(row, reservation, originally, steps, lang),
        backdrop=axis.backdrop,
        bar=_bar(assessment, end, axis),
        late=_LATE.filled(lang, end, days.at(assessment.as_of)) if assessment.schedule is Schedule.OVERDUE else "",
        moved=_MOVED.filled(lang, days.at(original)) if original else "",
        diamonds=_DIAMOND.repeated(lang, [(days.at(step),) for step in steps]),
        word=assessment.status.value,
        end=end,
        symbol=symbol,
    )


def _bar(assessment: Assessment, end: str, axis: Axis) -> Html | str:
    """The line from the day on which a commitment was made to the ``end``; empty if that day is unknown."""
    made = day_made(assessment, axis.fiscal_year)
    if made is None:
        return ""
    return _BAR.filled(axis.lang, " open" if made < axis.days.first else "", axis.days.at(made), end)


def _listed(steps: Iterable[object], lang: str) -> Html:
    """The days of milestones, in words."""
    return _JOINED.repeated(lang, [(_(", ") if number else _("milestones: "), day) for number, day in enumerate(steps)])


def _description(row: Deadline, reservation: str, originally: str, steps: Sequence[date], lang: str) -> Html:
    """The bar in words, for people who do not see it."""
    assessment = row.assessment
    made, about = _made(assessment), word(assessment.status)
    parts: list[tuple[object, object]] = [
        ("", _("From {made} to {due}, {status}", made=made, due=row.due, status=about))
    ]
    if reservation:
        parts.append((_(", "), reservation))
    if originally:
        parts.append((_("; "), originally))
    if steps:
        parts.append((_("; "), _listed(steps, lang)))
    return _JOINED.repeated(lang, parts)


def _made(assessment: Assessment) -> When | str:
    return assessment.commitment.made or _("not stated")


def day_made(assessment: Assessment, fiscal_year: FiscalYear) -> date | None:
    """The day on which a commitment was made, or the first day of the month or year; None if it is unknown."""
    made = assessment.commitment.made
    return first_day(made, fiscal_year=fiscal_year) if made else None


def _steps(assessment: Assessment, days: Days) -> list[date]:
    """The days of the milestones on the axis."""
    steps = {step.on for target in assessment.targets for step in target.target.milestones}
    return [day for day in sorted(steps) if days.first <= day <= days.last]


def _original(assessment: Assessment) -> date | None:
    """The deadline as first promised, if it has changed."""
    leading = assessment.leading
    if leading is not None and leading.original is not None:
        first = leading.original.due
        return first if leading.terms is not None and first != leading.terms.due == assessment.due else None
    return assessment.original_due if assessment.original_due != assessment.due else None
