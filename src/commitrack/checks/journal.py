"""Updates: their keys, what they state, and what they refer to."""

import re
from collections.abc import Iterator
from datetime import timedelta

from commitrack.checks.check import Finding, checks
from commitrack.checks.commitments import usable_year
from commitrack.dates import FIRST_YEAR, LAST_YEAR, first_day, last_day
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import CONTENTS, Evidence, Registry, Update

KEY = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{4,16}")
_URL = re.compile(r"https?://[^\s<>\"\\^`{|}]+")


def _known(registry: Registry) -> Iterator[tuple[str, Update]]:
    """The updates whose commitment exists, with their keys; CT201 reports the others."""
    return ((key, u) for key, u in registry.updates.items() if u.commitment in registry.commitments)


@checks("CT221", "a key that does not say when")
def keys(registry: Registry) -> Iterator[Finding]:
    """The key of an update is the moment it was recorded and a few random signs, as commitrack writes it:
    ``20261002T081500Z-8e41352eb4eee``. Two desks that write at once never collide."""
    for key in registry.updates:
        if not KEY.fullmatch(key):
            yield ("updates", key), _("the key “{key}” must look like 20261002T081500Z-8e41352eb4eee", key=key)


@checks("CT222", "an update that says nothing, or two things at once")
def contents(registry: Registry) -> Iterator[Finding]:
    """An update carries one of actual, add, completion, lifecycle, amends, retracts; or at least a note."""
    for key, update in registry.updates.items():
        contents = [name for name in CONTENTS if getattr(update, name) is not None]
        if len(contents) > 1:
            things = join(contents, _(" and "))
            yield ("updates", key), _("one update says one thing, and this one has {things}", things=things)
        elif not contents and not update.note:
            names = ", ".join(CONTENTS)
            yield ("updates", key), _("the update says nothing: give one of {names}, or a note", names=names)


@checks("CT223", "a figure for no target")
def targets(registry: Registry) -> Iterator[Finding]:
    """A figure belongs to a target of its commitment. The target may be left out where there is only one."""
    for key, update in _known(registry):
        known = registry.commitments[update.commitment].targets
        figure = (
            update.actual is not None or update.add is not None or (update.amends and update.amends.value is not None)
        )
        if update.target is not None and update.target not in known:
            names = ", ".join(known) or _("none")
            yield (
                ("updates", key, "target"),
                _("{id} has no target “{name}”; it has {names}", id=update.commitment, name=update.target, names=names),
            )
        elif figure and not known:
            yield (
                ("updates", key),
                _("{id} has no target that a figure could count for; give a completion", id=update.commitment),
            )
        elif figure and update.target is None and len(known) > 1:
            names = ", ".join(known)
            yield (
                ("updates", key),
                _("{id} has the targets {names}: say which one is meant", id=update.commitment, names=names),
            )


@checks("CT224", "a level of completion beside a figure")
def completions(registry: Registry) -> Iterator[Finding]:
    """Where a target has a value, the figure says how far a commitment got, and a level of completion
    could contradict it. Give the figure, or put the words into a note."""
    for key, update in _known(registry):
        if update.completion is not None and registry.commitments[update.commitment].judged():
            message = _("{id} is measured by a figure: give that, or a note", id=update.commitment)
            yield ("updates", key, "completion"), message


@checks("CT225", "an update from the future")
def future(registry: Registry) -> Iterator[Finding]:
    """``on`` is the day a figure was true; it cannot lie after the moment it was recorded (a day is allowed
    for time zones)."""
    for key, update in registry.updates.items():
        if update.on > update.recorded.date() + timedelta(days=1):
            recorded = update.recorded.date()
            message = _("on {day} lies after the day it was recorded, {recorded}", day=update.on, recorded=recorded)
            yield ("updates", key, "on"), message
        elif not FIRST_YEAR <= update.on.year <= LAST_YEAR:
            message = _("on {day} lies outside {first}–{last}", day=update.on, first=FIRST_YEAR, last=LAST_YEAR)
            yield ("updates", key, "on"), message


@checks("CT226", "a retraction of nothing")
def retractions(registry: Registry) -> Iterator[Finding]:
    """``retracts`` names the key of an update of the same commitment. The line itself stays where it is."""
    for key, update in registry.updates.items():
        if update.retracts is None:
            continue
        other = registry.updates.get(update.retracts)
        if other is None:
            yield ("updates", key, "retracts"), _("there is no update {key}", key=update.retracts)
        elif other is update:
            yield ("updates", key, "retracts"), _("an update cannot retract itself")
        elif other.commitment != update.commitment:
            message = _("{key} is an update of {id}", key=update.retracts, id=other.commitment)
            yield ("updates", key, "retracts"), message


@checks("CT227", "evidence that cannot be followed")
def evidence(registry: Registry) -> Iterator[Finding]:
    """Evidence is an address (http or https), a file inside the registry's folder with its sha256, or a
    page of a document of the registry."""
    for key, update in registry.updates.items():
        for item in update.evidence:
            if message := _unfollowable(item):
                yield ("updates", key, "evidence"), message


def _unfollowable(item: str | Evidence) -> str | None:
    if isinstance(item, str):
        return None if _URL.fullmatch(item) else _("“{text}” is not an address; write https://…", text=item[:60])
    if (item.file is None) == (item.document is None):
        return _("evidence in braces names either a file or a document")
    if item.file is None:
        return None
    if item.file.startswith(("/", "~")) or ".." in item.file.split("/") or "\\" in item.file:
        return _("the file “{file}” must lie inside the registry's folder", file=item.file)
    if item.sha256 is None or not re.fullmatch(r"[0-9a-f]{64}", item.sha256):
        return _("the file “{file}” needs its sha256: 64 hexadecimal digits", file=item.file)
    return None


@checks("CT228", "an amendment that amends nothing, or a decision without a reason")
def reasons(registry: Registry) -> Iterator[Finding]:
    """An amendment states a new value or a new due date. Amendments and lifecycle steps carry the reason:
    the original is kept for ever, and a reader must see why it changed."""
    for key, update in registry.updates.items():
        if update.amends is not None and update.amends.value is None and update.amends.due is None:
            yield ("updates", key, "amends"), _("amends must state a value or a due date")
        made = registry.commitments[update.commitment].made if update.commitment in registry.commitments else None
        if update.amends is not None and update.amends.due is not None and made is not None:
            year = usable_year(registry)
            if last_day(update.amends.due, fiscal_year_start=year) < first_day(made, fiscal_year_start=year):
                message = _("due {due} lies before the day it was made, {made}", due=update.amends.due, made=made)
                yield ("updates", key, "amends"), message
        if (update.amends is not None or update.lifecycle is not None) and not update.reason:
            yield ("updates", key), _("an amendment or a lifecycle step needs a reason")
