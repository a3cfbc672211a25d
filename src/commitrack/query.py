"""Which commitments, and in what order: one small language for every command.

``pillar:co-creation area:energy due:..2028 status:overdue not:kind:programme trainees`` — words search ids
and titles in every language and must all be found; values of one field are alternatives; different
fields must all hold; ``not:`` excludes. An unknown field or value is an error with a suggestion.
"""

import difflib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from commitrack.assess import Assessment, Delivery, Freshness, Schedule, Status
from commitrack.dates import first_day, parse_range
from commitrack.errors import UsageError
from commitrack.model import Kind, Lifecycle, Registry, Text, languages_of

Test: TypeAlias = Callable[[Assessment], bool]
Reader: TypeAlias = Callable[[str, Registry], Test]


class Query(Struct, frozen=True, kw_only=True):
    """Parsed words: tests that must hold (any of each group), and tests that must not."""

    words: tuple[str, ...] = ()
    groups: dict[str, list[Test]] = {}
    excluded: tuple[Test, ...] = ()

    def matches(self, assessment: Assessment) -> bool:
        """Whether a commitment, as judged, is among those asked for."""
        return (
            all(_has_word(assessment, word) for word in self.words)
            and all(any(test(assessment) for test in group) for group in self.groups.values())
            and not any(test(assessment) for test in self.excluded)
        )


class Sort(StrEnum):
    """The orders of ``--sort``."""

    PILLAR = "pillar"
    DUE = "due"
    PROGRESS = "progress"
    UPDATED = "updated"


def parse(words: Iterable[str], registry: Registry) -> Query:
    """Read the words of a query; raise UsageError with a suggestion for what is not known."""
    plain: list[str] = []
    groups: dict[str, list[Test]] = {}
    excluded: list[Test] = []
    for word in words:
        negated = word.startswith("not:")
        term = word.removeprefix("not:")
        name, colon, values = term.partition(":")
        if not colon:
            if negated:
                excluded.append(lambda a, term=term: _has_word(a, term))  # type: ignore[misc]
            else:
                plain.append(term)
            continue
        if name not in FIELDS:
            raise UsageError(f"“{name}:” is not a field of the query", hint=_nearest(name, FIELDS, "fields"))
        tests = [FIELDS[name](value, registry) for value in values.split(",") if value]
        if not tests:
            raise UsageError(f"“{word}” has no value", hint=f"write it like {_EXAMPLES[name]}")
        if negated:
            excluded += tests
        else:
            groups.setdefault(name, []).extend(tests)
    return Query(words=tuple(plain), groups=groups, excluded=tuple(excluded))


def order(assessments: Iterable[Assessment], registry: Registry, *, sort: Sort = Sort.PILLAR) -> list[Assessment]:
    """The commitments in an order; what has no deadline, no progress or no update stands last."""
    if sort is Sort.PILLAR:
        ranks = {name: rank for rank, name in enumerate(registry.pillars)}
        return sorted(assessments, key=lambda a: ranks.get(a.commitment.pillar or "", -1))
    if sort is Sort.DUE:
        return sorted(assessments, key=lambda a: a.due or date.max)
    if sort is Sort.UPDATED:
        return sorted(assessments, key=lambda a: a.updated or date.min, reverse=True)
    return sorted(assessments, key=_by_progress)


def _by_progress(assessment: Assessment) -> tuple[bool, Decimal]:
    share = achieved(assessment)
    return share is None, share or Decimal(0)


def achieved(assessment: Assessment) -> Decimal | None:
    """The share of the leading target that is achieved, as a fraction of 1."""
    leading = assessment.leading
    return leading.measure.achieved if leading and leading.measure else None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _has_word(assessment: Assessment, word: str) -> bool:
    commitment = assessment.commitment
    wanted = _folded(word)
    return any(wanted in _folded(text) for text in (commitment.id, *languages_of(commitment.title)))


def _nearest(word: str, known: Iterable[str], what: str) -> str:
    known = list(known)
    near = difflib.get_close_matches(word, known, n=3, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else f"known {what}: {', '.join(sorted(known))}"


def ids_for(
    value: str, table: Mapping[str, object], what: str, *, titles: Mapping[str, Text] | None = None
) -> set[str]:
    """The ids meant by a value: the id itself, its place in the table (1, 2, …), or a part between hyphens."""
    if value in table:
        return {value}
    if value.isdecimal() and 0 < int(value) <= len(table):
        return {list(table)[int(value) - 1]}
    wanted = f"-{value.lower()}-"
    found = {name for name in table if wanted in f"-{name}-"}
    if not found and titles:
        found = {name for name, title in titles.items() if _folded(value) in map(_folded, languages_of(title))}
    if not found:
        raise UsageError(f"there is no {what} “{value}”", hint=_nearest(value, table, what + "s"))
    return found


def _in_table(what: str, table: str, of: Callable[[Assessment], Iterable[str | None]]) -> Reader:
    def read(value: str, registry: Registry) -> Test:
        known = getattr(registry, table)
        ids = ids_for(value, known, what, titles={name: record.title for name, record in known.items()})
        return lambda a: not ids.isdisjoint(of(a))

    return read


def _word_of(what: str, words: Sequence[str], of: Callable[[Assessment], Iterable[str]]) -> Reader:
    def read(value: str, registry: Registry) -> Test:  # noqa: ARG001  one signature for every field
        if value.lower() not in words:
            raise UsageError(f"“{value}” is not a {what}", hint=_nearest(value.lower(), words, "words"))
        return lambda a: value.lower() in of(a)

    return read


def _dated(of: Callable[[Assessment, Registry], date | None]) -> Reader:
    def read(value: str, registry: Registry) -> Test:
        if value in {"none", "any"}:
            return lambda a: (of(a, registry) is None) == (value == "none")
        try:
            first, last = parse_range(value, fiscal_year_start=registry.settings.fiscal_year_start)
        except ValueError as failure:
            raise UsageError(str(failure), hint="write due:2026, due:..2028, due:FY2026, due:none") from None
        return lambda a: (day := of(a, registry)) is not None and first <= day <= last

    return read


def _progress(value: str, registry: Registry) -> Test:  # noqa: ARG001
    if value == "none":
        return lambda a: achieved(a) is None
    low, dots, high = value.replace("%", "").partition("..")
    try:
        least = Decimal(low) / 100 if low else Decimal("-Infinity")
        most = (Decimal(high) / 100 if high else Decimal("Infinity")) if dots else least
    except InvalidOperation:
        raise UsageError(f"“{value}” is not a range of per cent", hint="write progress:..50 or progress:50..") from None
    return lambda a: (share := achieved(a)) is not None and least <= share <= most


def _unit(value: str, registry: Registry) -> Test:
    units = {target.unit for c in registry.commitments.values() for target in c.targets.values()}
    found = {unit for unit in units if unit.lower() == value.lower()}
    if not found:
        raise UsageError(f"no target has the unit “{value}”", hint=_nearest(value, units, "units"))
    return lambda a: any(target.unit in found for target in a.commitment.targets.values())


def _part_of(value: str, registry: Registry) -> Test:
    if value not in registry.commitments:
        raise UsageError(f"there is no commitment “{value}”", hint=_nearest(value, registry.commitments, "ids"))

    def test(assessment: Assessment) -> bool:
        here, seen = assessment.commitment.part_of, 0
        while here is not None and here != value and seen < len(registry.commitments):
            here, seen = registry.commitments[here].part_of, seen + 1
        return here == value

    return test


def _id(value: str, registry: Registry) -> Test:
    from fnmatch import fnmatchcase  # noqa: PLC0415

    if not any(fnmatchcase(name, value) for name in registry.commitments):
        raise UsageError(f"there is no commitment “{value}”", hint=_nearest(value, registry.commitments, "ids"))
    return lambda a: fnmatchcase(a.commitment.id, value)


def _made(assessment: Assessment, registry: Registry) -> date | None:
    made = assessment.commitment.made
    return first_day(made, fiscal_year_start=registry.settings.fiscal_year_start) if made else None


STATUS_WORDS = tuple(
    dict.fromkeys(word for words in (Status, Schedule, Delivery, Freshness, Lifecycle) for word in words)
)

FIELDS: dict[str, Reader] = {
    "id": _id,
    "kind": _word_of("kind", tuple(Kind), lambda a: (a.commitment.kind,)),
    "pillar": _in_table("pillar", "pillars", lambda a: (a.commitment.pillar,)),
    "area": _in_table("area", "areas", lambda a: a.commitment.areas),
    "party": _in_table("party", "parties", lambda a: a.commitment.parties.all()),
    "document": _in_table(
        "document", "documents", lambda a: (a.commitment.source.document,) if a.commitment.source else ()
    ),
    "part_of": _part_of,
    "status": _word_of("status", STATUS_WORDS, lambda a: a.answers()),
    "evidence": _word_of(
        "class of evidence", ("external-review", "official", "press", "self-reported", "none"), lambda a: (a.evidence,)
    ),
    "unit": _unit,
    "due": _dated(lambda a, _: a.due),
    "made": _dated(_made),
    "updated": _dated(lambda a, _: a.updated),
    "progress": _progress,
}
"""Every field of the language and how its value is read."""

_EXAMPLES = {
    "id": "id:wa-2-0", "kind": "kind:pledge", "pillar": "pillar:co-creation", "area": "area:energy",
    "party": "party:eria", "document": "document:mofa-2023-12-17", "part_of": "part_of:actions",
    "status": "status:overdue", "evidence": "evidence:press", "unit": "unit:JPY", "due": "due:..2028",
    "made": "made:2023", "updated": "updated:2026..", "progress": "progress:..50",
}  # fmt: skip
