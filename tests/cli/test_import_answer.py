"""What ``commitrack import`` prints: parties that are new, nothing left out in a pipe, and texts where they differ."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitrack.drafting.difference import ChangeKind, SheetChange
from commitrack.registry.read import read
from commitrack.views.difference import difference_grid

Run = Callable[..., Any]

PROFILE = """\
key = "Ref"
add = ["parties", "areas"]
[commitment]
title = "Title"
note = "Note"
responsible = "Lead"
areas = "Area"
"""
HEADINGS = "Ref,Title,Note,Lead,Area\n"
KNOWN = '\n[parties.ministry-of-health]\ntitle = { en = "Ministry of Health", ja = "保健省" }\n'


@pytest.fixture
def importing(folder: Path, run: Run) -> Callable[..., Any]:
    """Import rows into a registry that has one ministry."""
    with (folder / "commitments.toml").open("a", encoding="utf-8") as file:
        file.write(KNOWN)
    (folder / "imports").mkdir()
    (folder / "imports" / "p.toml").write_text(PROFILE, encoding="utf-8")

    def go(rows: str, *options: str) -> Any:
        (folder / "s.csv").write_text(HEADINGS + rows, encoding="utf-8")
        return run("import", "s.csv", "-p", "p", "--on", "2026-01-31", *options)

    return go


TWO = "1,Plant oaks,,Minstry of Health,Parks\n2,Plant elms,,Ministry of Health,Parks\n"


def test_new_parties_are_listed(importing: Any, folder: Path) -> None:
    """A dry run lists them all; an import those that may be a typing error."""
    dry = importing(TWO, "--dry-run").out.splitlines()
    assert dry[0] == "would record: 2 new, 1 new area, 1 new party"
    assert {tuple(line.split(maxsplit=3)[:3]) for line in dry[3:5]} == {
        ("new", "area", "parks"), ("new", "party", "minstry-of-health")
    }  # fmt: skip
    assert sum("did you mean" in line for line in dry) == 1
    added = [
        item for item in json.loads(importing(TWO, "--dry-run", "--json").out)["items"] if item["change"] == "added"
    ]
    assert [(item["id"], item["field"], item["title"], item["reason"]) for item in added] == [
        ("parks", "areas", "Parks", None),
        ("minstry-of-health", "parties", "Minstry of Health", 'did you mean "ministry-of-health"?'),
    ]
    result = importing(TWO)
    assert result.out.splitlines()[0] == "recorded: 2 new, 1 new area, 1 new party"
    assert result.out.splitlines()[-1].split(maxsplit=3)[:3] == ["new", "party", "minstry-of-health"]
    assert list(read(folder).registry.parties) == ["ministry-of-health", "minstry-of-health"]
    assert "新規の関係者" in importing("3,Plant figs,,Ministry of Parks,\n", "--dry-run", "--lang", "ja").out


def test_numbers_are_no_typing_errors(importing: Any) -> None:
    """Two new areas that differ in a number are two; those that differ in a letter may be one."""
    rows = "1,Plant oaks,,,School district 1\n2,Plant elms,,,School district 2\n3,Plant figs,,,School distrikt 2\n"
    added = [item["reason"] for item in json.loads(importing(rows, "--dry-run", "--json").out)["items"]][:3]
    assert added == [None, None, 'did you mean "school-district-2"?']


def test_nothing_is_left_out_in_a_pipe(importing: Any) -> None:
    """All changes are listed, also those that have been recorded."""
    importing("".join(f"{n},Commitment {n},,,\n" for n in range(150)))
    result = importing("".join(f"{n},Commitment {n},changed,,\n" for n in range(150)))
    assert len([line for line in result.out.splitlines() if line.startswith(" decide ")]) == 150
    assert "more" not in result.out


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("x" * 80, "x" * 70 + "y" * 30, f"…{'x' * 30} → …{'x' * 20}{'y' * 30}"),
        ("x" * 80, "y" + "x" * 79, f"{'x' * 60}… → y{'x' * 59}…"),
        ("short", "x" * 80, f"short → {'x' * 60}…"),
        ("x" * 61 + "y" + "x" * 90, "x" * 152, f"…{'x' * 20}y{'x' * 39}… → …{'x' * 60}…"),
        ("x" * 55, "x" * 55 + "y" * 80, f"…{'x' * 20} → …{'x' * 20}{'y' * 40}…"),
        ("x" * 58, "x" * 59, f"{'x' * 58} → {'x' * 59}"),
    ],
)
def test_long_texts_are_shown_where_they_differ(importing: Any, before: str, after: str, shown: str) -> None:
    importing(f"1,Plant oaks,{before},,\n")
    assert f" {shown} " in importing(f"1,Plant oaks,{after},,\n", "--dry-run").out


@pytest.mark.parametrize(("key", "drop"), [("20240701T000000Z-00000001", 0), ("training", 1)])
def test_how_to_retract_an_update_is_shown_on_a_narrow_terminal(folder: Path, key: str, drop: int) -> None:
    """Other reasons are left out there."""
    change = SheetChange(change=ChangeKind.DECIDE, id="training", key=key, field="f", before="a", after="b", reason="r")
    assert difference_grid([change], read(folder).registry).columns[-1].drop == drop
