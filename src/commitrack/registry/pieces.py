"""Parse a large file of commitments in pieces, so that the tables of the parser are not all in the memory at once.

They take 20 times the size of the file, and the records a fifth of that. A piece starts with a line like
``[commitments.ID]``. If it is in a text or a list that goes on over several lines, the piece above is not valid.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from commitrack.registry.tables import with_records

LENGTH = 200_000
"""The least number of characters of a piece, except the last one."""
_START = re.compile(r"\n(?=\[commitments\.[A-Za-z0-9_-]++\][ \t\r]*+\n)")
_OTHER = re.compile(r"\n[ \t]*+\[(?!commitments\.[A-Za-z0-9_-])")
"""A header of something else, or of commitments in another spelling."""


def in_pieces(text: str, parse: Callable[[str], dict[str, Any]]) -> dict[str, Any] | None:
    """The tables of a text, with valid commitments as records; None for a short one, or if pieces may mean less.

    They mean the same if nothing but commitments follows the first one, and each is in one piece. None also if
    ``parse`` raises ValueError: parsing the whole text then says where it is invalid.
    """
    text = f"\n{text}"  # also of a file that starts with a commitment
    first = _START.search(text) if len(text) > 2 * LENGTH else None
    if first is None or _OTHER.search(text, first.start()):
        return None
    starts = [first.end()]
    while following := _START.search(text, starts[-1] + LENGTH):
        starts.append(following.end())
    try:
        tables, commitments = parse(text[: starts[0]]), dict[str, Any]()
        if "commitments" in tables:
            return None
        for start, end in pairwise([*starts, len(text)]):
            piece = with_records(parse(text[start:end]))["commitments"]
            if not commitments.keys().isdisjoint(piece):
                return None
            commitments |= piece
    except ValueError:
        return None
    return {**tables, "commitments": commitments}
