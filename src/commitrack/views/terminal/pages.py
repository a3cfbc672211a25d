"""The listing as a page, and the labels with what there is to say that all pages share."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from commitrack.assess import Assessment
from commitrack.language import LazyString as _
from commitrack.language import format_day, translated
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Look
from commitrack.views.tables import listing
from commitrack.views.terminal.table import TableOf
from commitrack.views.terminal.text import Text


def facts(rows: Sequence[tuple[str, RenderableType]]) -> RenderableType:
    """Labels on the left, what there is to say on the right."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, said in rows:
        table.add_row(label, said)
    return Padding(table, (0, 1), expand=False)


def list_page(snapshot: Snapshot, chosen: Sequence[Assessment], look: Look, *, more: str = "") -> RenderableType:
    """The listing and a last line that says how many of how many stand there, and as of when."""
    day, of = format_day(snapshot.as_of, look.lang), len(snapshot.assessments)
    foot = _("{n} of {of} commitments as of {day}", n=len(chosen), of=of, day=day).to(look.lang)
    return Group(
        TableOf(listing(snapshot, chosen, lang=look.lang), look),
        Padding(Text(foot + translated(more, look.lang), style="dim"), (1, 1, 0, 1), expand=False),
    )
