"""What a transaction appends: lines of TOML for each file, and the records that must be read back from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from commitrack.model import Commitment, Registry, Update
from commitrack.registry.discovery import ADDITIONS, UPDATES, full, part
from commitrack.registry.toml_lines import NamedRecord, commitment_lines, named_lines, update_line

NamedRecords: TypeAlias = Mapping[str, Mapping[str, NamedRecord]]
"""New parties, pillars and meetings, by their table and id."""
NONE: NamedRecords = {}


R = TypeVar("R", Commitment, Update)


class Addition(Struct, frozen=True, kw_only=True):
    """Lines to append to a file, as one ``text``, and the records that must be read back from them.

    ``table`` is the table that the lines belong to, as in the journal; None if their keys start at the root. The text
    is let go once it is a part of the file.
    """

    file: str
    text: str = ""
    table: str | None = None
    updates: tuple[Update, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    named: NamedRecords = NONE

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines, none of which contains a line break."""
        records: tuple[Commitment | Update, ...] = (*self.commitments, *self.updates)
        text = self.text or _named(self.named) + "".join(map(_written, records))
        return tuple(text.split("\n")[:-1])

    def applied(self, registry: Registry) -> Registry:
        """The registry with exactly these records added."""
        return replace(
            registry,
            updates={**registry.updates, **{update.key: update for update in self.updates}},
            commitments={**registry.commitments, **{added.id: added for added in self.commitments}},
            **{table: {**getattr(registry, table), **records} for table, records in self.named.items()},
        )


def additions(
    records: Sequence[Update | Commitment], named: NamedRecords, sizes: Mapping[str, int], *, file: str = ADDITIONS
) -> Iterator[Addition]:
    """What is appended to each file, in the order in which the files are to be replaced; made one after another.

    Commitments and ``named`` records, in ``file``, come before updates, which may refer to them. Both go to the first
    part of their file that is not full, and on to the next one once they have filled it. ``sizes`` are the bytes of
    each file of the registry.
    """
    parts = _parts((record for record in records if isinstance(record, Commitment)), file, sizes)
    if first := _named(named):
        name, added, text = next(parts, (part(file, sizes), (), ""))
        yield Addition(file=name, text=first + text, commitments=added, named=named)
    for name, added, text in parts:
        yield Addition(file=name, text=text, commitments=added)
    for name, updates, text in _parts((record for record in records if isinstance(record, Update)), UPDATES, sizes):
        yield Addition(file=name, table="updates", text=text, updates=updates)


def _named(named: NamedRecords) -> str:
    """The lines of named records."""
    entries = ((table, *item) for table, records in named.items() for item in records.items())
    return "".join(_text(named_lines(*entry)) for entry in entries)


def _written(record: Update | Commitment) -> str:
    """The lines of a record."""
    return _text([update_line(record)] if isinstance(record, Update) else commitment_lines(record))


def _text(lines: Iterable[str]) -> str:
    return "".join([f"{line}\n" for line in lines])


def _parts(records: Iterable[R], file: str, sizes: Mapping[str, int]) -> Iterator[tuple[str, tuple[R, ...], str]]:
    """The parts of the file to which records go, with these records, and all of their lines."""
    grown, most = dict(sizes), full(file)
    name, added, texts = part(file, grown), list[R](), list[str]()
    for record in records:
        if added and grown[name] >= most:
            yield name, tuple(added), "".join(texts)
            name, added, texts = part(file, grown), [], []
        added.append(record)
        texts.append(_written(record))
        grown[name] = grown.get(name, 0) + len(texts[-1].encode(errors="surrogatepass"))
    if added:
        yield name, tuple(added), "".join(texts)
