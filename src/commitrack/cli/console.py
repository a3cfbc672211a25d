"""Output to a terminal, a pipe or a file: the only module that prints, except for errors in ``main``."""

import errno
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import StringIO
from itertools import chain
from pathlib import Path
from typing import Any

from commitrack.cli.options import Lang
from commitrack.cli.output_file import require_file_name
from commitrack.cli.preferences import preferences
from commitrack.cli.progress_bar import progress_bar
from commitrack.cli.stderr import notify
from commitrack.color import Color
from commitrack.errors import MOST_SHOWN, Problem, UsageError, WriteError, reason_of
from commitrack.language import LazyString as _
from commitrack.language import localize
from commitrack.views.grid import Look
from commitrack.views.sanitize import safe


def page(renderable: object, look: Look) -> str:
    """Render a page with Rich: for the width of the terminal, or plain and untruncated elsewhere."""
    options = _colours(terminal=not look.pipe)
    text = _rendered(renderable, width=PIPE_WIDTH if look.pipe else None, soft_wrap=look.pipe, **options)
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _rendered(renderable: object, **options: Any) -> str:
    """What Rich prints, without interpreting markup, emoji names or numbers; ``options`` are those of its Console."""
    from rich.console import Console  # noqa: PLC0415

    buffer = StringIO()  # not stdout itself: even while capturing, Rich writes to its file
    Console(file=buffer, markup=False, emoji=False, highlight=False, **options).print(renderable)
    return buffer.getvalue()


PIPE_WIDTH = 100_000
"""The width for pipes, where nothing is folded; Rich needs a number."""


def look(lang: Lang, *, ascii_only: bool, to_file: bool = False) -> Look:
    """How to render the answer for its destination."""
    return Look(lang=lang, ascii=ascii_only, pipe=to_file or not sys.stdout.isatty())


def write(
    text: str | bytes | Iterable[str],
    *,
    output: str | None = None,
    force: bool = False,
    registry: Path | None = None,
    paged: bool = True,
    machine: bool = False,
    bom: bool = False,
) -> None:
    """Print the answer, in a pager if it is read on a terminal, or write it to the file ``output``.

    Text in parts is written part by part, so that an answer of any length takes little memory; a file is complete, or
    is not written. A ``machine`` format is UTF-8 in a pipe and in a file, whatever the locale; a terminal gets its own
    encoding. With ``bom``, text starts with a byte order mark.
    Raises UsageError if the file exists (unless ``force``), is a folder or is part of ``registry``, or for binary data
    on a terminal; WriteError if not everything could be written.
    """
    if not isinstance(text, bytes):
        text = chain(["\ufeff"] if bom else [], [text] if isinstance(text, str) else text)
    if output is not None and output != "-":
        require_file_name(output)
        content = [text] if isinstance(text, bytes) else (part.encode() for part in text)
        _write_file(Path(output), content, force=force, registry=registry)
        notify(_("wrote {file}", file=output))
        return
    try:
        if isinstance(text, bytes):
            _refuse_terminal()
            sys.stdout.buffer.write(text)
        elif machine and not sys.stdout.isatty():
            sys.stdout.buffer.writelines(part.encode() for part in text)
        else:
            sys.stdout.writelines(_unless_paged(text) if paged else text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader closed the pipe: discard the rest
    except OSError as failure:
        raise WriteError(_("cannot write the output: {why}", why=reason_of(failure))) from failure


def write_lines(lines: Iterable[object], lang: str) -> None:
    """Print lines of text, each localized and sanitized."""
    write("".join(f"{safe(localize(line, lang))}\n" for line in lines))


def _unless_paged(text: Iterable[str]) -> Iterator[str]:
    """Show the answer in a pager if it is read on a terminal; what is left to print, which is all if that failed."""
    if not sys.stdout.isatty() or not preferences.get().pager:
        return iter(text)
    from commitrack.cli.pager import pager, show  # noqa: PLC0415  10 ms, not needed in a pipe

    command = pager()
    parts, taken = iter(text), list[str]()
    if command is not None and show(_noted(parts, taken), command):
        return iter(())
    return chain(taken, parts)


def _noted(parts: Iterable[str], taken: list[str]) -> Iterator[str]:
    """The parts, each of them added to ``taken``."""
    for part in parts:
        taken.append(part)
        yield part


def write_all(content: bytes) -> None:
    """Print encoded text, all of it; raise WriteError if that fails, also if the reader has closed the pipe."""
    try:
        sys.stdout.flush()
        rest = memoryview(content)
        while rest:  # an unbuffered stream may write a part, or nothing if it does not block
            rest = rest[sys.stdout.buffer.write(rest) or _blocked() :]
        sys.stdout.buffer.flush()
    except OSError as failure:
        raise WriteError(_("cannot write the output: {why}", why=reason_of(failure))) from failure


def _blocked() -> int:
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def _refuse_terminal() -> None:
    """Raise UsageError if binary data would be printed to a terminal."""
    if sys.stdout.isatty():
        raise UsageError(
            _("cannot print this format to a terminal"), hint=_("write it to a file: --output report.xlsx")
        )


def _write_file(path: Path, content: Iterable[bytes], *, force: bool, registry: Path | None) -> None:
    from commitrack.registry.atomic_write import replace_file  # noqa: PLC0415
    from commitrack.registry.inside import require_no_way_out  # noqa: PLC0415

    if registry is not None and _is_part(path.resolve(), registry):
        raise UsageError(_('"{path}" is part of the registry; choose another output file', path=path))
    if registry is not None:
        require_no_way_out(path, registry)
    if os.path.lexists(path) and not force:  # also a link to a file that does not exist yet
        raise UsageError(_('"{path}" already exists', path=path), hint=_("add --force to overwrite it"))
    if not path.resolve().parent.is_dir():
        raise WriteError(
            _('cannot write "{file}": folder "{folder}" does not exist', folder=path.parent, file=path.name)
        )
    with progress_bar(content, _("writing {file}", file=path)) as parts:
        replace_file(path, parts)


def _is_part(path: Path, registry: Path) -> bool:
    """Whether a path is a file of the registry, or would become one; links are resolved."""
    from commitrack.registry.discovery import files  # noqa: PLC0415

    would_be_read = path.suffix == ".toml" and path.parent == registry.resolve()
    return would_be_read or path in {file.resolve() for file in files(registry)}


def print_problems(problems: Sequence[Problem], *, lang: str) -> None:
    """Print problems to stderr."""
    with suppress(OSError, ValueError):  # stderr may be closed; the exit code still reports the problems
        sys.stderr.write(problems_text(problems, lang=lang, terminal=sys.stderr.isatty()))


def problems_text(problems: Sequence[Problem], *, lang: str, terminal: bool) -> str:
    """Problems, each with its place, and the number of those that are left out; in colour for a ``terminal``."""
    from commitrack.views.terminal.answers import problems as page_of  # noqa: PLC0415

    shown, rest = problems[:MOST_SHOWN], len(problems) - MOST_SHOWN
    text = _rendered(page_of(shown, lang=lang), width=None if terminal else PIPE_WIDTH, **_colours(terminal=terminal))
    if rest > 0:
        more = _("and {n:,} more problem", "and {n:,} more problems", n=rest)
        text += f"{more.to(lang)}\n"
    return text


def _colours(*, terminal: bool) -> dict[str, Any]:
    """Options of Rich's Console: in colour if the user wants it, else on a ``terminal`` only."""
    color = preferences.get().color
    is_coloured = color is Color.ALWAYS or (color is Color.AUTO and terminal)
    return {
        "force_terminal": is_coloured or terminal,
        "color_system": "auto" if is_coloured and terminal else "standard" if is_coloured else None,
        "no_color": not is_coloured,
    }
