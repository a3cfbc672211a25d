"""Draft a retraction: an update that withdraws an earlier one, which stays in the journal."""

from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess.retractions import retracted
from commitrack.drafting.updates import JournalInput, draft_entry
from commitrack.errors import NotFoundError, UsageError
from commitrack.language import LazyString as _
from commitrack.model import Registry, Update

_KEYS_HINT = _("list the keys with: commitrack log --keys")


class RetractionInput(Struct, frozen=True, kw_only=True):
    """A retraction as typed: the key of an update, or None for the last update recorded (by ``by``, if given)."""

    key: str | None = None
    reason: str | None = None
    by: str | None = None


def draft_retraction(typed: RetractionInput, registry: Registry, *, now: datetime, today: date) -> Update:
    """The update that retracts another. Raises NotFoundError and UsageError like ``to_retract``."""
    original = to_retract(typed, registry)
    entry = JournalInput(commitment=original.commitment, reason=typed.reason, by=typed.by)
    update = draft_entry(entry, now=now, today=today)
    return replace(update, on=min(original.on, today), retracts=original.key)


def to_retract(typed: RetractionInput, registry: Registry) -> Update:
    """The update that a retraction refers to.

    Raises NotFoundError if there is none, UsageError if no key is given and the last thing recorded was not an update
    but a commitment that was added.
    """
    return _last(registry, typed.by) if typed.key is None else _named(registry, typed.key)


def _named(registry: Registry, typed: str) -> Update:
    """The update with a key, or with the only key of which this is the start, or the start of its last part."""
    keys = [typed] if typed in registry.updates else [
        key for key in registry.updates if typed and (key.startswith(typed) or key.rpartition("-")[2].startswith(typed))
    ]  # fmt: skip
    if not keys:
        raise NotFoundError(_('unknown update "{key}"', key=typed), hint=_KEYS_HINT)
    if len(keys) > 1:
        raise NotFoundError(
            _("{n} updates have a key that starts with “{text}”", n=len(keys), text=typed), hint=_KEYS_HINT
        )
    (key,) = keys
    if key in retracted(registry.updates.values()):
        raise NotFoundError(_('update "{key}" is already retracted', key=key), hint=_KEYS_HINT)
    return registry.updates[key]


def _last(registry: Registry, by: str | None) -> Update:
    """The last update recorded, by one author or by anyone, that is neither retracted nor a retraction."""
    retracted_keys = retracted(registry.updates.values())
    candidates = [
        update
        for update in registry.updates.values()
        if update.key not in retracted_keys and update.retracts is None and by in {None, update.by}
    ]
    last = max(candidates, key=lambda update: (update.recorded, update.key), default=None)
    _require_no_later_addition(last, registry, by)
    if last is None and by:
        raise NotFoundError(
            _('no update by "{by}" to retract', by=by),
            hint=_("to retract another person's update, give its key; list the keys with: commitrack log --keys"),
        )
    if last is None:
        raise NotFoundError(_("no update to retract"))
    return last


def _require_no_later_addition(last: Update | None, registry: Registry, by: str | None) -> None:
    """Raise UsageError if a commitment was added after an update, by one author or by anyone.

    Updates are recorded to the second. Within a second, an update of the added commitment comes after it, and any other
    update counts as earlier, because it is safer to retract nothing than the wrong update.
    """
    additions = [
        (commitment.recorded.replace(microsecond=0), commitment)
        for commitment in registry.commitments.values()
        if commitment.recorded is not None and by in {None, commitment.by}
    ]
    moment, added = max(additions, key=lambda addition: addition[0], default=(None, None))
    if moment is None or added is None:
        return
    if last is None or (last.recorded, last.commitment == added.id) < (moment, True):
        hint = _("to remove it: commitrack remove {id}", id=added.id)
        if last is not None:
            hint = _(
                "to remove it: commitrack remove {id} · to retract the last update: commitrack undo {key}",
                id=added.id,
                key=last.key,
            )
        raise UsageError(_('the last thing recorded is the commitment "{id}", not an update', id=added.id), hint=hint)
