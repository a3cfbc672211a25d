"""What an import records is what the sheet says, however it spells it, and importing it again records nothing."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from commitrack.drafting.difference import ChangeKind, Difference, ImportTerms
from commitrack.interchange.import_sheet import compared_fields, import_sheet
from commitrack.interchange.profile import Profile
from commitrack.interchange.profile_file import parse_profile
from commitrack.interchange.table import TableLayout, parse_table
from commitrack.registry.read import read
from commitrack.registry.transaction import transaction

PROFILE = b"""\
key = "Id"
empty = ["n/a"]
[commitment]
id = "plan-{Id}"
title = "Title"
due = "Due"
[targets.trees]
value = "Target"
unit = { always = "trees" }
figure = "Planted"
on = "As of"
"""
TODAY = date(2026, 6, 30)
Row = tuple[str, str, int | None, int | None, int | None]
OPEN = {ChangeKind.DECIDE, ChangeKind.MISSING}

rows = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from(["Oaks", "Elms", "Élan vital", "樹木", "a, b"]),
        st.none() | st.integers(2027, 2060),
        st.none() | st.integers(1, 10**6),
        st.none() | st.integers(0, 10**6),
    ),
    unique_by=lambda row: row[0],
    max_size=6,
)  # fmt: skip


def spelled(number: int | None, spell: Callable[[int], str]) -> str:
    return "n/a" if number is None else spell(number)


def sheet(rows: Sequence[Row], year: Callable[[int], str], amount: Callable[[int], str]) -> bytes:
    """The rows as CSV, with years and amounts in a spelling."""
    lines = ["Id;Title;Due;Target;Planted;As of"]
    for name, title, due, target, planted in rows:
        figure = None if target is None else planted
        day = "" if figure is None else "2025-12-31"
        lines.append(f"{name};{title};{spelled(due, year)};{spelled(target, amount)};{spelled(figure, amount)};{day}")
    return "\n".join(lines).encode()


PLAIN: tuple[Callable[[int], str], Callable[[int], str]] = (str, str)
OTHER: tuple[Callable[[int], str], Callable[[int], str]] = ("by the end of {}".format, "{:,} trees".format)
FLOATS: tuple[Callable[[int], str], Callable[[int], str]] = ("{}.0".format, "{:,}".format)


def imported(folder: Path, profile: Profile, content: bytes, on: date) -> Difference:
    """Import a sheet as of a day, and return the difference."""
    with transaction(folder) as tx:
        terms = ImportTerms(
            system="trees", compared=compared_fields(profile), on=on, today=TODAY, now=datetime.now(UTC), source="s"
        )
        table = parse_table(content, "sheet.csv", TableLayout())
        result = import_sheet(table, profile, tx.registry, terms, folder=folder)
        difference = result.difference
        tx.append(*difference.commitments, *difference.updates, named=result.new_records, edited=difference.edited)
    assert read(folder).problems == ()
    return difference


def recorded(difference: Difference) -> list[ChangeKind]:
    return [change.change for change, _update in difference.changes if change.change not in OPEN]


@settings(max_examples=60, deadline=None)
@given(rows, rows)
def test_a_second_import_records_nothing(first: list[Row], second: list[Row]) -> None:
    """Whatever two versions of a sheet contain, importing one of them again records nothing, in any spelling."""
    profile = parse_profile(PROFILE, Path("trees.toml"), Profile, system="trees")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "commitments.toml").write_text("")
        imported(folder, profile, sheet(first, *PLAIN), date(2026, 1, 31))
        assert recorded(imported(folder, profile, sheet(first, *OTHER), date(2026, 1, 31))) == []
        imported(folder, profile, sheet(second, *FLOATS), date(2026, 6, 30))
        again = imported(folder, profile, sheet(second, *OTHER), date(2026, 6, 30))
        assert recorded(again) == []
        missing = {change.key for change, _update in again.changes if change.change is ChangeKind.MISSING}
        moved = {str(change.before) for change, _update in again.changes if change.field == "key"}
        gone = {row[0] for row in first} - {row[0] for row in second}
        assert (missing <= gone, gone <= missing | moved) == (True, True)


@settings(max_examples=60, deadline=None)
@given(rows)
def test_the_registry_has_what_the_sheet_says(rows: list[Row]) -> None:
    """A first import has every title, deadline, target and figure, except figures that are implausible."""
    profile = parse_profile(PROFILE, Path("trees.toml"), Profile, system="trees")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "commitments.toml").write_text("")
        difference = imported(folder, profile, sheet(rows, *FLOATS), date(2026, 1, 31))
        registry = read(folder).registry
        for key, title, due, target, _planted in rows:
            commitment = registry.commitments[f"plan-{key}"]
            assert (commitment.title, commitment.external_ids) == (title, {"trees": key})
            assert (commitment.due and commitment.due.written) == due
            assert [known.value for known in commitment.targets.values()] == ([] if target is None else [target])
        levels = {update.commitment: update.actual for update in registry.updates.values()}
        undecided = {change.id for change, _update in difference.changes if change.change is ChangeKind.DECIDE}
        stated = {f"plan-{key}": level for key, _t, _d, target, level in rows if None not in (target, level)}
        assert levels == {name: level for name, level in stated.items() if name not in undecided}
