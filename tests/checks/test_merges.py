"""Warnings about what a merge has done: which registries they are given for, and which not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.checks.merges import MERGE_WARNINGS, merge_warnings
from commitrack.errors import Severity
from commitrack.registry import example, must_read
from commitrack.registry.reading import Reading

BUSES = "[commitments.buses]\ntitle = {!r}\n"
TREES = '[commitments.trees]\ntitle = "1,000 trees"\n'
SHARED = 'kind = "pledge"\nheadline = true\nmade = 2026-01-01\ndue = 2030\n'
OF_BUSES = 'targets.fleet = { value = 300, unit = "buses" }\n'
OF_TREES = 'targets.trees = { value = 1_000, unit = "trees" }\n'
OF_ROADS = 'targets.roads = { value = 5, unit = "lanes" }\n'
REMOVED = "[removed]\nbuses = { added = 2026-11-25T09:00:00.5Z }\n"


@pytest.fixture
def warned(tmp_path: Path) -> Callable[[str], list[tuple[str, int | None, str, str | None]]]:
    """The warnings about a registry with this text: code, line, message and hint."""

    def read(text: str) -> list[tuple[str, int | None, str, str | None]]:
        (tmp_path / "commitments.toml").write_text(text, encoding="utf-8")
        reading: Reading = must_read(tmp_path)
        problems = reading.placed(merge_warnings(reading.registry))
        assert {problem.severity for problem in problems} <= {Severity.WARNING}
        return [(problem.code, problem.line, problem.message, problem.hint) for problem in problems]

    return read


Warned = Callable[[str], list[tuple[str, int | None, str, str | None]]]


@pytest.mark.parametrize("title", ["Electric buses", "A fleet", "300 vehicles"])
def test_a_table_with_the_target_of_the_table_above_is_reported(warned: Warned, title: str) -> None:
    """A target whose unit, name or value is in the title above, and not in its own, is reported with its line."""
    assert warned(BUSES.format(title) + TREES + SHARED + OF_BUSES + OF_TREES) == [
        ("CT403", 9, 'target "fleet" of "trees" fits "buses", the table above, which has no targets',
         "if a merge mixed the two tables, restore both; see: commitrack check --explain CT103")
    ]  # fmt: skip


def test_a_table_with_the_target_of_the_table_below_is_reported(warned: Warned) -> None:
    """The same is reported if the table below lost its keys."""
    above = BUSES.format("Electric buses") + SHARED + OF_BUSES + OF_TREES
    ((code, line, message, _hint),) = warned(above + TREES)
    assert (code, line) == ("CT403", 8)
    assert message == 'target "trees" of "buses" fits "trees", the table below, which has no targets'


def test_a_table_that_lost_its_last_keys_is_reported(warned: Warned) -> None:
    """If the shared lines were the last ones, the table above keeps its targets, and nothing else."""
    ((code, line, message, _hint),) = warned(BUSES.format("Buses") + OF_BUSES + TREES + OF_TREES + SHARED)
    assert (code, line) == ("CT403", 1)
    assert message == '"buses" has targets and no other key; "trees", the table below, has several'


TWO_WHOLES = BUSES.format("300 electric buses") + SHARED + OF_BUSES + TREES + SHARED + OF_TREES
NOT_MIXED = {
    "two whole tables": TWO_WHOLES,
    "a target that fits neither title": BUSES.format("Cars") + TREES + SHARED + OF_ROADS,
    "a target that fits both titles": BUSES.format("Trees") + TREES + SHARED + OF_TREES,
    "a whole and its part": BUSES.format("Buses") + TREES + SHARED + 'part_of = "buses"\n' + OF_BUSES,
    "a part and its whole": BUSES.format("Buses") + 'part_of = "trees"\n' + TREES + SHARED + OF_BUSES,
    "a table that has lost no key": BUSES.format("Buses") + SHARED + TREES + SHARED + OF_BUSES,
    "two tables with targets only": BUSES.format("Buses") + OF_BUSES + TREES + OF_TREES,
    "a table with targets and a day": BUSES.format("Buses") + "made = 2026-01-01\n" + OF_BUSES + TREES + SHARED,
    "an addition": BUSES.format("Buses") + "recorded = 2026-01-01T00:00:00Z\n" + OF_BUSES + TREES + SHARED,
    "tables that are not adjacent": (
        BUSES.format("Buses") + '[commitments.roads]\ntitle = "Roads"\n' + TREES + SHARED + OF_BUSES
    ),
}


@pytest.mark.parametrize("case", NOT_MIXED)
def test_tables_that_people_write_are_not_reported(warned: Warned, case: str) -> None:
    """No warning is given if any of the conditions does not hold."""
    assert warned(NOT_MIXED[case]) == []


def test_a_removed_commitment_that_came_back_is_reported(warned: Warned) -> None:
    """A commitment with the recorded time of a removal, or with none, is reported, with the ways to resolve it."""
    head = "[commitments.buses]\ntitle = 'B'\nrecorded = {}\n"
    assert warned(head.format("2026-11-25T18:00:00.5+09:00") + REMOVED) == [
        ("CT404", 1, '"buses" was removed, and is in the registry again',
         "delete it again: commitrack edit buses · or keep it, and delete the line removed.buses = …")
    ]  # fmt: skip
    assert warned(head.format("2026-11-25T09:00:00.6Z") + REMOVED) == []
    assert [code for code, *_ in warned(BUSES.format("B") + REMOVED)] == ["CT404"]
    assert warned(TREES + REMOVED) == []


def test_the_shipped_registry_has_no_warning() -> None:
    """Nothing in the shipped registry looks as if a merge had mixed it."""
    assert list(merge_warnings(must_read(example()).registry)) == []


@pytest.mark.parametrize("rule", MERGE_WARNINGS, ids=lambda rule: rule.code)
def test_every_warning_explains_itself(rule: object) -> None:
    """A warning has a title, and a docstring that becomes its page."""
    assert getattr(rule, "title", "")
    assert len((getattr(rule, "find", None).__doc__ or "").split()) >= 10
