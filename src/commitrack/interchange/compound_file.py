"""Check a compound file, as XLS is: sizes that it cannot have, or a chain of sectors without an end, would exhaust the
memory of its reader."""

from collections.abc import Sequence
from struct import unpack_from

_HEADER = 512
_SECTORS = {(3, 9), (4, 12)}
"""The versions, and the power of two that is the size of their sectors."""
_MINI_SECTOR = 6
_TABLES_AT, _TABLES_IN_HEADER = 76, 109
"""Where the header lists the sectors of the table of chains, and how many it can list."""


def is_plausible(content: bytes) -> bool:
    """Whether the sizes of a compound file are those of its version and fit into it, and all of its chains end."""
    if len(content) < _HEADER:
        return False
    version, _order, shift, mini = unpack_from("<4H", content, 26)
    tables, _directory, _signature, _cutoff, first_mini, minis, first_other, others = unpack_from("<8I", content, 44)
    sectors = len(content) >> shift if shift < 32 else 0  # noqa: PLR2004  bits of a size
    if (version, shift) not in _SECTORS or mini != _MINI_SECTOR or max(tables, minis, others) > sectors:
        return False
    chains = _Chains(content, shift)
    listed = [*unpack_from(f"<{_TABLES_IN_HEADER}I", content, _TABLES_AT)]
    for _number in range(others):
        *more, first_other = chains.sector(first_other) or [0]
        listed += more
    following = [entry for number in listed[:tables] for entry in chains.sector(number)]
    if not _end(following):
        return False
    mini_following: list[int] = []
    while first_mini < len(following):
        mini_following.extend(chains.sector(first_mini))
        first_mini = following[first_mini]
    return _end(mini_following)


class _Chains:
    """The sectors of a compound file as numbers; one outside of the file has none."""

    def __init__(self, content: bytes, shift: int) -> None:
        self._content, self._size = content, 1 << shift

    def sector(self, number: int) -> list[int]:
        """The numbers in a sector."""
        start = (number + 1) * self._size
        if start + self._size > len(self._content):
            return []
        return list(unpack_from(f"<{self._size // 4}I", self._content, start))


def _end(following: Sequence[int]) -> bool:
    """Whether every chain ends: the number of a sector leads to the next one, until it is none."""
    ends = bytearray(len(following))
    for start in range(len(following)):
        chain, number = [], start
        while number < len(following) and not ends[number]:
            ends[number] = 1
            chain.append(number)
            number = following[number]
        if number < len(following) and ends[number] == 1:
            return False
        for number in chain:
            ends[number] = 2
    return True
