"""Decide whether a commitment may be removed: only one that was added by mistake, and that nothing refers to."""

from collections.abc import Iterator

from commitrack.drafting.lookup import require_commitment
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Registry


def removable(id: str, registry: Registry) -> Commitment:  # noqa: A002
    """The commitment with this id, or this former one.

    Raises NotFoundError if there is none, UsageError if something refers to it.
    """
    id = require_commitment(id, registry)  # noqa: A001
    if updates := len(registry.updates_of().get(id, ())):
        raise UsageError(
            _('cannot remove "{id}": it has {updates} in the journal', id=id,
              updates=_("{n} update", "{n} updates", n=updates)),
            hint=_('withdraw it instead: commitrack update {id} --lifecycle withdrawn --reason "…"', id=id),
        )  # fmt: skip
    if reference := next(_references(id, registry), None):
        other, key = reference
        edit = _("change that first: commitrack edit {other}", other=other)
        edit_or_withdraw = _(
            "change that first: commitrack edit {other} · or withdraw it: "
            'commitrack update {id} --lifecycle withdrawn --reason "…"',
            other=other,
            id=id,
        )
        raise UsageError(
            _('cannot remove "{id}": "{other}" refers to it ({key})', id=id, other=other, key=key),
            hint=edit if registry.commitments[id].is_group else edit_or_withdraw,
        )
    return registry.commitments[id]


def _references(id: str, registry: Registry) -> Iterator[tuple[str, str]]:  # noqa: A002
    """The other commitments that refer to one, each with the key that does."""
    for commitment in registry.commitments.values():
        if commitment.part_of == id:
            yield commitment.id, "part_of"
        if commitment.counted_with == id:
            yield commitment.id, "counted_with"
        if id in commitment.related:
            yield commitment.id, "related"
