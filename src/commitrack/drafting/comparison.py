"""Compare the rows of a sheet with a registry, row by row, in linear time."""

from collections.abc import Set as AbstractSet
from datetime import UTC, date

from msgspec.structs import replace

from commitrack.assess import CLOSED
from commitrack.drafting.commitments import slug
from commitrack.drafting.difference import ChangeKind, Difference, ImportTerms, SheetChange
from commitrack.drafting.field_changes import FieldChange, field_changes, with_field
from commitrack.drafting.findings import Findings, refusal_of
from commitrack.drafting.intended import UNRECORDED, IntendedRow, SheetRows, UnreadRows
from commitrack.drafting.journal import Entries, Journal
from commitrack.drafting.missing import missing
from commitrack.drafting.plausibility import require_plausible_terms
from commitrack.drafting.same_keys import by_commitment, external_id, ids_by_key, rows_by_key
from commitrack.drafting.sheet_updates import lifecycle, reopening, retracted_on
from commitrack.drafting.titles import Titles
from commitrack.drafting.update_comparison import UpdateComparison
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Registry, Update, multilingual


def compare(rows: SheetRows, registry: Registry, terms: ImportTerms, *, unread: UnreadRows | None = None) -> Difference:
    """The difference between the rows of a sheet and a registry; whether the result is valid is not checked here."""
    comparison = _Comparison(registry, terms)
    comparison.take(rows)
    comparison.report_missing(unread or {})
    return comparison.difference()


class _Comparison:
    """What has been found so far. ``_ids`` are the ids of commitments by the keys of the sheet."""

    def __init__(self, registry: Registry, terms: ImportTerms) -> None:
        self._registry, self._terms, self._journal = registry, terms, Journal(registry)
        self._known = {**terms.published, **ids_by_key(registry, terms.system)}
        self._ids = dict(self._known)
        self._taken = {*registry.commitments, *registry.current_ids()}
        self._keys: AbstractSet[str] = frozenset()
        self._entries: dict[str, Entries] = {}
        self._moved: set[str] = set()
        self._found = Findings(self._ids, terms)

    def take(self, rows: SheetRows) -> None:
        """Compare one commitment after another, with all of its updates.

        Rows with the key of another row are refused, unless they are figures. The changes of all commitments come
        before all updates.
        """
        by_key, stated, refused = rows_by_key(rows, several=self._terms.several)
        self._keys = frozenset(by_key)
        self._found.refused += refused
        titles = Titles(by_key, [row.key for row in refused], self._known, self._registry, self._terms)
        recording = UpdateComparison(self._entries, self._found, self._registry.settings, self._terms)
        commitments = by_commitment(by_key, stated, self._known)
        del by_key, stated
        changes, updates = self._found.changes, list[tuple[SheetChange, Update | None]]()
        for of_commitment, its_updates in commitments:
            self._found.changes = changes
            for row in of_commitment:
                self._take(row, titles)
            self._found.changes = updates
            for row, update in its_updates:
                if row.key in self._ids:
                    recording.record(row, update)
            self._let_go()
        self._found.changes = changes + updates

    def _take(self, row: IntendedRow, titles: Titles) -> None:
        """Compare a row with its commitment, which it may only seem to be about, or draft a new one."""
        if row.key in self._known:
            if titles.differ(row) and not self._found.is_accepted(row, "title", row.commitment.title):
                self._found.doubts[row.key] = _("it may be about something else: its title is another one")
            self._compare(row, self._registry.commitments[self._known[row.key]])
        elif (moved := titles.moved_from(row)) is None or not self._move(row, moved):
            self._add(row)

    def _let_go(self) -> None:
        """Let go of the entries of a commitment that has been compared."""
        for name in self._entries:
            self._journal.forget(name)
        self._entries.clear()

    def _move(self, row: IntendedRow, key: str) -> bool:
        """Give the commitment with another key that of a row, if that has been accepted, else leave it to people.

        Return False if it is a commitment of its own.
        """
        terms, name, is_moved = self._terms, self._known[key], key in self._keys
        is_accepted = self._found.is_accepted(row, "key", row.key) and not is_moved
        entries = self._journal.of(name)
        is_closed = lifecycle(entries) in CLOSED and not is_moved
        if terms.updates_only or is_closed or (is_accepted and not terms.system):
            return False
        commitment, self._ids[row.key] = self._registry.commitments[name], name
        self._moved.add(key)
        if is_accepted:
            ids = {**commitment.external_ids, terms.system: row.key}
            self._found.edited[name] = replace(commitment, external_ids=ids)
            self._found.note(ChangeKind.EDITED, row, "key", key, row.key)
            self._compare(row, commitment)
            return True
        self._entries[name] = entries
        self._found.doubts[row.key] = _("accept its key first")
        reason = _('"{id}" has this title: accept if this is its new key', id=name)
        if is_moved:
            reason = _('"{id}" has this title, and another row has its key', id=name)
        elif not terms.system:
            reason = _('"{id}" has this title: rename it, or accept if this is another commitment', id=name)
        self._found.decide(row, FieldChange(field="key", before=key, after=row.key), reason)
        return True

    def _add(self, row: IntendedRow) -> None:
        """Draft a new commitment; refuse the row if it has no id, or one that is in use."""
        commitment = row.commitment
        if self._terms.updates_only:
            self._found.refuse(row, _('no commitment has the key "{key}"', key=row.key))
            return
        try:
            name = commitment.id or slug(str(multilingual(commitment.title)), hint="")
        except UsageError as failure:
            self._found.refuse(row, failure.message, _('name a column with ids in the profile: id = "…"'))
            return
        if name in self._taken:
            key = external_id(self._terms.system, row.key)
            hint = _("if it is the same commitment, add its key: {key}", key=key)
            self._found.refuse(row, _('commitment "{id}" already exists', id=name), hint)
            return
        self._taken.add(name)
        self._ids[row.key] = name
        recorded = commitment.recorded or self._found.moment(len(self._found.new)).astimezone(UTC)
        self._found.new[name] = replace(commitment, id=name, by=commitment.by or self._terms.by, recorded=recorded)
        self._found.note(ChangeKind.NEW, row, after=commitment.title)

    def _compare(self, row: IntendedRow, commitment: Commitment) -> None:
        """Draft the amendments of a commitment, and note what has to be decided."""
        entries = self._entries[commitment.id] = self._journal.of(commitment.id)
        settings, compared = self._registry.settings, self._terms.compared
        self._reopen(row, entries)
        if self._terms.updates_only:
            return
        for change in field_changes(commitment, row.commitment, entries, compared=compared, settings=settings):
            if change.amends is None:
                self._edit(row, change, entries)
            else:
                self._amend(row, change, entries)

    def _reopen(self, row: IntendedRow, entries: Entries) -> None:
        """Draft that a commitment is active again, if the sheet shows that and it has been accepted."""
        update, before = reopening(row, entries, self._terms), lifecycle(entries)
        if update is None:
            return
        if self._found.is_accepted(row, "lifecycle", update.lifecycle):
            self._found.note(ChangeKind.UPDATED, row, "lifecycle", before, update.lifecycle, update=update)
        else:
            change = FieldChange(field="lifecycle", before=before, after=update.lifecycle)
            self._found.decide(row, change, _("the sheet shows it as active"))

    def _edit(self, row: IntendedRow, change: FieldChange, entries: Entries) -> None:
        """Change a field of a commitment that no amendment can state, if that has been accepted."""
        commitment = entries.commitment
        edited = with_field(self._found.edited.get(commitment.id, commitment), row.commitment, change.field)
        is_accepted = self._found.is_accepted(row, change.field, change.after)
        if edited is not None and is_accepted:
            self._found.edited[commitment.id] = edited
            self._found.note(ChangeKind.EDITED, row, change.field, change.before, change.after)
            return
        reason = self._found.doubts.get(row.key) or _("it changes the commitment itself")
        if change.field.endswith(".unit"):
            if edited is None:
                reason = _("another unit, but no value: commitrack edit {id}", id=commitment.id)
            elif entries.counted:
                reason = _("what is recorded for it would be read in the new unit")
        elif edited is None:
            reason = _("an amendment cannot take it away: commitrack edit {id}", id=commitment.id)
        self._found.decide(row, change, reason)

    def _amend(self, row: IntendedRow, change: FieldChange, entries: Entries) -> None:
        terms = self._terms
        update = Update(
            key="", commitment=entries.commitment.id, target=change.target, on=terms.on, amends=change.amends,
            reason=terms.source, by=terms.by, recorded=UNRECORDED,
        )  # fmt: skip
        if self._found.leave(row, change, _behind(change.replaced_on, retracted_on(update, entries))):
            return
        later = next((known.on for known in entries.amendments if known.on > terms.on), None)
        if later is not None:
            hint = _("state the date of the sheet: --on DAY")
            self._found.refuse(row, _("the sheet is older than the amendment of {day}", day=later), hint)
            return
        if self._found.leave(row, change, refusal_of(require_plausible_terms, update, entries)):
            return
        entries.add(update)
        self._found.note(ChangeKind.AMENDED, row, change.field, change.before, change.after, update=update)

    def report_missing(self, unread: UnreadRows) -> None:
        """Note the commitments that the sheet no longer has, and draft their withdrawal if that is intended."""
        if self._terms.updates_only:
            return
        others = {**unread, **{refused.key: refused.row for refused in self._found.refused}}
        if self._terms.system:
            known = {key: name for key, name in self._known.items() if key not in self._moved}
            self._found.changes += missing(known, self._keys, others, self._journal, self._terms)
        elif not self._keys.isdisjoint(self._known):
            expected, ids = {name: name for name in self._terms.expected}, self._known  # which has former ids as well
            present = {ids[key] for key in (*self._keys, *others, *self._moved) if key in ids}
            self._found.changes += missing(expected, present, {}, self._journal, self._terms)

    def difference(self) -> Difference:
        """The whole difference, with the records that it appends, in the order in which they are recorded."""
        return self._found.difference(self._keys)


def _behind(amended: date | None, retracted: date | None) -> str | None:
    """Why a sheet has a term that the registry no longer has; None if it is a new one."""
    if amended is not None:
        return _("the registry was amended on {day}", day=amended)
    return None if retracted is None else _("it was retracted on {day}", day=retracted)
