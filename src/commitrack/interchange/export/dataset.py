"""A snapshot as plain tables: the records of the registry, then its assessment."""

from collections.abc import Iterator
from itertools import chain

from commitrack import __version__
from commitrack.interchange.export import record_fields as of
from commitrack.interchange.export.assessed_fields import ASSESSMENTS, TARGET_ASSESSMENTS
from commitrack.interchange.export.data_table import DataRecord, DataTable, filled
from commitrack.language import LANGUAGES
from commitrack.model import Evidence, Registry, Settings, UnitNames, Update
from commitrack.report.serialize import commitment_data
from commitrack.report.snapshot import Snapshot


def dataset(snapshot: Snapshot, *, digest: str) -> Iterator[DataTable]:
    """All tables, those that others refer to first; rows are in the order of the files, so equal registries are equal.

    Each is made when the one before has been used. ``digest`` is the SHA-256 of the registry's files.
    """
    registry = snapshot.registry
    yield filled(of.REGISTRY, _about(snapshot, digest))
    for table, records in chain(_records(registry), _assessed(snapshot)):
        yield filled(table, records, registry.settings.languages)


def _records(registry: Registry) -> Iterator[tuple[DataTable, Iterator[DataRecord]]]:
    commitments, updates = registry.commitments.values(), registry.updates.values()
    targets = [(c.id, name, target) for c in commitments for name, target in c.targets.items()]
    for table, named in (
        (of.DOCUMENTS, registry.documents), (of.PILLARS, registry.pillars), (of.AREAS, registry.areas),
        (of.PARTIES, registry.parties), (of.MEETINGS, registry.meetings),
    ):  # fmt: skip
        yield table, (({"id": name}, record) for name, record in named.items())
    yield of.COMMITMENTS, (({}, commitment) for commitment in commitments)
    yield of.TARGETS, (({"commitment": owner, "target": name}, target) for owner, name, target in targets)
    milestones = (({"commitment": owner, "target": name}, m) for owner, name, t in targets for m in t.milestones)
    yield of.MILESTONES, milestones
    yield of.UPDATES, (({}, update) for update in updates)
    yield of.EVIDENCE, (entry for update in updates for entry in _evidence(update))
    yield of.UNITS, (({"unit": unit, "name": _names(names)}, None) for unit, names in registry.units.items())
    yield of.RATES, (({"number": number}, rate) for number, rate in enumerate(registry.rates, 1))


def _names(names: UnitNames) -> dict[str, str]:
    return {lang: name for lang in LANGUAGES if (name := getattr(names, lang))}


def _evidence(update: Update) -> Iterator[DataRecord]:
    for number, item in enumerate(update.evidence, 1):
        url = item if isinstance(item, str) else None
        other = Evidence() if isinstance(item, str) else item
        yield {"update": update.key, "number": number, "url": url}, other


def _assessed(snapshot: Snapshot) -> Iterator[tuple[DataTable, Iterator[DataRecord]]]:
    items = [commitment_data(snapshot, assessment) for assessment in snapshot.made()]
    yield ASSESSMENTS, (({"commitment": item.id}, item) for item in items)
    yield TARGET_ASSESSMENTS, (({"commitment": item.id}, target) for item in items for target in item.targets)


def _about(snapshot: Snapshot, digest: str) -> Iterator[DataRecord]:
    """The names and values of the table ``registry``."""
    settings = snapshot.registry.settings
    about = {
        **_texts("title", settings), **_texts("note", settings), "sha256": digest,
        "as_of": snapshot.as_of, "known": snapshot.known, "commitrack": __version__,
        "fiscal_year_start": settings.fiscal_year_start, "fiscal_year_named": settings.fiscal_year_named,
        "timezone": settings.timezone, "stale_after": settings.stale_after.written,
        "on_track": str(settings.thresholds.on_track), "at_risk": str(settings.thresholds.at_risk),
        "pillar_basis": settings.pillar_basis, "areas_basis": settings.areas_basis,
    }  # fmt: skip
    return (({"name": name, "value": value}, None) for name, value in about.items() if value is not None)


def _texts(name: str, settings: Settings) -> dict[str, str]:
    text = getattr(settings, name)
    return {f"{name}_{lang}": written for lang, written in text.items()} if isinstance(text, dict) else {name: text}
