"""What can go wrong: each cause with its sentence and its exit code.

Two kinds live here. A :class:`Problem` is a value: something in the user's files that a person can
mend, with the place where it stands. A :class:`CommitrackError` ends the command.
This room must not know files, terminals or the clock.
"""

from collections.abc import Sequence
from enum import IntEnum, StrEnum
from typing import ClassVar

from msgspec import Struct


class ExitCode(IntEnum):
    """What the shell is told."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    REGISTRY = 3
    NOT_FOUND = 4
    BUSY = 5
    WRITE = 6
    INTERRUPTED = 130


class Severity(StrEnum):
    """An error stops every command; a warning is told by ``check`` alone."""

    ERROR = "error"
    WARNING = "warning"


class Problem(Struct, frozen=True, kw_only=True):
    """Something in the registry that a person should mend.

    ``path`` names the place as the tables and keys that lead to it, for instance
    ``("commitments", "wa-2-0", "areas")``; ``file`` and ``line`` (from 1) are filled in by the room
    that knows the files, ``excerpt`` is the line as it stands there.
    """

    code: str
    message: str
    path: tuple[str, ...] = ()
    hint: str | None = None
    severity: Severity = Severity.ERROR
    file: str | None = None
    line: int | None = None
    excerpt: str | None = None


class CommitrackError(Exception):
    """The command ends here: a sentence, perhaps a hint what to type next, and an exit code."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(CommitrackError):
    """The words on the command line do not make sense together."""


class RegistryError(CommitrackError):
    """There is no registry, or it cannot be read."""

    exit_code = ExitCode.REGISTRY

    def __init__(self, message: str, *, hint: str | None = None, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message, hint=hint)
        self.problems = tuple(problems)


class NotFoundError(CommitrackError):
    """No commitment, target or update has this id."""

    exit_code = ExitCode.NOT_FOUND


class BusyError(CommitrackError):
    """Somebody else holds the registry, or changed it meanwhile."""

    exit_code = ExitCode.BUSY


class WriteError(CommitrackError):
    """The disk or the output would not take what was to be written; the message says whether anything was changed."""

    exit_code = ExitCode.WRITE
