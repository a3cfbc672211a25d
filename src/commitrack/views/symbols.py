"""One symbol for each status, so that no status is shown by colour alone."""

from collections.abc import Mapping

from commitrack.assess import Status

SYMBOLS: Mapping[Status, str] = {
    Status.OVERDUE: "✗", Status.OFF_TRACK: "↓", Status.AT_RISK: "!", Status.NO_REPORT: "?", Status.ON_TRACK: "↑",
    Status.NOTES_ONLY: "?", Status.NO_FIGURE: "?", Status.UNCONFIRMED: "?", Status.NOT_MEASURABLE: "?",
    Status.TOO_EARLY: "·",
    Status.NOT_STARTED: "–", Status.IN_PROGRESS: "›", Status.FULFILLED: "✓", Status.FULFILLED_LATE: "✓",
    Status.PARTLY_FULFILLED: "◐", Status.NOT_FULFILLED: "✗", Status.SUSPENDED: "=", Status.WITHDRAWN: "–",
    Status.SUPERSEDED: "–",
}  # fmt: skip
"""The symbol shown before the status, on a terminal and in print."""

_ASCII_SYMBOLS = {
    Status.OVERDUE: "X", Status.OFF_TRACK: "v", Status.ON_TRACK: "^", Status.NOT_STARTED: "-", Status.IN_PROGRESS: ">",
    Status.TOO_EARLY: ".",
    Status.FULFILLED: "*", Status.FULFILLED_LATE: "*", Status.PARTLY_FULFILLED: "%", Status.NOT_FULFILLED: "X",
    Status.WITHDRAWN: "-", Status.SUPERSEDED: "-",
}  # fmt: skip


def symbol_of(status: Status, *, plain: bool = False) -> str:
    """The symbol of a status; an ASCII one if ``plain``."""
    return _ASCII_SYMBOLS.get(status, SYMBOLS[status]) if plain else SYMBOLS[status]
