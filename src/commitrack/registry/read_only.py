"""A registry for commands that only read it."""

from collections.abc import Mapping

from commitrack.registry.indexed_reading import IndexedReading
from commitrack.registry.reading import Reading


class ReadOnly(Reading, frozen=True, kw_only=True):
    """A registry as its files had it; of their contents, only the SHA-256 is left, by the name of the file."""

    of_contents: Mapping[str, str]

    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of each file by its name, in hexadecimal."""
        return self.of_contents


LARGE = 1024 * 1024
"""The bytes of all files from which on letting go of them pays: the SHA-256 takes longer to import than to compute."""


def without_contents(reading: Reading) -> Reading:
    """A large registry without the contents of its files, which take as much memory as they are large."""
    if isinstance(reading, IndexedReading) or sum(reading.sizes().values()) < LARGE:
        return reading
    return ReadOnly(
        folder=reading.folder, registry=reading.registry, problems=reading.problems, sources=(),
        of_contents=reading.digests(),
    )  # fmt: skip
