"""What titles say about keys: a running number finds another commitment as soon as a row is inserted above."""

from collections.abc import Collection, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import product

from commitrack.drafting.commitments import comparable
from commitrack.drafting.difference import ImportTerms
from commitrack.drafting.intended import IntendedRow
from commitrack.model import Registry, Text, languages_of

_LIKE = 0.6
"""How similar two titles are at most that have nothing to do with each other: 99 of 100 pairs of a register."""
_LONGEST = 200
"""How many characters of titles are compared."""


def same_title(one: Text, other: Text) -> bool:
    """Whether two titles have a text in common, whatever its case, width and spaces."""
    return one == other or bool(_plain(one) & _plain(other))


class Titles:
    """The titles of rows and of the commitments that their keys find, of which some may have moved to other keys."""

    def __init__(
        self, rows: Mapping[str, IntendedRow], refused: Collection[str | None], known: Mapping[str, str],
        registry: Registry, terms: ImportTerms,
    ) -> None:  # fmt: skip
        self._known, self._registry, self._terms = known, registry, terms
        self._is_compared = "title" in terms.compared
        self._found: set[tuple[str, str]] = set()
        self._left: dict[tuple[str, str], str] = {}
        kept = {known[key] for key in refused if key is not None and key in known}
        for key, row in rows.items() if self._is_compared else ():
            if key in known and same_title(row.commitment.title, registry.commitments[known[key]].title):
                kept.add(known[key])
            else:
                self._found.update(self._texts(key, row.commitment.title))
        for key, name in known.items() if self._found else ():
            if name not in kept:
                self._left.update(dict.fromkeys(self._texts(key, registry.commitments[name].title), key))

    def moved_from(self, row: IntendedRow) -> str | None:
        """The key of the commitment that has the title of a new row, and no row with that title of its own."""
        texts = self._texts(row.key, row.commitment.title) if self._left else ()
        return next((self._left[text] for text in texts if text in self._left), None)

    def differ(self, row: IntendedRow) -> bool:
        """Whether the title of a row is that of something else than the commitment that its key finds.

        It is if one of the two titles is found under another key, or if they are not similar.
        """
        name = self._known[row.key]
        old, new = self._registry.commitments[name].title, row.commitment.title
        if not self._is_compared or same_title(old, new):
            return False
        has_moved = any(text in self._left for text in self._texts(row.key, new))
        return has_moved or any(text in self._found for text in self._texts(row.key, old)) or not _similar(old, new)

    def _texts(self, key: str, title: Text) -> Iterator[tuple[str, str]]:
        """The texts of a title, each with the part of the sheet in which it may have moved."""
        part = self._terms.scope(key)
        return iter(()) if part is None else ((part, text) for text in _plain(title))


def _plain(title: Text) -> frozenset[str]:
    """The texts of a title in all its languages, as they are compared."""
    return frozenset(map(comparable, languages_of(title)))


def _similar(old: Text, new: Text) -> bool:
    return any(_alike(one[:_LONGEST], other[:_LONGEST]) for one, other in product(_plain(old), _plain(new)))


def _alike(one: str, other: str) -> bool:
    """Whether one text is the other with more words, or with other letters here and there."""
    words, others = set(one.split()), set(other.split())
    if one in other or other in one or words <= others or others <= words:
        return True
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.quick_ratio() > _LIKE and match.ratio() > _LIKE
