"""From what a person typed, on a command line or in a row of a file, to an update that fits the registry."""

from datetime import UTC, date, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess import assess
from commitrack.checks.entry import known, not_future, plausible, target_for
from commitrack.dates import parse_day
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import joined
from commitrack.model import CompletionLevel, Lifecycle, Qualifier, Registry, SourceClass, Update
from commitrack.quantity import Quantity, parse_quantity
from commitrack.registry.evidence import evidence_of
from commitrack.registry.journal import key_of


class UpdateInput(Struct, frozen=True, kw_only=True):
    """What is to be logged, as typed: ``value`` an amount (“4,120 people”), ``on`` a day (2026-08-31)."""

    commitment: str
    value: str | None = None
    target: str | None = None
    on: str | None = None
    completion: CompletionLevel | None = None
    lifecycle: Lifecycle | None = None
    reason: str | None = None
    qualifier: Qualifier | None = None
    evidence: tuple[str, ...] = ()
    source_class: SourceClass | None = None
    note: str | None = None
    by: str | None = None
    force: bool = False


def update_of(entry: UpdateInput, registry: Registry, folder: Path, *, now: datetime, today: date) -> Update:
    """The update that an entry means, by the registry as it stands.

    Raises UsageError or NotFoundError with a sentence for what cannot be meant; ``force`` lets a falling or
    surprisingly large figure pass.
    """
    known(entry.commitment, registry)
    _says_one_thing(entry, registry)
    update = Update(
        key=key_of(now), commitment=entry.commitment, on=_day(entry.on, today),
        recorded=now.astimezone(UTC).replace(microsecond=0),
        completion=entry.completion, lifecycle=entry.lifecycle, reason=entry.reason, qualifier=entry.qualifier,
        source_class=entry.source_class, evidence=tuple(evidence_of(item, folder) for item in entry.evidence),
        note=entry.note, by=entry.by,
    )  # fmt: skip
    not_future(update.on, today)
    return update if entry.value is None else _with_figure(update, entry, quantity_of(entry.value), registry)


def quantity_of(value: str) -> Quantity:
    """An amount as typed, or a UsageError with its sentence."""
    try:
        return parse_quantity(value)
    except ValueError as failure:
        raise UsageError(str(failure)) from None


def _says_one_thing(entry: UpdateInput, registry: Registry) -> None:
    said = [word for word in (entry.value, entry.completion, entry.lifecycle) if word is not None]
    if len(said) > 1:
        raise UsageError(_("one update says one thing, and this one says {things}", things=joined(said, _(" and "))))
    if not said and not entry.note:
        raise UsageError(
            _("nothing to log"),
            hint=_(
                "give a figure, --completion, --lifecycle or --note: commitrack update {id} “4,120 people”",
                id=entry.commitment,
            ),
        )
    if entry.completion is not None and registry.commitments[entry.commitment].judged():
        raise UsageError(
            _("{id} is measured by a figure, and a level of completion could contradict it", id=entry.commitment),
            hint=_("give the figure, or put the words into --note: commitrack show {id}", id=entry.commitment),
        )
    if entry.lifecycle is not None and not entry.reason:
        raise UsageError(
            _("{step} is a decision by people, and needs its reason", step=entry.lifecycle),
            hint=_("add --reason “…”"),
        )


def _day(text: str | None, today: date) -> date:
    try:
        return today if text is None else parse_day(text, today=today)
    except ValueError as failure:
        raise UsageError(str(failure)) from None


def _with_figure(update: Update, entry: UpdateInput, quantity: Quantity, registry: Registry) -> Update:
    """The update with its amount: for which target, and a level or an increment."""
    commitment = registry.commitments[update.commitment]
    name = target_for(commitment, quantity, entry.target)
    if not entry.force:
        stands = assess(commitment, registry.updates.values(), as_of=update.on, settings=registry.settings)
        found = next(each for each in stands.targets if each.name == name)
        before = found.latest.level if found.latest else None
        start = found.target.baseline if before is None else before
        level = start + quantity.value if quantity.increment else quantity.value
        plausible(found.target, found.terms, before, level)
    if quantity.increment:
        return replace(update, target=name, add=quantity.value)
    return replace(update, target=name, actual=quantity.value)
