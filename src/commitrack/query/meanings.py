"""Words without a field: those that mean a status, and what may have been meant by others, such as “late”."""

from collections.abc import Sequence
from itertools import pairwise

from commitrack.labels import known_word
from commitrack.model import Registry, languages_of
from commitrack.query.fields import PROPERTIES, STATUS_WORDS, STATUSES
from commitrack.query.values import folded, occurs, plain, searched_texts
from commitrack.suggest import MEANINGS

NOT = "not:"


def is_status(term: str, registry: Registry) -> bool:
    """Whether a term without a field means a status: it is a word for one, or the label of one that no title has."""
    if term.isascii():
        return term.lower() in STATUSES
    label, titles = plain(term), (text for c in registry.commitments.values() for text in languages_of(c.title))
    return known_word(label, STATUSES) is not None and not any(label in plain(title) for title in titles)


def intended(words: Sequence[str], registry: Registry) -> str | None:
    """The term that may have been meant by words without a field: “status:overdue” by “late”; None if there is none."""
    for first, second in pairwise(words):
        if first.lower() == "not" and (term := meaning(f"{NOT}{second}")):
            return term
        if term := meaning(f"{first}-{second}"):
            return term
    return next(filter(None, (meaning(word) for word in words if not is_status(word, registry))), None)


def meaning(word: str) -> str | None:
    """The term for the status or the property that a word names, which may be negated; None if it names none."""
    negated = word[: len(NOT)].lower() == NOT
    name = "-".join((word[len(NOT) :] if negated else word).lower().split())
    status = MEANINGS.get(name) or known_word(name, STATUS_WORDS)
    if status in STATUS_WORDS:
        term = status if negated and status in STATUSES else f"status:{status}"
    elif name in PROPERTIES:
        term = f"is:{name}"
    else:
        return None
    return f"{NOT}{term}" if negated else term


def is_searched_in_vain(word: str, registry: Registry) -> bool:
    """Whether a word occurs in no id and no title."""
    texts = (text for commitment in registry.commitments.values() for text in searched_texts(commitment))
    return not any(occurs(folded(word), text) for text in texts)
