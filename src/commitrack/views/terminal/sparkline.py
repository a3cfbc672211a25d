"""A progress curve as two rows of small columns: the figures, and the plan below."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from commitrack.language import LazyString as _
from commitrack.report.progress_curve import Step
from commitrack.views.grid import Look, filled
from commitrack.views.terminal.text import SafeText

_HEIGHTS, _ASCII_HEIGHTS = "▁▂▃▄▅▆▇█", "_.:-=+*#"
_UNKNOWN, _ASCII_UNKNOWN = "·", " "


def sparkline(steps: Sequence[Step], look: Look, *, is_planned: bool) -> SafeText:
    """Two rows: what was achieved by the end of each step, green where the plan was met; and what was planned.

    Unless it ``is_planned``, that is the time elapsed.
    """
    text = SafeText()
    for step in steps:
        text.append(_row([step.achieved], look), style=_style(step))
    plan = (_("plan") if is_planned else _("time elapsed")).to(look.lang)
    planned = f"{_row((step.planned for step in steps), look)} {plan}"
    return SafeText.stack([text, SafeText().append(planned, style="dim")])


def _style(step: Step) -> str:
    if step.achieved is None:
        return "dim"
    return "green" if step.met else "yellow"


def _row(shares: Iterable[Decimal | None], look: Look) -> str:
    heights, unknown = (_ASCII_HEIGHTS, _ASCII_UNKNOWN) if look.ascii else (_HEIGHTS, _UNKNOWN)
    most = len(heights) - 1
    return "".join(unknown if share is None else heights[filled(share, most)] for share in shares)
