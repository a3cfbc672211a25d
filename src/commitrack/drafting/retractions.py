"""Draft a retraction: an update that withdraws an earlier one, which stays in the journal."""

from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess.history import retracted
from commitrack.drafting.updates import JournalInput, draft_entry
from commitrack.errors import NotFoundError
from commitrack.language import LazyString as _
from commitrack.model import Registry, Update


class RetractionInput(Struct, frozen=True, kw_only=True):
    """A retraction as typed: the key of an update, or None for the last update recorded (by ``by``, if given)."""

    key: str | None = None
    reason: str | None = None
    by: str | None = None


def draft_retraction(typed: RetractionInput, registry: Registry, *, now: datetime, today: date) -> Update:
    """The update that retracts another; raise NotFoundError if there is none to retract."""
    original = _last(registry, typed.by) if typed.key is None else _named(registry, typed.key)
    entry = JournalInput(commitment=original.commitment, reason=typed.reason, by=typed.by)
    update = draft_entry(entry, now=now, today=today)
    return replace(update, on=min(original.on, today), retracts=original.key)


def _named(registry: Registry, key: str) -> Update:
    if key not in registry.updates:
        raise NotFoundError(_('unknown update "{key}"', key=key), hint=_("list the keys with: commitrack log --keys"))
    if key in retracted(registry.updates.values()):
        raise NotFoundError(
            _('update "{key}" is already retracted', key=key), hint=_("list the keys with: commitrack log --keys")
        )
    return registry.updates[key]


def _last(registry: Registry, by: str | None) -> Update:
    """The last update recorded, by one author or by anyone, that is neither retracted nor a retraction."""
    retracted_keys = retracted(registry.updates.values())
    candidates = [
        update
        for update in registry.updates.values()
        if update.key not in retracted_keys and update.retracts is None and by in {None, update.by}
    ]
    if not candidates:
        raise NotFoundError(_('no update by "{by}" to retract', by=by) if by else _("no update to retract"))
    return max(candidates, key=lambda update: (update.recorded, update.key))
