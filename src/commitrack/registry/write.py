"""Writing to a registry: lines are appended to one of its files, and nothing a person wrote is ever rewritten.

``append`` is the whole way of a write, top to bottom.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from commitrack.errors import BusyError, Problem, RegistryError, UsageError, WriteError
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Registry, Update
from commitrack.registry.atomic_write import replace_file, sweep
from commitrack.registry.discovery import files
from commitrack.registry.lock import locked
from commitrack.registry.read import Reading, build, must_read
from commitrack.registry.toml_file import TomlFile, parse


class Append(Struct, frozen=True, kw_only=True):
    """What is to be added: the lines, to which file, and the records that they must read back as.

    ``table`` is the table that the lines are keys of, as in the journal; without it they bring their own header.
    """

    file: str
    lines: tuple[str, ...]
    table: str | None = None
    updates: tuple[Update, ...] = ()
    commitments: tuple[Commitment, ...] = ()

    def applied(self, registry: Registry) -> Registry:
        """The registry with exactly this added."""
        return replace(
            registry,
            updates={**registry.updates, **{update.key: update for update in self.updates}},
            commitments={**registry.commitments, **{each.id: each for each in self.commitments}},
        )


class WriteResult(Struct, frozen=True, kw_only=True):
    """What a write did, or would do: the registry before and after, and what was added."""

    before: Reading
    after: Reading
    addition: Append

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines themselves."""
        return self.addition.lines

    @property
    def updates(self) -> tuple[Update, ...]:
        """The updates among what was added."""
        return self.addition.updates


def append(folder: Path, draft: Callable[[Registry], Append], *, dry_run: bool = False) -> WriteResult:
    """Append what ``draft`` makes of the registry as it stands, all of it or nothing.

    Raises RegistryError for a registry that has errors or would get some, BusyError when somebody else
    writes, WriteError when the disk does not take it. In all of these the files are as they were.
    """
    with nullcontext() if dry_run else locked(folder):
        before = must_read(folder, empty=True)
        addition = draft(before.registry)
        old = _source(before, addition.file)
        content = _appended(old, addition)
        after = _proved(before, old, content, addition)
        if addition.lines and not dry_run:
            _unchanged(before)
            sweep((folder / addition.file).resolve().parent)
            replace_file(folder / addition.file, content)
    return WriteResult(before=before, after=after, addition=addition)


def _source(reading: Reading, name: str) -> TomlFile:
    """The file as it was read; one without a byte where there is none yet."""
    found = (source for source in reading.sources if source.name == name)
    return next(found, TomlFile(name=name, raw=b"", tables={}))


def _appended(old: TomlFile, addition: Append) -> bytes:
    """Every old byte, then the new lines in the file's own way of ending lines."""
    newline = "\r\n" if b"\r\n" in old.raw else "\n"
    header = [f"[{addition.table}]"] if addition.table and not _has_header(old.raw, addition.table) else []
    start = old.raw if not old.raw or old.raw.endswith(b"\n") else old.raw + newline.encode()
    try:
        return start + "".join(f"{line}{newline}" for line in (*header, *addition.lines)).encode()
    except UnicodeEncodeError as failure:
        raise UsageError(
            _("what was typed holds bytes that are not UTF-8 text"), hint=_("nothing was written")
        ) from failure


def _has_header(raw: bytes, table: str) -> bool:
    name = re.escape(table.encode())
    header = rb"""^(?:\xef\xbb\xbf)?[ \t]*\[[ \t]*["']?""" + name + rb"""["']?[ \t]*\]"""
    return re.search(header, raw, re.MULTILINE) is not None


def _proved(before: Reading, old: TomlFile, content: bytes, addition: Append) -> Reading:
    """The registry that would be: exactly the old one and the addition, and sound."""
    name = addition.file
    new = parse(content, name)
    if isinstance(new, Problem) and new.code != "CT104":
        raise WriteError(
            _("with these lines {file} could not be read: {fault}", file=name, fault=new.message),
            hint=_("nothing was written"),
        )
    if isinstance(new, Problem) or not _landed(old.tables, new.tables, addition):
        raise _astray(name, addition.table)
    after = build(before.folder, [*(source for source in before.sources if source is not old), new])
    if errors := after.errors():
        raise RegistryError(_("with this the registry would have errors; nothing was written"), problems=errors)
    if after.registry != addition.applied(before.registry):
        raise WriteError(_("the lines would not read back as they were meant"), hint=_("nothing was written"))
    return after


def _astray(name: str, table: str | None) -> WriteError:
    """What to say of lines that would become part of another table, or of none."""
    if table is None:
        return WriteError(_("the new table would not stand by itself in {file}", file=name))
    return WriteError(
        _("the update would not land in [{table}]: it must be the last table of {file}", table=table, file=name),
        hint=_("move other tables of {file} above [{table}]; nothing was written", file=name, table=table),
    )


def _landed(old: Mapping[str, Any], new: Mapping[str, Any], addition: Append) -> bool:
    """Whether the file holds its old tables, and beyond them what was added and nothing else."""
    rest = dict(new)
    added = {"updates": [u.key for u in addition.updates], "commitments": [c.id for c in addition.commitments]}
    for table, keys in added.items():
        if keys:
            if not set(keys) <= set(new.get(table, ())):
                return False
            rest[table] = {key: value for key, value in new[table].items() if key not in keys}
    begun: dict[str, Any] = {table: {} for table in rest if rest[table] == {}}
    return rest == {**begun, **old}


def _unchanged(before: Reading) -> None:
    """An editor knows nothing of our lock: look once more before replacing."""
    with suppress(OSError):
        now = [(path.name, path.read_bytes()) for path in files(before.folder)]
        if now == [(source.name, source.raw) for source in before.sources]:
            return
    raise BusyError(
        _("the registry was changed meanwhile by another program"), hint=_("try again; nothing was written")
    )
