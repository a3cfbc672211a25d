"""Read a large registry from its index, and keep the index current."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from commitrack.assess import Assessment
from commitrack.index import close_indexes, least_bytes
from commitrack.index.files import FileState, KnownFile, describes, sha256, states, unchanged
from commitrack.model import Update
from commitrack.registry.discovery import files
from commitrack.registry.indexed_reading import IndexedReading
from commitrack.registry.reading import FileWatch, Reading
from commitrack.registry.source import TomlFile
from commitrack.report.assessments import AssessedCommitments, FindAssessment

if TYPE_CHECKING:  # it imports SQLite, needed only for large registries
    from commitrack.index.registry import IndexedRegistry
    from commitrack.index.store import Index


def read_index(folder: Path) -> IndexedReading | None:
    """A registry from its index; None if that does not exist, or is not current."""
    now = _states(folder)
    return _read_index(folder, now) if _pays(now) else None


def read_indexed(folder: Path, *, watch: FileWatch = iter) -> Reading:
    """Read a registry, from its index if that is current; else from its files, as ``read``, and write the index.

    A registry that is not valid has no index. Raises RegistryError with every error.
    """
    before = _states(folder)
    if _pays(before) and (reading := _read_index(folder, before) or _read_grown(folder, before)):
        return reading
    from commitrack.registry.read import must_read  # noqa: PLC0415  10 ms, not needed with an index

    whole = must_read(folder, watch=watch)
    if not _pays(before) or not unchanged(before, _states(folder)):
        return whole
    from commitrack.index import store  # noqa: PLC0415  imports SQLite, needed only for large registries

    digests = whole.digests()
    known = [KnownFile(state=state, digest=digests[state.name]) for state in before]
    store.build(store.location(folder), whole.registry, known)
    return _read_index(folder, before) or whole


def _pays(states: Sequence[FileState]) -> bool:
    """Whether files are so large that an index is to be used."""
    return bool(states) and sum(state.size for state in states) >= least_bytes.get()


def _read_index(folder: Path, now: Sequence[FileState]) -> IndexedReading | None:
    from commitrack.index import store  # noqa: PLC0415

    index = store.open_index(store.location(folder))
    if index is None or not describes(index.files, folder, now):
        close_indexes()
        return None
    return _reading(folder, index)


def _read_grown(folder: Path, now: Sequence[FileState]) -> IndexedReading | None:
    """A registry whose journal has only grown since its index was written, as after “git pull”; else None."""
    from commitrack.index import store  # noqa: PLC0415
    from commitrack.registry.tail import appended_since  # noqa: PLC0415  imports what writing needs

    path = store.location(folder)
    index = store.open_index(path)
    if index is None:
        return None
    grown = appended_since(_reading(folder, index), now)
    close_indexes()
    if grown is None:
        return None
    store.append(path, index.files, *grown)
    return _read_index(folder, now)


def _reading(folder: Path, index: "Index") -> IndexedReading:
    return IndexedReading(folder=folder, registry=index.registry, problems=(), sources=(), known=index.files)


def stored_assessments(reading: Reading, as_of: date) -> FindAssessment | None:
    """What finds the assessments as of a day in the index that a registry was read from; None without one."""
    if not isinstance(reading, IndexedReading):
        return None
    return cast("IndexedRegistry", reading.registry).assessments(as_of).find


def new_assessments(reading: Reading, assessments: AssessedCommitments) -> Sequence[Assessment]:
    """Those assessments that the index did not have, once every commitment has been assessed; else none.

    To be called before the answer is written, because a pager closes the index.
    """
    is_to_keep = isinstance(reading, IndexedReading) and assessments.new and assessments.is_complete
    return assessments.new if is_to_keep else ()


def keep_assessments(reading: Reading, assessments: Sequence[Assessment]) -> None:
    """Keep ``new_assessments`` in the index."""
    if not isinstance(reading, IndexedReading) or not assessments:
        return
    from commitrack.index import store  # noqa: PLC0415

    close_indexes()
    store.keep_assessments(store.location(reading.folder), reading.known, assessments, reading.registry)


class IndexReport(Struct, frozen=True, kw_only=True):
    """Where the index of a registry is, its size in bytes (None if there is none), and whether it is current."""

    path: Path
    size: int | None
    is_current: bool
    registry_size: int


def index_report(folder: Path) -> IndexReport:
    """What there is to know about the index of a registry."""
    from commitrack.index import store  # noqa: PLC0415

    path, now = store.location(folder), _states(folder)
    return IndexReport(
        path=path,
        size=path.stat().st_size if path.exists() else None,
        is_current=_read_index(folder, now) is not None,
        registry_size=sum(state.size for state in now),
    )


def delete_index(folder: Path) -> Path | None:
    """Delete the index of a registry; return its former path, None if there was none. Raises OSError if that fails."""
    from commitrack.index import store  # noqa: PLC0415

    path = store.location(folder)
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return path


def keep_current(before: Reading, changed: Iterable[TomlFile], updates: Sequence[Update]) -> None:
    """Add to the index that a registry was read from the updates that were appended to its files.

    If other files have changed as well, the index is left as it is, and no longer current.
    """
    if not isinstance(before, IndexedReading):
        return
    from commitrack.index import store  # noqa: PLC0415

    close_indexes()
    digests = {**before.digests(), **{file.name: sha256(file.raw) for file in changed}}
    now = _states(before.folder)
    known = [KnownFile(state=state, digest=digests.get(state.name, "")) for state in now]
    others = [file for file in before.known if digests[file.state.name] == file.digest]
    if all(any(file.state.is_same(state) for state in now) for file in others) and len(now) == len(digests):
        store.append(store.location(before.folder), before.known, known, updates)


def _states(folder: Path) -> tuple[FileState, ...]:
    """The state of the files of a registry; nothing if one cannot be looked up, as reading will say."""
    try:
        return states(files(folder))
    except OSError:
        return ()
