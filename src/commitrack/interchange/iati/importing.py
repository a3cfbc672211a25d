"""Import activity files: the whole way from files to the difference from the registry."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from commitrack.assess import UNITLESS
from commitrack.drafting.comparison import compare
from commitrack.drafting.difference import ChangeKind, Difference, ImportTerms, with_invalid_refused
from commitrack.drafting.intended import IntendedRow
from commitrack.interchange.fields import CellError
from commitrack.interchange.iati.commitments import SYSTEM, Options, Watch
from commitrack.interchange.iati.publication import identifiers
from commitrack.interchange.iati.published import Published
from commitrack.interchange.iati.reading import ReadFile, read_file
from commitrack.interchange.new_records import References, added, needed
from commitrack.model import Registry, Text
from commitrack.registry.toml_lines import NamedRecord
from commitrack.units import canonical

_COMPARED = frozenset({"title", "summary", "due"})
_COMPARED_OF_TARGETS = ("value", "unit", "due", "baseline", "baseline_on", "milestones")


class FilesImport(Struct, frozen=True):
    """The difference of activity files, the parties to add with it, and each file as read, without its rows."""

    difference: Difference
    new_records: dict[str, dict[str, NamedRecord]]
    files: tuple[ReadFile, ...]


def import_files(
    paths: Iterable[Path],
    registry: Registry,
    terms: ImportTerms,
    *,
    strict: bool = False,
    incremental: bool = False,
    watch: Watch = iter,
) -> FilesImport:
    """Compare the activities of files, which ``watch`` sees, with a registry; for errors see ``read_file``.

    What a file no longer has is missing only if it still has the activity: others may be in other files.
    """
    own = identifiers(registry)
    known = {c.external_ids[SYSTEM]: c.id for c in registry.commitments.values() if SYSTEM in c.external_ids}
    references = References(registry, add=("parties",))
    options = Options(
        today=terms.today, language=registry.settings.languages[0], incremental=incremental,
        ids={**own, **known}, titles=_titles(registry, known), watch=watch, party=partial(_party, references),
    )  # fmt: skip
    seen: set[str] = set()
    files: list[ReadFile] = []
    rows: deque[IntendedRow] = deque()
    for path in paths:
        file = read_file(path, options, strict=strict, seen=seen)
        rows.extend(_as_registered(row, registry, known) for row in file.intended)
        files.append(file := replace(file, intended=()))
    terms = replace(terms, system=SYSTEM, compared=frozenset(_compared(rows)), published=own, scope=_activity)
    published = Published({own[row.key] for row in rows if row.key in own}, registry, options)
    left = (published.compared(rows.popleft()) for _row in range(len(rows)))  # nobody else needs them: they are many
    difference = compare(left, registry, terms)
    new = needed(difference.commitments, references)
    difference = with_invalid_refused(difference, registry, new)
    absent = {ChangeKind.MISSING, ChangeKind.WITHDRAWN}
    recorded = tuple(
        (change, update) for change, update in difference.changes
        if change.change not in absent or change.key.partition("#")[0] in seen
    )  # fmt: skip
    return FilesImport(replace(difference, changes=(*added(new, registry), *recorded)), new, tuple(files))


def _titles(registry: Registry, known: Mapping[str, str]) -> dict[str, dict[str, Text]]:
    """The titles of the indicators of each activity, by what follows its identifier in their keys."""
    titles: dict[str, dict[str, Text]] = {}
    for key, name in known.items():
        activity, is_indicator, code = key.partition("#")
        if is_indicator:
            titles.setdefault(activity, {})[code] = registry.commitments[name].title
    return titles


def _activity(key: str) -> str | None:
    """The activity within which the key of an indicator may change; None for the activity itself."""
    activity, is_indicator, _code = key.partition("#")
    return activity if is_indicator else None


def _party(references: References, name: str) -> str | None:
    """The id of the party with a name, a new one if the registry has none; None if no id can be made of the name."""
    try:
        return references.id("parties", name, None)
    except CellError:
        return None


def _as_registered(row: IntendedRow, registry: Registry, known: Mapping[str, str]) -> IntendedRow:
    """The commitment with the name and the unit that the registry gives its only target, which IATI does not state."""
    if row.key not in known or len(row.commitment.targets) != 1:
        return row
    ((name, target),) = row.commitment.targets.items()
    registered = registry.commitments[known[row.key]].targets
    if name not in registered and len(registered) == 1:
        (name,) = registered
    unit = str(registered[name].unit) if name in registered else UNITLESS
    if target.unit == UNITLESS and canonical(unit) != "%":  # which the file would state by the measure
        target = replace(target, unit=unit)
    updates = tuple(
        stated
        if stated.update.target is None
        else replace(stated, update=replace(stated.update, target=name), unit=target.unit)
        for stated in row.updates
    )
    return replace(row, commitment=replace(row.commitment, targets={name: target}), updates=updates)


def _compared(rows: Collection[IntendedRow]) -> Iterator[str]:
    """The fields of commitments that a file states."""
    yield from _COMPARED
    for name in {name for row in rows for name in row.commitment.targets}:
        yield from (f"targets.{name}.{field}" for field in _COMPARED_OF_TARGETS)
