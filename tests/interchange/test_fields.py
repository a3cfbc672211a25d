"""The values of a row by the fields of a profile, and the problems of those that cannot be read."""

import gc
import weakref

from commitrack.errors import UsageError
from commitrack.interchange.fields import CellError, values_of
from commitrack.interchange.table import TableRow


class Large:
    """What is in the memory while a cell is read."""


def test_a_problem_keeps_nothing_of_how_it_was_found() -> None:
    """A sheet may have 100,000 of them; with the frames of its exception, each would take 10 kB until the end."""
    seen: list[weakref.ref[Large]] = []

    def number() -> None:
        raise UsageError("no number")

    def read(_row: TableRow) -> None:
        large = Large()
        seen.append(weakref.ref(large))
        try:
            number()
        except UsageError as failure:
            raise CellError(0, "five", failure.message) from None

    problems: list[CellError] = []
    gc.disable()
    try:
        assert values_of({"value": read}, TableRow(2, ("five",)), problems) == {}
        assert (seen[0](), problems[0].reason) == (None, "no number")
    finally:
        gc.enable()
