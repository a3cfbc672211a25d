"""commitrack: a registry of public commitments, kept in git and assessed as of any date.

From Python, load a registry and assess its commitments; docs/python.md has more examples:

>>> from datetime import date
>>> import commitrack
>>> register = commitrack.load("data")
>>> for commitment in register.assess("status:overdue", as_of=date(2026, 11, 23)):
...     print(commitment.id, commitment.due)
connectivity-5000-trainees 2026-09-06

The names in ``__all__`` are the interface: they stay, and attributes are only ever added to what they return.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commitrack.errors import CommitrackError, NotFoundError, RegistryError, UsageError
    from commitrack.loaded import LoadedRegistry, load, text
    from commitrack.model import Commitment, Registry, Target, Update
    from commitrack.report.serialize import CommitmentData, CommitmentHistory
    from commitrack.report.target_data import TargetData

__version__ = "0.1.0"
__all__ = [
    "Commitment",
    "CommitmentData",
    "CommitmentHistory",
    "CommitrackError",
    "LoadedRegistry",
    "NotFoundError",
    "Registry",
    "RegistryError",
    "Target",
    "TargetData",
    "Update",
    "UsageError",
    "load",
    "text",
]

_MODULES = {
    "commitrack.errors": ("CommitrackError", "NotFoundError", "RegistryError", "UsageError"),
    "commitrack.loaded": ("LoadedRegistry", "load", "text"),
    "commitrack.model": ("Commitment", "Registry", "Target", "Update"),
    "commitrack.report.serialize": ("CommitmentData", "CommitmentHistory"),
    "commitrack.report.target_data": ("TargetData",),
}


if not TYPE_CHECKING:  # a type checker would accept any name

    def __getattr__(name: str) -> object:
        """A name of the interface, imported when it is first used: the command line needs only the version."""
        for module, names in _MODULES.items():
            if name in names:
                value = globals()[name] = getattr(import_module(module), name)
                return value
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
