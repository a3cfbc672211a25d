"""Words that may have been intended by an unknown one: the one place that decides what is near."""

from collections.abc import Iterable

from commitrack.language import LazyString, join
from commitrack.language import LazyString as _

CUTOFF = 0.65
"""How similar a word must be, from 0 to 1 (the ratio of difflib's SequenceMatcher)."""
MOST = 3
SHORTEST = 3
"""Characters from which on a part of a word counts as the word."""


def near(word: str, known: Iterable[str]) -> list[str]:
    """The known words that contain an unknown one, else those that are spelled like it; three at most."""
    from difflib import get_close_matches  # noqa: PLC0415  only after a typing error

    words, wanted = list(known), word.lower()
    containing = [known for known in words if wanted in known] if len(wanted) >= SHORTEST else []
    return containing[:MOST] or get_close_matches(wanted, words, n=MOST, cutoff=CUTOFF)


def did_you_mean(word: str, known: Iterable[str]) -> LazyString | None:
    """The hint that names them; None where no word is near."""
    words = [_("“{text}”", text=known) for known in near(word, known)]
    return _("did you mean {words}?", words=join(words, _(" or "))) if words else None
