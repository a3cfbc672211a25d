"""Take a commitment out of additions.toml; a line that says so remains.

Where one clone removes lines and another appends next to them, git brings the removed lines back. The remaining line
contains the time at which the removed commitment had been recorded, by which ``check`` recognizes it.
"""

from datetime import datetime

from msgspec.structs import replace

from commitrack.errors import Problem, UsageError, WriteError
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Registry, Removal
from commitrack.registry.discovery import ADDITIONS
from commitrack.registry.line_index import entries
from commitrack.registry.read import build
from commitrack.registry.reading import Reading
from commitrack.registry.source import TomlFile
from commitrack.registry.toml_file import parse
from commitrack.registry.toml_lines import extended, newline_of, removal_line


def remove(before: Reading, commitment: Commitment) -> tuple[TomlFile, Reading]:
    """additions.toml and the registry without a commitment, verified to be exactly the old ones in everything else.

    Raises UsageError for a commitment that was not added with ``commitrack add``, WriteError if its lines cannot be
    removed without changing others, RegistryError if the registry would become invalid.
    """
    file, line = before.place(("commitments", commitment.id))
    if file != ADDITIONS or commitment.recorded is None:
        raise UsageError(
            _('"{id}" was not added with commitrack add; it is in "{file}", line {line}', id=commitment.id, file=file,
              line=line),
            hint=_("delete its table: commitrack edit {id}", id=commitment.id),
        )  # fmt: skip
    old = before.source(ADDITIONS)
    new = parse(_without(old, commitment.id, commitment.recorded), ADDITIONS)
    if isinstance(new, Problem):
        raise _not_separate(commitment.id)
    after = build(before.folder, [new if source is old else source for source in before.sources])
    if after.registry != _expected(before.registry, commitment.id, commitment.recorded):
        raise _not_separate(commitment.id)
    after.require_valid(before)
    return new, after


def _without(file: TomlFile, id: str, recorded: datetime) -> bytes:  # noqa: A002
    """The content of a file without the lines of a commitment; a line at the end says that it was removed."""
    gone = {
        number
        for entry in entries(file.raw.decode("utf-8-sig"))
        if entry.path[:2] in {("commitments", id), ("removed", id)}
        for number in range(entry.first, entry.last + 1)
    }
    kept = [line for number, line in enumerate(file.raw.split(b"\n"), start=1) if number not in gone]
    return extended(b"\n".join(kept), [removal_line(id, Removal(added=recorded))], newline=newline_of(file.raw))


def _expected(registry: Registry, id: str, recorded: datetime) -> Registry:  # noqa: A002
    others = {name: other for name, other in registry.commitments.items() if name != id}
    return replace(registry, commitments=others, removed={**registry.removed, id: Removal(added=recorded)})


def _not_separate(id: str) -> WriteError:  # noqa: A002
    return WriteError(
        _('the lines of "{id}" cannot be removed from "{file}" without changing others', id=id, file=ADDITIONS),
        hint=_("delete them: commitrack edit {id}; nothing was written", id=id),
    )
