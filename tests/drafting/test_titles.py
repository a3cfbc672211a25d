"""Whether a title is a new one of the same commitment, or that of another one: tables of cases, worked out by hand."""

from datetime import UTC, date, datetime

import pytest

from commitrack.drafting.difference import ImportTerms
from commitrack.drafting.intended import IntendedRow
from commitrack.drafting.titles import Titles, same_title
from commitrack.model import Commitment, Registry, Settings, Text

DAY = date(2026, 1, 31)


def titles(known: dict[str, Text], sheet: dict[str, Text], compared: str = "title") -> tuple[Titles, list[IntendedRow]]:
    """The titles of commitments and of rows, both by key."""
    commitments = {f"c{key}": Commitment(id=f"c{key}", title=title) for key, title in known.items()}
    rows = [
        IntendedRow(row=number, key=key, commitment=Commitment(id="", title=title))
        for number, (key, title) in enumerate(sheet.items(), 2)
    ]
    terms = ImportTerms(
        system="s", compared=frozenset({compared}), on=DAY, today=DAY, now=datetime(2026, 1, 31, tzinfo=UTC), source="s"
    )  # fmt: skip
    registry = Registry(settings=Settings(), commitments=commitments)
    return Titles({row.key: row for row in rows}, (), {key: f"c{key}" for key in known}, registry, terms), rows


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        ("Plant oaks", "plant  ＯＡＫＳ", False),
        ("Plant oaks", "Plant elms", False),
        ("Train teachers", "Trian teachers", False),
        ("Wells", "Wells that are drilled and in service", False),
        ("Halve all emissions by 2030", "By 2030 halve emissions", False),
        ("研修", "5,000人の研修を行う", False),
        ({"en": "Training", "ja": "研修"}, "研修", False),
        ({"en": "Training", "ja": "研修"}, "Trainings", False),
        ("Plant oaks", "Build a bridge", True),
        ("Wells built", "Pumps repaired", True),
        ("Number of wells drilled", "Number of people trained", True),
        ("植樹", "橋の建設", True),
    ],
)
def test_new_titles_and_others(old: Text, new: Text, *, differs: bool) -> None:
    found, (row,) = titles({"1": old}, {"1": new})
    assert found.differ(row) == differs
    assert not titles({"1": old}, {"1": new}, "due")[0].differ(row)


def test_similar_titles_that_have_moved() -> None:
    """A row inserted above, and one deleted: similar titles are compared with those that other keys had and have."""
    known: dict[str, Text] = {"1": "Net zero: Leeds", "2": "Net zero: Luton", "3": "Net zero: London"}
    inserted: dict[str, Text] = {"1": "Net zero: Hull", "2": known["1"], "3": known["2"], "4": known["3"]}
    found, rows = titles(known, inserted)
    assert [found.differ(row) for row in rows[:3]] == [True, True, True]
    assert found.moved_from(rows[3]) == "3"
    found, rows = titles(known, {"1": known["2"], "2": known["3"]})
    assert [found.differ(row) for row in rows] == [True, True]
    found, rows = titles(known, {**known, "1": "Net zero: Leeds city", "4": "Net zero: Leeds"})
    assert [found.differ(row) for row in rows[:3]] == [True, False, False]
    assert found.moved_from(rows[3]) == "1"
    found, rows = titles(known, {**known, "1": "Net zero: Leeds city", "4": "Net zero: Hull"})
    assert [found.differ(row) for row in rows[:3]] == [False, False, False]
    assert found.moved_from(rows[3]) is None


def test_same_title() -> None:
    assert same_title({"en": "Oaks", "ja": "樫"}, {"ja": "樫"})
    assert not same_title("Oaks", "Elms")
