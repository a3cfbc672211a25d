"""Suggestions for an unknown word: the one place that decides which known words are similar to it."""

from collections.abc import Iterable

from commitrack.language import LazyString, listed
from commitrack.language import LazyString as _

CUTOFF = 0.65
"""How similar a suggestion must be, from 0 to 1 (the ratio of difflib's SequenceMatcher)."""
MOST = 3
"""Maximum number of suggestions."""
MANY = 1_000
"""Of more words than that, only the first ones with the same first letter are compared, because each takes 10 µs."""
SHORTEST, SHORT = 3, 4
"""Minimum lengths, in characters, of a word that starts longer words or is a part of an id, and of one inside them."""
_TYPING_ERROR, _SAME, _SAME_WORD = 2, 0.9, 0.83
"""By how many letters a text with a typing error may be longer or shorter; how similar it, and each word, must be."""

MEANINGS = {
    "late": "overdue", "delayed": "overdue", "missed": "not-fulfilled", "failed": "not-fulfilled",
    "behind": "off-track", "done": "fulfilled", "met": "fulfilled", "complete": "fulfilled", "completed": "fulfilled",
    "kept": "fulfilled", "broken": "not-fulfilled", "ongoing": "in-progress", "started": "in-progress",
    "silent": "no-report", "cancelled": "withdrawn", "canceled": "withdrawn",
    "dropped": "withdrawn", "paused": "suspended", "replaced": "superseded", "lowered": "target-lowered",
    "deadline": "due", "state": "status", "country": "party", "owner": "responsible", "changes": "since",
    "--party": "--responsible", "--country": "--responsible", "--owner": "--responsible", "--deadline": "--due",
    "遅延": "overdue", "遅れ": "off-track", "完了": "fulfilled", "進行中": "in-progress", "中止": "withdrawn",
}  # fmt: skip
"""What people type, and the word of commitrack with that meaning."""


def near(word: str, known: Iterable[str]) -> list[str]:
    """The known word that means ``word``, else those that contain it, else those spelled like it; at most three."""
    from difflib import get_close_matches  # noqa: PLC0415  only after a typing error

    words, wanted = list(known), word.lower()
    if MEANINGS.get(wanted, wanted) in words:
        return [MEANINGS.get(wanted, wanted)]
    containing = [candidate for candidate in words if _contains(candidate, wanted)]
    if len(words) > MANY:
        words = [candidate for candidate in words if candidate[:1] == wanted[:1]][:MANY]
    return containing[:MOST] or get_close_matches(wanted, words, n=MOST, cutoff=CUTOFF)


def misspelt(text: str, known: Iterable[str]) -> str | None:
    """The known text that is the same but for a typing error, if there is one.

    Another number is no such error, nor is another word: Brent is not Barnet, although the rest of both names is equal.
    """
    from difflib import get_close_matches  # noqa: PLC0415

    digits = [letter for letter in text if letter.isdigit()]
    candidates = {
        other.casefold(): other
        for other in known
        if abs(len(other) - len(text)) <= _TYPING_ERROR and [c for c in other if c.isdigit()] == digits
    }
    wanted = text.casefold()
    close = get_close_matches(wanted, candidates, MOST, _SAME)
    return next((candidates[word] for word in close if _has_same_words(wanted, word)), None)


def _has_same_words(text: str, other: str) -> bool:
    """Whether the words of two texts are the same but for typing errors; also if spaces are missing or too many."""
    from difflib import SequenceMatcher  # noqa: PLC0415

    pairs = list(zip(text.split(), other.split(), strict=False))
    is_split_otherwise = len(text.split()) != len(other.split())
    return is_split_otherwise or all(SequenceMatcher(None, *pair).ratio() >= _SAME_WORD for pair in pairs)


def _contains(candidate: str, wanted: str) -> bool:
    """Whether a known word contains another; a short one only at its start, or as a whole part of an id."""
    if len(wanted) >= SHORT:
        return wanted in candidate
    return len(wanted) >= SHORTEST and (candidate.startswith(wanted) or wanted in candidate.split("-"))


def did_you_mean(word: str, known: Iterable[str]) -> LazyString | None:
    """A hint that lists the similar known words; None if there are none."""
    return did_you_mean_one_of(near(word, known))


def did_you_mean_one_of(candidates: Iterable[str]) -> LazyString | None:
    """A hint that lists words; None if there are none."""
    words = [_('"{text}"', text=candidate) for candidate in candidates]
    if not words:
        return None
    return _("did you mean {words}?", words=listed(words, _(" or ")))
