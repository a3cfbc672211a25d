"""Where a line may break: between Japanese signs, but within no number and no word, and before no punctuation."""

import re
from collections.abc import Iterator

_COUNTERS = "年月日時人件億万兆円％%"
_CLINGING = "、。，．・：；？！ー－〜～…々ゝゞぁぃぅぇぉっゃゅょァィゥェォッャュョ」』）”)\\]］" + _COUNTERS
_PIECE = re.compile(
    r"[「『（“(\[［]*"  # what opens
    rf"(?:(?:[!-'*-~À-\u1fff–’]+[{_COUNTERS}]*)+|\S)"  # 2026年9月6日, 8億6,000万, a word of any alphabet
    rf"[{_CLINGING}]*\s*"  # what closes, counts or goes on
)
"""What no line is broken within: a word or number of Latin letters, or one sign, with what clings to it."""


def width(text: str) -> int:
    """Columns that a text without control characters takes on a terminal: wide characters take two."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # noqa: PLC0415  no ASCII needs its tables

    columns: int = wcswidth(text)  # type: ignore[no-untyped-call]  # its annotations come with 0.3
    return columns


def folded(text: str, room: int) -> Iterator[str]:
    """The text in lines of at most ``room`` columns; only a piece that is wider by itself is cut."""
    line = ""
    for piece in _pieces(text, room):
        if line and width(line) + width(piece.rstrip()) > room:
            yield line
            line = ""
        line += piece
    yield line


def _pieces(text: str, room: int) -> Iterator[str]:
    end = 0
    for match in _PIECE.finditer(text):
        piece = text[end : match.end()]  # leading blanks too: no sign may be lost
        end = match.end()
        while width(piece.rstrip()) > room and len(piece) > 1:
            cut = next((n for n in range(len(piece), 0, -1) if width(piece[:n]) <= room), 1)
            yield piece[:cut]
            piece = piece[cut:]
        yield piece
    if end < len(text):
        yield text[end:]
