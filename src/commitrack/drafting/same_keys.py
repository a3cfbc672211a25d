"""The keys of rows and of commitments; rows with the same key are figures of one commitment, or an error."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from msgspec.structs import replace

from commitrack.drafting.intended import IntendedRow, RefusedRow, SheetUpdate
from commitrack.language import LazyString as _
from commitrack.model import Registry

RowUpdates: TypeAlias = list[tuple[IntendedRow, SheetUpdate]]
"""Updates, each with the row that states it."""


def rows_by_key(
    rows: Iterable[IntendedRow | RefusedRow], *, several: bool
) -> tuple[dict[str, IntendedRow], RowUpdates, list[RefusedRow]]:
    """One row for each key, with all targets that its rows have; the updates of all rows; and the refused rows.

    Rows with the same key are refused, unless there may be ``several``, which must be about the same commitment.
    """
    taken = list(rows)
    occurrences = Counter(row.key for row in taken)
    by_key: dict[str, IntendedRow] = {}
    updates: RowUpdates = []
    refused: list[RefusedRow] = []
    for row in taken:
        if isinstance(row, RefusedRow):
            refused.append(row)
        elif occurrences[row.key] > 1 and not several:
            hint = _('if each row is a figure, say so in the profile: rows = "figures"')
            refused.append(row.refused(_('{n} rows have the key "{key}"', n=occurrences[row.key], key=row.key), hint))
        elif (whole := _merged(by_key.get(row.key, row), row)) is None:
            reason = _("not the same commitment as row {row}, which has the same key", row=by_key[row.key].row)
            refused.append(row.refused(reason))
        else:
            by_key[row.key] = whole
            updates += [(row, update) for update in row.updates]
    return by_key, updates, refused


def ids_by_key(registry: Registry, system: str) -> dict[str, str]:
    """The ids of commitments by the keys that a system gives them; by themselves for no system."""
    if not system:
        return {**registry.current_ids(), **{name: name for name in registry.commitments}}
    ids = ((commitment.external_ids.get(system), name) for name, commitment in registry.commitments.items())
    return {key: name for key, name in ids if key is not None}


def _merged(first: IntendedRow, row: IntendedRow) -> IntendedRow | None:
    """The first row with the targets of another; None if they describe different commitments, or the same target
    differently."""
    if first is row:
        return first
    targets = {**first.commitment.targets, **row.commitment.targets}
    whole = replace(first.commitment, targets=targets)
    is_same = whole == replace(row.commitment, targets=targets)
    if not is_same or not first.commitment.targets.items() <= targets.items():
        return None
    return replace(first, commitment=whole, contradicts=first.contradicts & row.contradicts)
