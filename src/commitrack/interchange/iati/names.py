"""The ids of commitments that are made of identifiers."""

import re
from collections.abc import Mapping
from itertools import chain, count

MAX_ID = 80


class Names:
    """The ids of commitments by their ids in IATI: those in the registry, and new ones, none of them twice."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = known
        self._given: set[str] = set()

    def id(self, key: str, wanted: str) -> str:
        """The id in the registry; for a new commitment the one that is wanted, with a number if it has been given."""
        if key in self.known:
            return self.known[key]
        names = chain((wanted,), (f"{wanted[: MAX_ID - 7]}-{number}" for number in count(2)))
        name = next(name for name in names if name not in self._given)
        self._given.add(name)
        return name


def slug(*parts: str) -> str:
    """An id made of identifiers: the characters that ids may have, and hyphens for the others; the first part is cut
    where the id would be too long."""
    first, *others = (re.sub(r"[^a-z0-9._]+", "-", part.lower()).strip("-._") for part in parts)
    rest = "".join(f"-{part}" for part in others)[: MAX_ID // 2]
    return f"{first[: MAX_ID - len(rest)]}{rest}" or "activity"
