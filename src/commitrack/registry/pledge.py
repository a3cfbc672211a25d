"""A new commitment: from what a person typed to its record, and to the lines of its table."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

import msgspec
from msgspec import Struct

from commitrack.checks.trackable import UNITLESS
from commitrack.dates import parse_loosely, parse_span
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Kind, Number, Parties, Qualifier, Source, Span, Target, When
from commitrack.quantity import is_currency
from commitrack.registry.entry import quantity_of
from commitrack.registry.toml import inline, key, written

ID_WORDS = 5
"""How many words of a title make an id."""


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


def commitment_of(pledge: CommitmentInput) -> Commitment:
    """The commitment that is meant; raise UsageError with a sentence for what cannot be read."""
    if (pledge.page or pledge.quote) and not pledge.document:
        raise UsageError(_("a page or a quote belongs to a document"), hint=_("name it with --document"))
    if not pledge.targets and any((pledge.indicator, pledge.qualifier, pledge.counting, pledge.baseline)):
        raise UsageError(
            _("indicator, qualifier, counting and baseline belong to a target"),
            hint=_("give one: --target “5,000 people”"),
        )
    return Commitment(
        id=pledge.id or slug(pledge.title, hint=_("give one with --id")),
        title={"en": pledge.title, "ja": pledge.title_ja} if pledge.title_ja else pledge.title,
        kind=pledge.kind,
        headline=pledge.headline,
        part_of=pledge.part_of,
        pillar=pledge.pillar,
        areas=pledge.areas,
        made=when_of(pledge.made),
        within=span_of(pledge.within),
        due=when_of(pledge.due),
        parties=pledge.parties,
        source=Source(document=pledge.document, page=pledge.page, quote=pledge.quote) if pledge.document else None,
        targets=_targets(pledge),
        note=pledge.note,
    )


def _targets(pledge: CommitmentInput) -> dict[str, Target]:
    """The targets by name, which is the unit's where none is given; of one name there is one."""
    found: dict[str, Target] = {}
    for text in pledge.targets:
        named, given, amount = text.rpartition("=")
        quantity = quantity_of(amount)
        unit = quantity.unit or UNITLESS
        hint = _("name it: share={amount}", amount=text)
        name = named.strip() if given else "budget" if is_currency(unit) else slug(unit, hint=hint)
        if name in found:
            raise UsageError(
                _("two targets would be called “{name}”", name=name),
                hint=_("name them: first-{name}={amount}, …", name=name, amount=amount),
            )
        found[name] = Target(
            value=quantity.value, unit=unit, indicator=pledge.indicator, qualifier=pledge.qualifier,
            baseline=_baseline(pledge, unit), counting=pledge.counting if is_currency(unit) else None,
        )  # fmt: skip
    return found


def _baseline(pledge: CommitmentInput, unit: str) -> Number:
    if not pledge.baseline:
        return 0
    start = quantity_of(pledge.baseline)
    if start.unit not in {None, unit}:
        raise UsageError(_("the baseline counts in {one}, and the target in {other}", one=start.unit, other=unit))
    return start.value


def slug(title: str, *, hint: str) -> str:
    """An id made of a title: its first words in ASCII; raise UsageError where there are no letters to make one of."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower().replace(",", "")
    words = re.findall(r"[a-z0-9]+", plain)
    if not re.search("[a-z]", plain):
        raise UsageError(_("no id can be made of “{title}”", title=title), hint=hint)
    return "-".join(words[:ID_WORDS])


def when_of(text: str | None) -> When | None:
    """A day, month, year or fiscal year as typed; raise UsageError for what is none."""
    try:
        return parse_loosely(text) if text else None
    except ValueError as failure:
        raise UsageError(str(failure)) from None


def span_of(text: str | None) -> Span | None:
    """A length of time as typed; raise UsageError for what is none."""
    try:
        return parse_span(text) if text else None
    except ValueError as failure:
        raise UsageError(_("“{text}” {fault}", text=text, fault=str(failure))) from None


def lines_of(commitment: Commitment) -> tuple[str, ...]:
    """An empty line, the header, a line for each key, and a line for each target."""
    fields = msgspec.to_builtins(commitment, builtin_types=(date, datetime, Decimal), enc_hook=written)
    del fields["id"]
    targets = fields.pop("targets", {})
    return (
        "",
        f"[commitments.{key(commitment.id)}]",
        *(f"{name} = {inline(value)}" for name, value in fields.items() if value not in ({}, [])),
        *(f"targets.{key(name)} = {inline(target)}" for name, target in targets.items()),
    )
