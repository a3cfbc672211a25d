"""Change fields of commitments in the files that define them; every other character stays as it is.

A value is replaced where its key stands, at the start of a line; a new key comes after the title or the header of its
table. Whether the result means what it should is verified by the transaction.
"""

import codecs
from collections.abc import Mapping, Sequence

from commitrack.errors import KeyPath, Problem, WriteError
from commitrack.language import LazyString as _
from commitrack.model import Commitment
from commitrack.registry.line_index import Entry, blank, entries
from commitrack.registry.reading import Reading
from commitrack.registry.source import TomlFile
from commitrack.registry.toml_file import parse
from commitrack.registry.toml_lines import commitment_fields, inline, key, newline_of

_OF_COMMITMENT = 3
"""The length of the path of a key of a commitment itself: commitments.ID.title."""


def edited_files(before: Reading, commitments: Sequence[Commitment]) -> dict[str, TomlFile]:
    """The files, by name, in which these commitments are as given.

    Raises WriteError for a commitment that a file states in a way that cannot be changed here.
    """
    files: dict[str, TomlFile] = {}
    for source in before.sources:
        own = [commitment for commitment in commitments if commitment.id in source.tables.get("commitments", ())]
        if own:
            files[source.name] = _edited(source, before, own)
    return files


def _edited(source: TomlFile, before: Reading, commitments: Sequence[Commitment]) -> TomlFile:
    bom = codecs.BOM_UTF8 if source.raw.startswith(codecs.BOM_UTF8) else b""
    text = _EditedText(source.raw.decode("utf-8-sig"))
    for new in commitments:
        old = before.registry.commitments[new.id]
        if not text.set(("commitments", new.id), commitment_fields(old), commitment_fields(new)):
            raise _unclear(new.id, source.name)
    file = parse(bom + "".join(text.lines).encode(), source.name)
    if isinstance(file, Problem):
        raise _unclear(commitments[0].id, source.name)
    return file


class _EditedText:
    """A TOML text as lines, in which values are set. Each item of ``lines`` becomes no, one or several lines."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines(keepends=True)
        self.newline = newline_of(text.encode())
        self.places: dict[KeyPath, Entry] = {entry.path: entry for entry in entries(text)}

    def set(self, path: KeyPath, old: object, new: object) -> bool:
        """Change what differs between two values of a key; return whether a place for all of it was found."""
        place = self.places.get(path)
        if old == new:
            return True
        if place is not None and place.key:
            self._replace(place, new)
            return True
        if place is None and old is None:
            return self._insert(path, new)
        before, after = (value if isinstance(value, Mapping) else {} for value in (old, new))
        return all(self.set((*path, name), before.get(name), after.get(name)) for name in {**before, **after})

    def _replace(self, place: Entry, value: object) -> None:
        """Set the value of a key, and keep a comment behind it; delete its lines for None."""
        text = "".join(self.lines[place.first - 1 : place.last])
        head, comment = text.partition("=")[0], text[len(blank(text).rstrip()) :]
        self.lines[place.first - 1 : place.last] = [""] * (place.last - place.first + 1)
        if value is not None:
            self.lines[place.first - 1] = f"{head}= {inline(value)}{comment}"

    def _insert(self, path: KeyPath, value: object) -> bool:
        """Add a key after the header of its table, or else after the title of the commitment."""
        header, title = self.places.get(path[:-1]), self.places.get((*path[:2], "title"))
        if header is not None and not header.key and len(path) > _OF_COMMITMENT:
            self._add(header, f"{key(path[-1])} = {inline(value)}")
            return True
        head = self.lines[title.first - 1].partition("=")[0].rstrip() if title is not None else ""
        if title is None or not head.endswith("title"):
            return False
        self._add(title, f"{head.removesuffix('title')}{'.'.join(map(key, path[2:]))} = {inline(value)}")
        return True

    def _add(self, place: Entry, line: str) -> None:
        last = self.lines[place.last - 1]
        self.lines[place.last - 1] = f"{last.rstrip()}{self.newline}{line}{self.newline}"


def _unclear(name: str, file: str) -> WriteError:
    return WriteError(
        _('cannot change "{id}" in "{file}": its table is written in an unusual way', id=name, file=file),
        hint=_("nothing was written; change it with: commitrack edit {id}", id=name),
    )
