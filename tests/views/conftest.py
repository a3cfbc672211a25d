"""Fixtures for the tests of all formats: a small registry, generated registries, and pages drawn at a given width.

The golden files under ``golden`` are regenerated with ``COMMITRACK_GOLDEN=1 pytest tests/views/test_golden.py``;
review the diff before committing.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from rich.console import Console, RenderableType

from commitrack.model import Commitment, Registry, Target
from commitrack.registry import Reading, must_read
from commitrack.report.snapshot import Snapshot, take_snapshot
from commitrack.views.grid import Look

SMALL = Path(__file__).parent / "small"
AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="session")
def reading() -> Reading:
    return must_read(SMALL)


@pytest.fixture(scope="session")
def small(reading: Reading) -> Snapshot:
    return take_snapshot(reading.registry, as_of=AS_OF)


@pytest.fixture
def drawn() -> Callable[[RenderableType, int, Look], str]:
    """``drawn(page, columns, look)``: the page as a terminal of that width shows it, without colour."""

    def draw(page: RenderableType, columns: int, look: Look) -> str:
        console = Console(width=100_000 if look.pipe else columns, color_system=None, markup=False, emoji=False,
                          highlight=False, force_terminal=False)  # fmt: skip
        with console.capture() as captured:
            console.print(page)
        return "\n".join(line.rstrip() for line in captured.get().split("\n"))

    return draw


@pytest.fixture
def snapshot_with(tmp_path: Path) -> Callable[[str], Snapshot]:
    """``snapshot_with(text)``: a snapshot of a registry with the text in every field that takes text."""

    hostile = (Path(__file__).parent / "hostile.toml").read_text(encoding="utf-8")

    def build(text: str) -> Snapshot:
        decoded = tomllib.loads(f'text = "{text}"')["text"]
        is_invalid = re.search(r'[\s<>"\\^`{|}]|[\[\]].*:', decoded)  # the registry rejects an invalid address
        address = "harmless" if is_invalid else text
        contents = hostile.replace("example.org/TEXT", f"example.org/{address}").replace("TEXT", text)
        (tmp_path / "commitments.toml").write_text(contents, encoding="utf-8")
        return take_snapshot(must_read(tmp_path).registry, as_of=AS_OF)

    return build


@pytest.fixture(scope="session")
def unreported() -> Callable[[int], Snapshot]:
    """``unreported(13)``: a snapshot of 13 commitments without any figure."""

    def build(count: int) -> Snapshot:
        targets = {"n": Target(unit="people", value=1)}
        commitments = [Commitment(id=f"p{number}", title=f"P{number}", targets=targets) for number in range(count)]
        registry = Registry(commitments={commitment.id: commitment for commitment in commitments})
        return take_snapshot(registry, as_of=AS_OF)

    return build


SHAPES = ("amended", "falling", "maintained", "over-fulfilled", "late", "withdrawn", "stale", "plain")
_HEAD = """\
[registry]
title = { en = "Generated register", ja = "生成された台帳" }
fiscal_year_start = "04-01"
[pillars]
people = { title = { en = "People", ja = "人" } }
trade = { title = "Trade" }
[areas]
skills = { title = "Skills" }
ports = { title = "Ports" }
[parties]
ministry = { title = { en = "Ministry", ja = "省" } }
bank = { title = "Bank" }
agency = { title = "Agency" }
[meetings]
last = { title = { en = "Last review", ja = "前回会合" }, on = 2026-03-01 }
next = { title = { en = "Next review", ja = "次回会合" }, on = 2027-02-01, until = 2027-02-02, place = "Tokyo" }
[[rates]]
currency = "JPY"
date = 2026-06-30
rate = 0.0066
source = "a central bank"
[commitments]
"""


@pytest.fixture(scope="session")
def forty_commitments() -> Callable[[int], str]:
    """``forty_commitments(seed)``: the file of a registry of 40 commitments with updates, five of each shape."""

    def build(seed: int) -> str:
        random = Random(seed)  # noqa: S311  a seed must always give the same registry
        parts = [_commitment(random, SHAPES[number % len(SHAPES)], number) for number in range(40)]
        commitments, updates = ("\n".join(lines) for lines in zip(*parts, strict=True))
        return f"{_HEAD}{commitments}\n[updates]\n{updates}\n"

    return build


@pytest.fixture(scope="session")
def generated(forty_commitments: Callable[[int], str], tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of the forty commitments that one seed generates."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "commitments.toml").write_text(forty_commitments(20261123), encoding="utf-8")
    return take_snapshot(must_read(folder).registry, as_of=AS_OF)


def _commitment(random: Random, shape: str, number: int) -> tuple[str, str]:
    """One commitment and its updates, which give it the shape, as TOML."""
    name, size = f"{shape}-{number:02}", random.choice([1, 1_000, 1_000_000])
    unit = random.choice(["people", "JPY", "USD", "AUD", "%"])
    made, due = date(2022, 1, random.randint(1, 28)), date(2028, 12, 31)
    baseline, value = (100 * size, 40 * size) if shape == "falling" else (0, 100 * size)
    shares = {"over-fulfilled": 3.1, "maintained": 1.2, "stale": 0.3, "late": 0.5}
    end = AS_OF - timedelta(days=700 if shape == "stale" else random.randint(5, 200))
    target = f'value = {value}, baseline = {baseline}, unit = "{unit}", counting = "{random.choice(STAGES)}"'
    if shape == "maintained":
        target = f'value = {value}, baseline = {value}, unit = "{unit}", qualifier = "at-least"'
    if shape == "late":
        due = end - timedelta(days=40)
    if shape == "plain":
        target += f", milestones = [{{ on = 2027-06-30, value = {60 * size} }}]"
    pledge = (
        f'{name} = {{ title = {{ en = "A pledge of {unit}, {shape}", ja = "約束{number}" }}, made = {made}, '
        f'due = {due}, headline = true, pillar = "{random.choice(["people", "trade"])}", '
        f'areas = ["{random.choice(["skills", "ports"])}"], targets.t = {{ {target} }}, '
        f'parties.implementing = ["{random.choice(["ministry", "bank", "agency"])}"] }}'
    )
    span, steps = value - baseline or value, random.randint(3, 6)
    reached = shares.get(shape, random.uniform(0.2, 0.9))
    lines = []
    for step in range(1, steps + 1):
        on = made + (end - made) * step // steps
        share = 1.0 if shape == "late" and step == steps else reached * step / steps
        level = round(share * span) + (baseline if shape != "maintained" else 0)
        source = random.choice(["official", "press", "self-reported", "external-review"])
        keys = f'actual = {level}, source_class = "{source}", evidence = ["https://example.org/{name}/{step}"]'
        lines.append(_update(name, on, step, keys))
    return pledge, "\n".join((*lines, *_final_update(name, shape, size)))


STAGES = ("pledged", "disbursed")


def _final_update(name: str, shape: str, size: int) -> Iterator[str]:
    if shape == "amended":
        yield _update(name, date(2026, 5, 1), 8, f'amends = {{ value = {70 * size} }}, reason = "less money"')
    if shape == "withdrawn":
        yield _update(name, date(2026, 6, 1), 9, 'lifecycle = "withdrawn", reason = "given up"')


def _update(name: str, on: date, step: int, keys: str) -> str:
    key = f"{on:%Y%m%d}T000000Z-{int(name.rpartition('-')[2]):04}{step:04}"
    return f'{key} = {{ commitment = "{name}", on = {on}, recorded = {on}T00:00:00Z, {keys} }}'
