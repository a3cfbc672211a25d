"""Help in a language."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import typer

from commitrack.language import SOURCE, catalogue
from commitrack.language import LazyString as _


def contexts(lang: str) -> type[typer.Context]:
    """The context class of commands with help in a language."""
    if lang == SOURCE:
        return typer.Context
    formatter = type("Help", (_Help,), {"lang": lang})
    return type("Context", (typer.Context,), {"formatter_class": formatter})


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a help text, each on one line, as in the catalogues."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip())]


_FORMATTER: Any = typer.Context.formatter_class
"""Typer's formatter of help, which it does not export."""


class _Help(_FORMATTER):  # type: ignore[misc]  # its type is not exported
    """Typer's formatter, localized and with support for double-width characters."""

    lang: str

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for placeholder in (_("[OPTIONS]"), _("COMMAND [ARGS]...")):
            args = args.replace(placeholder, placeholder.to(self.lang))
        super().write_usage(prog, args, prefix or _("Usage: ").to(self.lang))

    def write_heading(self, heading: str) -> None:
        colon = _(": ").to(self.lang).rstrip()
        self.write(f"{'':>{self.current_indent}}{self._localized(heading)}{colon}\n")

    def write_text(self, text: str) -> None:
        for number, part in enumerate(paragraphs(text)):
            if number:
                self.write("\n")
            super().write_text(_raw(self._localized(part), self.width - self.current_indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max(len(term) for term, _text in rows), col_max) + col_spacing
        columns = self.width - first - self.current_indent
        localized = [(term, _raw(self._option(text), columns)) for term, text in rows]
        super().write_dl(localized, col_max, col_spacing)

    def _option(self, text: str) -> str:
        """The help of an option, with the default that Typer appends to it."""
        match = re.fullmatch(r"(.*)\s\s?\[(?:default: (.*)|required)\]", text, re.DOTALL)
        if match is None or self._localized(text) != text:
            return self._localized(text)
        sentence, default = match.groups()
        more = _("[default: {value}]", value=default) if default else _("[required]")
        return f"{self._localized(sentence.rstrip())}{more.to(self.lang)}"

    def _localized(self, text: str) -> str:
        """The text in the language, also if Typer has removed its final full stop, as in the overview."""
        translate: Callable[[str], str] = catalogue(self.lang).gettext
        if translate(text) != text:
            return translate(text)
        return translate(f"{text}.").removesuffix(".").removesuffix("。")


def _raw(text: str, columns: int) -> str:
    """The text in lines that fit, after the character that keeps Typer from wrapping them again."""
    from commitrack.views.linebreak import folded  # noqa: PLC0415  1 ms, only for help in another language

    return "\b\n" + "\n".join(line.rstrip() for line in folded(text, columns))
