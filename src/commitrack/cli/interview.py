"""``commitrack add`` on a terminal: ask for what no option gives, show the result, and ask whether to write it."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import typer

from commitrack.cli.context import recording_time
from commitrack.cli.prompts import on_terminal, prompt
from commitrack.cli.stderr import say
from commitrack.cli.write_answer import lacking
from commitrack.drafting.answers import Answers, validated
from commitrack.drafting.commitments import CommitmentInput
from commitrack.drafting.questions import Question, answered, listed, next_question
from commitrack.drafting.record_choices import NEW
from commitrack.drafting.references import with_known_ids
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import localize
from commitrack.model import Registry, multilingual
from commitrack.registry import must_read
from commitrack.registry.transaction import Transaction
from commitrack.views.sanitize import safe

BACK = "-"
"""The answer that returns to the previous question."""


def interview(typed: CommitmentInput, folder: Path, lang: str, *, force: bool, dry_run: bool) -> Answers | None:
    """Ask for what is missing, and whether to write it; None if declined. Raises UsageError without a terminal.

    The registry is not locked while the user thinks. Options that would be refused in the end are refused at once.
    """
    if not on_terminal():
        raise UsageError(_("missing --title"), hint=_("on a terminal, commitrack prompts for it"))
    reading = must_read(folder)
    typed = with_known_ids(typed, reading.registry)
    answers = Answers(typed=typed, registry=reading.registry, now=recording_time(reading.registry), force=force)
    Transaction(reading).append(answers.draft())
    try:
        answers = _asked(validated(answers), lang)
        if dry_run or _confirmed(answers, Transaction(reading), lang):
            return answers
    except (typer.Abort, KeyboardInterrupt):
        say("\n" + _("nothing was added").to(lang))
        raise KeyboardInterrupt from None
    say(_("nothing was added").to(lang))
    return None


def _confirmed(answers: Answers, tx: Transaction, lang: str) -> bool:
    """Show what the commitment lacks, and ask whether to write it; ``tx`` verifies the lines, but is not committed."""
    tx.append(answers.draft(), named=answers.new)
    say(lacking(tx.result, lang).rstrip())
    return _wants(tx.result.lines, lang)


def _wants(lines: tuple[str, ...], lang: str) -> bool:
    """Whether the user, asked on a terminal, wants to write these lines, which are shown on request."""
    while True:
        answer = prompt(_("Write it? [y]es, [n]o, [l]ook at the lines"), lang)
        match unicodedata.normalize("NFKC", answer).lower()[:1]:
            case "y" | "n" as letter:
                return letter == "y"
            case "l":
                typer.echo(safe("\n".join(lines), lines=True), err=True)
            case _other:
                say(_("type y, n or l").to(lang))


def _asked(answers: Answers, lang: str) -> Answers:
    """Ask every question that applies, each until its answer is accepted; ``BACK`` returns to the one before."""
    say(
        _("Enter leaves a value out; - returns to the previous question; Ctrl-C ends without writing anything.").to(
            lang
        )
    )
    earlier: list[Answers] = []
    while (question := next_question(answers)) is not None:
        for line in _choices(question, answers.registry, lang):
            say(line)
        after = _answered(question, answers, lang)
        if after is not None:
            earlier.append(answers)
            answers = after
        elif earlier:
            answers = earlier.pop()
    return answers


def _answered(question: Question, answers: Answers, lang: str) -> Answers | None:
    """The answers with one more, which is requested until it is accepted; None to return to the previous question."""
    while True:
        text = prompt(question.text, lang)
        if unicodedata.normalize("NFKC", text) == BACK:
            return None
        try:
            return answered(question, answers, text)
        except UsageError as failure:
            back = _("type - to return to the previous question")
            for line in filter(None, (failure.message, failure.hint, back)):
                say(localize(line, lang))


def _choices(question: Question, registry: Registry, lang: str) -> Iterator[str]:
    """A line for each record that can be chosen, with its number, and one for a new record."""
    records = listed(question, registry)
    width = len(str(len(records)))
    for number, (name, record) in enumerate(records.items(), 1):
        yield f"  {number:>{width}}  {localize(multilingual(record.title), lang)} ({name})"
    if question.new is not None:
        yield f"  {NEW:>{width}}  {question.new.to(lang)}"
