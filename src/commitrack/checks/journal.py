"""Checks of updates: their keys, what they state, and what they refer to."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import filterfalse

from commitrack.checks.check import Finding, checks
from commitrack.checks.commitments import usable_year
from commitrack.dates import first_day, last_day
from commitrack.errors import KeyPath
from commitrack.language import LazyString as _
from commitrack.language import comma_list, listed
from commitrack.model import CONTENTS, Commitment, Evidence, Registry, Update, contents_of
from commitrack.model.addresses import is_web_address

KEY = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{4,16}")


@checks("CT221", "invalid update key")
def keys(registry: Registry) -> Iterator[Finding]:
    """The key of an update is the time of recording and a random suffix, as commitrack writes it:
    ``20261002T081500Z-8e41352eb4eee``. The suffix keeps keys unique when two people record at the same time."""
    for key in filterfalse(KEY.fullmatch, registry.updates):
        message = _('invalid update key "{key}": must look like 20261002T081500Z-8e41352eb4eee', key=key)
        yield ("updates", key), message


@checks("CT222", "empty update, or update that states several things")
def contents(registry: Registry) -> Iterator[Finding]:
    """An update states one of actual, add, completion, lifecycle, amends and retracts, or at least a note."""
    for key, update in registry.updates.items():
        stated = len(CONTENTS) - contents_of(update).count(None)
        if stated > 1:
            things = listed([name for name in CONTENTS if getattr(update, name) is not None], _(" and "))
            yield (
                ("updates", key),
                _(
                    "an update takes only one of actual, add, completion, lifecycle, amends and retracts; "
                    "found {things}",
                    things=things,
                ),
            )
        elif not stated and not update.note:
            names = comma_list(CONTENTS)
            yield ("updates", key), _("empty update: add one of {names}, or a note", names=names)


@checks("CT223", "figure without a target")
def targets(registry: Registry) -> Iterator[Finding]:
    """A figure belongs to a target of its commitment. The target may be left out if there is only one."""
    for name, updates in registry.updates_of().items():
        if (commitment := registry.commitments.get(name)) is None:
            continue  # CT201 reports it
        for update in updates:
            if update.target not in commitment.targets and (error := _target_error(update, commitment)):
                key, message = error
                yield ("updates", update.key, *key), message


def _target_error(update: Update, commitment: Commitment) -> tuple[KeyPath, _] | None:
    """The key at fault, if any, and a message, if an update names an unknown target, or none although it has to."""
    if update.target is not None:
        names = comma_list(commitment.targets) or _("none")
        message = _(
            '"{id}" has no target "{name}" (targets: {names})', id=commitment.id, name=update.target, names=names
        )
        return ("target",), message
    amended = None if update.amends is None else update.amends.value
    if (update.actual, update.add, amended) == (None, None, None) or len(commitment.targets) == 1:
        return None
    if not commitment.targets:
        return (), _('"{id}" has no target for a figure; use "completion" instead', id=commitment.id)
    names = comma_list(commitment.targets)
    return (), _('"{id}" has several targets ({names}); specify which one', id=commitment.id, names=names)


@checks("CT224", "completion level for a target with a value")
def completions(registry: Registry) -> Iterator[Finding]:
    """If a target has a value, its figure shows the progress, and a completion level could contradict it. Record the
    figure, or a note."""
    for key, update in registry.updates.items():
        if update.completion is None:
            continue
        commitment = registry.commitments.get(update.commitment)
        if commitment is not None and commitment.judged():
            message = _(
                '"{id}" has a target value; record a figure or a note instead of a completion level', id=commitment.id
            )
            yield ("updates", key, "completion"), message


@checks("CT225", "update dated in the future")
def future(registry: Registry) -> Iterator[Finding]:
    """``on`` is the day that an update refers to. It cannot be later than the day of recording; one day more is allowed
    for time zones."""
    for key, update in registry.updates.items():
        recorded = update.recorded.date()
        if update.on > recorded and update.on > recorded + timedelta(days=1):
            message = _(
                '"on" ({day}) is later than the date of recording ({recorded})', day=update.on, recorded=recorded
            )
            yield ("updates", key, "on"), message


@checks("CT226", "retraction of an unknown update")
def retractions(registry: Registry) -> Iterator[Finding]:
    """``retracts`` names the key of an update of the same commitment. The retracted line stays in the journal."""
    for key, update in registry.updates.items():
        if update.retracts is None:
            continue
        other = registry.updates.get(update.retracts)
        if other is None:
            yield ("updates", key, "retracts"), _('unknown update "{key}"', key=update.retracts)
        elif other is update:
            yield ("updates", key, "retracts"), _("an update cannot retract itself")
        elif other.commitment != update.commitment:
            message = _(
                'update "{key}" belongs to another commitment, "{id}"', key=update.retracts, id=other.commitment
            )
            yield ("updates", key, "retracts"), message


@checks("CT230", "updates that retract one another")
def circles(registry: Registry) -> Iterator[Finding]:
    """Each of some updates is retracted by another one of them, in a circle, so it cannot be said which of them count.
    commitrack only retracts updates that exist already, so a line was changed by hand. Restore it from the git
    history."""
    retractions = {key: update.retracts for key, update in registry.updates.items() if update.retracts is not None}
    seen: set[str] = set()
    for start in retractions:
        key, chain = start, dict[str, None]()
        while key in retractions and key not in seen:
            seen.add(key)
            chain[key] = None
            key = retractions[key]
        if key in chain and retractions[key] != key:
            circle = comma_list(list(chain)[list(chain).index(key) :])
            yield ("updates", key, "retracts"), _("these updates retract one another: {keys}", keys=circle)


@checks("CT227", "invalid evidence")
def evidence(registry: Registry) -> Iterator[Finding]:
    """Evidence is an address (http or https), a file in the registry's folder with its sha256, or a document of the
    registry, with or without a page."""
    for key, update in registry.updates.items():
        for item in update.evidence:
            if message := _evidence_error(item):
                yield ("updates", key, "evidence"), message


def _evidence_error(item: str | Evidence) -> str | None:
    if isinstance(item, str):
        return None if is_web_address(item) else _('invalid address "{text}"; use the form https://…', text=item[:60])
    if (item.file is None) == (item.document is None):
        return _('evidence in braces needs either "file" or "document"')
    if item.file is None:
        return None
    if "\0" in item.file:
        return _('"{file}" cannot be the name of a file', file=item.file)
    if item.file.startswith(("/", "~")) or ".." in item.file.split("/") or "\\" in item.file:
        return _('the file "{file}" must be inside the registry folder', file=item.file)
    if item.sha256 is None or not re.fullmatch(r"[0-9a-f]{64}", item.sha256):
        return _('the file "{file}" needs "sha256" (64 hexadecimal digits)', file=item.file)
    return None


@checks("CT228", "amendment without terms, or decision without a reason")
def reasons(registry: Registry) -> Iterator[Finding]:
    """An amendment states a new value or a new due date. Amendments and lifecycle decisions need a reason: the original
    terms are kept, and readers must be able to see why they changed."""
    for key, update in registry.updates.items():
        if update.amends is None and update.lifecycle is None:
            continue
        if update.amends is not None and update.amends.value is None and update.amends.due is None:
            yield ("updates", key, "amends"), _('"amends" must state "value" or "due"')
        made = registry.commitments[update.commitment].made if update.commitment in registry.commitments else None
        if update.amends is not None and update.amends.due is not None and made is not None:
            year = usable_year(registry)
            if last_day(update.amends.due, fiscal_year=year) < first_day(made, fiscal_year=year):
                message = _('"due" ({due}) is before "made" ({made})', due=update.amends.due, made=made)
                yield ("updates", key, "amends"), message
        if not update.reason:
            yield ("updates", key), _('an amendment or lifecycle change needs a "reason"')
