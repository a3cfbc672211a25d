"""Read a registry with the help of its index, if it is so large that this pays."""

from collections.abc import Mapping
from pathlib import Path

from commitrack.index.files import FileState, KnownFile, states, unchanged
from commitrack.index.store import build, location, open_index
from commitrack.registry.discovery import files
from commitrack.registry.read import Reading, must_read

LEAST_BYTES = 1024 * 1024
"""The size of the files of a registry from which an index pays."""


class IndexedReading(Reading, frozen=True, kw_only=True):
    """A registry as its index has it. It has no errors; its warnings and its files are not read."""

    known: Mapping[str, str]

    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of each file by its name, in hexadecimal."""
        return self.known


def read_indexed(folder: Path) -> Reading:
    """Read a registry, from its index if that is current; else from its files, and write the index.

    A registry that is not valid has no index. Raises RegistryError with every error.
    """
    paths = files(folder)
    before = _states(paths)
    if before is None or sum(state.size for state in before) < LEAST_BYTES:
        return must_read(folder)
    path = location(folder)
    if index := open_index(path, folder, before):
        return IndexedReading(folder=folder, registry=index.registry, problems=(), sources=(), known=index.digests)
    reading = must_read(folder)
    digests, after = reading.digests(), _states(paths)
    if after is not None and unchanged(before, after) and paths == files(folder):
        build(path, reading.registry, [KnownFile(state=state, digest=digests[state.name]) for state in before])
    return reading


def _states(paths: list[Path]) -> tuple[FileState, ...] | None:
    """The state of the files; None if one cannot be looked up, as reading will say."""
    try:
        return states(paths)
    except OSError:
        return None
