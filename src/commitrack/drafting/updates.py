"""Draft an update from what was typed on the command line or in a spreadsheet row."""

from datetime import UTC, date, datetime
from secrets import token_hex

from msgspec import Struct
from msgspec.structs import replace

from commitrack.drafting.journal import Journal
from commitrack.drafting.lookup import require_assessed
from commitrack.drafting.plausibility import require_new, require_past, require_plausible
from commitrack.drafting.quantities import qualifier_of, read_quantity
from commitrack.drafting.target_lookup import target_for
from commitrack.drafting.values import read_day
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import listed, word
from commitrack.model import (
    Commitment,
    CompletionLevel,
    Evidence,
    Lifecycle,
    Qualifier,
    Registry,
    SourceClass,
    Text,
    Update,
)
from commitrack.model.updates import MICROSECOND_DIGITS


class JournalInput(Struct, frozen=True, kw_only=True):
    """What any entry of the journal may state: ``on`` is a day as typed, ``evidence`` is resolved already."""

    commitment: str
    target: str | None = None
    on: str | None = None
    reason: str | None = None
    evidence: tuple[str | Evidence, ...] = ()
    source_class: SourceClass | None = None
    note: str | None = None
    note_ja: str | None = None
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

    Raises NotFoundError for an unknown commitment or target, UsageError for input that is invalid, implausible or
    already recorded.
    """
    update = read_update(typed, registry, now=now, today=today)
    if not typed.force:
        entries = Journal(registry).of(update.commitment)
        require_new(update, entries)
        require_plausible(update, entries)
    return update


def read_update(typed: UpdateInput, registry: Registry, *, now: datetime, today: date) -> Update:
    """The update that the input describes, however implausible. Raises NotFoundError and UsageError as above."""
    typed = replace(typed, commitment=require_assessed(typed.commitment, registry))
    commitment = registry.commitments[typed.commitment]
    _require_one_content(typed, commitment)
    _require_no_stray_option(typed)
    update = replace(
        draft_entry(typed, now=now, today=today),
        completion=typed.completion,
        lifecycle=typed.lifecycle,
    )
    if typed.value is None:
        return update
    quantity = read_quantity(typed.value, registry.settings.decimal_mark)
    name = target_for(commitment, quantity, typed.target)
    update = replace(update, qualifier=qualifier_of(quantity, typed.qualifier))
    if quantity.increment:
        return replace(update, target=name, add=quantity.value)
    return replace(update, target=name, actual=quantity.value)


def draft_entry(typed: JournalInput, *, now: datetime, today: date) -> Update:
    """An update with the fields that all entries share; raise UsageError for an invalid or future day."""
    try:
        on = today if typed.on is None else read_day(typed.on, today=today)
    except UsageError as failure:
        raise UsageError(_("--on: {problem}", problem=failure.message), hint=failure.hint) from None
    require_past(on, today)
    return Update(
        key=key_of(now), commitment=typed.commitment, on=on, recorded=now.astimezone(UTC).replace(microsecond=0),
        reason=typed.reason, source_class=typed.source_class, evidence=typed.evidence, note=_note(typed), by=typed.by,
    )  # fmt: skip


def _note(typed: JournalInput) -> Text | None:
    """The note in English and in Japanese, or in the only language that was typed; None without a note."""
    if typed.note and typed.note_ja:
        return {"en": typed.note, "ja": typed.note_ja}
    return typed.note or typed.note_ja or None


def key_of(moment: datetime) -> str:
    """A unique key: the moment in UTC, then its microseconds and 32 random bits in hexadecimal.

    Of two updates recorded in the same second the one with the higher key counts, so later ones need higher keys.
    """
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}-{moment.microsecond:0{MICROSECOND_DIGITS}x}{token_hex(4)}"


def _require_one_content(typed: UpdateInput, commitment: Commitment) -> None:
    """Raise UsageError unless the input states one thing, or only a note, that the commitment allows."""
    contents = [content for content in (typed.value, typed.completion, typed.lifecycle) if content is not None]
    if len(contents) > 1:
        things = listed(contents, _(" and "))
        raise UsageError(
            _("an update can record only one of figure, --completion and --lifecycle; given: {things}", things=things)
        )
    if not contents and _note(typed) is None:
        raise UsageError(
            _("nothing to record"),
            hint=_('give a figure, as in "4,120 people", or --completion, --lifecycle or --note'),
        )
    if typed.completion is not None and commitment.judged():
        raise UsageError(
            _('"{id}" has a target value; a completion level could contradict its figures', id=typed.commitment),
            hint=_("give a figure, or use --note for text; see: commitrack show {id}", id=typed.commitment),
        )
    if typed.lifecycle is not None and not typed.reason:
        raise UsageError(
            _('lifecycle "{step}" requires a reason', step=word(typed.lifecycle)),
            hint=_('add --reason "…"'),
        )


def _require_no_stray_option(typed: UpdateInput) -> None:
    """Raise UsageError for an option that says something about content that the input does not have."""
    if typed.value is None and (typed.target is not None or typed.qualifier is not None):
        raise UsageError(
            _("--target and --qualifier require a figure"), hint=_("add the figure, or leave these options out")
        )
    if typed.lifecycle is None and typed.reason is not None:
        raise UsageError(_("--reason requires --lifecycle"), hint=_("for other updates, use --note"))
