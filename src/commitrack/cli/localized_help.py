"""The language of the command line: which one is requested, and help in it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import typer

from commitrack.language import LANGUAGES, SOURCE, catalogue
from commitrack.language import LazyString as _
from commitrack.views.linebreak import folded


def asked(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language of ``--lang``, or of COMMITRACK_LANG, before anything is parsed; English where there is none."""
    given = environ.get("COMMITRACK_LANG", "")
    for word, after in pairwise([*argv, ""]):
        if word == "--":
            break
        name, _equals, value = word.partition("=")
        if name == "--lang" and (value or after) in LANGUAGES:
            given = value or after
    return given if given in LANGUAGES else SOURCE


def contexts(lang: str) -> type[typer.Context]:
    """The contexts of commands whose help is in a language."""
    if lang == SOURCE:
        return typer.Context
    helped = type("Help", (_Help,), {"lang": lang})
    return type("Context", (typer.Context,), {"formatter_class": helped})


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a help text, each on one line, as the catalogues have them."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip())]


_FORMATTER: Any = typer.Context.formatter_class
"""Typer's own, which it does not export."""


class _Help(_FORMATTER):  # type: ignore[misc]  # Typer says no more of it
    """Typer's formatter, for words that take two columns a sign."""

    lang: str

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or _("Usage: ").to(self.lang))

    def write_heading(self, heading: str) -> None:
        super().write_heading(self._said(heading))

    def write_text(self, text: str) -> None:
        for number, part in enumerate(paragraphs(text)):
            if number:
                self.write("\n")
            super().write_text(_raw(self._said(part), self.width - self.current_indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        first = min(max(len(term) for term, _text in rows), col_max) + col_spacing
        room = self.width - first - self.current_indent
        told = [(term, _raw(self._told(text), room)) for term, text in rows]
        super().write_dl(told, col_max, col_spacing)

    def _told(self, text: str) -> str:
        """The help of an option, with the default that Typer writes behind it."""
        match = re.fullmatch(r"(.*)\s\s?\[(?:default: (.*)|required)\]", text, re.DOTALL)
        if match is None or self._said(text) != text:
            return self._said(text)
        told, default = match.groups()
        more = _("[default: {value}]", value=default) if default else _("[required]")
        return f"{self._said(told.rstrip())}{more.to(self.lang)}"

    def _said(self, text: str) -> str:
        """The text in the language; the overview has left out a full stop."""
        known: Callable[[str], str] = catalogue(self.lang).gettext
        return known(text) if known(text) != text else known(f"{text}.").removesuffix(".").removesuffix("。")


def _raw(text: str, room: int) -> str:
    """The text in lines that fit, behind the sign by which Typer leaves them as they are."""
    return "\b\n" + "\n".join(line.rstrip() for line in folded(text, room))
