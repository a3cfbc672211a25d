"""Evidence: addresses, which are never fetched, and files in the registry's folder, identified by their SHA-256."""

from collections.abc import Iterable
from hashlib import file_digest
from pathlib import Path

from commitrack.errors import Problem, UsageError
from commitrack.language import LazyString as _
from commitrack.model import Evidence, Registry
from commitrack.model.addresses import is_web_address


def resolve(items: Iterable[str], folder: Path) -> tuple[str | Evidence, ...]:
    """Resolve evidence as typed: addresses stay as they are, files become a path in the registry's folder and a digest.

    Raises UsageError for a file that does not exist, is outside the folder or cannot be read.
    """
    return tuple(_resolved(item, folder) for item in items)


def _resolved(item: str, folder: Path) -> str | Evidence:
    if item.lower().startswith(("http://", "https://")):
        if not is_web_address(item):
            raise UsageError(_('invalid address "{text}"; use the form https://…', text=item[:60]))
        return item
    root, path = folder.resolve(), Path(item)
    candidates = (path.resolve(), (folder / path).resolve())
    file = next((candidate for candidate in candidates if candidate.is_file()), None)
    if file is None:
        raise UsageError(_('evidence "{item}" is neither an address (https://…) nor an existing file', item=item))
    if not file.is_relative_to(root):
        raise UsageError(
            _('the file "{file}" is outside the registry', file=item),
            hint=_('copy it to "{folder}/evidence" first', folder=folder),
        )
    try:
        return Evidence(file=file.relative_to(root).as_posix(), sha256=_digest(file))
    except OSError as failure:
        raise UsageError(
            _('cannot read evidence "{item}": {why}', item=item, why=failure.strerror),
            hint=_("check the permissions of the file"),
        ) from failure


def altered(registry: Registry, folder: Path) -> tuple[int, int, list[Problem]]:
    """Compare the files of evidence with their recorded digests.

    Returns the number of files, the number of addresses, and a problem for each file that is missing or has changed.
    """
    files, addresses = 0, 0
    problems: list[Problem] = []
    for key, update in registry.updates.items():
        for item in update.evidence:
            if isinstance(item, str):
                addresses += 1
            elif item.file is not None:
                files += 1
                if difference := _difference(folder / item.file, item.sha256):
                    place = {"id": update.commitment, "file": item.file, "key": key}
                    message = _("{id}: {file} {problem} (update {key})", problem=difference, **place)
                    hint = _("restore the file, or retract the update: commitrack undo {key}", key=key)
                    problems.append(
                        Problem(code="CT401", message=message, path=("updates", key, "evidence"), hint=hint)
                    )
    return files, addresses, problems


def _difference(path: Path, digest: str | None) -> str | None:
    try:
        if path.exists() and not path.is_file():
            return _("is not a regular file")
        actual = _digest(path)
    except OSError as failure:
        return _("cannot be read: {reason}", reason=failure.strerror)
    return None if actual == digest else _("has changed: its SHA-256 is now {found}", found=actual)


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return file_digest(handle, "sha256").hexdigest()
