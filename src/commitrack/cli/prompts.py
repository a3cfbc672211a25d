"""The questions of ``commitrack add`` on a terminal."""

import sys
from collections.abc import Callable

import typer
from msgspec.structs import replace

from commitrack.drafting.commitments import CommitmentInput, slug
from commitrack.drafting.values import read_quantity, read_span, read_when
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import localize
from commitrack.views.sanitize import safe


def prompt_for_missing(typed: CommitmentInput, lang: str) -> CommitmentInput:
    """Ask for the title and whatever else was not given; in a script a missing title is an error."""
    if not sys.stdin.isatty():
        raise UsageError(_("--title is missing"), hint=_("on a terminal you would be asked for it"))
    title = _answer(_("What was promised, in a few words"), lang)
    if not title:
        raise UsageError(_("a commitment needs a title"))
    has_deadline = typed.within or typed.due
    responsible = typed.parties.responsible or _several(_answer(_("Who promised it, by id"), lang))
    return replace(
        typed,
        title=title,
        id=typed.id or _id(title, lang),
        targets=typed.targets or _several(_answer(_("Its figure, such as 5,000 people"), lang, _read_target)),
        made=typed.made or _answer(_("The day it was promised, such as 2026-01-15"), lang, read_when),
        within=typed.within if has_deadline else _answer(_("Within which time, such as 3 years"), lang, read_span),
        parties=replace(typed.parties, responsible=responsible),
        quote=typed.quote or (_quote(lang) if typed.document else None),
    )


def _quote(lang: str) -> str | None:
    return _answer(_("The few words of the document that carry it"), lang)


def _id(title: str, lang: str) -> str | None:
    """An id, asked for only if none can be derived from the title, as with a Japanese one."""
    try:
        return slug(title, hint="")
    except UsageError:
        return _answer(_("An id for it, such as train-5000"), lang)


def _read_target(text: str) -> object:
    return read_quantity(text.rpartition("=")[2])


def _answer(question: _, lang: str, read: Callable[[str], object] = str) -> str | None:
    """What a person types, asked again until it can be read; None for Enter."""
    while True:
        text = str(typer.prompt(question.to(lang), default="", show_default=False, err=True)).strip()
        try:
            return text if text and read(text) else None
        except UsageError as failure:
            typer.echo(safe(localize(failure.message, lang)), err=True)


def _several(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()
