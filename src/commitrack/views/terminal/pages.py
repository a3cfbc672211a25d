"""The listing as a page, and the lists of labels and values that all pages share."""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from commitrack.assess import Assessment
from commitrack.language import LazyString as _
from commitrack.language import join, localize
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Look
from commitrack.views.tables import listing
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
    snapshot: Snapshot,
    groups: Sequence[AssessmentGroup],
    look: Look,
    *,
    columns: Sequence[str] = (),
    more: str = "",
) -> RenderableType:
    """One line per commitment, and a footer."""
    chosen = {a.commitment.id: a for _heading, assessments in groups for a in assessments}
    body: RenderableType = CommitmentLines(groups, look, columns)
    if not chosen:
        body = Padding(SafeText(_("No commitments match").to(look.lang)), (0, 1), expand=False)
    return _listed(snapshot, tuple(chosen.values()), body, look, more)


def long_page(snapshot: Snapshot, chosen: Sequence[Assessment], look: Look, *, more: str = "") -> RenderableType:
    """A table with a row for each target, and a footer."""
    return _listed(snapshot, chosen, TableOf(listing(snapshot, chosen), look), look, more)


def _listed(
    snapshot: Snapshot, chosen: Sequence[Assessment], body: RenderableType, look: Look, more: str
) -> RenderableType:
    """A listing, and a footer with the number of commitments and the date; ``more`` is added to it."""
    footer = _("{part} of {n} commitment as of {day}", "{part} of {n} commitments as of {day}",
               part=len(chosen), n=len(snapshot.assessments), day=snapshot.as_of)  # fmt: skip
    return Group(body, quiet(join((footer, more), ""), look))


def quiet(line: object, look: Look) -> RenderableType:
    """A dimmed footer with a blank line above it."""
    return Padding(SafeText(localize(line, look.lang), style="dim"), (1, 1, 0, 1), expand=False)
