"""Every text of the shipped registry is in English and in Japanese."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from commitrack.registry.read import read

ROOT = Path(__file__).parents[1]
TEXTS = {"title", "note", "indicator", "place", "reason"}
JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
QUOTED = re.compile(r"\([^()]*\)|“[^”]*”")


REGISTRY = read(ROOT / "data").registry


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
    plain = msgspec.to_builtins(REGISTRY, enc_hook=str)
    return list(texts(plain))


def test_every_text_is_in_both_languages() -> None:
    """Titles, notes, indicators, places and reasons are given in English and in Japanese, in the journal too."""
    found = dict(shipped_texts())
    assert len([place for place in found if place.startswith("updates ")]) >= len(REGISTRY.updates)
    assert {
        place: text for place, text in found.items() if not isinstance(text, dict) or set(text) != {"en", "ja"}
    } == {}


@pytest.mark.parametrize(("lang", "japanese"), [("en", False), ("ja", True)])
def test_texts_are_in_their_language(lang: str, *, japanese: bool) -> None:
    """English texts have Japanese only in brackets and quotes; Japanese texts are Japanese, except one name."""
    found = {place: QUOTED.sub("", text[lang]) for place, text in shipped_texts() if isinstance(text, dict)}
    wrong = {place for place, text in found.items() if (JAPANESE.search(text) is not None) is not japanese}
    assert wrong == ({"parties jaif-management-team title"} if japanese else set())


def test_japanese_texts_have_full_width_punctuation() -> None:
    """Japanese texts have no half-width brackets, ampersands, commas or colons, and the words of official documents."""
    half_width = re.compile(r"[(&]|[぀-ヿ一-鿿][,;:!?)]|または|および|すべて|ページ")
    texts = {place: text["ja"] for place, text in shipped_texts() if isinstance(text, dict)}
    assert {place: text for place, text in texts.items() if half_width.search(text)} == {}


@pytest.mark.parametrize(
    ("name", "english", "japanese"),
    [
        ("aha-myanmar-humanitarian", "Humanitarian aid", "人道支援"),
        ("jvs-p3-disarmament", "isarmament and non-proliferation", "核軍縮・不拡散"),
        ("disarmament-hiroshima-action-plan", "isarmament and non-proliferation", "核軍縮・不拡散"),
        (
            "connectivity-initiative",
            "Japan–ASEAN Comprehensive Connectivity Initiative",
            "日ASEAN包括的連結性イニシアティブ",
        ),
        (
            "offer-type-cooperation",
            "Co-creation for Common Agenda Initiative (offer-type cooperation)",
            "オファー型協力",
        ),
        ("next-gen-auto", "Co-Creation Initiative for the Next-Generation Automotive Industry", "次世代自動車産業共創"),
        ("midori-m-awd-jcm", "alternate wetting and drying", "間断かんがい"),
        ("wa-2-0-intellectual-cultural", "Intellectual and cultural exchange", "知的・文化交流"),
        ("azec-transition", "Energy transition to carbon neutrality", "カーボンニュートラルへのエネルギー移行"),
        ("rule-based-order", "free and open international order", "自由で開かれた国際秩序"),
        ("jaif-sport-sdgs", "implementation support", "実施支援"),
        ("jaif-food-security", "implementation support", "実施支援"),
        ("jaif-qualifications", "wider application", "適用拡大"),
        ("meeting-2023-11-10-transport", "21st ", "第21回"),
        ("young-leaders-and-asec", "ASEAN Secretariat staff", "若手ビジネスリーダー・ASEAN事務局職員に関する取組"),
        ("jvs-p2-connectivity-supply-chain", "supply chains", "サプライチェーン"),
        ("private-investment-35bn", "Aim: ", "を目指す取組"),
    ],
)
def test_titles_say_what_the_document_says(name: str, english: str, japanese: str) -> None:
    """Official names and qualifying words of the document are in the titles, in both languages."""
    title = (REGISTRY.meetings.get(name) or REGISTRY.commitments[name]).title
    assert isinstance(title, dict)
    assert (english in title["en"], japanese in title["ja"]) == (True, True)


def test_numbers_in_notes_are_as_the_program_prints_them() -> None:
    """Notes and reasons have half-width digits, as in 2026年9月6日 beside them; quotations are literal."""
    japanese = {place: text["ja"] for place, text in shipped_texts() if isinstance(text, dict)}
    notes = {place: text for place, text in japanese.items() if place.endswith((" note", " reason"))}
    assert len(notes) > 100
    assert [place for place, text in notes.items() if re.search(r"[０-９]", re.sub(r"「[^」]*」", "", text))] == []
