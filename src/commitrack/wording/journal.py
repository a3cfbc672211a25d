"""Lines of the journal as messages."""

from collections.abc import Iterator
from datetime import tzinfo

from commitrack.amounts import Amount
from commitrack.assess.history import target_of
from commitrack.language import LazyString as _
from commitrack.language import comma_list, join, word
from commitrack.model import Amends, CompletionLevel, Evidence, Target, Text, Update, multilingual
from commitrack.model.addresses import host_of
from commitrack.report.journal import JournalLine
from commitrack.wording.figures import against


def entry(update: Update, target: Target | None) -> _:
    """What an update records, without its day and source; ``target`` is the one it refers to, if any."""
    if update.retracts is not None:
        return _retraction(update.retracts, update.reason)
    if update.amends is not None:
        return _amendment(update.amends, update.reason, target)
    if update.lifecycle is not None:
        return _("{step} ({reason})", step=word(update.lifecycle), reason=multilingual(update.reason))
    if update.completion is not None:
        return _("completion: {level}", level=word(update.completion))
    number = update.actual if update.actual is not None else update.add
    if number is None or target is None:
        return _("note")
    amount = Amount(number, target.unit, update.qualifier, worded=True)
    return join((("+ ",) if update.add is not None else ()) + (amount,), "")


def _retraction(key: str, reason: Text | None) -> _:
    why = multilingual(reason)
    return _("retracts {key} ({reason})", key=key, reason=why) if why else _("retracts {key}", key=key)


def retracted(record: _, reason: Text | None) -> _:
    """A record marked as retracted, with the reason if one was given."""
    if not reason:
        return _("{record} [retracted]", record=record)
    return _("{record} [retracted: {reason}]", record=record, reason=multilingual(reason))


def _amendment(amends: Amends, reason: Text | None, target: Target | None) -> _:
    terms: list[_] = []
    if amends.value is not None and target is not None:
        terms.append(_("target {goal}", goal=Amount(amends.value, target.unit)))
    if amends.due is not None:
        terms.append(_("due {due}", due=amends.due))
    return _("amended: {terms} ({reason})", terms=comma_list(terms), reason=multilingual(reason))


def sentence(line: JournalLine) -> _:
    """A whole line: “2025-10-26 implementation-plan: 108 of 130 items (was –), press, vietnam.vn”."""
    update, commitment = line.update, line.commitment
    name = target_of(commitment, update)
    target = commitment.targets.get(name) if name else None
    record = _record(line, target)
    if update.actual is not None or update.add is not None or update.completion is not None:
        record = _("{figure} (was {was})", figure=record, was=_before(line, target.unit if target else ""))
    source = word(update.source_class) if update.source_class else None
    parts = [record, source, *map(_origin, update.evidence), update.by]
    gaps = {"day": update.on, "id": commitment.id, "text": comma_list(filter(None, parts))}
    return _("{day} {id}: {text} [retracted]", **gaps) if line.retracted else _("{day} {id}: {text}", **gaps)


def remarks(update: Update) -> Iterator[_]:
    """The note of an update that states something else."""
    if update.note and not update.is_note:
        yield _("“{text}”", text=multilingual(update.note))


def recorded(update: Update, zone: tzinfo) -> _:
    """When and by whom an update was recorded, and its key: “recorded 2026-10-02 17:15 by desk (20261002T…)”."""
    local = update.recorded.astimezone(zone)
    moment = _("{day} {time}", day=local.date(), time=f"{local:%H:%M}")
    if update.by is None:
        return _("recorded {moment}, by an unknown author ({key})", moment=moment, key=update.key)
    return _("recorded {moment} by {who} ({key})", moment=moment, who=update.by, key=update.key)


def _record(line: JournalLine, target: Target | None) -> _:
    update = line.update
    if update.is_note:
        return _("“{text}”", text=multilingual(update.note))
    if update.actual is not None and target is not None and line.terms is not None:
        return against(update.actual, line.terms, target.unit, update.qualifier)
    return entry(update, target)


def _origin(item: str | Evidence) -> str:
    """The evidence in short: the host of an address, the path of a file, or the id of a document."""
    if isinstance(item, str):
        return (host_of(item) or item).removeprefix("www.")
    return item.file or item.document or ""


def _before(line: JournalLine, unit: str) -> object:
    if line.before is None:
        return "–"
    if isinstance(line.before, CompletionLevel):
        return word(line.before)
    return Amount(line.before.level, unit, line.before.qualifier, worded=True)
