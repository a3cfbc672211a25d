"""Sanitize text from a registry, so that it cannot control a terminal, hide lines, or command a CI runner."""

import re

# The patterns are possessive, and match within a line, so that no text makes the search slow.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidirectional controls, old and new
    "\u2028\u2029\ufeff\ufff9-\ufffb\ufffe\uffff"  # line and paragraph separators, BOM, interlinear marks
    "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2060-\u2064\u3164\uffa0"  # fillers and joiners without a shape
    "\U000e0000-\U000e007f\ud800-\udfff]"  # invisible tags, lone surrogates
    "|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b"  # zero-width space, which Thai, Lao, Burmese and Khmer use
    r"|#(?=#\w*+\[)"  # ##[command] and ##vso[command] for Azure Pipelines and GitHub, anywhere in a line
)
_COMMAND = re.compile(r"^([^\S\n]*+):(?=:)", re.MULTILINE)
"""The start of a ::command:: for GitHub, which ignores blanks at the start of a line."""
_SUSPECT = re.compile(rf"{_UNSAFE.pattern}|::|[\n\t]")
"""What most texts lack: one search instead of three replacements."""


def safe(text: str, *, lines: bool = False) -> str:
    """The text with every character that could do harm shown as its code point; on one line unless ``lines``."""
    is_plain = text.isascii() and text.isprintable() and "::" not in text and "#" not in text
    if is_plain or not _SUSPECT.search(text):
        return text
    shown = _COMMAND.sub(r"\1<U+003A>", _UNSAFE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text))
    return shown if lines else re.sub(r"[\n\t]+", " ", shown)


def escaped(json: str) -> str:
    r"""JSON with the same characters written as ``\\u009b``, which does not change its content."""
    return _UNSAFE.sub(lambda match: re.sub("....", r"\\u\g<0>", match[0].encode("utf-16-be").hex()), json)
