"""Draft an update from what was typed on the command line or in a spreadsheet row."""

from datetime import UTC, date, datetime
from secrets import token_hex

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess import assess
from commitrack.drafting.lookup import require_commitment, target_for
from commitrack.drafting.plausibility import require_past, require_plausible
from commitrack.drafting.values import read_day, read_quantity
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import CompletionLevel, Evidence, Lifecycle, Qualifier, Registry, SourceClass, Update
from commitrack.quantity import Quantity


class JournalInput(Struct, frozen=True, kw_only=True):
    """What any entry of the journal may state: ``on`` is a day as typed, ``evidence`` is resolved already."""

    commitment: str
    target: str | None = None
    on: str | None = None
    reason: str | None = None
    evidence: tuple[str | Evidence, ...] = ()
    source_class: SourceClass | None = None
    note: str | None = None
    by: str | None = None


class UpdateInput(JournalInput, frozen=True, kw_only=True):
    """An update as typed: ``value`` is an amount (“4,120 people”); ``force`` accepts an implausible figure."""

    value: str | None = None
    completion: CompletionLevel | None = None
    lifecycle: Lifecycle | None = None
    qualifier: Qualifier | None = None
    force: bool = False


def draft_update(typed: UpdateInput, registry: Registry, *, now: datetime, today: date) -> Update:
    """The update that the input describes, given the registry.

    Raises NotFoundError for an unknown commitment or target, UsageError for input that is invalid or implausible.
    """
    require_commitment(typed.commitment, registry)
    _require_one_content(typed, registry)
    update = replace(
        draft_entry(typed, now=now, today=today),
        completion=typed.completion,
        lifecycle=typed.lifecycle,
        qualifier=typed.qualifier,
    )
    return update if typed.value is None else _with_figure(update, typed, read_quantity(typed.value), registry)


def draft_entry(typed: JournalInput, *, now: datetime, today: date) -> Update:
    """An update with the fields that all entries share; raise UsageError for an invalid or future day."""
    on = today if typed.on is None else read_day(typed.on, today=today)
    require_past(on, today)
    return Update(
        key=key_of(now), commitment=typed.commitment, on=on, recorded=now.astimezone(UTC).replace(microsecond=0),
        reason=typed.reason, source_class=typed.source_class, evidence=typed.evidence, note=typed.note, by=typed.by,
    )  # fmt: skip


def key_of(moment: datetime) -> str:
    """A unique key: the moment in UTC, then its microseconds and 32 random bits in hexadecimal.

    Of two updates recorded in the same second the one with the higher key counts, so later ones need higher keys.
    """
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}-{moment.microsecond:05x}{token_hex(4)}"


def _require_one_content(typed: UpdateInput, registry: Registry) -> None:
    """Raise UsageError unless the input states one thing, or only a note, that the commitment allows."""
    contents = [content for content in (typed.value, typed.completion, typed.lifecycle) if content is not None]
    if len(contents) > 1:
        things = join(contents, _(" and "))
        raise UsageError(
            _("an update can record only one of figure, --completion and --lifecycle; given: {things}", things=things)
        )
    if not contents and not typed.note:
        raise UsageError(
            _("nothing to record"),
            hint=_(
                'give a figure, --completion, --lifecycle or --note: commitrack update {id} "4,120 people"',
                id=typed.commitment,
            ),
        )
    if typed.completion is not None and registry.commitments[typed.commitment].judged():
        raise UsageError(
            _('"{id}" has a target value; a completion level could contradict its figures', id=typed.commitment),
            hint=_("give a figure, or use --note for text; see: commitrack show {id}", id=typed.commitment),
        )
    if typed.lifecycle is not None and not typed.reason:
        raise UsageError(
            _('lifecycle "{step}" requires a reason', step=typed.lifecycle),
            hint=_('add --reason "…"'),
        )


def _with_figure(update: Update, typed: UpdateInput, quantity: Quantity, registry: Registry) -> Update:
    """The update with its target and its amount, as a level or an increment."""
    name = target_for(registry.commitments[update.commitment], quantity, typed.target)
    if not typed.force:
        _require_plausible_change(update, name, quantity, registry)
    if quantity.increment:
        return replace(update, target=name, add=quantity.value)
    return replace(update, target=name, actual=quantity.value)


def _require_plausible_change(update: Update, name: str, quantity: Quantity, registry: Registry) -> None:
    """Raise UsageError if the new level is implausible given the target's latest level on the day of the update."""
    assessment = assess(
        registry.commitments[update.commitment],
        registry.updates.values(),
        as_of=update.on,
        settings=registry.settings,
    )
    target = next(target for target in assessment.targets if target.name == name)
    before = target.latest.level if target.latest else None
    start = (target.target.baseline or 0) if before is None else before
    level = start + quantity.value if quantity.increment else quantity.value
    require_plausible(target.target, target.terms, before=before, level=level)
