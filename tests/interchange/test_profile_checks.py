"""What is wrong with a profile on its own is listed at once, each with its line."""

from pathlib import Path

import pytest

from commitrack.errors import UsageError
from commitrack.interchange.profile import Profile
from commitrack.interchange.profile_file import parse_profile

PROFILE = 'key = "No"\n{top}\n[table]\n{table}\n[commitment]\ntitle = "Title"\n{field}\n[targets.trees]\n{target}\n'


SEPARATOR = 'the separator is empty (state what is between two values, such as separator = ";", or leave it out)'
YMD = (
    "dates with the year first are always read, others only if their order is stated "
    '(leave it out, or write date_order = "dmy" or "mdy")'
)
ROWS = "heading_rows in [table] must be row numbers in ascending order, such as [3, 4]"


def problem(**lines: str) -> str:
    """The error about a profile with these lines, with its hint."""
    text = PROFILE.format(**dict.fromkeys(("top", "table", "field", "target"), "") | lines)
    with pytest.raises(UsageError) as failure:
        parse_profile(text.encode(), Path("p.toml"), Profile, system="p")
    return f"{failure.value.message} ({failure.value.hint})".removesuffix(" (None)")


@pytest.mark.parametrize(
    ("part", "lines", "number", "message"),
    [
        ("top", 'date_order = "ymd"', 2, f"date_order: {YMD}"),
        ("top", 'decimal_mark = ";"', 2, 'decimal_mark: must be one of ".", ",", not the text ";"'),
        ("top", 'fixed = ["x"]', 2, 'fixed: "x" is not a field that the profile reads'),
        ("table", 'delimiter = "&"', 4, 'delimiter in [table] must be ",", ";", "|" or "\\t"'),
        ("table", 'first_column = "2"', 4, 'first_column in [table] must be the letters of a column, such as "B"'),
        ("table", "heading_rows = [0]", 4, ROWS),
        ("field", 'areas = { column = "A", separator = "" }', 7, f"[commitment] areas: {SEPARATOR}"),
        ("field", 'due = { words = { a = "2030" } }', 7, '[commitment] due: state either "column" or "always"'),
        ("target", 'evidence = { column = "E", separator = "" }', 9, f"[targets.trees] evidence: {SEPARATOR}"),
        (
            "target", 'value = "V"\nscale = "milion"', 10,
            '[targets.trees] scale: "milion" is not a scale (write it as 1000000, "million" or "億")',
        ),
    ],
)  # fmt: skip
def test_a_mistake_has_its_line(part: str, lines: str, number: int, message: str) -> None:
    assert problem(**{part: lines}) == f"p.toml, line {number}: {message}"


def test_all_mistakes_are_listed() -> None:
    lines = problem(table='delimiter = "&"', field='areas = { column = "A", separator = "" }').splitlines()
    assert [line.split(":")[0] for line in lines] == ["p.toml, line 4", "p.toml, line 7"]
