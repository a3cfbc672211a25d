"""The journal in words: what each line said, and what stood before it."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec import Struct

from commitrack.assess import assess
from commitrack.assess.history import retracted, target_of
from commitrack.dates import format_when
from commitrack.language import LazyString as _
from commitrack.language import format_day, listed, word
from commitrack.model import CONTENTS, Amends, Commitment, CompletionLevel, Evidence, Number, Registry, Target, Update
from commitrack.quantity import format_quantity, hedged
from commitrack.report.sentences import of


class Line(Struct, frozen=True, kw_only=True):
    """One line of the journal: ``before`` is the level or completion that stood on the day before it counted."""

    update: Update
    commitment: Commitment
    before: Number | CompletionLevel | None
    retracted: bool


def log(registry: Registry, *, commitment: str | None = None) -> list[Line]:
    """The journal, or the lines of one commitment, by the day on which they were true."""
    gone = retracted(registry.updates.values())
    lines: list[Line] = []
    for name, updates in registry.updates_of().items():
        if commitment in {None, name}:
            lines += _lines(registry, registry.commitments[name], updates, gone)
    return sorted(lines, key=lambda line: line.update.order())


def _lines(registry: Registry, commitment: Commitment, updates: list[Update], gone: set[str]) -> Iterable[Line]:
    earlier: list[Update] = []
    for update in updates:
        stood = assess(commitment, earlier, as_of=update.on, settings=registry.settings)
        name = target_of(commitment, update)
        figure = next((found.latest for found in stood.targets if found.name == name), None)
        before: Number | CompletionLevel | None = figure.level if figure else None
        yield Line(
            update=update,
            commitment=commitment,
            before=stood.completion if update.completion is not None else before,
            retracted=update.key in gone,
        )
        if update.key not in gone:
            earlier.append(update)


def only_a_note(update: Update) -> bool:
    """Whether a line of the journal carries nothing but its note."""
    return all(getattr(update, name) is None for name in CONTENTS)


def entry(update: Update, target: Target | None, *, lang: str) -> str:
    """One line of the journal in words, without its day and source."""
    if update.retracts is not None:
        return _("retracts {key}", key=update.retracts).to(lang)
    if update.amends is not None:
        return _amendment(update.amends, update.reason, target, lang)
    if update.lifecycle is not None:
        return _("{step} ({reason})", step=word(update.lifecycle), reason=update.reason).to(lang)
    if update.completion is not None:
        return _("completion: {level}", level=word(update.completion)).to(lang)
    number = update.actual if update.actual is not None else update.add
    if number is None or target is None:
        return _("note").to(lang)
    amount = hedged(format_quantity(number, target.unit, lang=lang), update.qualifier, lang=lang)
    return f"+ {amount}" if update.add is not None else amount


def _amendment(amends: Amends, reason: str | None, target: Target | None, lang: str) -> str:
    terms: list[str] = []
    if amends.value is not None and target is not None:
        terms.append(_("target {goal}", goal=format_quantity(amends.value, target.unit, lang=lang)))
    if amends.due is not None:
        terms.append(_("due {due}", due=format_when(amends.due, lang)))
    return _("amended: {terms} ({reason})", terms=listed(terms, lang), reason=reason).to(lang)


def words(line: Line, *, lang: str) -> str:
    """“2025-10-26 implementation-plan: 108 of 130 items (was –), press, vietnam.vn”."""
    update, commitment = line.update, line.commitment
    name = target_of(commitment, update)
    target = commitment.targets.get(name) if name else None
    said = entry(update, target, lang=lang)
    if only_a_note(update):
        said = _("“{text}”", text=update.note).to(lang)
    if update.actual is not None and target is not None and target.value is not None:
        said = of(update.actual, target.value, target.unit, update.qualifier, lang=lang)
    if update.actual is not None or update.add is not None or update.completion is not None:
        was = _was(line, target.unit if target else "", lang=lang)
        said = _("{figure} (was {was})", figure=said, was=was).to(lang)
    stands_behind = word(update.source_class) if update.source_class else None
    parts = [said, stands_behind, *map(_source, update.evidence), update.by]
    gaps = {"day": format_day(update.on, lang), "id": commitment.id, "said": listed(filter(None, parts), lang)}
    told = _("{day} {id}: {said} [retracted]", **gaps) if line.retracted else _("{day} {id}: {said}", **gaps)
    return told.to(lang)


def _source(item: str | Evidence) -> str:
    """Where the evidence lies, in a word: the host of an address, a file, a document."""
    if isinstance(item, str):
        return (urlsplit(item).hostname or item).removeprefix("www.")
    return item.file or item.document or ""


def _was(line: Line, unit: str, *, lang: str) -> str:
    if line.before is None:
        return "–"
    if isinstance(line.before, CompletionLevel):
        return word(line.before).to(lang)
    return format_quantity(line.before, unit, lang=lang)
