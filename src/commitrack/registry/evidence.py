"""Evidence as typed on a command line: an address, or a file of the registry with its digest."""

from hashlib import file_digest
from pathlib import Path

from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Evidence, Registry


def evidence_of(item: str, folder: Path) -> str | Evidence:
    """An address stays as it is; a file is named from the registry's folder and pinned by its SHA-256.

    Raises UsageError for a file that is not there or lies outside the folder. Addresses are never fetched.
    """
    if item.startswith(("http://", "https://")):
        return item
    inside, path = folder.resolve(), Path(item)
    found = next((place for place in (path.resolve(), (folder / path).resolve()) if place.is_file()), None)
    if found is None:
        raise UsageError(
            _("the evidence “{item}” is neither an address (https://…) nor a file that is there", item=item)
        )
    if not found.is_relative_to(inside):
        raise UsageError(
            _("the file {file} lies outside the registry", file=item),
            hint=_("copy it into {folder}/evidence first", folder=folder),
        )
    return Evidence(file=found.relative_to(inside).as_posix(), sha256=_digest(found))


def altered(registry: Registry, folder: Path) -> tuple[int, int, list[str]]:
    """How many files of evidence there are, how many addresses, and a sentence for each file that is not as logged."""
    files, addresses = 0, 0
    wrong: list[str] = []
    for key, update in registry.updates.items():
        for item in update.evidence:
            if isinstance(item, str):
                addresses += 1
            elif item.file is not None:
                files += 1
                if said := _difference(folder / item.file, item.sha256):
                    place = {"id": update.commitment, "file": item.file, "key": key}
                    wrong.append(_("{id}: {file} {fault} (update {key})", fault=said, **place))
    return files, addresses, wrong


def _difference(path: Path, digest: str | None) -> str | None:
    try:
        if path.exists() and not path.is_file():
            return _("is not a regular file")
        found = _digest(path)
    except OSError as failure:
        return _("cannot be read: {reason}", reason=failure.strerror)
    return None if found == digest else _("has changed: its sha256 is {found}", found=found)


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return file_digest(handle, "sha256").hexdigest()
