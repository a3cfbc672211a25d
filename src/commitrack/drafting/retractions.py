"""A retraction: an update that withdraws an earlier one, which stays in the journal."""

from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess.history import retracted
from commitrack.drafting.updates import JournalInput, draft_entry
from commitrack.errors import NotFoundError
from commitrack.language import LazyString as _
from commitrack.model import Registry, Update


class RetractionInput(Struct, frozen=True, kw_only=True):
    """A retraction as typed: the key of an update; without one, the last update recorded (by ``by``)."""

    key: str | None = None
    reason: str | None = None
    by: str | None = None


def draft_retraction(typed: RetractionInput, registry: Registry, *, now: datetime, today: date) -> Update:
    """The update that retracts another; raise NotFoundError where there is none to retract."""
    target = _last(registry, typed.by) if typed.key is None else _named(registry, typed.key)
    entry = JournalInput(commitment=target.commitment, reason=typed.reason, by=typed.by)
    update = draft_entry(entry, now=now, today=today)
    return replace(update, on=min(target.on, today), retracts=target.key)


def _named(registry: Registry, key: str) -> Update:
    if key not in registry.updates:
        raise NotFoundError(_("there is no update {key}", key=key), hint=_("see the keys with: commitrack log --keys"))
    if key in retracted(registry.updates.values()):
        raise NotFoundError(_("the update {key} is taken back already", key=key), hint=_("see: commitrack log --keys"))
    return registry.updates[key]


def _last(registry: Registry, by: str | None) -> Update:
    """The last update recorded, by one author or by anybody, that is neither retracted nor a retraction."""
    retracted_keys = retracted(registry.updates.values())
    candidates = [
        update
        for update in registry.updates.values()
        if update.key not in retracted_keys and update.retracts is None and by in {None, update.by}
    ]
    if not candidates:
        raise NotFoundError(
            _("there is no update by {by} to take back", by=by) if by else _("there is no update to take back")
        )
    return max(candidates, key=lambda update: (update.recorded, update.key))
