"""Ctrl-C and other requests to end: left to an editor or a pager, and held while a change is written and printed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from commitrack.cli.main import end_at_once

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""The signals that are held, as far as the system has them."""


def let_interrupt() -> None:
    """From now on, Ctrl-C raises KeyboardInterrupt: the registry is read, and there may be something to say or undo."""
    if signal.getsignal(signal.SIGINT) is end_at_once:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def left_to_child() -> Iterator[None]:
    """Ctrl-C and SIGQUIT reach only the editor or the pager that runs in the foreground, as in git.

    The handlers do nothing, and are not inherited as SIG_IGN would be: a child starts with the default ones.
    """
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name)]
    handlers = {number: signal.signal(number, lambda _number, _frame: None) for number in numbers}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


class HeldSignals:
    """Signals that wait: the first one until the end of the process, which is near.

    A second one interrupts the printing of the answer, once, in case nobody reads the output.
    """

    def __init__(self) -> None:
        self.count = 0
        self.is_printing = False

    def start(self) -> None:
        """Hold the signals from now on, except those that are ignored already, as under nohup."""
        for name in NAMES:
            if (number := getattr(signal, name, None)) and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._hold)

    def end(self) -> None:
        """Ignore the signals from now on: the command is complete, and its exit code says so."""
        for name in NAMES:
            with suppress(AttributeError):
                signal.signal(getattr(signal, name), signal.SIG_IGN)

    def _hold(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
        if self.is_printing and self.count > 1:
            self.is_printing = False
            raise KeyboardInterrupt
