"""The deadline of a commitment as a whole: as first promised, as amended, and the one that is open now."""

from collections.abc import Sequence
from datetime import date

from commitrack.assess.history import History
from commitrack.dates import due_day, last_day
from commitrack.model import Commitment, Settings, When

Dated = tuple[date | None, When | None, bool]
"""The deadline of a target, as people wrote it, and whether the target is reached."""


def promised(commitment: Commitment, settings: Settings) -> date | None:
    """The commitment's own deadline before any amendment."""
    year = settings.fiscal_year_start
    return due_day(commitment.due, commitment.within, commitment.made, fiscal_year_start=year)


def deadline(
    commitment: Commitment, targets: Sequence[Dated], history: History, settings: Settings
) -> tuple[date | None, When | None]:
    """The earliest deadline of what is not yet reached; when all is reached, the last one; without targets its own."""
    if targets:
        open_ones = [(due, written) for due, written, done in targets if due is not None and not done]
        if open_ones:
            return min(open_ones, key=lambda pair: pair[0])
        if not all(done for _, _, done in targets):
            return None, None
        dated = [(due, written) for due, written, _ in targets if due is not None]
        return max(dated, key=lambda pair: pair[0]) if dated else (None, None)
    moved = [u.amends.due for u in history.amendments if u.target is None and u.amends and u.amends.due]
    if moved:
        return last_day(moved[-1], fiscal_year_start=settings.fiscal_year_start), moved[-1]
    return promised(commitment, settings), commitment.due
