"""Break lines: between Japanese characters, but not within a number or a word, nor before punctuation."""

import re
from collections.abc import Iterator
from functools import lru_cache

_COUNTERS = "年月日時人件億万兆円％%"
_CLINGING = "、。，．・：；？！ー－〜～…々ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョ」』）”)\\]］" + _COUNTERS
_CHARACTER = "[\U0001f1e6-\U0001f1ff]{2}|\\S\ufe0f?(?:\u200d\\S\ufe0f?)*"
"""One character as people see it; a flag is two code points, joined emoji are several."""
_PIECE = (
    r"[「『（“(\[［]*"  # opening brackets and quotes
    rf"(?:(?:[!-'*-~À-\u1fff–’]+[{_COUNTERS}]*)+|{_CHARACTER})"  # 2026年9月6日, 8億6,000万, a word of any alphabet
    rf"[{_CLINGING}]*\s*"  # closing ones, counters, what continues a word
)
"""A piece that is never broken: a word, a number or one character, with the punctuation that belongs to it.

Compiled on first use, because most tables fold nothing.
"""


_NARROW = str.maketrans("–→…¥€£", "------")
"""Characters of one column that most tables contain."""


def width(text: str) -> int:
    """Columns that a text without control characters takes on a terminal: wide characters take two."""
    return len(text) if text.isascii() or text.translate(_NARROW).isascii() else _measured(text)


@lru_cache(maxsize=1024)  # long listings repeat a few statuses
def _measured(text: str) -> int:
    from wcwidth import wcswidth  # noqa: PLC0415  not needed for ASCII

    taken: int = wcswidth(text)  # type: ignore[no-untyped-call]  # its annotations come with 0.3
    return taken


def folded(text: str, columns: int) -> Iterator[str]:
    """The text in lines of at most ``columns`` columns; only a single piece that is wider is split."""
    line, taken = "", 0
    for piece in _pieces(text, columns):
        if line and taken + width(piece.rstrip()) > columns:
            yield line
            line, taken = "", 0
        line += piece
        taken += width(piece)
    yield line


def _pieces(text: str, columns: int) -> Iterator[str]:
    end = 0
    for match in re.finditer(_PIECE, text):
        piece = text[end : match.end()]  # includes leading blanks, so that no character is lost
        end = match.end()
        if width(piece.rstrip()) > columns:
            yield from _cut(piece, columns)
        else:
            yield piece
    if end < len(text):
        yield text[end:]


def _cut(piece: str, columns: int) -> Iterator[str]:
    """A piece in parts of at most ``columns`` columns, or of one character; blanks at its end stay with the last."""
    start, taken = 0, 0
    for position, character in enumerate(piece.rstrip()):
        wide = width(character)
        if taken and taken + wide > columns:
            yield piece[start:position]
            start, taken = position, 0
        taken += wide
    yield piece[start:]
