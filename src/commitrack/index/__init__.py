"""The index of a large registry: what its files contain, in SQLite, so that a command reads only what it needs.

It is a cache: derived from the files, deleted at will, and used only while it is certain that they have not changed
since. ``store`` opens and writes it, ``schema`` has its tables, ``files`` decides whether it is current, ``registry``
and ``tables`` are the records that it returns, and ``packing`` is how they are stored.
"""

from collections.abc import Callable
from contextvars import ContextVar

USE = {"off": float("inf"), "auto": 1024 * 1024, "always": 0}
"""How many bytes the files of a registry must have for an index to be used; with more than “auto”, it pays."""
least_bytes: ContextVar[float] = ContextVar("least_bytes", default=USE["off"])
"""One of these; the command line sets it."""

open_indexes: list[Callable[[], None]] = []
"""What closes each index that this process reads; none can be written meanwhile."""


def close_indexes() -> None:
    """Close the indexes that this process reads, because nothing more will be read from them."""
    while open_indexes:
        open_indexes.pop()()
