"""Compare the updates that the rows of a sheet state with the journal."""

from msgspec.structs import replace

from commitrack.drafting.difference import ChangeKind, ImportTerms
from commitrack.drafting.field_changes import FieldChange
from commitrack.drafting.findings import Findings, refusal_of
from commitrack.drafting.intended import IntendedRow, SheetUpdate
from commitrack.drafting.journal import Entries
from commitrack.drafting.plausibility import require_plausible
from commitrack.drafting.recorded_details import details
from commitrack.drafting.sheet_updates import (
    before_and_after,
    is_recorded,
    other_unit,
    require_recordable,
    retracted_on,
)
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Settings, Update


class UpdateComparison:
    """Drafts the updates that say something new; ``entries`` are those of known commitments by id."""

    def __init__(self, entries: dict[str, Entries], found: Findings, settings: Settings, terms: ImportTerms) -> None:
        self._entries, self._found, self._settings, self._terms = entries, found, settings, terms

    def record(self, row: IntendedRow, stated: SheetUpdate) -> None:
        """Draft an update, or note why it is not recorded."""
        entries = self._entries_of(row)
        update = replace(stated.update, commitment=entries.commitment.id, by=stated.update.by or self._terms.by)
        field, before, after = before_and_after(stated, entries)
        change = FieldChange(field=field, before=before, after=after)
        if (mismatch := other_unit(stated, entries.commitment)) is not None:
            self._leave_in_other_unit(row, stated, change, mismatch)
            return
        if is_recorded(update, entries, is_dated=stated.is_dated):
            self._compare_details(row, replace(stated, update=update), entries)
            return
        if update.completion is not None and entries.commitment.judged():
            self._found.unrecorded += 1
            return
        if self._lacks_target(update, entries):
            self._found.decide(row, change, _("accept its target first"))
            return
        try:
            require_recordable(update, entries.commitment, today=self._terms.today)
        except UsageError as failure:
            self._found.refused.append(row.refused(failure.message, failure.hint, stated))
            return
        retracted = retracted_on(update, entries, is_dated=stated.is_dated)
        behind = None if retracted is None else _("it was retracted on {day}", day=retracted)
        if self._found.leave(row, change, behind or refusal_of(require_plausible, update, entries)):
            return
        entries.add(update)
        self._found.note(ChangeKind.UPDATED, row, field, before, after, update=update)

    def _compare_details(self, row: IntendedRow, stated: SheetUpdate, entries: Entries) -> None:
        """Leave the evidence, the note and the qualifier to people that a recorded update does not have."""
        accepted, others = [], {}
        for detail in details(stated, entries):
            if self._found.is_accepted(row, detail.change.field, detail.change.after):
                accepted.append(detail.change)
            else:
                others[detail.name] = detail.recorded
                reason = self._found.doubts.get(row.key) or _("already recorded, but not with this")
                self._found.decide(row, detail.change, reason)
        for number, change in enumerate(accepted):
            update = None if number else replace(stated.update, **others)  # one update states all of them
            self._found.note(ChangeKind.UPDATED, row, change.field, change.before, change.after, update=update)
            if update is not None:
                entries.add(update)

    def _leave_in_other_unit(
        self, row: IntendedRow, stated: SheetUpdate, change: FieldChange, mismatch: UsageError
    ) -> None:
        """Leave a figure to people if its target has changed to this unit in the sheet as well; else refuse the row."""
        target = row.commitment.targets.get(stated.update.target or "")
        is_changed = target is not None and target.unit == stated.unit and not self._terms.updates_only
        if is_changed and self._found.ids[row.key] not in self._found.new:
            self._found.decide(row, change, mismatch.message)
        else:
            self._found.refused.append(row.refused(mismatch.message, mismatch.hint, stated))

    def _entries_of(self, row: IntendedRow) -> Entries:
        """The entries of the commitment of a row, as edited."""
        name = self._found.ids[row.key]
        if name not in self._entries:
            self._entries[name] = Entries(self._found.new[name], (), self._settings)
        edited, entries = self._found.edited.get(name), self._entries[name]
        if edited is not None and edited is not entries.commitment:
            entries = self._entries[name] = Entries(edited, entries.counted, self._settings, entries.retracted)
        return entries

    def _lacks_target(self, update: Update, entries: Entries) -> bool:
        """Whether an update is about a target that is to be decided on first."""
        is_missing = update.target is not None and update.target not in entries.commitment.targets
        return is_missing and not self._terms.updates_only
