"""Options that take several words, separated by commas."""

from collections.abc import Sequence

from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.suggest import did_you_mean


def words(text: str | None, known: Sequence[str], what: str) -> tuple[str, ...]:
    """The words of a comma-separated list; raise UsageError for an unknown one, with a suggestion, or for none."""
    if text is None:
        return ()
    given = tuple(word.strip() for word in text.split(",") if word.strip())
    if not given:
        hint = _("expected one of: {names}", names=", ".join(known))
        raise UsageError(_('no {what} in "{text}"', what=what, text=text), hint=hint)
    for word in given:
        if word not in known:
            hint = did_you_mean(word, known) or _("expected one of: {names}", names=", ".join(known))
            raise UsageError(_('unknown {what} "{word}"', word=word, what=what), hint=hint)
    return given
