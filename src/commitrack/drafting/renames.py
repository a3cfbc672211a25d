"""Decide whether an id can be given to a commitment."""

from commitrack.checks.references import ID
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Registry


def require_free_id(new: str, commitment: str, registry: Registry) -> None:
    """Raise UsageError unless a commitment can be renamed to ``new``: a valid id that no other one has or had."""
    if not ID.fullmatch(new):
        raise UsageError(
            _('invalid id "{id}": use only a–z, 0–9, ".", "_" and "-", starting with a letter or digit', id=new)
        )
    if new == commitment:
        raise UsageError(_('"{id}" already has this id', id=new))
    if new in registry.commitments:
        raise UsageError(_('commitment "{id}" already exists', id=new), hint=_("choose another id"))
    if registry.current_ids().get(new, commitment) != commitment:
        raise UsageError(
            _('"{former}" is a former id of "{id}"', former=new, id=registry.current_ids()[new]),
            hint=_("choose another id"),
        )
