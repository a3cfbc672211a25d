"""The fields of the query language. To add one, add an entry to ``FIELDS``."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from commitrack.assess import (
    Assessment,
    Delivery,
    EvidenceClass,
    Freshness,
    Reservation,
    Schedule,
    Status,
    is_measurable,
)
from commitrack.dates import first_day
from commitrack.language import LazyString as _
from commitrack.model import Kind, Lifecycle, Registry
from commitrack.query.values import (
    Reader,
    day_of,
    folded,
    id_pattern,
    person,
    record_of,
    share,
    unit,
    whole,
    word_of,
)

STATUS_WORDS = tuple(
    dict.fromkeys(word for words in (Status, Schedule, Delivery, Freshness, Lifecycle, Reservation) for word in words)
)
"""What ``status:`` accepts: each of the four answers and the status itself."""
KINDS = (Kind.PLEDGE, Kind.PROGRAMME)
"""What ``kind:`` accepts: groups are in no listing."""
STATUSES = frozenset({*Status, *Reservation, Schedule.NO_DEADLINE, Schedule.NO_DATA})
"""The words that mean a status without ``status:``, because they hardly occur in titles."""


class Field(Struct, frozen=True, kw_only=True):
    """How a field is written, how its value is parsed into a test, and which values of a commitment are tested.

    ``values`` returns none if the commitment states none; ``suggestions`` are the values that Tab completes.
    """

    example: str
    read: Reader
    values: Callable[[Assessment, Registry], Iterable[Any]]
    suggestions: Callable[[Registry], Iterable[str]] = lambda _registry: ()


def achieved(assessment: Assessment) -> Decimal | None:
    """The share of the leading target that is achieved, as a fraction of 1; None if there is none."""
    leading = assessment.leading
    return leading.measure.achieved if leading and leading.measure else None


def _made(assessment: Assessment, registry: Registry) -> date | None:
    made = assessment.commitment.made
    return first_day(made, fiscal_year=registry.settings.fiscal_year) if made else None


def _wholes(assessment: Assessment, registry: Registry) -> Iterator[str]:
    return (whole.id for whole in registry.wholes_of(assessment.commitment))


def _optional(value: Any | None) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _none_or_any(_registry: Registry) -> tuple[str, ...]:
    return "none", "any"


PROPERTIES: dict[str, Callable[[Assessment, Registry], bool]] = {
    "key": lambda a, _registry: a.commitment.headline,
    "open": lambda a, _registry: a.is_open,
    "overdue": lambda a, _registry: a.schedule is Schedule.OVERDUE,
    "stale": lambda a, _registry: a.freshness is Freshness.STALE,
    "measurable": is_measurable,
    "weakened": lambda a, _registry: a.weakened,
    "part": lambda a, _registry: a.commitment.part_of is not None,
}
"""What ``is:`` accepts, and whether it is true of a commitment."""
_PROPERTY_LABELS = {
    "key": _("key commitment"), "open": _("not closed"), "overdue": _("overdue"), "stale": _("stale"),
    "measurable": _("measurable"), "weakened": _("weakened"), "part": _("part of another commitment"),
}  # fmt: skip

_PARTS: dict[str, Callable[[Assessment], bool]] = {
    "target": lambda a: any(target.terms for target in a.targets),
    "figure": lambda a: any(target.latest for target in a.targets),
    "evidence": lambda a: a.evidence is not EvidenceClass.NONE,
    "deadline": lambda a: a.due is not None,
    "milestones": lambda a: any(target.target.milestones for target in a.targets),
    "note": lambda a: any(update.note for update in a.history.counted),
}
"""What ``has:`` accepts, and whether a commitment has it."""

FIELDS: dict[str, Field] = {
    "id": Field(
        example="wa-2-0",
        read=id_pattern,
        values=lambda a, _registry: (a.commitment.id,),
        suggestions=lambda registry: registry.commitments,
    ),
    "kind": Field(
        example="pledge",
        read=word_of(_("kind"), KINDS),
        values=lambda a, _registry: (a.commitment.kind,),
        suggestions=lambda _registry: KINDS,
    ),
    "pillar": Field(
        example="co-creation",
        read=record_of("pillars", _("pillar"), _("pillars")),
        values=lambda a, _registry: _optional(a.commitment.pillar),
        suggestions=lambda registry: registry.pillars,
    ),
    "area": Field(
        example="energy",
        read=record_of("areas", _("area"), _("areas")),
        values=lambda a, _registry: a.commitment.areas,
        suggestions=lambda registry: registry.areas,
    ),
    "party": Field(
        example="eria",
        read=record_of("parties", _("party"), _("parties")),
        values=lambda a, _registry: a.commitment.parties.all(),
        suggestions=lambda registry: registry.parties,
    ),
    "document": Field(
        example="mofa-2023-12-17",
        read=record_of("documents", _("document"), _("documents")),
        values=lambda a, _registry: _optional(a.commitment.source and a.commitment.source.document),
        suggestions=lambda registry: registry.documents,
    ),
    "part_of": Field(example="actions", read=whole, values=_wholes, suggestions=lambda registry: registry.parts_of()),
    "status": Field(
        example="overdue",
        read=word_of(_("status"), STATUS_WORDS),
        values=lambda a, _registry: a.answers(),
        suggestions=lambda _registry: STATUS_WORDS,
    ),
    "is": Field(
        example="key",
        read=word_of(_("property"), tuple(PROPERTIES), _PROPERTY_LABELS.get),
        values=lambda a, registry: (name for name, holds in PROPERTIES.items() if holds(a, registry)),
        suggestions=lambda _registry: PROPERTIES,
    ),
    "has": Field(
        example="evidence",
        read=word_of(_("property"), tuple(_PARTS)),
        values=lambda a, _registry: (name for name, holds in _PARTS.items() if holds(a)),
        suggestions=lambda _registry: _PARTS,
    ),
    "by": Field(
        example="desk",
        read=person,
        values=lambda a, _registry: (folded(update.by) for update in a.history.counted if update.by),
        suggestions=lambda registry: sorted({update.by for update in registry.updates.values() if update.by}),
    ),
    "evidence": Field(
        example="press",
        read=word_of(_("evidence class"), tuple(EvidenceClass)),
        values=lambda a, _registry: (a.evidence,),
    ),
    "unit": Field(
        example="JPY",
        read=unit,
        values=lambda a, _registry: (target.unit for target in a.commitment.targets.values()),
        suggestions=lambda registry: sorted(registry.target_units()),
    ),
    "due": Field(
        example="..2028",
        read=day_of("due"),
        values=lambda a, _registry: _optional(a.due),
        suggestions=_none_or_any,
    ),
    "made": Field(
        example="2023",
        read=day_of("made"),
        values=lambda a, registry: _optional(_made(a, registry)),
        suggestions=_none_or_any,
    ),
    "updated": Field(
        example="2026..",
        read=day_of("updated"),
        values=lambda a, _registry: _optional(a.updated),
        suggestions=_none_or_any,
    ),
    "progress": Field(
        example="..50",
        read=share,
        values=lambda a, _registry: _optional(achieved(a)),
        suggestions=lambda _registry: ("none",),
    ),
}
"""Every field by its name, in the order in which Tab completes them."""
