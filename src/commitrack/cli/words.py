"""Options that take words of the format, or their labels."""

import re
from collections.abc import Sequence
from typing import Any

from commitrack.errors import UsageError
from commitrack.labels import Label, in_script_of, known_word
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.suggest import did_you_mean


def words(text: str | None, known: Sequence[str], what: str, label: Label | None = None) -> tuple[str, ...]:
    """The words of a comma-separated list of them, or of their labels.

    Raises UsageError for an unknown one, with a suggestion, or for none.
    """
    if text is None:
        return ()
    given = tuple(word.strip() for word in re.split("[,、，]", text) if word.strip())
    if not given:
        hint = _("expected one of: {names}", names=comma_list(known))
        raise UsageError(_('no {what} in "{text}"', what=what, text=text), hint=hint)
    return tuple(_known(word, known, what, label) for word in given)


def _known(typed: str, known: Sequence[str], what: str, label: Label | None) -> str:
    word = known_word(typed, known, label)
    if word is None:
        names = in_script_of(typed, known, label)
        hint = did_you_mean(typed, names) or _("expected one of: {names}", names=comma_list(names))
        raise UsageError(_('unknown {what} "{word}"', word=typed, what=what), hint=hint)
    return word


def accept_labels(choice: Any) -> None:
    """Let a choice of Typer accept the labels of its words too."""
    convert = choice.convert

    def convert_label(value: Any, param: Any, ctx: Any) -> Any:
        return convert(known_word(str(value), map(str, choice.choices)) or value, param, ctx)

    choice.convert = convert_label
