"""The reply of a command that writes: rendered before the registry is changed, and printed afterwards.

Once a file is replaced, no failure may look as if nothing had been written: every one of them ends with a sentence that
says what is recorded, and with an exit code of its own.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

from commitrack.cli.console import write, write_all
from commitrack.cli.preferences import preferences
from commitrack.cli.signals import HeldSignals, let_interrupt
from commitrack.errors import CommitrackError, RecordedError
from commitrack.language import LazyString as _
from commitrack.registry.transaction import Transaction, transaction


class Reply:
    """What a command that writes prints at its end. As a context manager, it turns failures into RecordedError.

    ``hold`` is to be called before the first file is replaced; ``is_recorded`` says whether one was.
    """

    def __init__(self, is_recorded: Callable[[], bool] = lambda: False) -> None:
        self.is_recorded = is_recorded
        self._text, self._encoded, self._sentence = "", b"", ""
        self._signals = HeldSignals()
        self.hold = self._signals.start

    def prepare(self, text: str, sentence: str) -> None:
        """Render the reply, and the sentence for the case that the change is recorded and the reply cannot be shown."""
        self._text, self._sentence = text, sentence
        self._encoded = text.replace("\n", os.linesep).encode(sys.stdout.encoding, "replace")

    def print(self) -> None:
        """Print the reply; raise WriteError if not all of it could be written."""
        self._signals.is_printing = True
        if preferences.get().quiet:
            pass
        elif self.is_recorded():
            write_all(self._encoded)
        else:
            write(self._text, paged=False)
        self._signals.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, failure: BaseException | None, _trace: TracebackType | None) -> None:
        if failure is not None and (isinstance(failure, RecordedError) or self.is_recorded()):
            self._signals.end()
            hint = isinstance(failure, RecordedError) and failure.hint
            raise RecordedError(_reason(failure), hint=hint or self._sentence) from failure


def _reason(failure: BaseException) -> str:
    """What failed, in a sentence."""
    if isinstance(failure, CommitrackError):
        return failure.message
    if isinstance(failure, KeyboardInterrupt):
        return _("interrupted while the output was printed")
    return _("internal error: {kind}: {failure}", kind=type(failure).__name__, failure=failure)


@contextmanager
def recording(folder: Path, *, dry_run: bool) -> Iterator[tuple[Transaction, Reply]]:
    """A transaction, and its reply, which is printed after the block ends; the block has to prepare it.

    Raises the errors of ``transaction``, and RecordedError for whatever fails after the registry was changed.
    """
    with replying(lambda hold: transaction(folder, dry_run=dry_run, committing=hold)) as both:
        yield both


class Writing(Protocol):
    """What changes a registry when its context ends."""

    @property
    def is_written(self) -> bool:
        """Whether the registry has been changed, at least a part of it."""


W = TypeVar("W", bound=Writing)


@contextmanager
def replying(begin: Callable[[Callable[[], object]], AbstractContextManager[W]]) -> Iterator[tuple[W, Reply]]:
    """What ``begin`` enters, given what to call before the first file is replaced, and its reply, as ``recording``."""
    with Reply() as reply:
        with begin(reply.hold) as writing:
            let_interrupt()
            reply.is_recorded = lambda: writing.is_written
            yield writing, reply
        reply.print()
