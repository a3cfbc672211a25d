"""What a transaction appends: lines of TOML for each file, and the records that must be read back from them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from commitrack.model import Commitment, Registry, Update
from commitrack.registry.discovery import ADDITIONS, journal_file
from commitrack.registry.toml_lines import NamedRecord, commitment_lines, named_lines, update_line

NamedRecords: TypeAlias = Mapping[str, Mapping[str, NamedRecord]]
"""New parties, pillars and meetings, by their table and id."""
NONE: NamedRecords = {}


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

    Commitments and ``named`` records, in ``file``, come before updates, which may refer to them. Updates go to the
    first segment of the journal that is not full, and on to the next one once they have filled it. ``sizes`` are the
    bytes of each file of the registry.
    """
    commitments = tuple(record for record in records if isinstance(record, Commitment))
    if commitments or named:
        entries = [(table, *item) for table, table_records in named.items() for item in table_records.items()]
        lines = [line for entry in entries for line in named_lines(*entry)]
        lines += [line for commitment in commitments for line in commitment_lines(commitment)]
        yield Addition(file=file, lines=tuple(lines), commitments=commitments, named=named)
    segments, grown = dict[str, list[tuple[Update, str]]](), dict(sizes)
    for update in (record for record in records if isinstance(record, Update)):
        name, line = journal_file(grown), update_line(update)
        segments.setdefault(name, []).append((update, line))
        grown[name] = grown.get(name, 0) + len(line.encode(errors="surrogatepass")) + 1
    for name, segment in segments.items():
        updates, lines_of_segment = zip(*segment, strict=True)
        yield Addition(file=name, table="updates", lines=lines_of_segment, updates=updates)
