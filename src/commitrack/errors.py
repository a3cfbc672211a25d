"""Problems and exceptions, with exit codes.

A :class:`Problem` is a value: something in the user's files that a person should fix, with its place. A
:class:`CommitrackError` is an exception that ends the command.
"""

import errno
from collections.abc import Mapping, Sequence
from enum import IntEnum, StrEnum
from typing import ClassVar, TypeAlias

from msgspec import Struct

from commitrack.language import LazyString as _

MOST_SHOWN = 100
"""Maximum number of problems that are printed for people; the rest is counted."""


class ExitCode(IntEnum):
    """Exit codes of the program."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    REGISTRY = 3
    NOT_FOUND = 4
    BUSY = 5
    WRITE = 6
    RECORDED = 7
    INTERRUPTED = 130


class Severity(StrEnum):
    """An error makes ``check`` fail, and most errors stop every command; only ``check`` shows warnings."""

    ERROR = "error"
    WARNING = "warning"


KeyPath: TypeAlias = tuple[str, ...]
"""The tables and keys that lead to a place in the registry, such as ``("commitments", "wa-2-0", "due")``."""


class Problem(Struct, frozen=True, kw_only=True):
    """Something in the registry that a person should fix.

    ``path`` lists the tables and keys that lead to the place, for instance ``("commitments", "wa-2-0", "areas")``;
    ``file``, ``line`` (from 1) and ``excerpt`` (the text of that line) are set once it has been located in a file. The
    line of a change that was refused is in no file: it has no number, and its excerpt says so.
    """

    code: str
    message: str
    path: KeyPath = ()
    hint: str | None = None
    severity: Severity = Severity.ERROR
    file: str | None = None
    line: int | None = None
    excerpt: str | None = None


class CommitrackError(Exception):
    """An error that ends the command: a message, an optional hint on what to type next, and an exit code."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(CommitrackError):
    """The command line is not valid."""


class RegistryError(CommitrackError):
    """There is no registry, or it is not valid; ``problems`` lists its errors."""

    exit_code = ExitCode.REGISTRY

    def __init__(self, message: str, *, hint: str | None = None, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, hint=hint)
        self.problems = tuple(problems)


class NotFoundError(CommitrackError):
    """Nothing has this id: no commitment, target, update or meeting, or no check has this code."""

    exit_code = ExitCode.NOT_FOUND


class BusyError(CommitrackError):
    """Another program holds the registry, or changed it in the meantime."""

    exit_code = ExitCode.BUSY


class WriteError(CommitrackError):
    """Writing to the disk or to the output failed, and the registry was not changed."""

    exit_code = ExitCode.WRITE


class RecordedError(WriteError):
    """Something failed after the registry was changed: the change is recorded, and must not be recorded again."""

    exit_code = ExitCode.RECORDED


REASONS: Mapping[int, str] = {
    errno.EACCES: _("Permission denied"), errno.EAGAIN: _("Resource temporarily unavailable"),
    errno.EBUSY: _("Device or resource busy"), errno.EDQUOT: _("Disk quota exceeded"), errno.EEXIST: _("File exists"),
    errno.EFBIG: _("File too large"), errno.EIO: _("Input/output error"), errno.EISDIR: _("Is a directory"),
    errno.ELOOP: _("Too many levels of symbolic links"), errno.ENAMETOOLONG: _("File name too long"),
    errno.ENOENT: _("No such file or directory"), errno.ENOEXEC: _("Exec format error"),
    errno.ENOLCK: _("No locks available"), errno.ENOSPC: _("No space left on device"),
    errno.ENOTDIR: _("Not a directory"), errno.EPERM: _("Operation not permitted"),
    errno.EROFS: _("Read-only file system"), errno.ETXTBSY: _("Text file busy"),
}  # fmt: skip


def reason_of(failure: BaseException) -> str:
    """Why an operation of the system failed, as a message; other exceptions in their own words."""
    number = getattr(failure, "errno", None)
    return REASONS.get(number or 0) or getattr(failure, "strerror", None) or str(failure) or repr(failure)
