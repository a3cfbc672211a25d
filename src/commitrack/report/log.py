"""The journal in words: what each line said, and what stood before it."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec import Struct

from commitrack.assess import assess
from commitrack.assess.history import retracted, target_of
from commitrack.model import Commitment, Completion, Evidence, Number, Registry, Update
from commitrack.quantity import format_quantity, hedged
from commitrack.report.sentences import entry, of


class Line(Struct, frozen=True, kw_only=True):
    """One line of the journal: ``before`` is the level or completion that stood on the day before it counted."""

    update: Update
    commitment: Commitment
    before: Number | Completion | None
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
        before: Number | Completion | None = figure.level if figure else None
        yield Line(
            update=update,
            commitment=commitment,
            before=stood.completion if update.completion is not None else before,
            retracted=update.key in gone,
        )
        if update.key not in gone:
            earlier.append(update)


def words(line: Line, *, lang: str) -> str:
    """“2025-10-26 implementation-plan: 108 of 130 items (was –), press, vietnam.vn”."""
    update, commitment = line.update, line.commitment
    name = target_of(commitment, update)
    target = commitment.targets.get(name) if name else None
    said = entry(update, target, lang=lang)
    if said == "note":
        said = f"“{update.note}”"
    if update.actual is not None and target is not None and target.value is not None:
        said = hedged(of(update.actual, target.value, target.unit, lang=lang), update.qualifier, lang=lang)
    if update.actual is not None or update.add is not None or update.completion is not None:
        said += f" (was {_was(line, target.unit if target else '', lang=lang)})"
    parts = [said, str(update.source_class or "").replace("-", " "), *map(_source, update.evidence), update.by]
    struck = " [retracted]" if line.retracted else ""
    return f"{update.on} {commitment.id}: {', '.join(part for part in parts if part)}{struck}"


def _source(item: str | Evidence) -> str:
    """Where the evidence lies, in a word: the host of an address, a file, a document."""
    if isinstance(item, str):
        return (urlsplit(item).hostname or item).removeprefix("www.")
    return item.file or item.document or ""


def _was(line: Line, unit: str, *, lang: str) -> str:
    if line.before is None:
        return "–"
    if isinstance(line.before, Completion):
        return line.before.replace("-", " ")
    return format_quantity(line.before, unit, lang=lang)
