"""commitrack: a registry of public commitments, kept in git and assessed as of any date.

From Python, load a registry and assess its commitments:

>>> from datetime import date
>>> import commitrack
>>> from commitrack.assess import assess
>>> registry = commitrack.load("data")
>>> trainees = registry.commitments["connectivity-5000-trainees"]
>>> assess(trainees, registry.updates.values(), as_of=date(2026, 11, 23), settings=registry.settings).status.value
'overdue'
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commitrack.model import Registry

__version__ = "0.1.0"
__all__ = ["load"]


def load(folder: str | Path) -> "Registry":
    """Load the registry in a folder: all its ``*.toml`` files as frozen records.

    Raises ``commitrack.errors.RegistryError``, which lists every problem with file and line, if it is not valid.
    """
    from commitrack.registry import must_read  # noqa: PLC0415  the command line imports only the version

    return must_read(Path(folder)).registry
