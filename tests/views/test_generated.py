"""Every format in every language renders a generated registry of forty commitments with updates."""

import io
import json
from collections.abc import Callable
from datetime import date

import icalendar
import openpyxl
import pytest
from rich.console import RenderableType

from commitrack.assess import Assessment, Delivery, Freshness, Status
from commitrack.language import LazyString as _
from commitrack.model import Lifecycle
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.formats import FORMATS, view
from commitrack.views.grid import Look
from commitrack.views.linebreak import width
from commitrack.views.sections import HIGHLIGHTS, SECTIONS
from commitrack.views.terminal.report import report_page

Draw = Callable[[RenderableType, int, Look], str]
EVERYTHING = (HIGHLIGHTS, *(section.name for section in SECTIONS))
MEETING = date(2026, 3, 1)


@pytest.fixture(scope="module")
def report(generated: Snapshot) -> Report:
    return build_report(
        generated, ReportRequest(since=(MEETING, "last"), meeting="next", currency="USD"), digest="0" * 64
    )


def is_over_fulfilled(assessment: Assessment) -> bool:
    measure = assessment.targets[0].measure
    return measure is not None and measure.achieved is not None and measure.achieved > 3


SHAPES: dict[str, Callable[[Assessment], bool]] = {
    "amended": lambda a: a.weakened and a.targets[0].changes != (),
    "falling": lambda a: a.targets[0].terms is not None and a.targets[0].terms.falls,
    "maintained": lambda a: (
        a.targets[0].terms is not None and a.targets[0].terms.is_maintenance and a.status is Status.ON_TRACK
    ),
    "over-fulfilled": is_over_fulfilled,
    "late": lambda a: a.delivery is Delivery.FULFILLED_LATE,
    "withdrawn": lambda a: a.lifecycle is Lifecycle.WITHDRAWN,
    "stale": lambda a: a.freshness is Freshness.STALE,
    "plain": lambda a: a.status in {Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_generated_commitments_have_their_shape(generated: Snapshot, shape: str) -> None:
    """The generated registry has five commitments of each shape, and the assessment of each one shows that shape."""
    assessments = [a for name, a in generated.assessments.items() if name.startswith(f"{shape}-")]
    assert len(assessments) == 5
    assert all(SHAPES[shape](a) for a in assessments)


def test_a_seed_makes_one_registry(forty_commitments: Callable[[int], str]) -> None:
    """The same seed generates the same text, and another seed generates another text."""
    assert forty_commitments(1) == forty_commitments(1)
    assert forty_commitments(1) != forty_commitments(2)


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_names_the_generated_commitments(report: Report, form: str, lang: str) -> None:
    """Every format names all forty commitments (a calendar those with open deadlines), and always in the same bytes."""
    views = (view(form).render_report(report, lang=lang, only=EVERYTHING) for _twice in range(2))
    rendered, again = (text if isinstance(text, bytes) else "".join(text) for text in views)
    assert rendered == again
    text = READERS[form](rendered) if form in READERS else str(rendered)
    named = {name for name in report.snapshot.assessments if name in text}
    expected = {name for name in report.snapshot.assessments if form != "ics" or has_open_deadline(report, name)}
    assert named == expected


def has_open_deadline(report: Report, name: str) -> bool:
    """Whether the report lists an open deadline of the commitment, which makes it an event of the calendar."""
    return name in {row.assessment.commitment.id for rows in report.deadlines.values() for row in rows}


def cells(rendered: bytes) -> str:
    """The text of all cells of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(rendered))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def events(rendered: str) -> str:
    """The UIDs of all events of a calendar."""
    return "\n".join(str(event["UID"]) for event in icalendar.Calendar.from_ical(rendered).walk("VEVENT"))


READERS: dict[str, Callable[..., str]] = {
    "xlsx": cells,
    "ics": events,
    "json": lambda text: "\n".join(item["id"] for item in json.loads(text)["items"]),
}


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("columns", [40, 80, 140])
def test_the_terminal_shows_the_generated_registry(report: Report, drawn: Draw, columns: int, lang: str) -> None:
    """At every width, the report shows all shapes, marks all unchanged commitments, and has no line too wide."""
    shown = drawn(report_page(report, Look(lang=lang), only=EVERYTHING), columns, Look(lang=lang))
    assert all(f"{shape}-" in shown for shape in SHAPES)
    assert max(map(width, shown.split("\n"))) <= columns
    assert shown.count(_("NO CHANGE").to(lang)) == len(report.since.unchanged if report.since else ())
