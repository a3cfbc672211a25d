"""What a comparison of a sheet with a registry has found so far."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime, timedelta
from itertools import count

from msgspec.structs import replace

from commitrack.drafting.difference import ChangeKind, Difference, ImportTerms, SheetChange
from commitrack.drafting.field_changes import FieldChange
from commitrack.drafting.intended import IntendedRow, RefusedRow
from commitrack.drafting.journal import Entries
from commitrack.drafting.shown_values import shown
from commitrack.drafting.updates import key_of
from commitrack.errors import UsageError
from commitrack.model import Commitment, Update


class Findings:
    """The changes with their updates, the rows that are refused, and new and edited commitments by id.

    ``ids`` are those of commitments by the keys of the sheet, ``doubts`` the reasons, by key, why nothing that a row
    states is recorded unless people accept it, and ``unrecorded`` is as in ``Difference``.
    """

    def __init__(self, ids: dict[str, str], terms: ImportTerms) -> None:
        self.ids, self._terms = ids, terms
        self.new: dict[str, Commitment] = {}
        self.edited: dict[str, Commitment] = {}
        self.doubts: dict[str, str] = {}
        self.unrecorded = 0
        self._decided: set[tuple[str, str, str]] = set()
        self.changes: list[tuple[SheetChange, Update | None]] = []
        self.refused: list[RefusedRow] = []

    def is_accepted(self, row: IntendedRow, field: str, after: object) -> bool:
        """Whether people have decided that this value of the sheet is meant."""
        if not self._terms.accepted:
            return False
        decision = (row.key, field, str(shown(after) or ""))
        self._decided.add(decision)
        return decision in self._terms.accepted

    def decide(self, row: IntendedRow, change: FieldChange, reason: str) -> None:
        """Leave a change to people, for a reason."""
        self.note(ChangeKind.DECIDE, row, change.field, change.before, change.after, reason=reason)

    def leave(self, row: IntendedRow, change: FieldChange, reason: str | None) -> bool:
        """Leave a change to people if its row is doubted, or for a reason, unless they have accepted it.

        Return whether it is left to them.
        """
        reason = self.doubts.get(row.key) or reason
        if self.is_accepted(row, change.field, change.after) or reason is None:
            return False
        self.decide(row, change, reason)
        return True

    def note(
        self, kind: ChangeKind, row: IntendedRow, field: str = "", before: object = None, after: object = None, *,
        reason: str = "", update: Update | None = None,
    ) -> None:  # fmt: skip
        """Add a change, and the update that records it."""
        change = SheetChange(
            change=kind, id=self.ids[row.key], key=row.key, row=row.row, field=field, before=shown(before),
            after=shown(after), reason=reason,
        )  # fmt: skip
        self.changes.append((change, update))

    def refuse(self, row: IntendedRow, reason: str, hint: str | None = None) -> None:
        """Refuse a row, with everything that it says."""
        self.refused.append(row.refused(reason, hint))

    def difference(self, keys: AbstractSet[str]) -> Difference:
        """The whole difference, with the records that it appends, in the order in which they are recorded.

        ``keys`` are those of all rows.
        """
        moments = map(self.moment, count(len(self.new)))
        for place, (change, update) in enumerate(self.changes):
            if update is not None:
                self.changes[place] = change, _recorded(update, next(moments))
        refused = {row.key for row in self.refused}
        return Difference(
            changes=tuple(self.changes),
            refused=tuple(self.refused),
            unchanged=len(keys - {change.key for change, _update in self.changes} - refused),
            commitments=tuple(self.new.values()),
            edited=tuple(self.edited.values()),
            outdated=self._terms.accepted - self._decided,
            unrecorded=self.unrecorded,
        ).without(self.refused)

    def moment(self, number: int) -> datetime:
        """When the record of this number, from 0, is recorded: no two at the same time."""
        return self._terms.now + timedelta(microseconds=number)


def refusal_of(require: Callable[[Update, Entries], None], update: Update, entries: Entries) -> str | None:
    """Why an update is refused by what raises UsageError; None if it is not."""
    try:
        require(update, entries)
    except UsageError as failure:
        return failure.message
    return None


def _recorded(update: Update, now: datetime) -> Update:
    return replace(update, key=key_of(now), recorded=now.astimezone(UTC).replace(microsecond=0))
