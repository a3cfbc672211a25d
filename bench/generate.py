"""Write a registry of any size, the same for the same seed: python bench/generate.py FOLDER COMMITMENTS UPDATES.

The commitments resemble those of the shipped registry: most have one target, some have several, parts, milestones or a
level to keep; one in eight is only a text. Figures rise towards the target with some noise, every tenth line is a note,
and some amend a deadline. Dates lie between 2019 and 2026, so that a report as of 2026-11-23 has all statuses.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

SEED = 20231217
UNITS = (("people", 10, 100_000), ("JPY", 10**8, 10**12), ("USD", 10**6, 10**10), ("projects", 3, 600), ("%", 20, 100))
AREAS, PARTIES, PILLARS = 30, 40, 6
START = date(2019, 1, 1)
PER_FILE = 20_000
"""Commitments in a file of 7 MB; a file may have 16 MB."""
SEGMENT = 4 * 1024 * 1024
"""The size at which commitrack starts another journal file."""


def write_registry(folder: Path, commitments: int, updates: int, *, seed: int = SEED) -> None:
    """Write ``commitments.toml``, more files if there are many, and the journal into a new folder."""
    rng = random.Random(seed)
    folder.mkdir(parents=True)
    targets: list[tuple[str, str | None, int, date]] = []
    for start in range(0, commitments, PER_FILE):
        name = f"commitments-{start // PER_FILE + 1:04}.toml" if start else "commitments.toml"
        with (folder / name).open("w", encoding="utf-8") as file:
            file.writelines(() if start else _tables())
            for number in range(start, min(start + PER_FILE, commitments)):
                file.writelines(_commitment(rng, number, targets))
    _write_journal(folder, _updates(rng, targets, updates))


def _tables() -> Iterator[str]:
    yield '[registry]\ntitle = "A registry to measure speed"\ntimezone = "UTC"\n\n'
    yield '[documents.declaration]\ntitle = "Declaration of the summit"\npublished = 2019-01-01\n\n'
    yield '[meetings.review-2027]\ntitle = "Review meeting 2027"\non = 2027-02-01\n\n'
    for name, count in (("pillars", PILLARS), ("areas", AREAS), ("parties", PARTIES)):
        for number in range(count):
            title = f"{name[:-1].capitalize()} {number}"
            yield f'[{name}.{name[:2]}{number}]\ntitle = {{ en = "{title}", ja = "{title}" }}\n\n'


def _commitment(rng: random.Random, number: int, targets: list[tuple[str, str | None, int, date]]) -> Iterator[str]:
    name, made = f"commitment-{number:06}", START + timedelta(days=rng.randrange(700))
    due = made + timedelta(days=rng.randrange(700, 3000))
    unit, least, most = rng.choice(UNITS)
    value = rng.randrange(least, most)
    yield f'[commitments.{name}]\ntitle = {{ en = "Support {value:,} {unit} of {number}", ja = "支援{number}" }}\n'
    yield f'kind = "{"programme" if number % 9 == 0 else "pledge"}"\nmade = {made}\n'
    yield f'pillar = "pi{number % PILLARS}"\nareas = ["ar{number % AREAS}", "ar{(number * 7 + 1) % AREAS}"]\n'
    yield f'parties = {{ responsible = ["pa{number % PARTIES}"] }}\n'
    yield f'source = {{ document = "declaration", page = {number % 40 + 1}, quote = "{value} {unit}" }}\n'
    if number % 11 == 10:
        yield f'part_of = "commitment-{number - 10:06}"\n'
    if number % 10:
        yield f"due = {due}\n"
    targets.append((name, None if number % 8 == 0 else "main", value, made))
    if number % 8:
        yield f'targets.main = {{ value = {value}, unit = "{unit}"{", baseline = 0" if number % 3 else ""} }}\n'
    if number % 15 == 1 and number % 8:
        yield f'targets.second = {{ value = {rng.randrange(5, 50)}, unit = "schools" }}\n'
    yield "\n"


def _updates(
    rng: random.Random, targets: list[tuple[str, str | None, int, date]], count: int
) -> Iterator[tuple[datetime, str]]:
    """Lines of the journal in the order in which they are recorded."""
    actual: dict[str, int] = {}
    first = datetime(2021, 1, 1, tzinfo=UTC)
    step = (datetime(2026, 11, 20, tzinfo=UTC) - first) / max(count, 1)
    for number in range(count):
        recorded = first + number * step
        name, target, value, made = targets[rng.randrange(len(targets))]
        on = max(made, recorded.date() - timedelta(days=rng.randrange(60)))
        of_target = ', target = "main"' if target and number % 10 else ""
        about = f'commitment = "{name}"{of_target}, on = {on}'
        if target is None:
            level = rng.choice(("limited", "substantial"))
            what = f', completion = "{level}"' if number % 10 else ""
        elif number % 10 == 0:
            what = ""
        else:
            actual[name] = actual.get(name, 0) + max(1, value * rng.randrange(1, 60) // 1000)
            what = f', actual = {actual[name]}, source_class = "official"'
        evidence = f', evidence = ["https://example.org/{number}"]'
        note = "" if what else ', note = "The work was discussed at a meeting."'
        yield recorded, f"{about}{what}{evidence}, recorded = {recorded:%Y-%m-%dT%H:%M:%SZ}{note}"


def _write_journal(folder: Path, updates: Iterator[tuple[datetime, str]]) -> None:
    """Write the lines to ``updates.toml``, and those beyond a segment to the next one."""
    number, lines, size = 1, ["[updates]\n"], 0
    for position, (recorded, content) in enumerate(updates):
        line = f"{recorded:%Y%m%dT%H%M%SZ}-{position:08x} = {{ {content} }}\n"
        if size > SEGMENT:
            _write_segment(folder, number, lines)
            number, lines, size = number + 1, ["[updates]\n"], 0
        lines.append(line)
        size += len(line)
    _write_segment(folder, number, lines)


def _write_segment(folder: Path, number: int, lines: list[str]) -> None:
    name = "updates.toml" if number == 1 else f"updates-{number:04}.toml"
    (folder / name).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    write_registry(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
