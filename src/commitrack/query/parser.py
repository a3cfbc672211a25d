"""Parse the words of a command line into a query."""

import re
from collections.abc import Iterable

from commitrack.errors import UsageError
from commitrack.labels import in_script_of, known_word
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.query.comparisons import comparison
from commitrack.query.conditions import Condition, Query, Test
from commitrack.query.fields import FIELDS
from commitrack.query.meanings import NOT, is_searched_in_vain, is_status, meaning
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
        negated = word[: len(NOT)].lower() == NOT
        term = word[len(NOT) :] if negated else word
        if negated and not term:
            raise UsageError(_('missing term after "not:"'), hint=_("for example: not:kind:programme"))
        name, colon, values = term.partition(":")
        if not colon and (terms := comparison(term, negated=negated)):
            for field, compared_values, is_negated in terms:
                name = _field(field)
                compared.append(Condition(name, tuple(_tests(word, name, compared_values, registry)), is_negated))
        elif colon or is_status(term, registry):
            name, values = (_field(name), values) if colon else ("status", term)
            tests.setdefault((name, negated), []).extend(_tests(word, name, values, registry))
        else:
            if negated:
                _require_use(word, term, registry)
            searched[negated].append(term.casefold())
    return Query(
        words=tuple(searched[False]),
        excluded=tuple(searched[True]),
        conditions=(
            *(Condition(name, tuple(group), negated) for (name, negated), group in tests.items()),
            *compared,
        ),
    )


def _require_use(word: str, term: str, registry: Registry) -> None:
    """Raise UsageError for an excluded word that is a word for a status, and that nothing has: it excludes nothing."""
    meant = meaning(word)
    if meant is not None and is_searched_in_vain(term, registry):
        hint = _("did you mean {words}?", words=_('"{text}"', text=meant))
        raise UsageError(_('no id and no title has the word "{word}"', word=term), hint=hint)


def _field(typed: str) -> str:
    """The name of a field that was typed, by its name or its label; raise UsageError for an unknown one."""
    name = typed if typed in FIELDS else known_word(typed, FIELDS)
    if name is None and known_word(typed, ("title",)):
        hint = _("words without a field are searched for in ids and titles")
        raise UsageError(_('unknown query field "{name}"', name=typed), hint=hint)
    if name is None:
        hint = nearest(typed, in_script_of(typed, FIELDS), _("fields"))
        raise UsageError(_('unknown query field "{name}"', name=typed), hint=hint)
    return name


def _tests(word: str, name: str, values: str, registry: Registry) -> list[Test]:
    """One test for each of the comma-separated values; raise UsageError for an unknown value, or for none."""
    field = FIELDS[name]
    tests = [field.read(value, registry) for value in re.split("[,、]", values) if value]
    if not tests:
        example = f"{name}:{field.example}"
        raise UsageError(_('missing value after "{word}"', word=word), hint=_("for example: {word}", word=example))
    return tests
