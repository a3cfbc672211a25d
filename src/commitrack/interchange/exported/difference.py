"""The difference between exported records, which may have been edited since, and a registry.

Records are matched by their ids and keys. Updates that the registry does not have are recorded as they are, except for
those without a key, which are new. Other changes are treated as those of any sheet: as amendments, or left to decide.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from msgspec.structs import replace

from commitrack.checks import check
from commitrack.drafting.comparison import compare
from commitrack.drafting.difference import ChangeKind, ImportTerms, SheetChange
from commitrack.drafting.intended import IntendedRow, RowProblem, SheetUpdate
from commitrack.drafting.journal import Journal
from commitrack.drafting.lookup import require_commitment
from commitrack.drafting.sheet_updates import require_recordable
from commitrack.drafting.shown_values import shown
from commitrack.errors import CommitrackError, Severity, UsageError
from commitrack.interchange.exported.records import ReadRecords, RowPlace
from commitrack.interchange.exported.updates import edited_updates, missing_updates, recorded_updates
from commitrack.interchange.import_sheet import SheetImport
from commitrack.interchange.new_records import added
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import Commitment, Registry, Target, Update
from commitrack.registry.toml_lines import NamedRecord

NAMED = ("documents", "pillars", "areas", "parties", "meetings")
"""The tables whose records are added, and never changed, by an import."""
_KEPT = ("external_ids", "recorded", "by")
"""What an import does not change, and a table may leave out."""
_NOT_COMPARED = {"id", "targets", *_KEPT}
_OF_COMMITMENT = frozenset(Commitment.__struct_fields__) - _NOT_COMPARED


def _compared(commitments: Mapping[str, Commitment]) -> frozenset[str]:
    """The fields that count: all of commitments and of their targets."""
    names = {name for commitment in commitments.values() for name in commitment.targets}
    return _OF_COMMITMENT | {f"targets.{name}.{field}" for name in names for field in Target.__struct_fields__}


def import_records(read: ReadRecords, registry: Registry, terms: ImportTerms) -> SheetImport:
    """What the records add to a registry, and what is left to be decided."""
    recorded = {key: update for key, update in read.updates.items() if key not in registry.updates}
    after = replace(registry, updates={**registry.updates, **recorded})
    expected = tuple(registry.commitments) if read.commitments else ()  # there may be tables of updates alone
    terms = replace(terms, compared=_compared(read.commitments), expected=expected)
    found = compare(_rows(read, after), after, terms)
    differing = [*_differing(read, registry), *edited_updates(read, registry)]
    compared = (
        (replace(change, table="commitments" if change.row else ""), update) for change, update in found.changes
    )
    changes = [*differing, *compared, *recorded_updates(read, registry, recorded), *missing_updates(read, registry)]
    new = {
        table: {name: record for name, record in read.named[table].items() if name not in getattr(registry, table)}
        for table in NAMED
    }
    new = {table: records for table, records in new.items() if records}
    return SheetImport(difference=replace(found, changes=(*added(new, registry), *changes)), new_records=new)


def invalid(result: SheetImport, read: ReadRecords, registry: Registry) -> list[RowProblem]:
    """What would make the registry invalid, with the row that says it."""
    difference = result.difference
    commitments = {commitment.id: commitment for commitment in (*difference.commitments, *difference.edited)}
    updates = {update.key: update for update in difference.updates}
    named = {table: {**getattr(registry, table), **records} for table, records in result.new_records.items()}
    after = replace(
        registry, commitments={**registry.commitments, **commitments}, updates={**registry.updates, **updates}, **named
    )
    return [
        RowProblem(table=place[0], row=place[1], reason=problem.message, hint=problem.hint)
        for problem in check(after)
        if problem.severity is Severity.ERROR
        if (place := read.places.get(problem.path[:4]) or read.places.get(problem.path[:2]))
    ]


def unrecordable(read: ReadRecords, registry: Registry, *, today: date) -> list[RowProblem]:
    """The new updates that cannot be recorded, because of their commitment, their target or their day."""
    problems = []
    for row, update in read.new_updates:
        try:
            commitment = _commitment(update.commitment, read, registry)
            require_recordable(_with_target(update, commitment), commitment, today=today)
        except CommitrackError as failure:
            problems.append(RowProblem(table="updates", row=row, reason=failure.message, hint=failure.hint))
    return problems


def _commitment(name: str, read: ReadRecords, registry: Registry) -> Commitment:
    """The commitment of this id in the tables, else in the registry. Raises NotFoundError."""
    return read.commitments.get(name) or registry.commitments[require_commitment(name, registry)]


def _with_target(update: Update, commitment: Commitment) -> Update:
    """A figure with its target, which it need not name if there is only one. Raises UsageError if there are several."""
    is_figure = update.actual is not None or update.add is not None
    if not is_figure or update.target is not None:
        return update
    if len(commitment.targets) != 1:
        known = comma_list(commitment.targets)
        hint = _("available targets: {targets}", targets=known) if commitment.targets else None
        raise UsageError(_('missing "{key}"', key="target"), hint=hint)
    return replace(update, target=next(iter(commitment.targets)))


def _rows(read: ReadRecords, registry: Registry) -> Iterator[IntendedRow]:
    """The commitments, each with the updates without a key that are about it."""
    current, journal = registry.current_ids(), Journal(registry)
    updates: dict[str, list[SheetUpdate]] = {}
    commitments = dict(read.commitments)
    for _row, update in read.new_updates:
        commitment = commitments.setdefault(update.commitment, _commitment(update.commitment, read, registry))
        stated = SheetUpdate(_with_target(update, commitment), is_dated=True)
        updates.setdefault(update.commitment, []).append(stated)
    for name, commitment in commitments.items():
        known = registry.commitments.get(current.get(name, name))
        intended = commitment if known is None else _as_amended(commitment, known, journal)
        place = read.places.get(("commitments", name), ("", 0))
        key = current.get(name, name)
        yield IntendedRow(row=place[1], key=key, commitment=intended, updates=tuple(updates.get(name, ())))


def _as_amended(commitment: Commitment, known: Commitment, journal: Journal) -> Commitment:
    """The commitment with the terms that apply now, where it has the original ones, as an export does."""
    amendments = journal.of(known.id).amendments

    def terms_now(new: Commitment | Target, old: Commitment | Target, name: str | None) -> dict[str, object]:
        amended = [update.amends for update in amendments if update.amends is not None and update.target == name]
        values = [amends.value for amends in amended if amends.value is not None]
        dues = [amends.due for amends in amended if amends.due is not None]
        now: dict[str, object] = {}
        if dues and (new.due, new.within) == (old.due, old.within):
            now["due"] = dues[-1]
        if values and isinstance(new, Target) and isinstance(old, Target) and new.value == old.value:
            now["value"] = values[-1]
        return now

    targets = {
        name: replace(target, **terms_now(target, known.targets[name], name)) if name in known.targets else target
        for name, target in commitment.targets.items()
    }
    return replace(commitment, targets=targets, **terms_now(commitment, known, None))


def _differing(read: ReadRecords, registry: Registry) -> Iterator[tuple[SheetChange, None]]:
    """What an import does not change: records that others refer to, and ids of other systems."""
    for table in NAMED:
        for name, record in read.named[table].items():
            known = cast("NamedRecord | None", getattr(registry, table).get(name))
            if known is not None and known != record:
                yield _to_edit(name, name, table, read.places[table, name], known.title, record.title), None
    for name, commitment in read.commitments.items():
        for field in _KEPT if name in registry.commitments else ():
            before, after = getattr(registry.commitments[name], field), getattr(commitment, field)
            if after and before != after:
                if isinstance(after, dict):  # by system, not by language
                    before, after = comma_list(before.values()), comma_list(after.values())
                yield _to_edit(name, name, field, read.places["commitments", name], before, after), None


def _to_edit(id: str, key: str, field: str, place: RowPlace, before: object, after: object) -> SheetChange:  # noqa: A002
    """A change that only a person can make."""
    return SheetChange(
        change=ChangeKind.DECIDE, id=id, key=key, row=place[1], table=place[0], field=field, before=shown(before),
        after=shown(after),         reason=_("edit it in the registry"),
    )  # fmt: skip
