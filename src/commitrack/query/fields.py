"""Every field of the query language, and how a value of it is read into a test."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from commitrack.assess import Assessment, Delivery, Freshness, Schedule, Status
from commitrack.dates import first_day, parse_range
from commitrack.errors import UsageError, meant
from commitrack.language import LazyString as _
from commitrack.model import Area, Document, Kind, Lifecycle, Party, Pillar, Registry, Source, languages_of

Test: TypeAlias = Callable[[Assessment], bool]
Reader: TypeAlias = Callable[[str, Registry], Test]
Titled: TypeAlias = Pillar | Area | Party | Document

MANY = 20
"""Known words that a hint lists at most."""

_PER_CENT = re.compile(r"(?P<low>-?\d{1,6}(\.\d+)?)?(?P<dots>\.\.(?P<high>-?\d{1,6}(\.\d+)?)?)?", re.ASCII)


def achieved(assessment: Assessment) -> Decimal | None:
    """The share of the leading target that is achieved, as a fraction of 1."""
    leading = assessment.leading
    return leading.measure.achieved if leading and leading.measure else None


def plain(text: str) -> str:
    """Full-width letters, digits and colons of a Japanese keyboard as what they mean."""
    return unicodedata.normalize("NFKC", text)


def _folded(text: str) -> str:
    return plain(text).casefold()


def has_word(assessment: Assessment, word: str) -> bool:
    """Whether a word stands in the id or in the title, whatever its language, case and width."""
    commitment = assessment.commitment
    wanted = _folded(word)
    return any(wanted in _folded(text) for text in (commitment.id, *languages_of(commitment.title)))


def nearest(word: str, known: Iterable[str], what: _) -> _:
    """What the person must have meant, or may have; else what there is."""
    known = list(known)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.8) or difflib.get_close_matches(word, known, cutoff=0.5)
    if hint := meant(near):
        return hint
    if not known:
        return _("the registry has no {what}", what=what)
    names, more = ", ".join(sorted(known)[:MANY]), len(known) - MANY
    if more > 0:
        return _("known {what}: {names} and {more} more", what=what, names=names, more=more)
    return _("known {what}: {names}", what=what, names=names)


def _ids_for(value: str, table: Mapping[str, Titled], what: _, plural: _) -> set[str]:
    """The ids meant by a value: the id itself, its place in the table (1, 2, …), a part between hyphens, the title."""
    if value in table:
        return {value}
    if value.isdecimal() and 0 < int(value) <= len(table):
        return {list(table)[int(value) - 1]}
    wanted = f"-{value.lower()}-"
    found = {name for name in table if wanted in f"-{name}-"}
    found = found or {n for n, record in table.items() if _folded(value) in map(_folded, languages_of(record.title))}
    if not found:
        raise UsageError(_("there is no {what} “{value}”", what=what, value=value), hint=nearest(value, table, plural))
    return found


def _in_table(what: _, table: _, of: Callable[[Assessment], Iterable[str | None]]) -> Reader:
    def read(value: str, registry: Registry) -> Test:
        ids = _ids_for(value, getattr(registry, table), what, table)
        return lambda a: not ids.isdisjoint(of(a))

    return read


def _word_of(what: _, words: Sequence[str], of: Callable[[Assessment], Iterable[str]]) -> Reader:
    def read(value: str, registry: Registry) -> Test:  # noqa: ARG001  one signature for every field
        if value.lower() not in words:
            said = _("“{word}” is not a {what}", word=value, what=what)
            raise UsageError(said, hint=nearest(value.lower(), words, _("words")))
        return lambda a: value.lower() in of(a)

    return read


def _dated(field: str, of: Callable[[Assessment, Registry], date | None]) -> Reader:
    def read(value: str, registry: Registry) -> Test:
        if value in {"none", "any"}:
            return lambda a: (of(a, registry) is None) == (value == "none")
        try:
            first, last = parse_range(value, fiscal_year_start=registry.settings.fiscal_year_start)
        except ValueError as failure:
            hint = _("write {field}:2026, {field}:..2028, {field}:FY2026, {field}:none", field=field)
            raise UsageError(str(failure), hint=hint) from None
        return lambda a: (day := of(a, registry)) is not None and first <= day <= last

    return read


def _progress(value: str, registry: Registry) -> Test:  # noqa: ARG001
    if value == "none":
        return lambda a: achieved(a) is None
    match = _PER_CENT.fullmatch(value.replace("%", ""))
    least, most = Decimal("-Infinity"), Decimal("Infinity")
    if match:
        low, high = match["low"], match["high"] if match["dots"] else match["low"]
        least, most = (Decimal(low) / 100 if low else least), (Decimal(high) / 100 if high else most)
    if match is None or least > most:
        raise UsageError(
            _("“{value}” is not a range of per cent", value=value), hint=_("write progress:..50 or progress:50..")
        )
    return lambda a: (share := achieved(a)) is not None and least <= share <= most


def _unit(value: str, registry: Registry) -> Test:
    units = {target.unit for c in registry.commitments.values() for target in c.targets.values()}
    found = {unit for unit in units if unit.lower() == value.lower()}
    if not found:
        raise UsageError(_("no target has the unit “{unit}”", unit=value), hint=nearest(value, units, _("units")))
    return lambda a: any(target.unit in found for target in a.commitment.targets.values())


def _no_commitment(value: str, registry: Registry) -> UsageError:
    hint = nearest(value, registry.commitments, _("ids"))
    return UsageError(_("there is no commitment “{id}”", id=value), hint=hint)


def _part_of(value: str, registry: Registry) -> Test:
    if value not in registry.commitments:
        raise _no_commitment(value, registry)

    def test(assessment: Assessment) -> bool:
        here, seen = assessment.commitment.part_of, 0
        while here is not None and here != value and seen < len(registry.commitments):
            here, seen = registry.commitments[here].part_of, seen + 1
        return here == value

    return test


def _id(value: str, registry: Registry) -> Test:
    from fnmatch import fnmatchcase  # noqa: PLC0415

    if not any(fnmatchcase(name, value) for name in registry.commitments):
        raise _no_commitment(value, registry)
    return lambda a: fnmatchcase(a.commitment.id, value)


def _made(assessment: Assessment, registry: Registry) -> date | None:
    made = assessment.commitment.made
    return first_day(made, fiscal_year_start=registry.settings.fiscal_year_start) if made else None


def _documents(source: Source | None) -> tuple[str, ...]:
    return (source.document,) if source else ()


STATUS_WORDS = tuple(
    dict.fromkeys(word for words in (Status, Schedule, Delivery, Freshness, Lifecycle) for word in words)
)

FIELDS: dict[str, Reader] = {
    "id": _id,
    "kind": _word_of(_("kind"), tuple(Kind), lambda a: (a.commitment.kind,)),
    "pillar": _in_table(_("pillar"), _("pillars"), lambda a: (a.commitment.pillar,)),
    "area": _in_table(_("area"), _("areas"), lambda a: a.commitment.areas),
    "party": _in_table(_("party"), _("parties"), lambda a: a.commitment.parties.all()),
    "document": _in_table(_("document"), _("documents"), lambda a: _documents(a.commitment.source)),
    "part_of": _part_of,
    "status": _word_of(_("status"), STATUS_WORDS, lambda a: a.answers()),
    "evidence": _word_of(
        _("class of evidence"),
        ("external-review", "official", "press", "self-reported", "none"),
        lambda a: (a.evidence,),
    ),
    "unit": _unit,
    "due": _dated("due", lambda a, _: a.due),
    "made": _dated("made", _made),
    "updated": _dated("updated", lambda a, _: a.updated),
    "progress": _progress,
}
"""Every field of the language and how its value is read."""

EXAMPLES = {
    "id": "id:wa-2-0", "kind": "kind:pledge", "pillar": "pillar:co-creation", "area": "area:energy",
    "party": "party:eria", "document": "document:mofa-2023-12-17", "part_of": "part_of:actions",
    "status": "status:overdue", "evidence": "evidence:press", "unit": "unit:JPY", "due": "due:..2028",
    "made": "made:2023", "updated": "updated:2026..", "progress": "progress:..50",
}  # fmt: skip
