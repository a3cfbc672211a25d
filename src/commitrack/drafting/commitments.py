"""Draft a new commitment from typed input."""

import re
import unicodedata
from datetime import UTC, datetime

from msgspec import Struct

from commitrack.amounts import Unit, is_currency
from commitrack.assess import UNITLESS
from commitrack.drafting.ids import require_free_id
from commitrack.drafting.quantities import qualifier_of, read_exact, read_quantity
from commitrack.drafting.values import read_deadline, read_span, read_when
from commitrack.errors import UsageError
from commitrack.labels import known_word
from commitrack.language import LazyString as _
from commitrack.model import (
    Commitment,
    Counting,
    DecimalMark,
    Kind,
    Number,
    Parties,
    Qualifier,
    Registry,
    Source,
    Target,
    languages_of,
    multilingual,
)
from commitrack.quantity import Quantity

ID_WORDS = 5
"""How many words of the title are used in a derived id."""
ID_LENGTH = 80
"""The most characters of an id."""


class CommitmentInput(Struct, frozen=True, kw_only=True):
    """A commitment as typed. ``targets`` are amounts (“5,000 people”), or named ones (“trainees=5,000 people”)."""

    title: str
    title_ja: str | None = None
    id: str | None = None
    kind: Kind = Kind.PLEDGE
    headline: bool = False
    targets: tuple[str, ...] = ()
    indicator: str | None = None
    qualifier: Qualifier | None = None
    counting: str | None = None
    baseline: str | None = None
    maintain: bool = False
    made: str | None = None
    within: str | None = None
    due: str | None = None
    part_of: str | None = None
    pillar: str | None = None
    areas: tuple[str, ...] = ()
    parties: Parties = Parties()
    document: str | None = None
    page: int | None = None
    quote: str | None = None
    note: str | None = None
    by: str | None = None


def draft_commitment(typed: CommitmentInput, *, now: datetime, mark: DecimalMark | None = None) -> Commitment:
    """The commitment that the input describes, recorded ``now``; raise UsageError if any of it cannot be parsed.

    ``mark`` is the decimal mark of amounts that the registry declares, if any.
    """
    _require_owners(typed)
    return Commitment(
        id=typed.id or slug(typed.title, hint=_("add --id ID")),
        title={"en": typed.title, "ja": typed.title_ja} if typed.title_ja else typed.title,
        kind=typed.kind,
        headline=typed.headline,
        part_of=typed.part_of,
        pillar=typed.pillar,
        areas=typed.areas,
        made=read_when(typed.made) if typed.made else None,
        within=read_span(typed.within) if typed.within else None,
        due=read_deadline(typed.due) if typed.due else None,
        parties=typed.parties,
        source=Source(document=typed.document, page=typed.page, quote=typed.quote) if typed.document else None,
        targets=_targets(typed, mark),
        note=typed.note,
        recorded=now.astimezone(UTC),
        by=typed.by,
    )


def require_unused(commitment: Commitment, registry: Registry, *, force: bool = False) -> None:
    """Raise UsageError if the id of the commitment is or was that of another one, or, unless ``force``, its title."""
    require_free_id(commitment.id, registry, hint=_("choose another id with --id"))
    titles = set(map(comparable, languages_of(commitment.title)))
    for known in registry.commitments.values():
        if not force and not titles.isdisjoint(map(comparable, languages_of(known.title))):
            raise UsageError(
                _('commitment "{id}" already has the title "{title}"', id=known.id, title=multilingual(known.title)),
                hint=_("record progress with: commitrack update {id}; if both are meant, add --force", id=known.id),
            )


def comparable(title: str) -> str:
    """The title without differences of case, width and spaces."""
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())


def slug(title: str, *, hint: str, most: int = ID_WORDS) -> str:
    """An id derived from the first words of a title, at ``most``; raise UsageError if it is not in Latin letters.

    Of a title in another script, only its abbreviations would remain. ``hint`` is that of the error.
    """
    plain = unicodedata.normalize("NFKD", title)
    letters = [letter for letter in plain if letter.isalpha()]
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower().replace(",", ""))
    if not letters or not all(unicodedata.name(letter, "").startswith("LATIN") for letter in letters):
        raise UsageError(_('cannot derive an id from "{title}"', title=title), hint=hint)
    return "-".join(words[:most])[:ID_LENGTH].strip("-")


def _require_owners(typed: CommitmentInput) -> None:
    """Raise UsageError for details of a document or a target that is not given."""
    if (typed.page or typed.quote) and not typed.document:
        raise UsageError(_("--page and --quote require a document"), hint=_("add --document ID"))
    if typed.due and typed.within:
        raise UsageError(_("--due and --within both state the deadline"), hint=_("leave one of them out"))
    of_target = (typed.indicator, typed.qualifier, typed.counting, typed.baseline, typed.maintain)
    if not typed.targets and any(of_target):
        raise UsageError(
            _("--indicator, --qualifier, --counting, --baseline and --maintain require a target"),
            hint=_('add --target "5,000 people"'),
        )


def _targets(typed: CommitmentInput, mark: DecimalMark | None) -> dict[str, Target]:
    """The targets by name; one without a name is named after its unit."""
    targets: dict[str, Target] = {}
    for text in typed.targets:
        name, amount = _named_amount(text, mark)
        if name in targets:
            raise UsageError(
                _('two targets would be named "{name}"', name=name),
                hint=_('name them: "first-{name}={amount}", …', name=name, amount=text.rpartition("=")[2]),
            )
        targets[name] = _target(amount, typed, mark)
    return targets


def _named_amount(text: str, mark: DecimalMark | None) -> tuple[str, Quantity]:
    """The name and the amount of a target as typed: “5,000 people” or “trainees=5,000 people”."""
    name, separator, amount = text.rpartition("=")
    quantity = read_quantity(amount, mark)
    if separator:
        return name.strip(), quantity
    return target_name(quantity.unit or UNITLESS, text), quantity


def target_name(unit: str, text: str = "…") -> str:
    """The name of a target without one: its unit, “budget” for money, or “share”."""
    if is_currency(unit):
        return "budget"
    if unit == "%":
        return "share"
    if unit.isascii():
        return slug(unit, hint=_('name it: "share={amount}"', amount=text))
    return re.sub(r"[^\w.]+", "-", unit.lower()).strip("-")


def _target(amount: Quantity, typed: CommitmentInput, mark: DecimalMark | None) -> Target:
    unit = amount.unit or UNITLESS
    return Target(
        value=amount.value, unit=unit, indicator=typed.indicator, qualifier=qualifier_of(amount, typed.qualifier),
        baseline=_baseline(typed, unit, mark), maintain=typed.maintain,
        counting=known_word(typed.counting or "", Counting) or typed.counting if is_currency(unit) else None,
    )  # fmt: skip


def _baseline(typed: CommitmentInput, unit: str, mark: DecimalMark | None) -> Number | None:
    if not typed.baseline:
        return None
    baseline = read_exact(typed.baseline, mark)
    if baseline.unit not in {None, unit}:
        raise UsageError(
            _('the baseline is in "{one}", but the target is in "{other}"', one=Unit(baseline.unit), other=Unit(unit))
        )
    return baseline.value
