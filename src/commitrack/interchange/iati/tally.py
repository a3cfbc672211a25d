"""Count reasons, and say each of them once, with how often there was reason for it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from commitrack.language import LazyString as _

K = TypeVar("K", bound=StrEnum)


class Tally(Generic[K]):
    """How often there is reason for each of the sentences, which are made from a count."""

    def __init__(self, sentences: Mapping[K, Callable[[int], _]]) -> None:
        self.counts: Counter[K] = Counter()
        self._sentences = sentences

    def add(self, reason: K, n: int = 1) -> None:
        """Count a reason."""
        self.counts[reason] += n

    def sentences(self) -> Iterator[_]:
        """The sentences with their counts, in the order of their definition."""
        for reason, sentence in self._sentences.items():
            if n := self.counts[reason]:
                yield sentence(n)
