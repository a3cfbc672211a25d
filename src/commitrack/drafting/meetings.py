"""Draft a review meeting from typed text."""

from datetime import date

from commitrack.checks.references import ID, invalid_id
from commitrack.drafting.values import read_when
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import Meeting, Registry


def draft_meeting(
    *, on: str | None, title: str | None, title_ja: str | None, until: str | None, place: str | None
) -> Meeting:
    """The meeting that the input describes; raise UsageError without a title or a day, or for an invalid day."""
    if not on or not title:
        missing = join([option for option, value in (("--on", on), ("--title", title)) if not value], _(" and "))
        raise UsageError(_("missing {names}", names=missing), hint=_("commitrack meeting ID --on DAY --title TEXT"))
    first, last = _day(on), _day(until) if until else None
    if last is not None and last < first:
        raise UsageError(_("--until ({last}) is before --on ({first})", last=last, first=first))
    return Meeting(title={"en": title, "ja": title_ja} if title_ja else title, on=first, until=last, place=place)


def require_new_meeting(name: str, registry: Registry) -> None:
    """Raise UsageError unless an id is valid and no meeting has it."""
    if not ID.fullmatch(name):
        raise UsageError(invalid_id(name))
    if name in registry.meetings:
        raise UsageError(_('meeting "{id}" already exists', id=name), hint=_("choose another id"))


def _day(text: str) -> date:
    written = read_when(text).written
    if not isinstance(written, date):
        raise UsageError(_('"{text}" is not a day', text=text), hint=_("write the day, as in 2027-02-01"))
    return written
