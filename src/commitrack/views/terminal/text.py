"""Text on the terminal, whose lines break as Japanese does where it holds any."""

from collections.abc import Iterable
from itertools import accumulate
from typing import Any, Self, cast

from rich.console import Console
from rich.containers import Lines
from rich.text import Text as Plain

from commitrack.views.linebreak import folded
from commitrack.views.sanitize import width as columns


class Text(Plain):
    """Rich's text, but for signs that take two columns: no line begins with a full stop, no number is cut in two."""

    def wrap(self, console: Console, width: int, **how: Any) -> Lines:
        """The text in lines of so many columns."""
        if how.get("no_wrap") or self.plain.isascii() or not self._is_wide(width):
            return super().wrap(console, width, **how)
        lines: list[Plain] = []
        for line in self.split(allow_blank=True):
            lines += line.divide(list(accumulate(len(part) for part in folded(line.plain, width)))[:-1])
        for line in lines:
            line.rstrip()
        return Plain("\n").join(lines).wrap(console, width, **how)

    def _is_wide(self, room: int) -> bool:
        """Whether a line has signs of two columns, and is too long; measured only where it could be."""
        long = [line for line in self.plain.split("\n") if 2 * len(line) > room]
        return any(columns(line) > max(room, len(line)) for line in long)

    def append(self, *text: Any, **style: Any) -> Self:
        """The text, longer."""
        super().append(*text, **style)
        return self

    def append_text(self, text: Plain) -> Self:
        """The text, longer by another with its looks."""
        super().append_text(text)
        return self

    def join(self, lines: Iterable[Plain]) -> "Text":
        """Texts with this one between them."""
        return cast("Text", super().join(lines))

    def blank_copy(self, plain: str = "") -> "Text":
        """An empty text of the same kind and looks, as joining and dividing make it."""
        bare = super().blank_copy(plain)
        return Text(plain, style=bare.style, justify=bare.justify, overflow=bare.overflow, no_wrap=bare.no_wrap,
                    end=bare.end, tab_size=bare.tab_size)  # fmt: skip
