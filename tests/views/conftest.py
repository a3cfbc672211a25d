"""The small registry that every view is shown, and Rich at a width of one's choice.

The golden files under ``golden`` are made anew with ``COMMITRACK_GOLDEN=1 pytest tests/views/test_golden.py``;
read the diff before it is committed.
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
    """What a page looks like in a terminal of so many columns, without colour."""

    def draw(page: RenderableType, columns: int, look: Look) -> str:
        console = Console(width=100_000 if look.pipe else columns, color_system=None, markup=False, emoji=False,
                          highlight=False, force_terminal=False)  # fmt: skip
        with console.capture() as captured:
            console.print(page)
        return "\n".join(line.rstrip() for line in captured.get().split("\n"))

    return draw


@pytest.fixture
def nasty(tmp_path: Path) -> Callable[[str], Snapshot]:
    """``nasty(text)``: a registry with the text in every field that takes text."""

    hostile = (Path(__file__).parent / "hostile.toml").read_text(encoding="utf-8")

    def build(text: str) -> Snapshot:
        said = tomllib.loads(f'text = "{text}"')["text"]
        address = "harmless" if re.search(r'[\s<>"\\^`{|}]|[\[\]].*:', said) else text  # what is no address is an error
        written = hostile.replace("example.org/TEXT", f"example.org/{address}").replace("TEXT", text)
        (tmp_path / "commitments.toml").write_text(written, encoding="utf-8")
        return take_snapshot(must_read(tmp_path).registry, as_of=AS_OF)

    return build


@pytest.fixture(scope="session")
def silent() -> Callable[[int], Snapshot]:
    """``silent(13)``: so many pledges of which nobody ever gave a figure."""

    def build(number: int) -> Snapshot:
        targets = {"n": Target(unit="people", value=1)}
        pledges = [Commitment(id=f"p{each}", title=f"P{each}", targets=targets) for each in range(number)]
        return take_snapshot(Registry(commitments={each.id: each for each in pledges}), as_of=AS_OF)

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
def forty() -> Callable[[int], str]:
    """``forty(seed)``: a registry of 40 quantified pledges with histories, five of each shape, as one file."""

    def build(seed: int) -> str:
        random = Random(seed)  # noqa: S311  the same pledges every time are the point
        written = [_pledge(random, SHAPES[number % len(SHAPES)], number) for number in range(40)]
        pledges, journals = ("\n".join(lines) for lines in zip(*written, strict=True))
        return f"{_HEAD}{pledges}\n[updates]\n{journals}\n"

    return build


@pytest.fixture(scope="session")
def generated(forty: Callable[[int], str], tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The forty pledges of one seed, judged."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "commitments.toml").write_text(forty(20261123), encoding="utf-8")
    return take_snapshot(must_read(folder).registry, as_of=AS_OF)


def _pledge(random: Random, shape: str, number: int) -> tuple[str, str]:
    """One pledge and its journal, in which the shape shows."""
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
        said = f'actual = {level}, source_class = "{source}", evidence = ["https://example.org/{name}/{step}"]'
        lines.append(_line(name, on, step, said))
    return pledge, "\n".join((*lines, *_turn(name, shape, size)))


STAGES = ("pledged", "disbursed")


def _turn(name: str, shape: str, size: int) -> Iterator[str]:
    if shape == "amended":
        yield _line(name, date(2026, 5, 1), 8, f'amends = {{ value = {70 * size} }}, reason = "less money"')
    if shape == "withdrawn":
        yield _line(name, date(2026, 6, 1), 9, 'lifecycle = "withdrawn", reason = "given up"')


def _line(name: str, on: date, step: int, said: str) -> str:
    key = f"{on:%Y%m%d}T000000Z-{int(name.rpartition('-')[2]):04}{step:04}"
    return f'{key} = {{ commitment = "{name}", on = {on}, recorded = {on}T00:00:00Z, {said} }}'
