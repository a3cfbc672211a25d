"""Sanitized text: every control character is shown as its code point."""

import json
import time

import pytest

from commitrack.views.sanitize import escaped, safe

C0 = [chr(code) for code in range(0x20) if chr(code) not in "\t\n"]
C1 = [chr(code) for code in range(0x7F, 0xA0)]
BIDI = list("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
OTHERS = ["\u2028", "\u2029", "\ufeff", "\ufff9", "\ufffa", "\ufffb", "\U000e0001", "\U000e007f", "\udcff"]
INVISIBLE = list("\u200b\u2060\u2064\u206a\u206f\u115f\u3164\uffa0\ufffe\uffff")


@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize(
    "character", [*C0, *C1, *BIDI, *OTHERS, *INVISIBLE], ids=lambda character: f"U+{ord(character):04X}"
)
def test_control_characters_are_shown_as_code_points(character: str, *, lines: bool) -> None:
    """Controls, separators, tags, lone surrogates and invisible characters are shown as code points."""
    assert safe(f"a{character}b", lines=lines) == f"a<U+{ord(character):04X}>b"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "<U+001B>[31mred<U+001B>[0m"),
        ("\x1b]8;;https://evil.example\x07link\x1b]8;;\x07",
         "<U+001B>]8;;https://evil.example<U+0007>link<U+001B>]8;;<U+0007>"),
        ("\x1b]52;c;ZXZpbA==\x07", "<U+001B>]52;c;ZXZpbA==<U+0007>"),
        ("\x9b2J", "<U+009B>2J"),
        ("over\rwritten", "over<U+000D>written"),
        ("::add-mask::x", "<U+003A>:add-mask::x"),
        ("\u3000::add-mask::x", "\u3000<U+003A>:add-mask::x"),
        ("see a::b and ## [c]", "see a::b and ## [c]"),
        ("x ##[group]y ##vso[z]", "x <U+0023>#[group]y <U+0023>#vso[z]"),
        ("ភាសា\u200bខ្មែរ a\u200bb", "ភាសា\u200bខ្មែរ a<U+200B>b"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("[/foo] [link=x] :smile:", "[/foo] [link=x] :smile:"),
        ("３年間で5,000人 é ñ 👍🏽", "３年間で5,000人 é ñ 👍🏽"),
    ],
)  # fmt: skip
def test_text_is_put_on_one_line(text: str, shown: str) -> None:
    """Escape sequences become visible, line ends and tabs become spaces, and harmless text is unchanged."""
    assert safe(text) == shown


def test_lines_are_kept_on_request() -> None:
    """A message of several lines keeps its line ends and tabs, and no other control character."""
    assert safe("a\n\tb\r\n", lines=True) == "a\n\tb<U+000D>\n"
    assert safe("a\n  ::error::b", lines=True) == "a\n  <U+003A>:error::b"


@pytest.mark.parametrize("text", ["\n", " ", ":", "#", "##a", "\u3000:", "\n ", "[", "\u200b", "\x1b"], ids=ascii)
def test_no_text_makes_it_slow(text: str) -> None:
    """Twenty times as much of any text takes at most sixty times as long."""
    short, long = (min(_seconds(text * (size // len(text))) for _ in range(3)) for size in (20_000, 400_000))
    assert long < 60 * max(short, 0.001)


def _seconds(text: str) -> float:
    start = time.process_time()
    safe(text)
    safe(text, lines=True)
    escaped(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    "character", [*C1, *BIDI, "\ufeff", "\U000e0001"], ids=lambda character: f"U+{ord(character):04X}"
)
def test_json_escapes_the_same_characters_and_keeps_its_content(character: str) -> None:
    """Control characters are replaced by JSON's own escapes, and the content reads back unchanged."""
    written = escaped(json.dumps({"title": f"a{character}b"}, ensure_ascii=False))
    assert character not in written
    assert json.loads(written) == {"title": f"a{character}b"}
