"""One sign for each status word, so that no status is told by its colour alone."""

from collections.abc import Mapping

from commitrack.assess import Status

SYMBOLS: Mapping[Status, str] = {
    Status.OVERDUE: "✗", Status.OFF_TRACK: "↓", Status.AT_RISK: "!", Status.NO_DATA: "?", Status.ON_TRACK: "↑",
    Status.NOT_STARTED: "–", Status.IN_PROGRESS: "›", Status.FULFILLED: "✓", Status.FULFILLED_LATE: "✓",
    Status.PARTLY_FULFILLED: "◐", Status.NOT_FULFILLED: "✗", Status.SUSPENDED: "=", Status.WITHDRAWN: "–",
    Status.SUPERSEDED: "–",
}  # fmt: skip
"""What stands before the word, on a terminal and on paper."""

_ASCII_SIGNS = {
    Status.OVERDUE: "X", Status.OFF_TRACK: "v", Status.ON_TRACK: "^", Status.NOT_STARTED: "-", Status.IN_PROGRESS: ">",
    Status.FULFILLED: "*", Status.FULFILLED_LATE: "*", Status.PARTLY_FULFILLED: "%", Status.NOT_FULFILLED: "X",
    Status.WITHDRAWN: "-", Status.SUPERSEDED: "-",
}  # fmt: skip


def symbol_of(status: Status, *, plain: bool = False) -> str:
    """The sign before a status word, on request a plain ASCII one."""
    return _ASCII_SIGNS.get(status, SYMBOLS[status]) if plain else SYMBOLS[status]
