"""How evidence, note and qualifier of an update differ from those of what is recorded already."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from commitrack.drafting.field_changes import FieldChange
from commitrack.drafting.intended import SheetUpdate
from commitrack.drafting.journal import Entries
from commitrack.drafting.sheet_updates import before_and_after
from commitrack.model import Text, Update, languages_of


class Detail(Struct, frozen=True):
    """A part of an update that is recorded differently: its name, the recorded value, and the change."""

    name: str
    recorded: Any
    change: FieldChange


def details(stated: SheetUpdate, entries: Entries) -> Iterator[Detail]:
    """The parts of an update, which is recorded, that no update of its day has; nothing if it is not of that day.

    A part that the sheet does not have is not compared, except for the qualifier of a figure.
    """
    update, same = stated.update, _same(stated, entries)
    if not same:
        return
    latest, evidence = same[-1], {item for known in same for item in known.evidence}
    field, before, after = before_and_after(stated, entries)
    if update.actual is not None and update.qualifier is not latest.qualifier:
        yield Detail("qualifier", latest.qualifier, FieldChange(field=field, before=before, after=after))
    if not set(update.evidence) <= evidence:
        change = FieldChange(field=f"{field} evidence", before=latest.evidence, after=update.evidence)
        yield Detail("evidence", latest.evidence, change)
    if update.note is not None and not any(_says(known.note, update.note) for known in same):
        change = FieldChange(field=f"{field} note", before=latest.note, after=update.note)
        yield Detail("note", latest.note, change)


def _same(stated: SheetUpdate, entries: Entries) -> list[Update]:
    """The recorded updates that state the same for the same day: the latest day, if the sheet does not date it."""
    update = stated.update
    if update.actual is not None:
        points = entries.series[update.target].points if update.target in entries.series else []
        known = [point.update for point in points if point.level == update.actual]
    else:
        said = ("completion", "lifecycle")
        known = [u for u in entries.counted if any(getattr(u, name) is not None for name in said)]
        known = [u for u in known if all(getattr(u, name) is getattr(update, name) for name in said)]
    day = update.on if stated.is_dated or not known else known[-1].on
    return [u for u in known if u.on == day]


def _says(text: Text | None, part: Text) -> bool:
    """Whether a note says what the sheet has, in one language or more."""
    return set(languages_of(part)) <= set(languages_of(text))
