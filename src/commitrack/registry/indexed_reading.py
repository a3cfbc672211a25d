"""A registry that was read from its index instead of its files."""

from collections.abc import Mapping

from commitrack.index.files import KnownFile, describes, states
from commitrack.registry.discovery import files
from commitrack.registry.reading import Reading


class IndexedReading(Reading, frozen=True, kw_only=True):
    """A registry as its index has it. It has no errors; its warnings, and the files that are not needed, are not read.

    ``sources`` are the files to which something is appended, without their tables.
    """

    known: tuple[KnownFile, ...]

    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of each file by its name, in hexadecimal."""
        return {file.state.name: file.digest for file in self.known}

    def sizes(self) -> Mapping[str, int]:
        """The bytes of each file by its name."""
        return {file.state.name: file.state.size for file in self.known}

    def is_unchanged(self) -> bool:
        """Whether the files are still as they were read."""
        return describes(self.known, self.folder, states(files(self.folder)))
