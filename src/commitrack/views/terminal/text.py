"""Text on the terminal: sanitized when it is created, and broken into lines by Japanese rules if it contains any."""

from collections.abc import Iterable
from itertools import accumulate
from typing import Any, Self, cast

from rich.console import Console
from rich.containers import Lines
from rich.text import Text as RichText

from commitrack.views.linebreak import folded
from commitrack.views.linebreak import width as columns
from commitrack.views.sanitize import safe


class SafeText(RichText):
    """Rich's text, whose content is always on one line and without control characters; ``stack`` makes several lines.

    Text with double-width characters is broken by Japanese rules: no line starts with a full stop, no number is split.
    """

    def __init__(self, plain: str = "", style: Any = "", **options: Any) -> None:
        super().__init__(safe(plain), style, **options)

    @classmethod
    def stack(cls, lines: Iterable[RichText], style: Any = "") -> "SafeText":
        """Texts on separate lines."""
        return cls(style=style).blank_copy("\n").join(lines)

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        """The text in lines of at most ``width`` columns."""
        if options.get("no_wrap") or self.plain.isascii() or not self._is_wide(width):
            return super().wrap(console, width, **options)
        lines: list[RichText] = []
        for line in self.split(allow_blank=True):
            lines += line.divide(list(accumulate(len(part) for part in folded(line.plain, width)))[:-1])
        for line in lines:
            line.rstrip()
        return RichText("\n").join(lines).wrap(console, width, **options)

    def _is_wide(self, width: int) -> bool:
        """Whether a line has double-width characters and is too long; short lines are not measured."""
        long = [line for line in self.plain.split("\n") if 2 * len(line) > width]
        return any(columns(line) > max(width, len(line)) for line in long)

    def append(self, text: Any, *args: Any, **options: Any) -> Self:
        """Append text and return self, typed as this class."""
        super().append(safe(text) if isinstance(text, str) else text, *args, **options)
        return self

    def append_text(self, text: RichText) -> Self:
        """Append another text with its style and return self."""
        super().append_text(text)
        return self

    def copy(self) -> "SafeText":
        """A copy of the text and its styles."""
        text = self.blank_copy(self.plain)
        text.spans = list(self.spans)
        return text

    def join(self, lines: Iterable[RichText]) -> "SafeText":
        """The texts joined with this one between them."""
        return cast("SafeText", super().join(lines))

    def blank_copy(self, plain: str = "") -> "SafeText":
        """A text of the same style, which Rich creates from parts of this one; its content is already sanitized."""
        bare = super().blank_copy(plain)
        text = SafeText(
            style=bare.style, justify=bare.justify, overflow=bare.overflow, no_wrap=bare.no_wrap, end=bare.end,
            tab_size=bare.tab_size,
        )  # fmt: skip
        text.plain = bare.plain
        return text
