"""The keys of indicators: references, or else numbers, which change when an indicator is inserted above."""

import re
from collections.abc import Mapping, Sequence
from itertools import count

from commitrack.drafting.titles import same_title
from commitrack.model import Text

_NUMBER = re.compile(r"\d+\.\d+")


def codes(
    references: Sequence[str | None], positions: Sequence[str], titles: Sequence[Text], known: Mapping[str, Text]
) -> list[str]:
    """What follows the identifier of an activity in the key of each of its indicators.

    That is the reference, if no indicator above has the same one; else the number of the ``known`` indicator with the
    same title; else the position, unless another one has that: then the next number that is free.
    """
    found: dict[int, str] = {}
    taken: set[str] = set()

    def referred(place: int) -> str | None:
        return references[place]

    def same_here(place: int) -> str | None:
        here = positions[place]
        return here if here in known and same_title(known[here], titles[place]) else None

    def same_elsewhere(place: int) -> str | None:
        numbers = (code for code in known if _NUMBER.fullmatch(code) and code not in taken)
        return next((code for code in numbers if same_title(known[code], titles[place])), None)

    def position(place: int) -> str | None:
        return positions[place]

    def new_number(place: int) -> str | None:
        numbers = (f"{positions[place].partition('.')[0]}.{number}" for number in count(1))
        return next(code for code in numbers if code not in taken and code not in known and code not in positions)

    for way in (referred, same_here, same_elsewhere, position, new_number):
        for place in range(len(positions)):
            code = None if place in found else way(place)
            if code and code not in taken:
                found[place] = code
                taken.add(code)
    return [found[place] for place in range(len(positions))]
