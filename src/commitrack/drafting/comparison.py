"""Compare the rows of a sheet with a registry, row by row, in linear time."""

from collections.abc import Set as AbstractSet
from datetime import UTC

from msgspec.structs import replace

from commitrack.drafting.commitments import slug
from commitrack.drafting.difference import ChangeKind, Difference, ImportTerms, SheetChange
from commitrack.drafting.field_changes import FieldChange, field_changes, with_field
from commitrack.drafting.findings import Findings
from commitrack.drafting.intended import UNRECORDED, IntendedRow, SheetRows, SheetUpdate, UnreadRows
from commitrack.drafting.journal import Entries, Journal
from commitrack.drafting.missing import missing
from commitrack.drafting.plausibility import require_plausible, require_plausible_terms
from commitrack.drafting.same_keys import by_commitment, external_id, ids_by_key, rows_by_key
from commitrack.drafting.sheet_updates import (
    before_and_after,
    is_recorded,
    lifecycle,
    other_unit,
    reopening,
    require_recordable,
)
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Registry, Update


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
        self._new: dict[str, Commitment] = {}
        self._edited: dict[str, Commitment] = {}
        self._unrecorded = 0
        self._entries: dict[str, Entries] = {}
        self._found = Findings(self._ids, terms)

    def take(self, rows: SheetRows) -> None:
        """Compare one commitment after another, with all of its updates.

        Rows with the key of another row are refused, unless they are figures. The changes of all commitments come
        before all updates.
        """
        by_key, stated, refused = rows_by_key(rows, several=self._terms.several)
        self._keys = frozenset(by_key)
        self._found.refused += refused
        commitments = by_commitment(by_key, stated, self._known)
        del by_key, stated
        changes, updates = self._found.changes, list[tuple[SheetChange, Update | None]]()
        for of_commitment, its_updates in commitments:
            self._found.changes = changes
            for row in of_commitment:
                self._take(row)
            self._found.changes = updates
            for row, update in its_updates:
                if row.key in self._ids:
                    self._record(row, update)
            self._let_go()
        self._found.changes = changes + updates

    def _take(self, row: IntendedRow) -> None:
        if row.key in self._known:
            self._compare(row, self._registry.commitments[self._known[row.key]])
        else:
            self._add(row)

    def _let_go(self) -> None:
        """Let go of the entries of a commitment that has been compared."""
        for name in self._entries:
            self._journal.forget(name)
        self._entries.clear()

    def _add(self, row: IntendedRow) -> None:
        """Draft a new commitment; refuse the row if it has no id, or one that is in use."""
        commitment = row.commitment
        if self._terms.updates_only:
            self._found.refuse(row, _('no commitment has the key "{key}"', key=row.key))
            return
        try:
            name = commitment.id or slug(str(commitment.title), hint="")
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
        recorded = commitment.recorded or self._found.moment(len(self._new)).astimezone(UTC)
        self._new[name] = replace(commitment, id=name, by=commitment.by or self._terms.by, recorded=recorded)
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
        edited = with_field(self._edited.get(commitment.id, commitment), row.commitment, change.field)
        is_accepted = self._found.is_accepted(row, change.field, change.after)
        if edited is None:
            self._found.decide(
                row, change, _("an amendment cannot take it away: commitrack edit {id}", id=commitment.id)
            )
        elif is_accepted:
            self._edited[commitment.id] = edited
            self._found.note(ChangeKind.EDITED, row, change.field, change.before, change.after)
        elif change.field.endswith(".unit") and entries.counted:
            self._found.decide(row, change, _("what is recorded for it would be read in the new unit"))
        else:
            self._found.decide(row, change, _("it changes the commitment itself"))

    def _amend(self, row: IntendedRow, change: FieldChange, entries: Entries) -> None:
        terms = self._terms
        update = Update(
            key="", commitment=entries.commitment.id, target=change.target, on=terms.on, amends=change.amends,
            reason=terms.source, by=terms.by, recorded=UNRECORDED,
        )  # fmt: skip
        later = next((known.on for known in entries.amendments if known.on > terms.on), None)
        if later is not None:
            hint = _("state the date of the sheet: --on DAY")
            self._found.refuse(row, _("the sheet is older than the amendment of {day}", day=later), hint)
            return
        try:
            if not self._found.is_accepted(row, change.field, change.after):
                require_plausible_terms(update, entries)
        except UsageError as failure:
            self._found.decide(row, change, failure.message)
            return
        entries.add(update)
        self._found.note(ChangeKind.AMENDED, row, change.field, change.before, change.after, update=update)

    def _record(self, row: IntendedRow, stated: SheetUpdate) -> None:
        """Draft an update, or note why it is not recorded."""
        entries = self._entries_of(row)
        update = replace(stated.update, commitment=entries.commitment.id, by=stated.update.by or self._terms.by)
        field, before, after = before_and_after(stated, entries)
        change = FieldChange(field=field, before=before, after=after)
        if (mismatch := other_unit(stated, entries.commitment)) is not None:
            self._leave_in_other_unit(row, stated, change, mismatch)
            return
        if is_recorded(update, entries, is_dated=stated.is_dated):
            return
        if update.completion is not None and entries.commitment.judged():
            self._unrecorded += 1
            return
        if self._lacks_target(update, entries):
            self._found.decide(row, change, _("accept its target first"))
            return
        try:
            require_recordable(update, entries.commitment, today=self._terms.today)
        except UsageError as failure:
            self._found.refused.append(row.refused(failure.message, failure.hint, stated))
            return
        try:
            if not self._found.is_accepted(row, field, after):
                require_plausible(update, entries)
        except UsageError as failure:
            self._found.decide(row, change, failure.message)
            return
        entries.add(update)
        self._found.note(ChangeKind.UPDATED, row, field, before, after, update=update)

    def _leave_in_other_unit(
        self, row: IntendedRow, stated: SheetUpdate, change: FieldChange, mismatch: UsageError
    ) -> None:
        """Leave a figure to people if its target has changed to this unit in the sheet as well; else refuse the row."""
        target = row.commitment.targets.get(stated.update.target or "")
        is_changed = target is not None and target.unit == stated.unit and not self._terms.updates_only
        if is_changed and self._ids[row.key] not in self._new:
            self._found.decide(row, change, mismatch.message)
        else:
            self._found.refused.append(row.refused(mismatch.message, mismatch.hint, stated))

    def _entries_of(self, row: IntendedRow) -> Entries:
        """The entries of the commitment of a row, as edited."""
        name = self._ids[row.key]
        if name not in self._entries:
            self._entries[name] = Entries(self._new[name], (), self._registry.settings)
        edited, entries = self._edited.get(name), self._entries[name]
        if edited is not None and edited is not entries.commitment:
            entries = self._entries[name] = Entries(edited, entries.counted, self._registry.settings)
        return entries

    def _lacks_target(self, update: Update, entries: Entries) -> bool:
        """Whether an update is about a target that is to be decided on first."""
        is_missing = update.target is not None and update.target not in entries.commitment.targets
        return is_missing and not self._terms.updates_only

    def report_missing(self, unread: UnreadRows) -> None:
        """Note the commitments that the sheet no longer has, and draft their withdrawal if that is intended."""
        if self._terms.system and not self._terms.updates_only:
            others = {**unread, **{refused.key: refused.row for refused in self._found.refused}}
            self._found.changes += missing(self._known, self._keys, others, self._journal, self._terms)

    def difference(self) -> Difference:
        """The whole difference, with the records that it appends, in the order in which they are recorded."""
        return self._found.difference(
            keys=self._keys, new=self._new, edited=self._edited.values(), unrecorded=self._unrecorded
        )
