"""Talking to the terminal, the pipe and the file: the only place that prints."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from io import StringIO
from pathlib import Path

from commitrack.cli.options import Lang
from commitrack.errors import Problem, UsageError, WriteError
from commitrack.language import LazyString as _
from commitrack.views.grid import Look


def page(renderable: object, look: Look) -> str:
    """What Rich makes of a page for where it goes: the terminal's width, or uncut and plain elsewhere."""
    from rich.console import Console  # noqa: PLC0415

    width, colours = (PIPE_WIDTH, None) if look.pipe else (None, "auto")
    drawn = StringIO()  # not the stream itself: Rich would write to it even while capturing, if only nothing
    Console(
        file=drawn, force_terminal=not look.pipe, markup=False, emoji=False, highlight=False, width=width,
        color_system=colours,  # type: ignore[arg-type]
    ).print(renderable)  # fmt: skip
    return "\n".join(line.rstrip() for line in drawn.getvalue().split("\n"))


PIPE_WIDTH = 100_000
"""In a pipe nothing is folded; Rich wants a number all the same."""


def look(lang: Lang, *, ascii_only: bool, to_file: bool = False) -> Look:
    """How to draw for where the answer goes."""
    return Look(lang=lang, ascii=ascii_only, pipe=to_file or not sys.stdout.isatty())


def write(
    text: str | bytes,
    *,
    output: str | None = None,
    force: bool = False,
    registry: Path | None = None,
    paged: bool = True,
) -> None:
    """Print the answer, in a pager where somebody reads it, or write it to the file that ``--output`` names.

    Raises UsageError for a file that is there already, WriteError when it could not all be written.
    """
    if output is not None and output != "-":
        _write_file(Path(output), text, force=force, registry=registry)
        return
    try:
        if isinstance(text, bytes):
            _refuse_terminal()
            sys.stdout.buffer.write(text)
        elif not (paged and _paged(text)):
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has enough; so have we
    except OSError as failure:
        raise WriteError(_("the output could not be written: {why}", why=failure.strerror)) from failure


def _paged(text: str) -> bool:
    """Show the answer in a pager, if somebody reads it on a screen; False where there is none."""
    if not sys.stdout.isatty():
        return False
    from commitrack.cli.pager import pager, show  # noqa: PLC0415  10 ms that no pipe need pay

    command = pager()
    return command is not None and show(text, command)


def told(text: str, *, dry_run: bool) -> None:
    """Print what a command appended; where that answer is lost, say that the registry has it all the same."""
    try:
        write(text, paged=False)
    except WriteError as failure:
        hint = None if dry_run else _("the registry has it all the same: do not log it a second time")
        raise WriteError(failure.message, hint=hint) from failure


def _refuse_terminal() -> None:
    """What is no text belongs into a file or a pipe."""
    if sys.stdout.isatty():
        raise UsageError(_("this format is not for a screen"), hint=_("write it to a file: --output brief.xlsx"))


def _write_file(path: Path, text: str | bytes, *, force: bool, registry: Path | None) -> None:
    from commitrack.registry.atomic_write import replace_file  # noqa: PLC0415

    if registry is not None and _is_part(path.resolve(), registry):
        raise UsageError(_("{path} is part of the registry; write the answer somewhere else", path=path))
    if path.exists() and not force:
        raise UsageError(_("{path} is there already", path=path), hint=_("give --force to overwrite it"))
    if not path.resolve().parent.is_dir():
        raise WriteError(_("there is no folder {folder} to write {file} to", folder=path.parent, file=path.name))
    replace_file(path, text if isinstance(text, bytes) else text.encode())


def _is_part(path: Path, registry: Path) -> bool:
    """Whether a file is read as part of the registry, or would be, whatever links lead to it."""
    from commitrack.registry.discovery import files  # noqa: PLC0415

    inside = path.suffix == ".toml" and path.parent == registry.resolve()
    return inside or path in {file.resolve() for file in files(registry)}


def print_problems(problems: Iterable[Problem], *, lang: str) -> None:
    """Problems on stderr, each with its place."""
    from rich.console import Console  # noqa: PLC0415

    from commitrack.views.terminal.answers import problems as page_of  # noqa: PLC0415

    with suppress(OSError, ValueError):  # nobody may be listening; the exit code says it too
        drawn, screen = StringIO(), sys.stderr.isatty()
        Console(file=drawn, force_terminal=screen, markup=False, emoji=False, highlight=False, soft_wrap=True).print(
            page_of(problems, lang=lang)
        )
        sys.stderr.write(drawn.getvalue())
