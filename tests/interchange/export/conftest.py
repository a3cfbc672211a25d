"""A small registry that uses every table, and what it is as a snapshot."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from commitrack.registry import must_read
from commitrack.report.snapshot import Snapshot, take_snapshot

EVERYTHING = """\
[registry]
title = { en = "Test register", ja = "台帳" }
languages = ["en", "ja"]
[export.iati]
organisation = "XX-ORG-1"
type = 10
name = "Ministry"
sector = "43010"
query = ["id:training"]
[documents.statement]
title = "Joint statement"
published = 2024-01-01
url = "https://example.org/statement.pdf"
[pillars.people]
title = { ja = "人", en = "People" }
[areas.skills]
title = "Skills"
pillar = "people"
[parties.japan]
title = "Japan"
[parties.asean]
title = "ASEAN"
[meetings.review-2025]
title = "Review"
on = 2025-06-01
[units.buses]
ja = "台"
[[rates]]
currency = "JPY"
date = 2024-01-01
rate = 0.0071
source = "Central bank"
[commitments.plan]
title = "Heading"
kind = "group"
[commitments.training]
title = { en = "Train 5,000 people", ja = "5,000人の研修" }
external_ids = { ogp = "US0116" }
formerly = ["old-training"]
headline = true
part_of = "plan"
pillar = "people"
areas = ["skills"]
made = 2024-01-01
due = "2025-Q4"
parties = { responsible = ["japan", "asean"], beneficiary = ["asean"] }
source = { document = "statement", page = 3, quote = "5,000 people" }
note = "First line\\nSecond line"
[commitments.training.targets.trainees]
value = 5_000
unit = "people"
indicator = { en = "people trained" }
milestones = [{ on = 2024-12-31, value = 2_500 }]
[commitments.training.targets.budget]
value = 123456789012345678901.25
unit = "JPY"
counting = "disbursed"
[commitments.buses]
title = "Electric buses"
within = "3 years"
made = "2024-05"
targets.buses = { value = 300, unit = "buses", baseline = 0.10, baseline_on = 2023, accumulates = false, due = 2030 }
[updates]
20240701T000000Z-00000001 = { commitment = "training", target = "trainees", on = 2024-06-30, actual = 1_000, source_class = "official", evidence = ["https://example.org/1", { document = "statement", page = 2 }], recorded = 2024-07-01T00:00:00Z, by = "Desk" }
20240801T000000Z-00000002 = { commitment = "training", target = "trainees", on = 2024-08-01, amends = { value = 4_000, due = "2026-Q4" }, reason = { en = "Fewer schools", ja = "学校の減少" }, recorded = 2024-08-01T09:30:00.123456Z }
20240901T000000Z-00000003 = { commitment = "buses", on = 2024-09-01, lifecycle = "suspended", reason = "Funds", note = "=SUM(A1)", recorded = 2024-09-01T00:00:00Z }
"""  # noqa: E501


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    """The folder of a registry that uses every table."""
    return write(tmp_path / "everything", EVERYTHING)


@pytest.fixture
def snapshot_of(tmp_path: Path) -> Callable[[str], Snapshot]:
    """The snapshot, as of 2025-01-31, of a registry that is given as text."""
    return lambda text: read(write(tmp_path / "text", text))


def write(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "commitments.toml").write_text(text, encoding="utf-8")
    return folder


def read(folder: Path) -> Snapshot:
    return take_snapshot(must_read(folder).registry, as_of=date(2025, 1, 31))
