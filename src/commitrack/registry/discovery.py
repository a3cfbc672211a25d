"""Find the registry: the folder given, or the nearest one in the working directory or a parent, as git does."""

import os
import shlex
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import chain, count
from pathlib import Path

from commitrack.errors import RegistryError, reason_of
from commitrack.language import LazyString as _
from commitrack.registry.inside import real_path

COMMITMENTS = "commitments.toml"
ADDITIONS = "additions.toml"
UPDATES = "updates.toml"
APPENDED = ("updates*.toml", "additions*.toml")
"""Patterns of the files to which commitrack appends."""

SEGMENT_BYTES = 4 * 1024 * 1024
"""The size at which a file of the journal is full, so that a record, a diff and a push stay quick for ever."""

FILE_BYTES = 6 * 1024 * 1024
"""The size at which a file of added commitments is full: less than half of the largest one that is read."""

COPIES = "*.toml.orig*"
"""Pattern of the copies that ``commitrack repair`` keeps of the files that it changes."""


def find(named: str | None, *, start: Path) -> Path:
    """The folder of the registry: ``named`` (a folder or ``commitments.toml``), else the nearest from ``start`` upward.

    Raises RegistryError, with a hint on what to type next, if there is none.
    """
    if named is not None:
        folder = Path(named)
        folder = folder.parent if folder.name == COMMITMENTS else folder
        if not os.path.exists(folder / COMMITMENTS):  # noqa: PTH110  False for a folder that may not be entered
            raise RegistryError(
                _('no registry at "{place}": "{file}" not found', place=named, file=COMMITMENTS), hint=START
            )
        return folder
    for parent in (start, *start.parents):
        for folder in (parent, parent / "data"):
            if os.path.isfile(folder / COMMITMENTS):  # noqa: PTH113  False for a folder that may not be entered
                _require_here(folder, parent)
                return folder
    raise RegistryError(
        _("no registry in this folder or any parent folder (no {file}, no data/{file})", file=COMMITMENTS), hint=START
    )


def _require_here(folder: Path, parent: Path) -> None:
    """Raise RegistryError if ``data`` is a link to another registry: in a clone, perhaps to one of the user's own."""
    if real_path(folder, parent) is None:
        target = shlex.quote(os.path.realpath(folder))
        raise RegistryError(
            _('"{folder}" is a link to another folder', folder=folder),
            hint=_("if it is the one you want, name it: --registry {folder}", folder=target),
        )


START = _(
    "to create one: commitrack init · to copy the example: commitrack init --example summit · "
    "to use another folder: --registry DIR"
)


def example() -> Path:
    """The registry that ships with commitrack: its folder in the installed package, or in a checkout beside ``src``."""
    package = Path(__file__).parent.parent
    candidates: Sequence[Path] = (package / "example", package.parent.parent / "data")
    return next(folder for folder in candidates if (folder / COMMITMENTS).is_file())


def files(folder: Path) -> list[Path]:
    """Every TOML file of the registry that is not hidden, sorted by name; those that people write are first.

    Raises RegistryError for a folder that may not be read.
    """
    try:
        names = os.listdir(folder)  # noqa: PTH208  glob finds nothing in a folder that may not be read
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as failure:
        message = _('cannot read the folder "{folder}": {reason}', folder=folder, reason=reason_of(failure))
        raise RegistryError(message) from failure
    names = [name for name in names if name.endswith(".toml") and not name.startswith(".")]
    return [folder / name for name in sorted(names, key=reading_order)]


def part(file: str, sizes: Mapping[str, int]) -> str:
    """The part of a file to which records are appended: the first of ``updates.toml``, ``updates-0002.toml``, … that is
    not full.

    ``sizes`` are the bytes of each file of the registry. Git merges two branches that both start the same file.
    """
    names = chain((file,), (f"{file.removesuffix('.toml')}-{number:04}.toml" for number in count(2)))
    most = full(file)
    return next(name for name in names if sizes.get(name, 0) < most)


def full(file: str) -> int:
    """The bytes from which on a part of a file is full."""
    return SEGMENT_BYTES if is_journal(file) else FILE_BYTES


def reading_order(name: str) -> tuple[bool, str]:
    """The sort key of the files of a registry, by their names: those that people write are first."""
    return is_appended(name), name


def is_appended(name: str) -> bool:
    """Whether commitrack appends to a file of this name."""
    return any(fnmatchcase(name, pattern) for pattern in APPENDED)


def is_journal(name: str) -> bool:
    """Whether a file of this name is a part of the journal."""
    return fnmatchcase(name, APPENDED[0])
