"""Read the end of the journal only, in time that does not depend on its length: what is appended, or was since.

The old lines are known to be valid, so it is enough to prove that the new ones are read as the intended updates, and
that these fit to the others of their commitments. Whatever is not proven here is left to the reading of all files.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from msgspec.structs import replace

from commitrack.checks import check
from commitrack.errors import Severity, UsageError
from commitrack.index.files import FileState, KnownFile, sha256
from commitrack.model import Registry, Update
from commitrack.registry.addition import Addition
from commitrack.registry.discovery import is_journal
from commitrack.registry.extension import Extension, with_lines
from commitrack.registry.indexed_reading import IndexedReading
from commitrack.registry.reading import Reading
from commitrack.registry.source import TomlFile
from commitrack.registry.tables import records_of
from commitrack.registry.toml_file import parse

_HEADER = b"[updates]\n"
_OTHER_HEADER = re.compile(rb"^[ \t]*\[", re.MULTILINE)


def with_tail(before: Reading, appended: Sequence[Addition]) -> Extension | None:
    """A registry with updates appended; None if anything is not proven.

    If it was read from its index, it has only the updates of the commitments concerned afterwards.
    """
    if not all(_is_proven(addition) for addition in appended):
        return None
    contents = [_content(before, addition.file) for addition in appended]
    if not all(content is None or _ends_with_updates(content) for content in contents):
        return None
    after = _with_updates(before.registry, [update for addition in appended for update in addition.updates])
    if after is None:
        return None
    old, changed = list[TomlFile](), list[TomlFile]()
    for content, addition in zip(contents, appended, strict=True):
        changed.append(TomlFile(name=addition.file, raw=with_lines(content or b"", addition), tables={}))
        if content is not None:
            old.append(TomlFile(name=addition.file, raw=content, tables={}))
    if isinstance(before, IndexedReading):
        known = replace(before, sources=tuple(old))
        return Extension(known, tuple(changed), replace(before, registry=after), tuple(appended))
    whole = replace(before.registry, updates={**before.registry.updates, **after.updates})
    return Extension(before, tuple(changed), replace(before, registry=whole), tuple(appended))


def appended_since(
    before: IndexedReading, now: Sequence[FileState]
) -> tuple[tuple[KnownFile, ...], tuple[Update, ...]] | None:
    """What is known about the files, and the updates, if all that happened is that lines were appended to the journal.

    None if anything else did, or if anything is not proven.
    """
    if [file.state.name for file in before.known] != [state.name for state in now]:
        return None
    found = [_appended(before.folder, file, state) for file, state in zip(before.known, now, strict=True)]
    files = tuple(file for file in found if file is not None)
    current = before.registry.current_ids()
    updates = tuple(
        replace(update, commitment=current.get(update.commitment, update.commitment))
        for _file, updates in files
        for update in updates
    )
    if len(files) < len(found) or _with_updates(before.registry, updates) is None:
        return None
    return tuple(file for file, _updates in files), updates


def _appended(folder: Path, file: KnownFile, now: FileState) -> tuple[KnownFile, Sequence[Update]] | None:
    """A file as it is now, and the updates that were appended to it; None if anything else was done to it."""
    if file.state.is_same(now) and not file.state.is_unsettled():
        return file, ()
    content = (folder / now.name).read_bytes()
    former, tail = content[: file.state.size], content[file.state.size :]
    if sha256(former) != file.digest:
        return None
    if not tail:
        return KnownFile(state=now, digest=file.digest), ()
    is_extended = is_journal(now.name) and _ends_with_updates(former)
    updates = _read_updates(_HEADER + tail, now.name) if is_extended else None
    return None if updates is None else (KnownFile(state=now, digest=sha256(content)), updates)


def _read_updates(content: bytes, name: str) -> Sequence[Update] | None:
    """The updates in a text that has no other table; None if it has, or if any is not valid."""
    tail = parse(content, name)
    if not isinstance(tail, TomlFile) or tail.copies or tail.tables.keys() != {"updates"}:
        return None
    records, problems = records_of("updates", tail.tables["updates"], 0)
    return None if problems else cast("Sequence[Update]", tuple(records.values()))


def _is_proven(addition: Addition) -> bool:
    """Whether lines are read as the intended updates."""
    if addition.commitments or addition.named:
        return False
    try:
        return _read_updates(with_lines(b"", addition), addition.file) == addition.updates
    except UsageError:
        return False


def _content(before: Reading, name: str) -> bytes | None:
    """The content of a file; None if it does not exist yet."""
    if name not in before.sizes():
        return None
    return (before.folder / name).read_bytes() if isinstance(before, IndexedReading) else before.source(name).raw


def _ends_with_updates(content: bytes) -> bool:
    """Whether a line after a valid file belongs to its table ``[updates]``.

    Without quotes over several lines, a line like its header is one, and every other header starts a line as well.
    """
    start = content.rfind(_HEADER)
    is_header = start == 0 or content[start - 1 : start] == b"\n"
    if start < 0 or not is_header or b'"""' in content or b"'''" in content or not content.endswith(b"\n"):
        return False
    return _OTHER_HEADER.search(content, start + len(_HEADER)) is None


def _with_updates(registry: Registry, updates: Sequence[Update]) -> Registry | None:
    """The registry with the updates of some commitments, and new ones of these; None if any of them has an error."""
    names = {update.commitment for update in updates}
    is_new = not any(update.key in registry.updates for update in updates)
    if not is_new or not all(name in registry.commitments for name in names):
        return None
    known = registry.updates_of()
    former = [update for name in names for update in known.get(name, ())]
    after = replace(registry, updates={update.key: update for update in (*former, *updates)})
    checked = replace(after, commitments={name: registry.commitments[name] for name in names})
    errors = (problem for problem in check(checked) if problem.severity is Severity.ERROR)
    return after if all(problem.path[0] != "updates" for problem in errors) else None
