"""The listing as a page, and the lists of labels and values that all pages share."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from commitrack.assess import Assessment
from commitrack.language import localize
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Look
from commitrack.views.tables import NOTHING, listing
from commitrack.views.terminal.lines import CommitmentLines
from commitrack.views.terminal.table import TableOf
from commitrack.views.terminal.text import SafeText
from commitrack.wording.groups import AssessmentGroup


def facts(rows: Iterable[tuple[object, object]], look: Look) -> RenderableType:
    """Labels on the left, their values on the right: renderables, or anything that can be localized."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in rows:
        text = value if isinstance(value, SafeText | Group) else SafeText(localize(value, look.lang))
        table.add_row(SafeText(localize(label, look.lang)), text)
    return Padding(table, (0, 1), expand=False)


def list_page(
    groups: Sequence[AssessmentGroup],
    look: Look,
    *,
    columns: Sequence[str] = (),
    footer: object = None,
) -> RenderableType:
    """One line per commitment, and a footer if there is one."""
    body: RenderableType = CommitmentLines(groups, look, columns)
    if not any(assessments for _heading, assessments in groups):
        body = Padding(SafeText(NOTHING.to(look.lang)), (0, 1), expand=False)
    return _listed(body, look, footer)


def long_page(snapshot: Snapshot, chosen: Sequence[Assessment], look: Look, *, footer: object = None) -> RenderableType:
    """A table with a row for each target, and a footer if there is one."""
    return _listed(TableOf(listing(snapshot, chosen), look), look, footer)


def _listed(body: RenderableType, look: Look, footer: object) -> RenderableType:
    return body if footer is None else Group(body, quiet(footer, look))


def quiet(line: object, look: Look) -> RenderableType:
    """A dimmed footer with a blank line above it."""
    return Padding(SafeText(localize(line, look.lang), style="dim"), (1, 1, 0, 1), expand=False)
