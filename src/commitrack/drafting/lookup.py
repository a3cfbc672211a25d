"""Find the commitment that typed input refers to."""

from commitrack.errors import NotFoundError, UsageError
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.suggest import did_you_mean


def require_commitment(commitment: str, registry: Registry) -> str:
    """The id of a commitment that is named by its id or by a former one.

    Raises NotFoundError, with similar ids as a hint, if there is none.
    """
    if commitment in registry.commitments:
        return commitment
    if (current := registry.current_ids().get(commitment)) is not None:
        return current
    raise NotFoundError(
        _('unknown commitment "{id}"', id=commitment),
        hint=did_you_mean(commitment, registry.commitments) or _("list all ids with: commitrack list --all"),
    )


def require_assessed(commitment: str, registry: Registry) -> str:
    """The id of a commitment that can have updates; raise UsageError for a group."""
    name = require_commitment(commitment, registry)
    if registry.commitments[name].is_group:
        raise UsageError(
            _('"{id}" is a group and cannot have updates', id=name),
            hint=_("choose one of its parts: commitrack list part_of:{id}", id=name),
        )
    return name
