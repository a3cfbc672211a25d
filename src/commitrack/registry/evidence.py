"""Evidence: addresses, which are never fetched, and files in the registry's folder, identified by their SHA-256."""

import os
import re
import stat
from collections.abc import Iterable
from functools import cache
from hashlib import file_digest
from pathlib import Path

from commitrack.errors import Problem, UsageError, reason_of
from commitrack.language import LazyString as _
from commitrack.model import Evidence, Registry
from commitrack.model.addresses import is_web_address
from commitrack.registry.inside import real_path
from commitrack.suggest import did_you_mean_one_of

MAX_BYTES = 1024**3
"""The largest file whose digest is computed; that takes a few seconds."""


def resolve(items: Iterable[str], folder: Path) -> tuple[str | Evidence, ...]:
    """Resolve evidence as typed: addresses stay as they are, files become a path in the registry's folder and a digest.

    Raises UsageError for a file that does not exist, is outside the folder, too large, or cannot be read. A
    large file takes seconds, so call it before taking the lock.
    """
    return tuple(_resolved(item, folder) for item in items)


def _resolved(item: str, folder: Path) -> str | Evidence:
    if item.lower().startswith(("http://", "https://")):
        if not is_web_address(item):
            raise UsageError(_('invalid address "{text}"; use the form https://…', text=item[:60]))
        return item
    path = next((path for path in (Path(item), folder / item) if os.path.exists(path)), None)  # noqa: PTH110  no errors
    if path is None:
        is_host = re.match(r"www\.|[\w-]+(\.[\w-]+)+/", item)
        raise UsageError(
            _('evidence "{item}" is neither an address (https://…) nor an existing file', item=item),
            hint=did_you_mean_one_of([f"https://{item}"] if is_host else []),
        )
    try:
        file = _file(path, folder)
        digest = _digest(file)
    except ValueError as failure:
        raise UsageError(
            _('evidence "{item}" {problem}', item=item, problem=str(failure)),
            hint=_('put a copy into "{folder}/evidence", or give an address', folder=folder),
        ) from None
    return Evidence(file=file.relative_to(folder.resolve()).as_posix(), sha256=digest)


def altered(registry: Registry, folder: Path) -> tuple[int, int, list[Problem]]:
    """Compare the files of evidence with their recorded digests.

    Returns the number of files, the number of addresses, and a problem for each file that is missing or has changed.
    """
    files, addresses = 0, 0
    problems: list[Problem] = []
    digest = cache(_digest)  # a file may be evidence for many updates

    def difference(item: Evidence) -> str | None:
        try:
            actual = digest(_file(folder / str(item.file), folder))
        except ValueError as failure:
            return str(failure)
        return None if actual == item.sha256 else _("has changed: its SHA-256 is now {found}", found=actual)

    for key in sorted(registry.updates):
        update = registry.updates[key]
        for item in update.evidence:
            if isinstance(item, str):
                addresses += 1
            elif item.file is not None:
                files += 1
                if problem := difference(item):
                    place = {"id": update.commitment, "file": item.file, "key": key}
                    message = _("{id}: {file} {problem} (update {key})", problem=problem, **place)
                    hint = _("restore the file, or retract the update: commitrack undo {key}", key=key)
                    problems.append(
                        Problem(code="CT401", message=message, path=("updates", key, "evidence"), hint=hint)
                    )
    return files, addresses, problems


def _file(path: Path, folder: Path) -> Path:
    """The path with all links resolved; raise ValueError if it is outside the registry's folder."""
    file = real_path(path, folder)
    if file is None:
        raise ValueError(_("is outside the registry folder"))
    return file


def _digest(file: Path) -> str:
    """The SHA-256 of a file; raise ValueError, with the reason, unless it is regular, readable and not too large."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ValueError(_("is not a regular file"))
        if status.st_size > MAX_BYTES:
            raise ValueError(_("is larger than {size} GB", size=MAX_BYTES // 1024**3))
        with file.open("rb") as handle:
            return file_digest(handle, "sha256").hexdigest()
    except OSError as failure:
        raise ValueError(_("cannot be read: {reason}", reason=reason_of(failure))) from None
