"""Draft an amendment: new terms for a target or a deadline; the original terms are kept."""

from datetime import date, datetime

from msgspec.structs import replace

from commitrack.assess import Assessment, TermsChange, assess, changes
from commitrack.assess.terms import shift
from commitrack.dates import first_day, last_day
from commitrack.drafting.journal import Journal
from commitrack.drafting.lookup import require_assessed
from commitrack.drafting.plausibility import require_plausible_terms
from commitrack.drafting.quantities import read_exact
from commitrack.drafting.target_lookup import require_target, target_for
from commitrack.drafting.updates import JournalInput, draft_entry
from commitrack.drafting.values import read_deadline
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Amends, Commitment, DecimalMark, FiscalYear, Number, Registry, Update, When


class AmendmentInput(JournalInput, frozen=True, kw_only=True):
    """An amendment as typed: ``value`` is an amount, ``due`` a deadline; ``force`` accepts an implausible value.

    Raises UsageError if both are missing, or the reason is.
    """

    value: str | None = None
    due: str | None = None
    force: bool = False

    def __post_init__(self) -> None:
        if self.value is None and self.due is None:
            raise UsageError(
                _("nothing to amend"), hint=_('give the new terms: --value "4,000 people", --due 2027-03-31, or both')
            )
        if not self.reason or not self.reason.strip():
            raise UsageError(
                _("an amendment requires a reason"),
                hint=_('add --reason "…" so that readers see why the terms changed'),
            )


def draft_amendment(typed: AmendmentInput, registry: Registry, *, now: datetime, today: date) -> Update:
    """The update that amends the terms.

    Raises NotFoundError for an unknown commitment or target, UsageError for input that is invalid,
    implausible or changes nothing.
    """
    typed = replace(typed, commitment=require_assessed(typed.commitment, registry))
    entry = draft_entry(typed, now=now, today=today)
    target, amends = _amends(typed, registry)
    update = replace(entry, target=target, amends=amends)
    _require_later(amends, registry.commitments[typed.commitment], registry.settings.fiscal_year)
    if not _changes_terms(update, registry):
        raise UsageError(
            _("the new terms are the same as the current ones"),
            hint=_("see the current terms with: commitrack show {id}", id=typed.commitment),
        )
    if not typed.force:
        require_plausible_terms(update, Journal(registry).of(update.commitment))
    return update


def _require_later(amends: Amends, commitment: Commitment, fiscal_year: FiscalYear) -> None:
    """Raise UsageError for a new deadline before the day on which the commitment was made."""
    if amends.due is None or commitment.made is None:
        return
    if last_day(amends.due, fiscal_year=fiscal_year) < first_day(commitment.made, fiscal_year=fiscal_year):
        raise UsageError(
            _("the new deadline {due} is before the commitment was made, {made}", due=amends.due, made=commitment.made),
            hint=_("correct --due; see: commitrack show {id}", id=commitment.id),
        )


def terms_changes(before: Assessment, after: Assessment) -> tuple[TermsChange, ...]:
    """How the terms of the targets differ between two assessments; if they do not, how the deadline differs."""
    differences: list[TermsChange] = []
    for old, new in zip(before.targets, after.targets, strict=True):
        if old.terms is not None and new.terms is not None:
            differences += changes(old.terms, new.terms)
    if not differences and before.due != after.due:
        differences = [shift(before.due, after.due)]
    return tuple(dict.fromkeys(differences))


def _amends(typed: AmendmentInput, registry: Registry) -> tuple[str | None, Amends]:
    """The name of the amended target (None: the commitment's own deadline), and its new terms."""
    commitment = registry.commitments[typed.commitment]
    due = _due(typed.due)
    if typed.value is not None:
        name, value = _new_value(typed.value, commitment, typed.target, registry.settings.decimal_mark)
        return name, Amends(value=value, due=due)
    if typed.target is not None:
        require_target(commitment, typed.target)
    return typed.target, Amends(due=due)


def _due(text: str | None) -> When | None:
    return None if text is None else read_deadline(text)


def _new_value(text: str, commitment: Commitment, named: str | None, mark: DecimalMark | None) -> tuple[str, Number]:
    quantity = read_exact(text, mark)
    name = target_for(commitment, quantity, named)
    if quantity.increment:
        raise UsageError(_('"{value}" is an increment', value=text), hint=_("give the full new value"))
    if commitment.targets[name].value is None:
        raise UsageError(_('target "{name}" is tracked only and has no value to amend', name=name))
    return name, quantity.value


def _changes_terms(update: Update, registry: Registry) -> bool:
    """Whether any terms change: a new deadline of the commitment does not, if all its targets have their own."""
    commitment, updates = registry.commitments[update.commitment], registry.updates_of().get(update.commitment, [])
    before, after = (
        assess(commitment, journal, as_of=update.on, settings=registry.settings)
        for journal in (updates, [*updates, update])
    )
    return before.due != after.due or [t.terms for t in before.targets] != [t.terms for t in after.targets]
