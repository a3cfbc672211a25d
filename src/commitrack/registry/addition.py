"""What a transaction appends: lines of TOML for each file, and the records that must be read back from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from commitrack.model import Commitment, Registry, Update
from commitrack.registry.discovery import ADDITIONS, UPDATES, part
from commitrack.registry.toml_lines import NamedRecord, commitment_lines, named_lines, update_line

NamedRecords: TypeAlias = Mapping[str, Mapping[str, NamedRecord]]
"""New parties, pillars and meetings, by their table and id."""
NONE: NamedRecords = {}


R = TypeVar("R", Commitment, Update)


class Addition(Struct, frozen=True, kw_only=True):
    """Lines to append to a file, and the records that must be read back from them.

    ``table`` is the table that the lines belong to, as in the journal; None if their keys start at the root.
    """

    file: str
    lines: tuple[str, ...]
    table: str | None = None
    updates: tuple[Update, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    named: NamedRecords = NONE

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
    """What is appended to each file, in the order in which the files are to be replaced.

    Commitments and ``named`` records, in ``file``, come before updates, which may refer to them. Both go to the first
    part of their file that is not full, and on to the next one once they have filled it. ``sizes`` are the bytes of
    each file of the registry.
    """
    commitments = ((record, commitment_lines(record)) for record in records if isinstance(record, Commitment))
    entries = [(table, *item) for table, table_records in named.items() for item in table_records.items()]
    first = tuple(line for entry in entries for line in named_lines(*entry))
    parts = _parts(commitments, file, sizes)
    if first:
        name = part(file, sizes)
        others, lines = parts.pop(name, ((), ()))
        yield Addition(file=name, lines=(*first, *lines), commitments=others, named=named)
    for name, (added, lines) in parts.items():
        yield Addition(file=name, lines=lines, commitments=added)
    updates = ((record, (update_line(record),)) for record in records if isinstance(record, Update))
    for name, (segment, lines) in _parts(updates, UPDATES, sizes).items():
        yield Addition(file=name, table="updates", lines=lines, updates=segment)


def _parts(
    records: Iterable[tuple[R, Sequence[str]]], file: str, sizes: Mapping[str, int]
) -> dict[str, tuple[tuple[R, ...], tuple[str, ...]]]:
    """The records, and all of their lines, by the part of the file to which they go."""
    parts, grown = dict[str, tuple[list[R], list[str]]](), dict(sizes)
    for record, lines in records:
        name = part(file, grown)
        parts.setdefault(name, ([], []))[0].append(record)
        parts[name][1].extend(lines)
        grown[name] = grown.get(name, 0) + sum(len(line.encode(errors="surrogatepass")) + 1 for line in lines)
    return {name: (tuple(part_records), tuple(part_lines)) for name, (part_records, part_lines) in parts.items()}
