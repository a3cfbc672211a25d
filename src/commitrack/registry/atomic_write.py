"""Replace a file atomically: even after a crash, either the old file or the new one is in place.

A temporary file in the same folder is written, given the owner and mode of the old one, synced to the disk and renamed
over it; then the folder is synced. This module does not depend on what the bytes mean.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import EllipsisType
from typing import NoReturn, Self

from commitrack.errors import BusyError, RecordedError, WriteError, reason_of
from commitrack.language import LazyString as _
from commitrack.registry.exchange import exchange, is_open_for_writing, rename_without_replacing
from commitrack.registry.new_file import free_name, write_new

_PREFIX = ".commitrack-"
TEMPORARY = f"{_PREFIX}*.tmp"
"""The pattern of the names of temporary files."""
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP}
"""Errors of file systems that cannot sync a folder (network shares)."""


class Replacement:
    """A new file, written and synced beside the old one, which it is to replace.

    As a context manager, it removes the new file in the end, unless that is in place, and the old one if it is.
    """

    def __init__(
        self, path: Path, content: bytes | Iterable[bytes], *, old: bytes | EllipsisType | None = ...,
        like: Path | None = None,
    ) -> None:  # fmt: skip
        """Write the new file; raise WriteError if that fails.

        ``old`` is what the old file contains, None if there is none, and ``...`` if it may contain anything; only then
        may the content be in parts. Without an old file, the new one gets the access of the file ``like``.

        A symbolic link is followed: its target is to be replaced, and the link stays. A file with several hard links is
        refused, because the other names would keep the old bytes.
        """
        self.path, self._old = path, old
        self._content = content if isinstance(content, bytes) else b""
        self._is_replaced, self._is_refused, self._is_disposable = False, False, True
        with self._failures():
            self.path = path.resolve()
            is_new = not _is_replaceable(self.path)
            self._temporary = self.path.parent / f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}.tmp"
            self._identity = write_new(self._temporary, content, like=like if is_new else self.path, is_copy=not is_new)

    def replace(self) -> None:
        """Put the new file in place of the old one.

        Raises BusyError if the old one is no longer as it was, in which case it stays or returns to its place;
        WriteError if the disk does not accept it.
        """
        with self._failures():
            if isinstance(self._old, EllipsisType):
                self._temporary.replace(self.path)
            elif self._old is None:
                self._create()
            else:
                self._exchange(self._old)
            self._is_replaced = True

    def _create(self) -> None:
        """Put the new file where there was none; raise BusyError if there is one now."""
        try:
            if rename_without_replacing(self._temporary, self.path):
                return
        except FileExistsError:
            raise changed_meanwhile() from None
        if os.path.lexists(self.path):
            raise changed_meanwhile()
        self._temporary.replace(self.path)

    def _exchange(self, old: bytes) -> None:
        """Exchange the two files. If what comes out is not the old file, but a later one, put it back: BusyError."""
        try:
            is_exchanged = exchange(self._temporary, self.path)
        except FileNotFoundError:
            raise changed_meanwhile() from None
        if not is_exchanged:
            if not _contains(self.path, old):
                raise changed_meanwhile()
            self._temporary.replace(self.path)  # a save between the comparison and this step is lost
        elif problem := _unlike(self._temporary, old, name=self.path):
            self._put_back(problem)

    def _put_back(self, problem: BusyError) -> NoReturn:
        """Put back what another program saved, and raise the problem.

        If that was replaced, changed or deleted in between once more, the later version stays, and the earlier one is
        kept beside it.
        """
        self._is_disposable, self._is_refused = False, True
        with suppress(OSError):
            exchange(self._temporary, self.path)
            if _identity(self._temporary) == self._identity and not _unlike(
                self._temporary, self._content, name=self.path
            ):
                self._is_disposable = True
                raise problem
            exchange(self._temporary, self.path)
        copy = free_name(self.path)
        if not rename_without_replacing(self._temporary, copy):
            self._temporary.rename(copy)
        raise BusyError(
            _('"{path}" was changed several times by other programs in the meantime; one version is kept as "{copy}"',
              path=self.path, copy=copy),
            hint=_("compare the two files, then try again"),
        )  # fmt: skip

    @property
    def is_done(self) -> bool:
        """Whether the new file was put in place, even if a failure prevented this from being noted."""
        return self._is_replaced or (not self._is_refused and _identity(self.path) == self._identity)

    def sync(self) -> None:
        """Sync the renaming to the disk; raise RecordedError if that fails, as readers see the new bytes already."""
        _sync_folder(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._remove()

    def _remove(self) -> None:
        with suppress(OSError):
            if self._is_disposable:
                self._temporary.unlink()

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except (OSError, RuntimeError) as failure:  # before Python 3.13 a loop of links is a RuntimeError
            reason = reason_of(failure)
            raise WriteError(
                _('cannot write "{path}": {reason}', path=self.path, reason=reason), hint=_("nothing was changed")
            ) from failure


def replace_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Replace a regular file, or create it; nothing is changed if an iterable of its parts raises an exception.

    Raises WriteError if nothing was changed, RecordedError if the file was replaced, and only saving it to the disk
    could not be confirmed.
    """
    with Replacement(path, content) as new:
        new.replace()
        new.sync()


def changed_meanwhile() -> BusyError:
    """The error that a file is no longer as it was read: editors do not take the lock."""
    return BusyError(
        _("the registry was changed by another program in the meantime"), hint=_("nothing was written; try again")
    )


def _unlike(path: Path, old: bytes, *, name: Path) -> BusyError | None:
    """Why a file that came out of its place may not be removed, None if it is the old one.

    A program that has it open for writing may have emptied it before it was read, and be about to write it.
    """
    if not _contains(path, old):
        return changed_meanwhile()
    if is_open_for_writing(path):
        return BusyError(
            _('another program has "{path}" open for writing', path=name), hint=_("nothing was written; try again")
        )
    return None if _contains(path, old) else changed_meanwhile()


def _contains(path: Path, content: bytes) -> bool:
    """Whether a path is a regular file with this content, and not a link, a pipe, or gone."""
    try:
        return stat.S_ISREG(path.lstat().st_mode) and path.read_bytes() == content
    except OSError:
        return False


def _identity(path: Path) -> tuple[int, int] | None:
    """The device and the number of a file; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_replaceable(path: Path) -> bool:
    """Whether there is a file; raise WriteError if it must not be replaced."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return False
    if not stat.S_ISREG(status.st_mode):
        raise WriteError(_('"{path}" is not a regular file', path=path))
    if status.st_nlink > 1:
        raise WriteError(
            _(
                '"{path}" has {links} hard links; the other names would keep the old content',
                path=path,
                links=status.st_nlink,
            ),
            hint=_("remove the other hard links (symbolic links are fine)"),
        )
    if not os.access(path, os.W_OK) or not status.st_mode & 0o222:
        raise WriteError(
            _('"{path}" is read-only', path=path), hint=_("make it writable if you are allowed to change it")
        )
    return True


def _sync_folder(path: Path) -> None:
    if os.name == "nt":  # pragma: no cover
        return
    try:
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except Exception as failure:
        if getattr(failure, "errno", None) not in _NO_SYNC:
            reason = reason_of(failure)
            raise RecordedError(
                _('"{path}" was written, but saving it to disk could not be confirmed: {reason}',
                  path=path, reason=reason)
            ) from failure  # fmt: skip


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed writer left.

    Call it only while holding the lock: the temporary file of a running writer looks the same.
    """
    for leftover in folder.glob(TEMPORARY):
        if not leftover.is_dir():  # which no writer makes
            leftover.unlink(missing_ok=True)
