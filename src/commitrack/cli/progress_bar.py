"""A progress bar on stderr for what takes more than a second."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TypeVar

from commitrack.cli.main import before_exit
from commitrack.cli.preferences import preferences
from commitrack.cli.settings import in_effect
from commitrack.color import Color
from commitrack.language import SOURCE
from commitrack.language import LazyString as _

PATIENCE = 1.0
"""Seconds after which the bar appears."""
ERASE = b"\r\x1b[2K\x1b[?25h"
"""What empties the line of the bar and shows the cursor."""

T = TypeVar("T")


@contextmanager
def progress_bar(items: Iterable[T], label: _, *, total: int | None = None) -> Iterator[Iterable[T]]:
    """The items, with a bar on stderr that shows how many of ``total`` have been taken, or only that work goes on.

    It appears after a second, on a terminal, unless -q is given, and is gone when the block ends, however it does.
    """
    if preferences.get().quiet or not sys.stderr.isatty():
        yield items
        return
    with ExitStack() as shown:
        yield _watched(items, lambda: _started(shown, label, total))


def _watched(items: Iterable[T], start: Callable[[], Callable[[int], None]]) -> Iterator[T]:
    """The items; after a second, a bar counts those that have been taken."""
    began, advance = monotonic(), None
    for taken, item in enumerate(items):
        if advance is None and monotonic() - began > PATIENCE:
            advance = start()
        if advance is not None:
            advance(taken)
        yield item


def _started(shown: ExitStack, label: _, total: int | None) -> Callable[[int], None]:
    """Start the bar, which ``shown`` ends, and return what moves it."""
    from rich.console import Console  # noqa: PLC0415  slow work only
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    color = preferences.get().color
    console = Console(stderr=True, no_color=True if color is Color.NEVER else None)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    bar = shown.enter_context(
        Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    )
    if not console.is_dumb_terminal:
        before_exit.append(lambda: os.write(2, ERASE))
        shown.callback(before_exit.clear)
    task = bar.add_task(label.to(in_effect("language") or SOURCE), total=total)
    return lambda taken: bar.update(task, completed=taken)
