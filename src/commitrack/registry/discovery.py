"""Find the registry: the folder given, or the nearest one in the working directory or a parent, as git does."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from commitrack.errors import RegistryError
from commitrack.language import LazyString as _

COMMITMENTS = "commitments.toml"
ADDITIONS = "additions.toml"
UPDATES = "updates.toml"
APPENDED = ("updates*.toml", ADDITIONS)
"""Patterns of the files to which commitrack appends."""


def find(named: str | None, *, start: Path) -> Path:
    """The folder of the registry: ``named`` (a folder or ``commitments.toml``), else the nearest from ``start`` upward.

    Raises RegistryError, with a hint on what to type next, if there is none.
    """
    if named is not None:
        folder = Path(named)
        folder = folder.parent if folder.name == COMMITMENTS else folder
        if not (folder / COMMITMENTS).exists():
            raise RegistryError(
                _('no registry at "{place}": "{file}" not found', place=named, file=COMMITMENTS), hint=START
            )
        return folder
    for parent in (start, *start.parents):
        for folder in (parent, parent / "data"):
            if (folder / COMMITMENTS).is_file():
                return folder
    raise RegistryError(
        _("no registry in this folder or any parent folder (no {file}, no data/{file})", file=COMMITMENTS), hint=START
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
    """Every TOML file of the registry that is not hidden, sorted by name; those that people write are first."""
    paths = sorted(folder.glob("*.toml"), key=lambda path: (is_appended(path.name), path.name))
    return [path for path in paths if not path.name.startswith(".")]


def is_appended(name: str) -> bool:
    """Whether commitrack appends to a file of this name."""
    return any(fnmatchcase(name, pattern) for pattern in APPENDED)


def is_journal(name: str) -> bool:
    """Whether a file of this name is a part of the journal."""
    return fnmatchcase(name, APPENDED[0])
