"""Which files belong to a registry: links may lead to other places in its folder, and nowhere else.

A registry may come from somebody else. A link in it must not make commitrack read or change other files of the user.
"""

import os
from pathlib import Path

from commitrack.errors import UsageError
from commitrack.language import LazyString as _


def real_path(path: Path, folder: Path) -> Path | None:
    """The path with all links resolved; None if it is not inside the folder, or cannot be a path."""
    if "\0" in str(path):
        return None
    real = Path(os.path.realpath(path))
    return real if real.is_relative_to(os.path.realpath(folder)) else None


def require_no_way_out(path: Path, folder: Path) -> None:
    """Raise UsageError for a path into the folder that links lead out of again; paths to other places are accepted."""
    is_inside = Path(os.path.abspath(path)).is_relative_to(os.path.abspath(folder))  # noqa: PTH100  ../ is left out
    if is_inside and real_path(path, folder) is None:
        raise UsageError(_('"{path}" is a link to a file outside the folder', path=path), hint=_("remove the link"))
