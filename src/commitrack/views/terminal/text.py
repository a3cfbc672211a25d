"""Text on the terminal: sanitized as it is made, and broken into lines as Japanese is where it holds any."""

from collections.abc import Iterable
from itertools import accumulate
from typing import Any, Self, cast

from rich.console import Console
from rich.containers import Lines
from rich.text import Text as RichText

from commitrack.views.linebreak import folded
from commitrack.views.linebreak import width as columns
from commitrack.views.sanitize import safe


class Text(RichText):
    """Rich's text, whose content is always on one line and without control characters; ``stack`` makes several lines.

    Characters that take two columns are broken as Japanese is: no line begins with a full stop, no number is cut.
    """

    def __init__(self, plain: str = "", style: Any = "", **options: Any) -> None:
        super().__init__(safe(plain), style, **options)

    @classmethod
    def stack(cls, lines: Iterable[RichText], style: Any = "") -> "Text":
        """Texts under each other."""
        return cls(style=style).blank_copy("\n").join(lines)

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        """The text in lines of so many columns."""
        if options.get("no_wrap") or self.plain.isascii() or not self._is_wide(width):
            return super().wrap(console, width, **options)
        lines: list[RichText] = []
        for line in self.split(allow_blank=True):
            lines += line.divide(list(accumulate(len(part) for part in folded(line.plain, width)))[:-1])
        for line in lines:
            line.rstrip()
        return RichText("\n").join(lines).wrap(console, width, **options)

    def _is_wide(self, room: int) -> bool:
        """Whether a line has characters of two columns, and is too long; measured only where it could be."""
        long = [line for line in self.plain.split("\n") if 2 * len(line) > room]
        return any(columns(line) > max(room, len(line)) for line in long)

    def append(self, text: Any, *args: Any, **options: Any) -> Self:
        """The text, longer."""
        super().append(safe(text) if isinstance(text, str) else text, *args, **options)
        return self

    def append_text(self, text: RichText) -> Self:
        """The text, longer by another with its style."""
        super().append_text(text)
        return self

    def join(self, lines: Iterable[RichText]) -> "Text":
        """Texts with this one between them."""
        return cast("Text", super().join(lines))

    def blank_copy(self, plain: str = "") -> "Text":
        """A text of the same kind and style, as Rich makes it of parts of this one: what it holds is safe already."""
        bare = super().blank_copy(plain)
        text = Text(style=bare.style, justify=bare.justify, overflow=bare.overflow, no_wrap=bare.no_wrap, end=bare.end,
                    tab_size=bare.tab_size)  # fmt: skip
        text.plain = bare.plain
        return text
