"""Checks of what commitments contain together: groups, and who classified them."""

from collections.abc import Iterator

from commitrack.checks.check import Finding, checks
from commitrack.language import LazyString as _
from commitrack.model import Registry

_OF_COMMITMENTS = ("headline", "targets", "due", "within", "counted_with")
"""The keys that only a commitment can have."""


@checks("CT205", "group that promises something")
def groups(registry: Registry) -> Iterator[Finding]:
    """A group is a heading of the source that holds its parts together. It promises nothing itself, so it has no
    targets, no deadline and no updates, is no key commitment, and is never counted. Move them to its parts. If the
    source does promise something there, make it a ``pledge`` or a ``programme``."""
    hint = _('move it to a part, or change "kind" to pledge or programme')
    updates_of = registry.updates_of()
    for name, commitment in registry.commitments.items():
        if commitment.is_group:
            for key in _OF_COMMITMENTS:
                if getattr(commitment, key):
                    yield (
                        ("commitments", name, key),
                        _('"{id}" is a group and cannot have "{key}"', id=name, key=key),
                        hint,
                    )
            message = _('"{id}" is a group and cannot have updates', id=name)
            for update in updates_of.get(name, ()):
                yield ("updates", update.key, "commitment"), message, hint


@checks("CT206", "basis without what it is about")
def bases(registry: Registry) -> Iterator[Finding]:
    """``pillar_basis`` and ``areas_basis`` say whether the source assigned the pillar or the areas, or whoever keeps
    the registry. Without a pillar or areas they say nothing: add these, or delete the basis."""
    for name, commitment in registry.commitments.items():
        for key, classified, basis in (
            ("pillar", commitment.pillar, commitment.pillar_basis),
            ("areas", commitment.areas, commitment.areas_basis),
        ):
            if basis is not None and not classified:
                message = _('"{id}" has "{key}_basis", but no "{key}"', id=name, key=key)
                yield ("commitments", name, f"{key}_basis"), message


@checks("CT207", "invalid counted_with")
def twins(registry: Registry) -> Iterator[Finding]:
    """``counted_with`` names another commitment that says the same in other words; the two are counted once, as that
    one. It cannot be the commitment itself, a group, or a commitment that is counted with another one in turn."""
    for name, commitment in registry.commitments.items():
        path, twin = ("commitments", name, "counted_with"), registry.commitments.get(commitment.counted_with or "")
        if twin is None:
            continue
        if twin.id == name:
            yield path, _('"{id}" cannot be counted with itself', id=name)
        elif twin.is_group:
            yield path, _('"{id}" cannot be counted with "{other}", which is a group', id=name, other=twin.id)
        elif twin.counted_with is not None:
            hint = _('use counted_with = "{id}"', id=twin.counted_with)
            yield path, _('"{other}" is counted with another commitment itself', other=twin.id), hint
