"""Parse the words of a command line into a query."""

from collections.abc import Iterable

from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.query.comparisons import comparison
from commitrack.query.conditions import Condition, Query, Test
from commitrack.query.fields import FIELDS, STATUSES
from commitrack.query.values import nearest, plain


def parse(words: Iterable[str], registry: Registry) -> Query:
    """Parse the words of a query; raise UsageError with a suggestion for an unknown field or value, or an empty term.

    The registry resolves ids, positions and titles, so that the query contains ids only.
    """
    searched: dict[bool, list[str]] = {False: [], True: []}
    tests: dict[tuple[str, bool], list[Test]] = {}
    compared: list[Condition] = []
    for word in map(plain, words):
        if not word.strip(", "):
            raise UsageError(_('empty query term "{word}"', word=word), hint=_("for example: {word}", word="trainees"))
        negated = word.startswith("not:")
        term = word.removeprefix("not:")
        if negated and not term:
            raise UsageError(_('missing term after "not:"'), hint=_("for example: not:kind:programme"))
        name, colon, values = term.partition(":")
        if not colon and (terms := comparison(term, negated=negated)):
            compared += (Condition(t.field, tuple(_tests(word, t.field, t.values, registry)), t.negated) for t in terms)
        elif not colon and term.lower() in STATUSES:
            tests.setdefault(("status", negated), []).extend(_tests(word, "status", term, registry))
        elif colon:
            tests.setdefault((name, negated), []).extend(_tests(word, name, values, registry))
        else:
            searched[negated].append(term.casefold())
    return Query(
        words=tuple(searched[False]),
        excluded=tuple(searched[True]),
        conditions=(
            *(Condition(name, tuple(group), negated) for (name, negated), group in tests.items()),
            *compared,
        ),
    )


def _tests(word: str, name: str, values: str, registry: Registry) -> list[Test]:
    """One test for each of the comma-separated values; raise UsageError for an unknown field or value."""
    if name not in FIELDS:
        raise UsageError(_('unknown query field "{name}"', name=name), hint=nearest(name, FIELDS, _("fields")))
    field = FIELDS[name]
    tests = [field.read(value, registry) for value in values.split(",") if value]
    if not tests:
        example = f"{name}:{field.example}"
        raise UsageError(_('missing value after "{word}"', word=word), hint=_("for example: {word}", word=example))
    return tests
