"""Which commitments, and in what order: one small language for every command.

``pillar:co-creation area:energy due:..2028 status:overdue not:kind:programme trainees`` — words search ids
and titles in every language and must all be found; values of one field are alternatives; different
fields must all hold; ``not:`` excludes. An unknown field or value is an error with a suggestion.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from commitrack.assess import Assessment
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.query.fields import EXAMPLES, FIELDS, STATUS_WORDS, Test, achieved, has_word, nearest, plain

__all__ = ["FIELDS", "STATUS_WORDS", "Query", "Sort", "achieved", "order", "parse"]


class Query(Struct, frozen=True, kw_only=True):
    """Parsed words: tests that must hold (any of each group), and tests that must not."""

    words: tuple[str, ...] = ()
    groups: dict[str, list[Test]] = {}
    excluded: tuple[Test, ...] = ()

    def matches(self, assessment: Assessment) -> bool:
        """Whether a commitment, as judged, is among those asked for."""
        return (
            all(has_word(assessment, word) for word in self.words)
            and all(any(test(assessment) for test in group) for group in self.groups.values())
            and not any(test(assessment) for test in self.excluded)
        )


class Sort(StrEnum):
    """The orders of ``--sort``."""

    PILLAR = "pillar"
    DUE = "due"
    PROGRESS = "progress"
    UPDATED = "updated"


def parse(words: Iterable[str], registry: Registry) -> Query:
    """Read the words of a query; raise UsageError with a suggestion for what is not known."""
    sought: list[str] = []
    groups: dict[str, list[Test]] = {}
    excluded: list[Test] = []
    for word in map(plain, words):
        negated = word.startswith("not:")
        term = word.removeprefix("not:")
        name, colon, values = term.partition(":")
        if negated and not term:
            raise UsageError(_("“not:” has nothing to exclude"), hint=_("write it like not:kind:programme"))
        if not colon:
            if negated:
                excluded.append(lambda a, term=term: has_word(a, term))  # type: ignore[misc]
            else:
                sought.append(term)
            continue
        if name not in FIELDS:
            raise UsageError(
                _("“{name}:” is not a field of the query", name=name), hint=nearest(name, FIELDS, _("fields"))
            )
        tests = [FIELDS[name](value, registry) for value in values.split(",") if value]
        if not tests:
            raise UsageError(_("“{word}” has no value", word=word), hint=_("write it like {word}", word=EXAMPLES[name]))
        if negated:
            excluded += tests
        else:
            groups.setdefault(name, []).extend(tests)
    return Query(words=tuple(sought), groups=groups, excluded=tuple(excluded))


def order(assessments: Iterable[Assessment], registry: Registry, *, sort: Sort = Sort.PILLAR) -> list[Assessment]:
    """The commitments in an order; what has no deadline, no progress or no update stands last.

    By pillar, in the order of the file, what belongs to none stands first: it is about the whole.
    """
    if sort is Sort.PILLAR:
        ranks = {name: rank for rank, name in enumerate(registry.pillars)}
        return sorted(assessments, key=lambda a: ranks.get(a.commitment.pillar or "", -1))
    if sort is Sort.DUE:
        return sorted(assessments, key=lambda a: a.due or date.max)
    if sort is Sort.UPDATED:
        return sorted(assessments, key=lambda a: a.updated or date.min, reverse=True)
    return sorted(assessments, key=_by_progress)


def _by_progress(assessment: Assessment) -> tuple[bool, Decimal]:
    share = achieved(assessment)
    return share is None, share or Decimal(0)
