"""Evidence as typed on a command line: an address, or a file of the registry with its digest."""

from hashlib import sha256
from pathlib import Path

from commitrack.errors import UsageError
from commitrack.model import Evidence


def evidence_of(item: str, folder: Path) -> str | Evidence:
    """An address stays as it is; a file is named from the registry's folder and pinned by its SHA-256.

    Raises UsageError for a file that is not there or lies outside the folder. Addresses are never fetched.
    """
    if item.startswith(("http://", "https://")):
        return item
    inside, path = folder.resolve(), Path(item)
    found = next((place for place in (path.resolve(), (folder / path).resolve()) if place.is_file()), None)
    if found is None:
        raise UsageError(f"the evidence “{item}” is neither an address (https://…) nor a file that is there")
    if not found.is_relative_to(inside):
        raise UsageError(f"the file {item} lies outside the registry", hint=f"copy it into {folder}/evidence first")
    return Evidence(file=found.relative_to(inside).as_posix(), sha256=sha256(found.read_bytes()).hexdigest())
