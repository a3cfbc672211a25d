"""A listing in colour, which is drawn once the width of the terminal is known."""

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, RenderResult

from commitrack.views.grid import Look
from commitrack.views.listing import Line, lines
from commitrack.views.terminal.cells import STYLES
from commitrack.views.terminal.text import SafeText
from commitrack.wording.groups import AssessmentGroup


class CommitmentLines:
    """A listing whose ``groups`` may have headings."""

    def __init__(self, groups: Sequence[AssessmentGroup], look: Look, columns: Sequence[str] = ()) -> None:
        self.groups = groups
        self.look = look
        self.columns = columns

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        available = None if self.look.pipe else options.max_width
        for line in lines(self.groups, self.look, self.columns, available=available):
            yield _text(line)


def _text(line: Line) -> SafeText:
    text = SafeText(no_wrap=True, overflow="ignore")
    for name, cell in line.cells.items():
        colour = STYLES.get(line.status, "") if line.status and name in {"status", "progress"} else ""
        text.append(cell, style=colour if line.status else "bold")
    text.rstrip()
    return text
