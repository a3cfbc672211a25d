"""The listing as a page, and the labels with what there is to say that all pages share."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from commitrack.assess import Assessment
from commitrack.report.survey import Survey
from commitrack.views.grid import Look
from commitrack.views.tables import listing
from commitrack.views.terminal.table import TableOf


def facts(rows: Sequence[tuple[str, RenderableType]]) -> RenderableType:
    """Labels on the left, what there is to say on the right."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, said in rows:
        table.add_row(label, said)
    return Padding(table, (0, 1), expand=False)


def list_page(survey: Survey, chosen: Sequence[Assessment], look: Look, *, more: str = "") -> RenderableType:
    """The listing and a last line that says how many of how many stand there, and as of when."""
    of = len(survey.assessments)
    foot = f"{len(chosen)} of {of} commitments as of {survey.as_of}{more}"
    return Group(
        TableOf(listing(survey, chosen, lang=look.lang), look),
        Padding(Text(foot, style="dim"), (1, 1, 0, 1), expand=False),
    )
