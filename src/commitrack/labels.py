"""Words of the format as people may type them: the word itself, or its label in the catalogue of a language."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from commitrack.language import LANGUAGES, LazyString, localize
from commitrack.suggest import MEANINGS

Label: TypeAlias = Callable[[str], object]
"""How a word is labelled in output, if not by its own message, as the heading of a column."""

FORMER = {"既存事業": "programme", "最終更新": "updated"}
"""Labels of earlier versions, and those of columns."""

_WITH_OTHER = re.compile(r"(.+)\((.+)\)")
"""A label with another one in parentheses: コミットメント(公約)."""


def known_word(typed: str, words: Iterable[str], label: Label | None = None) -> str | None:
    """The word that was typed, in any case, or whose label was typed; None if it is none of the words."""
    known, plain = list(words), _folded(typed)
    if plain.isascii():
        return plain if plain in known else None
    return labels(known, label).get(plain)


def labels(words: Iterable[str], label: Label | None = None) -> dict[str, str]:
    """The words by their labels in every language but English; of two words with the same label, the first has it."""
    known = list(words)
    found: dict[str, str] = {}
    for word in known:
        for name in _names(word, label):
            found.setdefault(name, word)
    return found | {name: word for name, word in FORMER.items() if word in known}


def in_script_of(typed: str, words: Iterable[str], label: Label | None = None) -> list[str]:
    """What may have been meant: the words, or a label of each for what is typed in another script."""
    known = list(words)
    if typed.isascii() or MEANINGS.get(typed) in known:
        return known
    names = {word: name for name, word in reversed(labels(known, label).items())}
    return [names[word] for word in known if word in names] or known


def _names(word: str, label: Label | None) -> Iterator[str]:
    """What a word is called in other languages: as ``label`` has it, else in a sentence, or as a heading."""
    plain = word.replace("-", " ")
    messages = (label(word),) if label else (LazyString(plain), LazyString(plain.capitalize()))
    for lang in LANGUAGES:
        names = (_folded(localize(message, lang)) for message in messages)
        name = next((name for name in names if not name.isascii()), None)
        if name is not None:
            other = _WITH_OTHER.fullmatch(name)
            yield from (name, *(other.groups() if other else ()))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().strip()
