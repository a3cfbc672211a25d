"""The headings of a table from one or several rows, in which one heading may extend over several columns."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from commitrack.interchange.sheet import MergedArea, Sheet, SheetCell

SEPARATOR = " / "
"""What is between the headings of several rows: "2024 / Target"."""


def heading_texts(
    rows: Sequence[Sequence[SheetCell]], numbers: Sequence[int], merged: Iterable[MergedArea]
) -> list[str]:
    """The heading of each column, joined from all rows, whose ``numbers`` count from 1; empty where there is none.

    A heading belongs to all columns over which its cell is merged. If no cell is, as in CSV, one with another heading
    below it also belongs to the columns to its right that have no heading above another.
    """
    width = max(map(len, rows), default=0)
    texts = [[" ".join(str(cell).split()) if cell is not None else "" for cell in row] for row in rows]
    texts = [row + [""] * (width - len(row)) for row in texts]
    areas = [area for area in merged if area[0][0] + 1 in numbers and area[0][1] < area[1][1]]
    for (row, left), (_last, right) in areas:
        if left >= width:
            continue
        line = texts[numbers.index(row + 1)]
        line[left : right + 1] = [line[left]] * (min(right + 1, width) - left)
    if not areas:
        for above, below in reversed([*pairwise(texts)]):
            _extend(above, below)
    return [SEPARATOR.join(filter(None, column)) for column in zip(*texts, strict=True)]


def _extend(above: list[str], below: list[str]) -> None:
    """Repeat each heading that has another one below it, to the right."""
    for column in range(1, len(above)):
        if not above[column] and below[column] and above[column - 1] and below[column - 1]:
            above[column] = above[column - 1]


def without_headings(
    sheet: Sheet, heading_rows: Sequence[int]
) -> tuple[dict[int, Sequence[SheetCell]], Iterator[tuple[int, Sequence[SheetCell]]]]:
    """The rows with headings, and those below; without headings, the first row as an example of its width."""
    heads: dict[int, Sequence[SheetCell]] = {}
    remaining = iter(sheet.rows)
    last = heading_rows[-1] if heading_rows else 0
    for number, cells in remaining:
        if number in heading_rows and number not in sheet.hidden:
            heads[number] = cells
        if number > last:
            remaining = chain([(number, cells)], remaining)
            if not heading_rows:
                heads[0] = cells
        if number >= last:
            break
    return heads, remaining
