"""Sanitize text from a registry, so that it cannot move the cursor, hide lines or change colours."""

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u2028\u2029\ufeff\ufff9-\ufffb"  # line and paragraph separators, BOM, interlinear marks
    "\U000e0000-\U000e007f\ud800-\udfff]"  # invisible tags, lone surrogates
)


def safe(text: str, *, lines: bool = False) -> str:
    """The text with every control character shown as its code point; on one line unless ``lines``."""
    shown = _UNSAFE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)
    return shown if lines else re.sub(r"[\n\t]+", " ", shown)


def escaped(json: str) -> str:
    r"""JSON with the same characters written as ``\\u009b``, which does not change its content."""
    return _UNSAFE.sub(lambda match: re.sub("....", r"\\u\g<0>", match[0].encode("utf-16-be").hex()), json)
