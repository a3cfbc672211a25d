"""What has been answered so far about a new commitment, and whether it is valid so far."""

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from commitrack.checks import check
from commitrack.drafting.commitments import CommitmentInput, draft_commitment, require_unused, slug
from commitrack.drafting.ids import require_free_id
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Party, Pillar, Registry

NewRecords: TypeAlias = Mapping[str, Mapping[str, Party | Pillar]]
"""Records to be added, by their table and id."""


class Answers(Struct, frozen=True, kw_only=True):
    """The input for a commitment, and the names of the questions that have been answered.

    ``new`` are the parties and pillars to be added with it. ``naming`` has the table of one that is still incomplete,
    with its title, which is empty until it is answered.
    """

    typed: CommitmentInput
    registry: Registry
    now: datetime
    force: bool = False
    answered: frozenset[str] = frozenset()
    new: NewRecords = {}
    naming: Mapping[str, str] = {}

    @property
    def has_id(self) -> bool:
        """Whether the commitment has an id: it was typed, or an unused one can be derived from the title."""
        try:
            require_free_id(self.typed.id or slug(self.typed.title, hint=""), self.registry, hint=_(""))
        except UsageError:
            return self.typed.id is not None
        return True

    def draft(self) -> Commitment:
        """The commitment so far, with placeholders for required values that no answer gives yet. Raises UsageError."""
        typed = replace(self.typed, title=self.typed.title or "…")
        typed = typed if self.has_id else replace(typed, id=_unused_id(self.registry))
        if typed.within and not typed.made and "made" not in self.answered:
            typed = replace(typed, made=self.now.date().isoformat())
        if not typed.document and "document" not in self.answered:
            typed = replace(typed, page=None, quote=None)
        if not typed.targets and "target" not in self.answered:
            typed = replace(typed, indicator=None, qualifier=None, counting=None, baseline=None, maintain=False)
        return draft_commitment(typed, now=self.now, mark=self.registry.settings.decimal_mark)


def validated(answers: Answers) -> Answers:
    """The same answers; raise UsageError if no valid commitment can result from them."""
    commitment = answers.draft()
    require_unused(commitment, answers.registry, force=answers.force or not answers.typed.title)
    for problem in check(_registry_with(commitment, answers)):
        raise UsageError(problem.message, hint=problem.hint)
    return answers


def _registry_with(commitment: Commitment, answers: Answers) -> Registry:
    """The registry with the commitment, and of the others, which are valid, only the id of the one it is part of."""
    registry, whole = answers.registry, commitment.part_of
    others = [Commitment(id=whole, title="…")] if whole in registry.commitments and whole is not None else []
    alone = replace(registry, updates={}, commitments={added.id: added for added in (*others, commitment)})
    return with_new(alone, answers.new)


def with_new(registry: Registry, new: NewRecords) -> Registry:
    """The registry with new parties and pillars."""
    return replace(registry, **{table: {**getattr(registry, table), **records} for table, records in new.items()})


def _unused_id(registry: Registry) -> str:
    """An id that no commitment has or had."""
    taken = registry.commitments.keys() | registry.current_ids().keys()
    return next(name for number in count(1) if (name := f"new-{number}") not in taken)
