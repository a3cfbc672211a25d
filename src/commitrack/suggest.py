"""Suggestions for an unknown word: the one place that decides which known words are similar to it."""

from collections.abc import Iterable

from commitrack.language import LazyString, comma_list, join
from commitrack.language import LazyString as _

CUTOFF = 0.65
"""How similar a suggestion must be, from 0 to 1 (the ratio of difflib's SequenceMatcher)."""
MOST = 3
"""Maximum number of suggestions."""
SHORTEST = 3
"""Minimum length of a word that is searched for inside longer words, in characters."""


def near(word: str, known: Iterable[str]) -> list[str]:
    """The known words that contain ``word``, otherwise those spelled like it; at most three."""
    from difflib import get_close_matches  # noqa: PLC0415  only after a typing error

    words, wanted = list(known), word.lower()
    containing = [candidate for candidate in words if wanted in candidate] if len(wanted) >= SHORTEST else []
    return containing[:MOST] or get_close_matches(wanted, words, n=MOST, cutoff=CUTOFF)


def did_you_mean(word: str, known: Iterable[str]) -> LazyString | None:
    """A hint that lists the similar known words; None if there are none."""
    words = [_('"{text}"', text=candidate) for candidate in near(word, known)]
    if not words:
        return None
    *others, last = words
    alternatives = join((comma_list(others), last), _(" or ")) if others else last
    return _("did you mean {words}?", words=alternatives)
