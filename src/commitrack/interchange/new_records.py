"""The records that a sheet refers to: those of the registry, by id or title, or new ones, if the profile adds them."""

import re
from collections import ChainMap, Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count

from commitrack.drafting.commitments import ID_LENGTH, comparable, slug
from commitrack.drafting.difference import ChangeKind, SheetChange
from commitrack.drafting.references import known_id
from commitrack.drafting.shown_values import shown
from commitrack.errors import UsageError
from commitrack.interchange.fields import CellError
from commitrack.language import LazyString as _
from commitrack.model import Area, Commitment, Document, Party, Pillar, Registry, languages_of, multilingual
from commitrack.registry.addition import NamedRecords
from commitrack.registry.toml_lines import NamedRecord, inline
from commitrack.suggest import MANY, did_you_mean_one_of, misspelt

_KINDS: Mapping[str, tuple[_, type[Area | Document | Party | Pillar]]] = {
    "parties": (_("party"), Party), "pillars": (_("pillar"), Pillar), "areas": (_("area"), Area),
    "documents": (_("document"), Document),
}  # fmt: skip
TABLES = tuple(_KINDS)
"""The tables to which an import can add records."""


class References:
    """The ids of what a sheet refers to; ``new`` has the records to be added, by table and id."""

    def __init__(self, registry: Registry, add: tuple[str, ...]) -> None:
        self.registry, self.add = registry, add
        self.new: dict[str, dict[str, NamedRecord]] = {}
        self._ids = {table: _ids(getattr(registry, table)) for table in TABLES}

    def id(self, table: str, text: str, column: int | None) -> str:
        """The id of the record that a cell names, by its id or its title in any language. Raises CellError."""
        ids = self._ids[table]
        if text not in ids:
            try:
                ids[text] = ids.get(comparable(text)) or self._missing(table, text)
            except UsageError as failure:
                hint = failure.hint or _("add it to the registry")
                added = None if failure.hint else _('or let the profile add it: add = ["{table}"]', table=table)
                raise CellError(column, text, failure.message, hint, in_profile=added) from None
        return ids[text]

    def _missing(self, table: str, text: str) -> str:
        """The id of a record that is added, if the profile says so. Raises UsageError."""
        if table in self.add:
            return self._added(table, text)
        return known_id(text, getattr(self.registry, table), _KINDS[table][0])

    def _added(self, table: str, text: str) -> str:
        """The id of a new record, derived from its title, with a number if that is in use. Raises UsageError."""
        hint = _('add it to the registry, or name its id in the profile: words = {{ {text} = "…" }}', text=inline(text))
        first = slug(text, hint=hint, most=_WORDS)
        records = self.new.setdefault(table, {})
        known = ChainMap(records, getattr(self.registry, table))
        names = chain((first,), (f"{first[: ID_LENGTH - 4]}-{number}" for number in count(2)))
        name = next(name for name in names if name not in known or _is_same(multilingual(known[name].title), text))
        if name not in known:
            records[name] = _KINDS[table][1](title=text)
        return name


def added(new: NamedRecords, registry: Registry) -> Iterator[tuple[SheetChange, None]]:
    """A change for each new record, with the question whether one is meant that has almost the same title."""
    for table, records in new.items():
        known = {text: name for name, record in getattr(registry, table).items() for text in languages_of(record.title)}
        for name, record in records.items():
            similar = misspelt(str(record.title), known) if len(records) <= MANY else None
            hint = did_you_mean_one_of([known[similar]]) if similar else None
            known[str(record.title)] = name
            title = multilingual(record.title)
            change = SheetChange(
                change=ChangeKind.ADDED, id=name, key="", field=table, after=shown(title), reason=hint or ""
            )
            yield change, None


def needed(commitments: Iterable[Commitment], references: References) -> dict[str, dict[str, NamedRecord]]:
    """The new records that commitments refer to, by table and id."""
    commitments = tuple(commitments)
    used: dict[str, set[str | None]] = {
        "parties": {name for commitment in commitments for name in commitment.parties.all()},
        "pillars": {commitment.pillar for commitment in commitments},
        "areas": {name for commitment in commitments for name in commitment.areas},
        "documents": {commitment.source.document for commitment in commitments if commitment.source},
    }
    new = {
        table: {name: record for name, record in records.items() if name in used[table]}
        for table, records in references.new.items()
    }
    return {table: records for table, records in new.items() if records}


def _ids(records: Mapping[str, NamedRecord]) -> dict[str, str]:
    """The id of each record by itself, and by each title that no other record has."""
    titles = [(comparable(title), name) for name, record in records.items() for title in languages_of(record.title)]
    count = Counter(title for title, _name in titles)
    return {**{title: name for title, name in titles if count[title] == 1}, **{name: name for name in records}}


def _is_same(title: str, other: str) -> bool:
    """Whether two titles have the same words: they may differ in punctuation."""
    return re.findall(r"\w+", comparable(title)) == re.findall(r"\w+", comparable(other))


_WORDS = 12
"""How many words of a title the id of a new record has: "Minister of …" would not tell ministers apart."""
