"""What is known about the files of a registry, to tell whether they have changed since."""

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

_UNSETTLED = 2 * 10**9
"""Nanoseconds for which a file may change without a change of its times: the resolution of the coarsest clock."""


class FileState(Struct, frozen=True, kw_only=True):
    """A file as it was found at the time ``seen``: what its folder says about it. Times are in nanoseconds."""

    name: str
    size: int
    modified: int
    changed: int
    inode: int
    seen: int

    def is_same(self, other: "FileState") -> bool:
        """Whether the folder says the same about a file as it did at another time."""
        return replace(self, seen=0) == replace(other, seen=0)

    def is_unsettled(self) -> bool:
        """Whether the file was seen so soon after a change that its times may hide another one.

        So is a file from the future: the clock that set its times is not the one that ``seen`` was read from.
        """
        return max(self.modified, self.changed) > self.seen - _UNSETTLED


class KnownFile(Struct, frozen=True, kw_only=True):
    """The state of a file and the SHA-256 of the content that it had then, in hexadecimal."""

    state: FileState
    digest: str


def states(paths: Iterable[Path]) -> tuple[FileState, ...]:
    """The present state of each file. Raises OSError if one cannot be looked up."""
    seen = time.time_ns()
    return tuple(_state(path, os.stat(path), seen) for path in paths)  # noqa: PTH116  ten times as fast


def _state(path: Path, found: os.stat_result, seen: int) -> FileState:
    return FileState(
        name=path.name, size=found.st_size, modified=found.st_mtime_ns, changed=found.st_ctime_ns,
        inode=found.st_ino, seen=seen,
    )  # fmt: skip


def unchanged(before: Sequence[FileState], after: Sequence[FileState]) -> bool:
    """Whether two lists describe the same files in the same state."""
    return len(before) == len(after) and all(one.is_same(two) for one, two in zip(before, after, strict=True))


def sha256(content: bytes) -> str:
    """The SHA-256 of the content of a file, in hexadecimal."""
    import hashlib  # noqa: PLC0415  3 ms, not needed while all files are settled

    return hashlib.sha256(content).hexdigest()


def combined(digests: Mapping[str, str]) -> str:
    """SHA-256 over the names of files and the SHA-256 of each, in hexadecimal: that of all of them together."""
    return sha256("".join(f"{name}\0{digest}\n" for name, digest in digests.items()).encode())


def describes(known: Sequence[KnownFile], folder: Path, now: Sequence[FileState]) -> bool:
    """Whether the files of a folder, which have this state now, are still as they are known."""
    try:
        return unchanged([file.state for file in known], now) and all(
            sha256((folder / file.state.name).read_bytes()) == file.digest
            for file in known
            if file.state.is_unsettled()
        )
    except OSError:
        return False
