"""The end of a transaction: the changed files replace the old ones, if these are still as they were read."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from commitrack.errors import BusyError, RecordedError, WriteError
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.registry.atomic_write import Replacement, changed_meanwhile, sweep
from commitrack.registry.discovery import COMMITMENTS, is_journal
from commitrack.registry.lock import Lock
from commitrack.registry.reading import Reading
from commitrack.registry.source import TomlFile


def commit(
    before: Reading,
    changed: Sequence[TomlFile],
    started: list[Replacement],
    committing: Callable[[], object],
    *,
    lock: Lock,
) -> None:
    """Replace files in their order; the registry is valid after each of them.

    All new files are written before the first one replaces an old one. They are added to ``started``, so that the
    caller knows which of them are in place, whatever fails. ``committing`` is called right before the first is.

    Raises BusyError if a file is not as it was read, or the lock is no longer held; WriteError if no file was replaced;
    RecordedError if anything failed after the first one was.
    """
    paths = [before.folder / file.name for file in changed]
    for folder in {path.resolve().parent for path in paths}:
        sweep(folder)
    with ExitStack() as new_files:
        for path, file in zip(paths, changed, strict=True):
            old = next((source.raw for source in before.sources if source.name == file.name), None)
            new = Replacement(path, file.raw, old=old, like=_like(before, file.name))
            started.append(new_files.enter_context(new))
        _require_unchanged(before)
        lock.require_in_place()
        committing()
        for new in started:
            _replace(new, [done.path.name for done in started if done.is_done])


def _like(before: Reading, name: str) -> Path:
    """The file whose access a new file gets: the latest part of the journal for another one, else commitments.toml.

    Raises BusyError if it no longer exists.
    """
    parts = [known for known in before.sizes() if is_journal(known)] if is_journal(name) else []
    like = before.folder / (parts[-1] if parts else COMMITMENTS)
    if not like.exists():
        raise changed_meanwhile()
    return like


def _replace(new: Replacement, done: Sequence[str]) -> None:
    """Replace one file; ``done`` are the names of those that are already replaced."""
    try:
        new.replace()
    except (BusyError, WriteError) as failure:
        if not done:
            raise
        hint = _("written: {files}; the registry is valid, and the rest is unchanged", files=comma_list(done))
        if is_journal(new.path.name):
            hint = _("written: {files}; run the command again to record the rest", files=comma_list(done))
        raise RecordedError(failure.message, hint=hint) from failure
    new.sync()


def _require_unchanged(before: Reading) -> None:
    """Raise BusyError if any file has changed since it was read: the new one was verified together with all others."""
    with suppress(OSError):
        if before.is_unchanged():
            return
    raise changed_meanwhile()
