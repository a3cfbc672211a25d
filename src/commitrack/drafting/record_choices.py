"""Answers that refer to a party, a pillar or a document: one of the registry, or a new one."""

import unicodedata
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from commitrack.drafting.answers import Answers, NewRecords, with_new
from commitrack.drafting.commitments import comparable, slug
from commitrack.drafting.references import known_id
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import Document, Party, Pillar, Registry, languages_of
from commitrack.suggest import did_you_mean

NEW = "+"
"""The answer that asks for a new record instead of one from the list."""


_KINDS = {"parties": _("party"), "pillars": _("pillar"), "documents": _("document")}


class RecordChoice(Struct, frozen=True, kw_only=True):
    """A field of a commitment that refers to a record of a table; ``kind`` is the type of new ones, if there are any.

    The question for the record has the name of the field.
    """

    field: str
    table: str
    kind: type[Party] | type[Pillar] | None = None

    @property
    def title_question(self) -> str:
        """The name of the question for the title of a new record."""
        return f"{self.field}-title"

    def lacks_title(self, answers: Answers) -> bool:
        """Whether a new record has been requested, and has no title yet."""
        return answers.naming.get(self.table) == ""

    def lacks_id(self, answers: Answers) -> bool:
        """Whether a new record has a title from which no unused id can be derived."""
        return bool(answers.naming.get(self.table))

    def choose(self, answers: Answers, text: str) -> Answers:
        """Refer to the record with this number or id; with ``NEW``, to one that is still to be named."""
        ids, text = list(_records(self.table, answers.registry)), unicodedata.normalize("NFKC", text)
        if text == NEW and self.kind is not None:
            return replace(answers, naming={self.table: ""})
        is_number = text.isdecimal() and 0 < int(text) <= len(ids)
        return self._referring(answers, ids[int(text) - 1] if is_number else self._known_id(text, answers))

    def _known_id(self, text: str, answers: Answers) -> str:
        """The id that was typed, or that of the title that was typed; empty for none. Raises UsageError."""
        if not text:
            return ""
        how = _("type a number from the list, or only Enter for none")
        if self.kind is not None:
            how = _("type a number from the list, {new} to add one, or only Enter for none", new=NEW)
        try:
            return known_id(text, _records(self.table, with_new(answers.registry, answers.new)), _KINDS[self.table])
        except UsageError as failure:
            hint = did_you_mean(text, _records(self.table, answers.registry))
            raise UsageError(failure.message, hint=join([hint, how], " · ") if hint else how) from None

    def entitle(self, answers: Answers, text: str) -> Answers:
        """Add a record with this title, and refer to it; return to the choice if there is none."""
        if not text:
            again = answers.answered - {self.field, self.title_question}
            return replace(answers, naming={}, answered=again)
        _require_new_title(self.table, text, answers.registry)
        try:
            name = slug(text, hint="")
        except UsageError:
            name = ""
        if not name or name in _records(self.table, answers.registry):
            return replace(answers, naming={self.table: text})
        return self._with_new(answers, name, text)

    def identify(self, answers: Answers, text: str) -> Answers:
        """Add the record that has a title already under this id, and refer to it."""
        if not text:
            raise UsageError(_("the new record needs an id"))
        if text in _records(self.table, answers.registry):
            raise UsageError(_already_exists(self.table, text), hint=_("choose another id"))
        return self._with_new(answers, text, answers.naming[self.table])

    def _with_new(self, answers: Answers, name: str, title: str) -> Answers:
        if self.kind is None:
            raise RuntimeError(f"no records can be added to {self.table}")
        new = {**answers.new, self.table: {name: self.kind(title=title)}}
        return self._referring(replace(answers, new=new, naming={}), name)

    def _referring(self, answers: Answers, name: str) -> Answers:
        typed = answers.typed
        if self.table == "parties":
            parties = replace(typed.parties, **{self.field: (name,) if name else ()})
            return replace(answers, typed=replace(typed, parties=parties))
        return replace(answers, typed=replace(typed, **{self.field: name or None}))


def require_new(new: NewRecords, registry: Registry) -> None:
    """Raise UsageError if the registry has a party or a pillar with the id of a new one: it was added meanwhile."""
    for table, records in new.items():
        for name in records.keys() & _records(table, registry).keys():
            raise UsageError(_already_exists(table, name), hint=_("nothing was written; try again"))


def _require_new_title(table: str, title: str, registry: Registry) -> None:
    """Raise UsageError if a party or a pillar has this title, in any language."""
    for name, record in _records(table, registry).items():
        if comparable(title) in map(comparable, languages_of(record.title)):
            hint = _("press Enter to choose it from the list")
            raise UsageError(_already_exists(table, name), hint=hint)


def _records(table: str, registry: Registry) -> Mapping[str, Party | Pillar | Document]:
    records: Mapping[str, Party | Pillar | Document] = getattr(registry, table)
    return records


def _already_exists(table: str, name: str) -> _:
    if table == "parties":
        return _('party "{id}" already exists', id=name)
    return _('pillar "{id}" already exists', id=name)
