"""Every text of the shipped registry is in English and in Japanese."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from commitrack.model import Registry
from commitrack.registry.read import read

ROOT = Path(__file__).parents[1]
TEXTS = {"title", "note", "indicator", "place", "reason"}
JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
QUOTED = re.compile(r"\([^()]*\)|“[^”]*”")


def registry() -> Registry:
    return read(ROOT / "data").registry


def texts(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    """Every text with its place, such as ``commitments jaif note``."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in TEXTS:
                yield " ".join((*path, key)), inner
            else:
                yield from texts(inner, (*path, str(key)))


def shipped_texts() -> list[tuple[str, object]]:
    """All texts of the registry."""
    plain = msgspec.to_builtins(registry(), enc_hook=str)
    return list(texts(plain))


def test_every_text_is_in_both_languages() -> None:
    """Titles, notes, indicators, places and reasons are given in English and in Japanese, in the journal too."""
    found = dict(shipped_texts())
    assert len([place for place in found if place.startswith("updates ")]) >= len(registry().updates)
    assert {
        place: text for place, text in found.items() if not isinstance(text, dict) or set(text) != {"en", "ja"}
    } == {}


@pytest.mark.parametrize(("lang", "japanese"), [("en", False), ("ja", True)])
def test_texts_are_in_their_language(lang: str, *, japanese: bool) -> None:
    """English texts have Japanese only in brackets and quotes; Japanese texts are Japanese, except one name."""
    found = {place: QUOTED.sub("", text[lang]) for place, text in shipped_texts() if isinstance(text, dict)}
    wrong = {place for place, text in found.items() if (JAPANESE.search(text) is not None) is not japanese}
    assert wrong == ({"parties jaif-management-team title"} if japanese else set())
