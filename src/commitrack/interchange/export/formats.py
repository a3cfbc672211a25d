"""The formats of ``export``. A new one is a module with ``export`` and a line in :data:`EXPORTS`."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from msgspec import Struct

if TYPE_CHECKING:  # every command imports the names of the formats, but only one needs a snapshot
    from commitrack.report.snapshot import Snapshot

EXPORTS: Mapping[str, str] = {
    "sqlite": "commitrack.interchange.export.sqlite",
    "csv": "commitrack.interchange.export.csv",
    "xlsx": "commitrack.interchange.export.xlsx",
    "iati": "commitrack.interchange.iati.writing",
}
"""Every format and its module; the command, its help and the tests are derived from it."""


class Exported(Struct, frozen=True, kw_only=True):
    """The bytes of a file, or of the files of a folder by name, in the order in which they are to be written.

    ``notices`` say what the format cannot contain, so that nothing is left out silently.
    """

    content: bytes | Mapping[str, bytes]
    notices: tuple[str, ...] = ()


class Exporter(Protocol):
    """What the module of a format provides. It opens no file, and the same arguments give the same bytes."""

    def export(self, snapshot: "Snapshot", *, digest: str) -> Exported:
        """The registry of a snapshot, and its assessment; ``digest`` is the SHA-256 of the registry's files.

        Raises UsageError for what cannot be written in this format.
        """


def exporter(name: str) -> Exporter:
    """The module of a format, imported when it is needed."""
    return cast("Exporter", import_module(EXPORTS[name]))
