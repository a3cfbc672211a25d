"""Read a file of another program, all of it and at once, so that it cannot change while its rows are used."""

import os
import stat
from pathlib import Path

from commitrack.errors import UsageError, reason_of
from commitrack.language import LazyString as _

MAX_BYTES = 256 * 1024**2
"""The size of the largest file that is read."""


def file_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """The content of a file, or of standard input for ``-``.

    Raises UsageError for a file that cannot be read, is empty, is larger than ``most`` bytes, or changes meanwhile.
    """
    try:
        with open(0, "rb", closefd=False) if str(path) == "-" else path.open("rb") as handle:
            before = os.fstat(handle.fileno())
            content = handle.read(most + 1)
            after = os.fstat(handle.fileno())
    except OSError as failure:
        raise UsageError(_('cannot read "{path}": {why}', path=path, why=reason_of(failure))) from None
    if len(content) > most:
        raise UsageError(_('"{path}" is larger than {size} MB', path=path, size=most // 1024**2))
    if stat.S_ISREG(after.st_mode) and (_version(before) != _version(after) or len(content) != after.st_size):
        raise UsageError(
            _('"{path}" changed while it was read', path=path), hint=_("wait until it is saved, and try again")
        )
    if not content.strip():
        raise UsageError(_('"{path}" is empty', path=path))
    return content


def _version(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns
