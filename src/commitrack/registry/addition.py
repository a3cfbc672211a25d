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

    ``table`` is the table that the lines belong to, as in the journal; None if their keys start at the root.
    """

    file: str
    text: str
    table: str | None = None
    updates: tuple[Update, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    named: NamedRecords = NONE

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text, none of which contains a line break."""
        return tuple(self.text.split("\n")[:-1])

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
    commitments = ((record, _text(commitment_lines(record))) for record in records if isinstance(record, Commitment))
    entries = [(table, *item) for table, table_records in named.items() for item in table_records.items()]
    first = "".join(_text(named_lines(*entry)) for entry in entries)
    parts = _parts(commitments, file, sizes)
    if first:
        name = part(file, sizes)
        others, text = parts.pop(name, ((), ""))
        yield Addition(file=name, text=first + text, commitments=others, named=named)
    for name, (added, text) in parts.items():
        yield Addition(file=name, text=text, commitments=added)
    updates = ((record, _text([update_line(record)])) for record in records if isinstance(record, Update))
    for name, (segment, text) in _parts(updates, UPDATES, sizes).items():
        yield Addition(file=name, table="updates", text=text, updates=segment)


def _text(lines: Iterable[str]) -> str:
    return "".join([f"{line}\n" for line in lines])


def _parts(
    records: Iterable[tuple[R, str]], file: str, sizes: Mapping[str, int]
) -> dict[str, tuple[tuple[R, ...], str]]:
    """The records, and all of their lines, by the part of the file to which they go."""
    parts, grown = dict[str, tuple[list[R], list[str]]](), dict(sizes)
    name, most = part(file, sizes), full(file)
    for record, text in records:
        if grown.get(name, 0) >= most:
            name = part(file, grown)
        added, texts = parts.setdefault(name, ([], []))
        added.append(record)
        texts.append(text)
        grown[name] = grown.get(name, 0) + len(text.encode(errors="surrogatepass"))
    return {name: (tuple(added), "".join(texts)) for name, (added, texts) in parts.items()}
