"""Which cells of a table continue merged cells of rows above."""

from collections.abc import Iterable, Iterator

from commitrack.interchange.sheet import MergedArea


class MergedDown:
    """Tells which cells continue a cell of a row above; ask for rows in ascending order."""

    def __init__(self, merged: Iterable[MergedArea]) -> None:
        self._below = sorted((area for area in merged if area[0][0] < area[1][0]), reverse=True)
        self._here: list[MergedArea] = []

    def columns(self, number: int) -> Iterator[tuple[range, int]]:
        """The indices of columns in a row, each with the number of the row that has their cell."""
        while self._below and self._below[-1][0][0] + 1 < number:
            self._here.append(self._below.pop())
        self._here = [area for area in self._here if area[1][0] + 1 >= number]
        for (first, left), (_last, right) in self._here:
            yield range(left, right + 1), first + 1
