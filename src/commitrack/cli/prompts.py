"""The prompts on a terminal: before something is taken back, and for the reason."""

import sys

import typer

from commitrack.cli.signals import let_interrupt
from commitrack.cli.stderr import say
from commitrack.language import LazyString as _
from commitrack.views.sanitize import safe


def on_terminal() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin is not None and sys.stdin.isatty()


def confirmed(question: _, lang: str, *, default: bool = False) -> bool:
    """Whether the user, asked on a terminal, agrees."""
    let_interrupt()
    return typer.confirm(safe(question.to(lang)), default=default, err=True)


def prompt_for_reason(lang: str) -> str:
    """The reason that the user types, which is requested until there is one."""
    while not (reason := prompt(_("Reason"), lang)):
        say(_("type the reason in a few words; Ctrl-C ends without writing anything").to(lang))
    return reason


def prompt(question: _, lang: str) -> str:
    """What the user types; empty for Enter."""
    let_interrupt()
    return str(typer.prompt(question.to(lang), default="", show_default=False, err=True)).strip()
