"""The keys of rows and of commitments; rows with the same key are figures of one commitment, or an error."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from commitrack.drafting.intended import IntendedRow, RefusedRow, SheetUpdate
from commitrack.language import LazyString as _
from commitrack.model import Registry, Target

RowUpdates: TypeAlias = list[tuple[IntendedRow, SheetUpdate]]
"""Updates, each with the row that states it."""


def rows_by_key(
    rows: Iterable[IntendedRow | RefusedRow], *, several: bool
) -> tuple[dict[str, IntendedRow], RowUpdates, list[RefusedRow]]:
    """One row for each key, with all targets that its rows have; the updates of all rows; and the refused rows.

    Rows with the same key are refused, unless there may be ``several``, which must be about the same commitment.
    """
    taken = [row if row.key is None or row.key.isascii() else replace(row, key=one_key(row.key)) for row in rows]
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
            first = by_key[row.key]
            reason = _(
                "{field} is not as in row {row}, which has the same key", field=_other(first, row), row=first.row
            )
            refused.append(row.refused(reason))
        else:
            by_key[row.key] = whole
            updates += [(row, update) for update in row.updates]
    return by_key, updates, refused


def by_commitment(
    by_key: dict[str, IntendedRow], updates: RowUpdates, known: Mapping[str, str]
) -> Iterator[tuple[list[IntendedRow], RowUpdates]]:
    """The rows about each commitment, which may have several keys, and their updates in the order of their days.

    ``known`` are the ids of commitments by their keys. Each commitment is let go of, because a large sheet has many.
    """
    rows: dict[str | tuple[str], list[IntendedRow]] = {}
    stated: dict[str, RowUpdates] = {}
    for key, row in by_key.items():
        rows.setdefault(known.get(key, (key,)), []).append(row)
    for row, update in updates:
        stated.setdefault(row.key, []).append((row, update))
    del by_key, updates
    for name in list(rows):
        same = rows.pop(name)
        found = [update for row in same for update in stated.pop(row.key, ())]
        yield same, sorted(found, key=lambda item: item[1].update.on)


def one_key(key: str) -> str:
    """A key in full width as the one in half width that is the same."""
    return key if key.isascii() else unicodedata.normalize("NFKC", key)


def ids_by_key(registry: Registry, system: str) -> dict[str, str]:
    """The ids of commitments by the keys that a system gives them; by themselves for no system."""
    if not system:
        return {**registry.current_ids(), **{name: name for name in registry.commitments}}
    ids = ((commitment.external_ids.get(system), name) for name, commitment in registry.commitments.items())
    return {one_key(key): name for key, name in ids if key is not None}


def external_id(system: str, key: str) -> str:
    """The line of TOML that gives a commitment its key in a system."""
    name, value = (f'"{text}"' if '"' not in text else f"'{text}'" for text in (system, key))
    return f"external_ids = {{ {system if re.fullmatch('[A-Za-z0-9_-]+', system) else name} = {value} }}"


def _merged(first: IntendedRow, row: IntendedRow) -> IntendedRow | None:
    """The first row with the targets of another; None if they describe the same target differently."""
    if first is row:
        return first
    targets = {**first.commitment.targets, **_targets(first, row)}
    if not first.commitment.targets.items() <= targets.items():
        return None
    whole = replace(first.commitment, targets=targets)
    return replace(first, commitment=whole, contradicts=first.contradicts & row.contradicts)


def _targets(first: IntendedRow, row: IntendedRow) -> dict[str, Target]:
    """The targets of a row; what one of them does not state is as in the first row."""
    known = first.commitment.targets
    return {name: _filled(target, known.get(name, target)) for name, target in row.commitment.targets.items()}


def _filled(target: Target, above: Target) -> Target:
    if target == above:
        return target
    blank = [name for name in Target.__struct_fields__ if getattr(target, name) in (None, ())]
    return replace(target, **{name: getattr(above, name) for name in blank})


def _other(first: IntendedRow, row: IntendedRow) -> str:
    """The first field of a target that two rows state differently."""
    known = first.commitment.targets
    return next(
        f"targets.{name}.{field}"
        for name, target in _targets(first, row).items()
        for field in Target.__struct_fields__
        if name in known and getattr(target, field) != getattr(known[name], field)
    )
