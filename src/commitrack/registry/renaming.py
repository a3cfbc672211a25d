"""Rename a commitment: its id changes in the files that define it and refer to it; the journal stays as it is."""

import codecs

from msgspec import Struct
from msgspec.structs import replace

from commitrack.errors import Problem, WriteError
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.registry.read import build
from commitrack.registry.reading import Reading
from commitrack.registry.renamed_text import Rename, renamed_text
from commitrack.registry.source import TomlFile
from commitrack.registry.toml_file import parse


class Renaming(Struct, frozen=True, kw_only=True):
    """The changed files, the one that defines the commitment first; the registry with them; the changed lines.

    Until the last file is replaced, some references name the old id, which is valid, because it is a former id.
    """

    files: tuple[TomlFile, ...]
    after: Reading
    lines: tuple[str, ...]


def rename(before: Reading, old: str, new: str) -> Renaming:
    """Change the id of a commitment in all files, and verify that nothing else changes.

    Raises RegistryError if the registry would become invalid, WriteError if a file states the commitment in a way that
    cannot be changed here.
    """
    former = before.registry.commitments[old].formerly
    change = Rename(old, new, tuple(name for name in (*former, old) if name != new))
    texts = {source.name: _changed(source, change) for source in before.sources}
    changed = {name: file for name, (file, _lines) in texts.items() if file is not None}
    defining = {source.name for source in before.sources if old in source.tables.get("commitments", ())}
    after = build(before.folder, [changed.get(source.name, source) for source in before.sources])
    after.require_valid(before)
    if after.registry != _expected(before.registry, change):
        raise _unclear(next(iter(defining)), old)
    return Renaming(
        files=tuple(sorted(changed.values(), key=lambda file: file.name not in defining)),
        after=after,
        lines=tuple(line for _file, lines in texts.values() for line in lines),
    )


def _changed(source: TomlFile, change: Rename) -> tuple[TomlFile | None, list[str]]:
    """A file with the new id and its changed lines; None if nothing changes in it."""
    if "commitments" not in source.tables:
        return None, []
    bom = codecs.BOM_UTF8 if source.raw.startswith(codecs.BOM_UTF8) else b""
    text, numbers = renamed_text(source.raw.decode("utf-8-sig"), change)
    if not numbers:
        return None, []
    file = parse(bom + text.encode(), source.name)
    if isinstance(file, Problem):
        raise _unclear(source.name, change.old)
    return file, [f"{source.name}:{number}: {file.lines[number - 1]}" for number in numbers]


def _expected(before: Registry, change: Rename) -> Registry:
    """The registry in which only the id of the commitment has changed, there and in what refers to it."""
    renamed = replace(before.commitments[change.old], id=change.new, formerly=change.formerly)
    commitments = {c.id: c for c in (renamed if c.id == change.old else c for c in before.commitments.values())}
    return replace(before, commitments=commitments).with_current_ids()


def _unclear(file: str, old: str) -> WriteError:
    return WriteError(
        _('cannot rename "{id}" in "{file}": its table is written in an unusual way', id=old, file=file),
        hint=_('nothing was written; change the id with: commitrack edit {id}, and add formerly = ["{id}"]', id=old),
    )
