"""Read a compound file, as XLS is, and check it: sizes that it cannot have, or a chain of sectors without an end, would
exhaust the memory of its reader."""

from collections.abc import Sequence
from struct import unpack_from

_HEADER = 512
_SECTORS = {(3, 9), (4, 12)}
"""The versions, and the power of two that is the size of their sectors."""
_MINI_SECTOR = 6
_TABLES_AT, _TABLES_IN_HEADER = 76, 109
"""Where the header lists the sectors of the table of chains, and how many it can list."""
_ENTRY, _NAME = 128, 64
"""The sizes of an entry of the directory, and of its name."""


class CompoundFile:
    """The streams in a compound file, each a chain of sectors; small ones are in smaller sectors of another stream."""

    def __init__(
        self, sectors: "_Sectors", following: Sequence[int], mini: Sequence[int], *, directory: int, cutoff: int
    ) -> None:
        self._sectors, self._following, self._mini, self._cutoff = sectors, following, mini, cutoff
        entries = self._chain(directory)
        self._entries = [entries[start : start + _ENTRY] for start in range(0, len(entries) - _ENTRY + 1, _ENTRY)]

    def stream(self, *names: str) -> bytes | None:
        """The content of the first stream that has one of the names; None if there is none."""
        wanted = {f"{name}\0".encode("utf-16-le").ljust(_NAME, b"\0") for name in names}
        entry = next((entry for entry in self._entries if entry[:_NAME] in wanted), None)
        if entry is None:
            return None
        start, size = unpack_from("<2I", entry, 116)
        if size >= self._cutoff:
            return self._chain(start)[:size]
        (root,) = unpack_from("<I", self._entries[0], 116)
        container, parts = self._chain(root), []
        while start < len(self._mini):
            parts.append(container[start << _MINI_SECTOR : (start + 1) << _MINI_SECTOR])
            start = self._mini[start]
        return b"".join(parts)[:size]

    def _chain(self, start: int) -> bytes:
        parts = []
        while start < len(self._following):
            parts.append(self._sectors.bytes(start))
            start = self._following[start]
        return b"".join(parts)


def compound_file(content: bytes) -> CompoundFile | None:
    """A compound file, if its sizes are those of its version and fit into it, and all of its chains end; else None."""
    if len(content) < _HEADER:
        return None
    version, _order, shift, mini = unpack_from("<4H", content, 26)
    tables, directory, _signature, cutoff, first_mini, minis, first_other, others = unpack_from("<8I", content, 44)
    count = len(content) >> shift if shift < 32 else 0  # noqa: PLR2004  bits of a size
    if (version, shift) not in _SECTORS or mini != _MINI_SECTOR or max(tables, minis, others) > count:
        return None
    sectors = _Sectors(content, shift)
    listed = [*unpack_from(f"<{_TABLES_IN_HEADER}I", content, _TABLES_AT)]
    for _number in range(others):
        *more, first_other = sectors.numbers(first_other) or [0]
        listed += more
    following = [entry for number in listed[:tables] for entry in sectors.numbers(number)]
    if not _end(following):
        return None
    mini_following: list[int] = []
    while first_mini < len(following):
        mini_following.extend(sectors.numbers(first_mini))
        first_mini = following[first_mini]
    if not _end(mini_following):
        return None
    return CompoundFile(sectors, following, mini_following, directory=directory, cutoff=cutoff)


class _Sectors:
    """The sectors of a compound file; one outside of the file is empty."""

    def __init__(self, content: bytes, shift: int) -> None:
        self._content, self._size = content, 1 << shift

    def bytes(self, number: int) -> bytes:
        """The content of a sector."""
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def numbers(self, number: int) -> list[int]:
        """The numbers in a sector, none if it is not complete."""
        content = self.bytes(number)
        return list(unpack_from(f"<{self._size // 4}I", content)) if len(content) == self._size else []


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
