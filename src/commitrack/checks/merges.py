"""Warnings about what a merge may have done to a valid registry; only ``commitrack check`` looks for it."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import ClassVar

from commitrack.checks.check import Finding, Rule, defined
from commitrack.errors import Problem, Severity
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Registry


class MergeWarning(Rule, frozen=True, kw_only=True):
    """A warning about the result of a merge, found in the registry without assessing it."""

    severity: ClassVar[Severity] = Severity.WARNING


def warns_of_merge(code: str, title: str) -> Callable[[Callable[[Registry], Iterable[Finding]]], MergeWarning]:
    """Decorate a function of the registry to make it a warning about the result of a merge."""
    return lambda find: MergeWarning(code=code, title=title, find=find)


@warns_of_merge("CT403", "keys of two tables mixed by a merge")
def spliced(registry: Registry) -> Iterator[Finding]:
    """A target fits the title of the table above or below, which has no target and hardly any key, and not its own
    title. That is what remains if git, or a person who deleted conflict markers, merged two new tables that share
    lines: one table loses all keys after its title to the other. Or a table has targets and no other key, and the one
    below has several: that remains if the shared lines were the last ones. Restore both tables whole, as the page of
    CT103 says; if nothing was mixed, state when the commitment was made."""
    for above, below in pairwise(registry.commitments.values()):
        if above.id == below.part_of or below.id == above.part_of:
            continue
        for loser, winner in ((above, below), (below, above)):
            for name in _foreign_targets(loser, winner):
                gaps = {"name": name, "id": winner.id, "other": loser.id}
                message = _('target "{name}" of "{id}" fits "{other}", the table below, which has no targets', **gaps)
                if loser is above:
                    message = _(
                        'target "{name}" of "{id}" fits "{other}", the table above, which has no targets', **gaps
                    )
                yield ("commitments", winner.id, "targets", name), message, _HINT
        if _has_only_targets(above) and below.recorded is None and len(_stated(below)) >= FEWEST_LOST:
            message = _(
                '"{id}" has targets and no other key; "{other}", the table below, has several',
                id=above.id, other=below.id,
            )  # fmt: skip
            yield ("commitments", above.id), message, _HINT


def _foreign_targets(loser: Commitment, winner: Commitment) -> Iterator[str]:
    """The targets of a commitment that fit only the title of the other, if that has no targets and hardly any key."""
    if loser.targets or len(_stated(winner) - _stated(loser)) < FEWEST_LOST:
        return
    foreign, own = _words(loser), _words(winner)
    for name, target in winner.targets.items():
        words = _words_of(f"{name} {target.unit} {target.value or ''}")
        if words & foreign and not words & own:
            yield name


def _has_only_targets(commitment: Commitment) -> bool:
    """Whether a commitment that a person wrote states nothing but its title and targets."""
    bare = Commitment(id=commitment.id, title=commitment.title, targets=commitment.targets)
    return bool(commitment.targets) and commitment == bare


FEWEST_LOST = 2
"""How many keys a mixed table has lost at least.

git mixes two tables only if they share four lines in a row. Among these may be ``kind`` and ``headline``, which every
commitment has.
"""

_HINT = _("if a merge mixed the two tables, restore both; see: commitrack check --explain CT103")
_LATER_KEYS = ("pillar", "areas", "made", "due", "within", "parties", "source", "part_of", "related", "note")


def _stated(commitment: Commitment) -> set[str]:
    """The keys after the title that a commitment states."""
    return {key for key in _LATER_KEYS if getattr(commitment, key) != getattr(_EMPTY, key)}


_EMPTY = Commitment(id="", title="")


def _words(commitment: Commitment) -> set[str]:
    """The words and numbers of a commitment's id and titles."""
    titles = commitment.title.values() if isinstance(commitment.title, dict) else [commitment.title]
    return _words_of(" ".join([commitment.id, *titles]))


def _words_of(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.replace(",", "").lower()) if len(word) > 1}


@warns_of_merge("CT404", "removed commitment that came back")
def restored(registry: Registry) -> Iterator[Finding]:
    """A commitment was removed with ``commitrack remove``, but it is in the registry again. git brings removed lines
    back if another clone appended lines next to them, or moved them to another file. Remove it again, or, if it is to
    stay, delete the line of its removal."""
    for name, removal in registry.removed.items():
        commitment = registry.commitments.get(name)
        if commitment is None or (commitment.recorded is not None and commitment.recorded > removal.added):
            continue  # gone, or added again after the removal
        message = _('"{id}" was removed, and is in the registry again', id=name)
        hint = _("delete it again: commitrack edit {id} · or keep it, and delete the line removed.{id} = …", id=name)
        yield ("commitments", name), message, hint


MERGE_WARNINGS = defined(MergeWarning, globals())
"""Every warning of this module, in the order of its source."""


def merge_warnings(registry: Registry) -> Iterator[Problem]:
    """All warnings about the result of a merge, still without file and line."""
    for rule in MERGE_WARNINGS:
        yield from rule.problems(registry)
