"""The prompts on a terminal: for what is missing, and before something is taken back."""

import sys
from collections.abc import Callable
from functools import partial

import typer
from msgspec.structs import replace

from commitrack.drafting.commitments import CommitmentInput, slug
from commitrack.drafting.values import read_quantity, read_span, read_when
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import localize
from commitrack.model import DecimalMark
from commitrack.views.sanitize import safe


def prompt_for_missing(typed: CommitmentInput, lang: str, mark: DecimalMark | None) -> CommitmentInput:
    """Prompt for the title and for other values that are missing; raise UsageError without a terminal or a title."""
    if not on_terminal():
        raise UsageError(_("missing --title"), hint=_("on a terminal, commitrack prompts for it"))
    title = _answer(_("What was promised, in a few words"), lang)
    if not title:
        raise UsageError(_("a commitment needs a title"))
    has_deadline = typed.within or typed.due
    responsible = typed.parties.responsible or _several(_answer(_("Responsible party (id)"), lang))
    return replace(
        typed,
        title=title,
        id=typed.id or _id(title, lang),
        targets=typed.targets or _several(_answer(_("Target, e.g. 5,000 people"), lang, partial(_read_target, mark))),
        made=typed.made or _answer(_("Date it was made, e.g. 2026-01-15"), lang, read_when),
        within=typed.within if has_deadline else _answer(_("Time to deliver, e.g. 3 years"), lang, read_span),
        parties=replace(typed.parties, responsible=responsible),
        quote=typed.quote or (_quote(lang) if typed.document else None),
    )


def on_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin is not None and sys.stdin.isatty()


def confirmed(question: _, lang: str, *, default: bool = False) -> bool:
    """Whether the user, asked on a terminal, agrees."""
    return typer.confirm(safe(question.to(lang)), default=default, err=True)


def prompt_for_reason(lang: str) -> str | None:
    """The reason that the user types; None for an empty answer."""
    return _answer(_("Reason"), lang)


def _quote(lang: str) -> str | None:
    return _answer(_("Quotation from the document that states the figure"), lang)


def _id(title: str, lang: str) -> str | None:
    """An id, prompted for only if none can be derived from the title, for instance a Japanese one; else None."""
    try:
        return slug(title, hint="")
    except UsageError:
        return _answer(_("Id, e.g. train-5000"), lang)


def _read_target(mark: DecimalMark | None, text: str) -> object:
    return read_quantity(text.rpartition("=")[2], mark)


def _answer(question: _, lang: str, read: Callable[[str], object] = str) -> str | None:
    """What the user types, prompted for until ``read`` accepts it; None for an empty answer."""
    while True:
        text = str(typer.prompt(question.to(lang), default="", show_default=False, err=True)).strip()
        try:
            return text if text and read(text) else None
        except UsageError as failure:
            for line in filter(None, (failure.message, failure.hint)):
                typer.echo(safe(localize(line, lang)), err=True)


def _several(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()
