"""What ``export`` writes is read again as the same records, whatever they contain."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from commitrack.interchange.export.formats import exporter
from commitrack.interchange.exported.files import is_exported, read_exported
from commitrack.interchange.exported.records import ReadRecords
from commitrack.model import (
    Amends,
    Area,
    Basis,
    Commitment,
    CompletionLevel,
    Document,
    Evidence,
    Kind,
    Lifecycle,
    Meeting,
    Milestone,
    Parties,
    Party,
    Pillar,
    Qualifier,
    Registry,
    Source,
    SourceClass,
    Span,
    Target,
    Update,
    When,
)
from commitrack.registry import example, must_read
from commitrack.report.snapshot import take_snapshot

AS_OF = date(2025, 1, 31)
FORMATS = ["csv", "xlsx"]

# The text of a cell is stripped and never empty; anything else may be in it.
PIECES = st.sampled_from(
    ["=1", "'=", ";+", "<U+001B>", "\x1b[0m", "\n", "\r", "\t", '"', "::", "_x0041_", "研修", "e\u0301"]
)
TEXTS = st.lists(PIECES | st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=4)
LINES = TEXTS.map("".join).map(str.strip).filter(bool)
TEXT = LINES | st.dictionaries(st.sampled_from(["en", "ja", "fr"]), LINES, min_size=1)
INTEGERS = st.integers(-(10**20), 10**20)
NUMBERS = INTEGERS | st.decimals(-(10**12), 10**12, places=3)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
WHENS = (DAYS | st.integers(1990, 2100) | st.sampled_from(["2026-09", "2026-Q4", "FY2026", "FY2026-27"])).map(When)
IDS = st.sampled_from(["a", "b-2", "2024", "c.d", "e_5"])
SPANS = st.just(Span("3 years", months=36))
TIMES = st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  naive limits
NONE = st.none()


TARGETS = st.builds(
    Target, value=NUMBERS, unit=LINES, indicator=NONE | TEXT, baseline=NONE | NUMBERS, baseline_on=NONE | WHENS,
    qualifier=NONE | st.sampled_from(Qualifier), maintain=st.booleans(), accumulates=NONE | st.booleans(),
    counting=NONE | LINES, due=NONE | WHENS, within=NONE | SPANS, due_basis=st.sampled_from(Basis), note=NONE | TEXT,
    milestones=st.lists(st.builds(Milestone, on=DAYS, value=NUMBERS), max_size=2).map(tuple),
)  # fmt: skip
COMMITMENTS = st.builds(
    Commitment, id=st.just(""), formerly=st.lists(IDS, max_size=2).map(tuple), title=TEXT, kind=st.sampled_from(Kind),
    external_ids=st.dictionaries(st.sampled_from(["ogp", "x.y"]), LINES, max_size=2), headline=st.booleans(),
    part_of=NONE | IDS, counted_with=NONE | IDS, related=st.lists(IDS, max_size=2).map(tuple), pillar=NONE | IDS,
    pillar_basis=NONE | st.sampled_from(Basis), areas=st.lists(IDS, max_size=2).map(tuple),
    areas_basis=NONE | st.sampled_from(Basis), made=NONE | WHENS, due=NONE | WHENS, within=NONE | SPANS,
    due_basis=st.sampled_from(Basis), parties=st.builds(Parties, responsible=st.lists(IDS, max_size=2).map(tuple)),
    source=NONE | st.builds(Source, document=IDS, page=NONE | st.integers(1, 999), quote=NONE | LINES),
    targets=st.dictionaries(IDS, TARGETS, max_size=2), summary=NONE | TEXT, note=NONE | TEXT, recorded=NONE | TIMES,
    by=NONE | LINES,
)  # fmt: skip
EVIDENCE = st.sampled_from(["https://example.org/1", "https://example.org/a?b=c"]) | st.builds(
    Evidence, file=LINES, sha256=st.just("0" * 64), document=NONE | IDS, page=NONE | st.integers(1, 999)
)
UPDATES = st.builds(
    Update, key=st.just(""), commitment=IDS, target=NONE | IDS, on=DAYS, actual=NONE | NUMBERS, add=NONE | NUMBERS,
    completion=NONE | st.sampled_from(CompletionLevel), lifecycle=NONE | st.sampled_from(Lifecycle),
    amends=NONE | st.builds(Amends, value=NUMBERS, due=NONE | WHENS), retracts=NONE | IDS,
    qualifier=NONE | st.sampled_from(Qualifier), source_class=NONE | st.sampled_from(SourceClass),
    evidence=st.lists(EVIDENCE, max_size=2).map(tuple), by=NONE | LINES, recorded=TIMES, reason=NONE | TEXT,
    note=NONE | TEXT,
)  # fmt: skip
REGISTRIES = st.builds(
    Registry,
    documents=st.dictionaries(IDS, st.builds(Document, title=TEXT, published=NONE | DAYS), max_size=1),
    pillars=st.dictionaries(IDS, st.builds(Pillar, title=TEXT, note=NONE | TEXT), max_size=1),
    areas=st.dictionaries(IDS, st.builds(Area, title=TEXT, pillar=NONE | IDS), max_size=1),
    parties=st.dictionaries(IDS, st.builds(Party, title=TEXT, url=NONE | LINES), max_size=1),
    meetings=st.dictionaries(IDS, st.builds(Meeting, title=TEXT, on=DAYS, place=NONE | TEXT), max_size=1),
    commitments=st.dictionaries(IDS, COMMITMENTS, max_size=2),
    updates=st.dictionaries(IDS, UPDATES, max_size=3),
)  # fmt: skip


def named(registry: Registry) -> Registry:
    """The registry with ids in its commitments, and keys in its updates."""
    return replace(
        registry,
        commitments={name: replace(commitment, id=name) for name, commitment in registry.commitments.items()},
        updates={key: replace(update, key=key) for key, update in registry.updates.items()},
    )


def again(registry: Registry, form: str) -> ReadRecords:
    """The records of a registry after it was exported and read."""
    nothing = take_snapshot(Registry(), as_of=AS_OF)  # a made-up registry may be circular; it is not assessed
    content = exporter(form).export(replace(nothing, registry=registry), digest="0").content
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{form}"
        if isinstance(content, Mapping):
            path.mkdir()
            for name, file in content.items():
                (path / name).write_bytes(file)
        else:
            path.write_bytes(content)
        assert is_exported(path)
        read, problems = read_exported(path, Path(folder))
    assert problems == []
    return read


def require_same(read: ReadRecords, registry: Registry) -> None:
    assert read.commitments == dict(registry.commitments)
    assert read.updates == dict(registry.updates)
    assert list(read.updates) == list(registry.updates)
    assert read.named == {table: getattr(registry, table) for table in read.named}


@pytest.mark.parametrize("form", FORMATS)
def test_the_shipped_registry_is_read_as_it_was(form: str) -> None:
    """All commitments, updates, parties and the others are the same."""
    registry = must_read(example()).registry
    require_same(again(registry, form), registry)


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=40)
@given(registry=REGISTRIES.map(named))
def test_every_registry_is_read_as_it_was(registry: Registry, form: str) -> None:
    """Whatever the records contain, nothing is lost, changed or added."""
    require_same(again(registry, form), registry)
