"""Find the registry: the folder given, or the nearest one from the working directory upward, as git does."""

from collections.abc import Sequence
from pathlib import Path

from commitrack.errors import RegistryError
from commitrack.language import LazyString as _

COMMITMENTS = "commitments.toml"
UPDATES = "updates.toml"


def find(named: str | None, *, start: Path) -> Path:
    """The folder of the registry. ``named`` is a folder or a ``commitments.toml``; without it, search upward.

    Raises RegistryError, with what to type next, if there is none.
    """
    if named is not None:
        folder = Path(named)
        folder = folder.parent if folder.name == COMMITMENTS else folder
        if not (folder / COMMITMENTS).exists():
            raise RegistryError(
                _("there is no registry at {place}: it has no {file}", place=named, file=COMMITMENTS), hint=START
            )
        return folder
    for here in (start, *start.parents):
        for folder in (here, here / "data"):
            if (folder / COMMITMENTS).is_file():
                return folder
    raise RegistryError(
        _("no registry here or in any folder above: no {file}, no data/{file}", file=COMMITMENTS), hint=START
    )


START = _(
    "start one with: commitrack init · or look at a real one first: commitrack init --example summit "
    "· or name its folder: --registry DIR"
)


def example() -> Path:
    """The registry that ships with commitrack: in the installed package, or in the checkout beside ``src``."""
    package = Path(__file__).parent.parent
    candidates: Sequence[Path] = (package / "example", package.parent.parent / "data")
    return next(folder for folder in candidates if (folder / COMMITMENTS).is_file())


def files(folder: Path) -> list[Path]:
    """Every TOML file of the registry, by name, with the journal last."""
    paths = sorted(folder.glob("*.toml"), key=lambda path: (path.name == UPDATES, path.name))
    return [path for path in paths if not path.name.startswith(".")]
