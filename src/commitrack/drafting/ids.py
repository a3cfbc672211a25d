"""Decide whether an id can be given to a commitment."""

from commitrack.checks.references import ID, invalid_id
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Registry


def require_free_id(name: str, registry: Registry, *, hint: _, former: str | None = None) -> None:
    """Raise UsageError, with ``hint``, unless an id is valid and no other commitment has or had it.

    The commitment ``former``, which is to be renamed, may have had the id before, but must not have it now.
    """
    if not ID.fullmatch(name):
        raise UsageError(invalid_id(name))
    if name == former:
        raise UsageError(_('"{id}" already has this id', id=name))
    if name in registry.commitments:
        raise UsageError(_('commitment "{id}" already exists', id=name), hint=hint)
    owner = registry.current_ids().get(name)
    if owner is not None and owner != former:
        raise UsageError(_('"{former}" is a former id of "{id}"', former=name, id=owner), hint=hint)
