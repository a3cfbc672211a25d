"""Place the labels of a chart beside their points, where they cover as little of the drawing as possible."""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from commitrack.views.html.scale import position
from commitrack.views.linebreak import width

HEIGHT, NARROWEST = 190, 340
"""Height of a chart and width of the narrowest one, in pixels: labels that fit there fit everywhere."""
_CHARACTER_WIDTH, _LINE_HEIGHT = 6.2, 13
"""Size of one character of a label, in pixels."""
_POSITIONS = tuple(
    (3 * away + rank, across, down + (away if down > 0 else -away))
    for away in (0, 13, 26, 39)
    for rank, (across, down) in enumerate(
        (("middle", -9), ("middle", 18), ("start", 4), ("end", -6), ("start", 15), ("end", 15), ("start", -6))
    )
)
"""Where a label may be: the cost of the position, the side of its point, and the pixels down."""
_BESIDE = 7
"""Pixels between a point and a label to the left or right of it."""
_PIECE = (3 * 50 / NARROWEST, 3 * 50 / HEIGHT)
"""Half the size of a piece of a line, in per cent of the chart."""
_OWN_POINT, _OTHER_POINT = (8, 8), (18, 28)
"""Pixels that a label keeps clear around its own point, and around others, so that it is clear whose label it is."""
ON_LABEL, ON_POINT, ON_LINE, OUTSIDE = 200, 60, 7, 300
"""The cost of covering another label, a point or a piece of a line, and of leaving the chart."""

Box = tuple[float, float, float, float]
Point = tuple[float, float]


class LabelRequest(Struct, frozen=True):
    """A label to place beside a point, whose position is in per cent of the chart."""

    kind: str
    x: Decimal
    y: Decimal
    text: str


class ChartLabel(NamedTuple):
    """A label with the side of its point that it is on, the position of the point, and its offset in pixels."""

    kind: str
    anchor: str
    x: str
    y: str
    across: int
    down: int
    text: str


def placed(requests: Iterable[LabelRequest], lines: Iterable[tuple[Point, Point]]) -> tuple[ChartLabel, ...]:
    """Each label at its cheapest position, in the order of ``requests``; ``lines`` are the lines to keep clear."""
    labels, boxes, placed_labels = list(requests), list[Box](), list[ChartLabel]()
    marks = [(float(label.x), float(label.y)) for label in labels]  # exact enough to find a place
    pieces = [piece for start, end in lines for piece in _pieces(start, end)]
    for label, own in zip(labels, marks, strict=True):
        wide = width(label.text) * _CHARACTER_WIDTH
        points = [_box(*mark, *(_OWN_POINT if mark is own else _OTHER_POINT)) for mark in marks]
        anchor, down = _cheapest(own, wide, boxes, points, pieces)
        boxes.append(_label_box(own, wide, anchor, down))
        across = {"start": _BESIDE, "end": -_BESIDE}.get(anchor, 0)
        x, y = position(label.x), position(label.y)
        placed_labels.append(ChartLabel(label.kind, anchor, x, y, across, down, label.text))
    return tuple(placed_labels)


def _cheapest(
    own: Point, wide: float, boxes: Sequence[Box], points: Sequence[Box], pieces: Sequence[Point]
) -> tuple[str, int]:
    """The cheapest position of a label beside its ``own`` point: the side of the point, and the pixels down.

    Positions are tried in the order of their own cost, until that is more than the cheapest one costs in all.
    """
    best = (math.inf, "", 0)
    for price, anchor, down in _POSITIONS:
        if price > best[0]:
            break
        box = _label_box(own, wide, anchor, down)
        cost = ON_LABEL * _covered(box, boxes) + ON_POINT * _covered(box, points) + ON_LINE * _crossed(box, pieces)
        best = min(best, (price + cost + (0 if _is_inside(box) else OUTSIDE), anchor, down))
    return best[1:]


def _is_inside(box: Box) -> bool:
    """Whether a box is in the chart, with a small overhang."""
    left, top, right, bottom = box
    return left >= 0 and right <= 104 and top >= -9 and bottom <= 100  # noqa: PLR2004


def _covered(box: Box, others: Iterable[Box]) -> int:
    """How many of the other boxes a box covers, even in part."""
    left, top, right, bottom = box
    return sum([left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in others])


def _crossed(box: Box, pieces: Iterable[Point]) -> int:
    """How many pieces of lines a box covers; each is as large as a line is wide."""
    across, up = _PIECE
    left, top, right, bottom = box[0] - across, box[1] - up, box[2] + across, box[3] + up
    return len([x for x, y in pieces if left < x < right and top < y < bottom])


def _pieces(start: Point, end: Point) -> list[Point]:
    """Points along a line, close enough to each other that no label fits between them."""
    (x, y), across, down = start, end[0] - start[0], end[1] - start[1]
    steps = int(max(abs(across), abs(down)) / 2) + 1
    return [(x + across * step / steps, y + down * step / steps) for step in range(steps + 1)]


def _label_box(own: Point, wide: float, anchor: str, down: int) -> Box:
    """The box that the text of a label fills."""
    shift = 0 if anchor == "middle" else wide / 2 + _BESIDE
    x = own[0] + (-shift if anchor == "end" else shift) * 100 / NARROWEST
    return _box(x, own[1] + (down - 4) * 100 / HEIGHT, wide, _LINE_HEIGHT)


def _box(x: float, y: float, wide: float, high: float) -> Box:
    """A box around a position in per cent, of a size in pixels."""
    across, up = wide * 50 / NARROWEST, high * 50 / HEIGHT
    return x - across, y - up, x + across, y + up
