"""Whether a query matches a commitment as assessed."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Any

from commitrack.assess import Assessment
from commitrack.model import Registry, Update
from commitrack.query.conditions import Condition, DayRange, Glob, OneOf, Query, ShareRange, Stated, Test
from commitrack.query.fields import FIELDS
from commitrack.query.values import folded, occurs, searched_texts


def matches(query: Query, assessment: Assessment, registry: Registry) -> bool:
    """Whether a commitment has all words of a query, none of the excluded ones, and fulfils every condition.

    ``registry`` must be the one that the query was parsed with; it provides the wholes and the fiscal year.
    """
    return (not (query.words or query.excluded) or _has_words(query, assessment)) and (
        not query.conditions or all(_fulfils(condition, assessment, registry) for condition in query.conditions)
    )


def was_recorded_by(query: Query, update: Update) -> bool:
    """Whether an update was recorded by whom the query names; true if it names nobody."""
    who = [folded(update.by)] if update.by else []
    named = (condition for condition in query.conditions if condition.field == "by")
    return all(c.negated is not any(_holds(test, who) for test in c.tests) for c in named)


def _has_words(query: Query, assessment: Assessment) -> bool:
    texts = searched_texts(assessment.commitment)

    def has(word: str) -> bool:
        return any(occurs(word, text) for text in texts)

    return all(map(has, query.words)) and not any(map(has, query.excluded))


def _fulfils(condition: Condition, assessment: Assessment, registry: Registry) -> bool:
    values = FIELDS[condition.field].values
    return condition.negated is not any(_holds(test, values(assessment, registry)) for test in condition.tests)


def _holds(test: Test, values: Iterable[Any]) -> bool:
    """Whether a test holds for any value of a field; the values have the type that the test compares."""
    match test:
        case OneOf(words):
            return not words.isdisjoint(values)
        case Glob(pattern):
            return any(fnmatchcase(value, pattern) for value in values)
        case DayRange(least, most) | ShareRange(least, most):
            return any(least <= value <= most for value in values)
        case Stated(stated):
            return any(True for _value in values) is stated
