"""A listing in colour, which is drawn once the width of the terminal is known."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style

from commitrack.assess import Status
from commitrack.views.grid import Look
from commitrack.views.listing import Line, lines
from commitrack.views.terminal.cells import STYLES
from commitrack.wording.groups import AssessmentGroup

_BOLD, _COLOURED = Style(bold=True), frozenset({"status", "progress"})


class CommitmentLines:
    """A listing whose ``groups`` may have headings."""

    def __init__(self, groups: Sequence[AssessmentGroup], look: Look, columns: Sequence[str] = ()) -> None:
        self.groups = groups
        self.look = look
        self.columns = columns

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        available = None if self.look.pipe else options.max_width
        styles = {status: console.get_style(style) for status, style in STYLES.items()}
        for line in lines(self.groups, self.look, self.columns, available=available):
            yield from _segments(line, styles) if console.color_system else (Segment(str(line)),)
            yield Segment.line()


def _segments(line: Line, styles: Mapping[Status, Style]) -> Iterator[Segment]:
    """The cells of a line, of which two have the colour of the status, without the blanks at its end."""
    room = len(str(line))
    for name, cell in line.cells.items():
        style = _BOLD if line.status is None else styles.get(line.status) if name in _COLOURED else None
        yield Segment(cell[:room], style)
        room = max(0, room - len(cell))
