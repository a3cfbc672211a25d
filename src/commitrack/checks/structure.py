"""Checks of how commitments are related: what a group may contain."""

from collections.abc import Iterator

from commitrack.checks.check import Finding, checks
from commitrack.language import LazyString as _
from commitrack.model import Registry

_OF_COMMITMENTS = ("headline", "targets", "due", "within")
"""The keys that only a commitment can have."""


@checks("CT205", "group that promises something")
def groups(registry: Registry) -> Iterator[Finding]:
    """A group is a heading of the source that holds its parts together. It promises nothing itself, so it has no
    targets, no deadline and no updates, is no key commitment, and is never counted. Move them to its parts. If the
    source does promise something there, make it a ``pledge`` or a ``programme``."""
    hint = _('move it to a part, or change "kind" to pledge or programme')
    for name, commitment in registry.commitments.items():
        if commitment.is_group:
            for key in _OF_COMMITMENTS:
                if getattr(commitment, key):
                    yield (
                        ("commitments", name, key),
                        _('"{id}" is a group and cannot have "{key}"', id=name, key=key),
                        hint,
                    )
    for key, update in registry.updates.items():
        if update.commitment in registry.commitments and registry.commitments[update.commitment].is_group:
            message = _('"{id}" is a group and cannot have updates', id=update.commitment)
            yield ("updates", key, "commitment"), message, hint
