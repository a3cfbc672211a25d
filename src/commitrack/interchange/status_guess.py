"""Suggest what the words of a status mean. What is not known is left open, so that nothing is lost unnoticed."""

from collections.abc import Iterator, Sequence

from commitrack.interchange.comments import comment
from commitrack.interchange.heading_words import meaning_of
from commitrack.interchange.profile import StatusSystem
from commitrack.interchange.status_words import STATUS_WORDS
from commitrack.language import LazyString as _
from commitrack.registry.toml_lines import inline, key

_MOST_WORDS = 20
"""The number of different words up to which a column is one of statuses."""


def status_lines(heading: str, words: Sequence[str], details: Sequence[str]) -> Iterator[str]:
    """The table ``[status]`` as comments; ``details`` are lines that say why."""
    if len(words) > _MOST_WORDS:
        message = _('"{heading}" has {n:,} different texts, too many for a status', heading=heading, n=len(words))
        yield comment(message)
        return
    system = None if all(map(meaning_of, words)) else _system(words)
    meanings = {word: None if system else meaning_of(word) for word in words}
    undefined = [word for word in words if (system is None or not _defines(system, word)) and meanings[word] is None]
    yield comment(_("Say what each word means, and remove the number signs:"))
    yield from ("# [status]", f"# column = {inline(heading)}")
    if system is not None:
        yield f'# words_of = "{system}"'
    yield '# by = { always = "?" }'
    if system is not None:
        yield '# on = { always = "?" }'
    yield from (f"# {line}" for line in details or ['note = { always = "?" }'])
    if system is None or undefined:
        yield "# [status.words]"
    yield from (f"# {key(word)} = {meaning}" for word, meaning in meanings.items() if meaning)
    if undefined:
        hint = _("These are unknown: a completion level, {decision}, or {none} for nothing to record:",
                 decision='{ lifecycle = "withdrawn" }', none="{}")  # fmt: skip
        yield comment(hint)
    yield from (f'# {key(word)} = {{ completion = "?" }}' for word in undefined)


def _system(words: Sequence[str]) -> StatusSystem | None:
    """The system that has all of these words, two or more of them."""
    systems = (system for system in STATUS_WORDS if all(_knows(system, word) for word in words))
    return next(systems, None) if len(words) > 1 else None


def _defines(system: StatusSystem, word: str) -> bool:
    return STATUS_WORDS[system].meaning(word) is not None


def _knows(system: StatusSystem, word: str) -> bool:
    undefined = (known.casefold() for known in STATUS_WORDS[system].undefined)
    return _defines(system, word) or word.casefold() in undefined
