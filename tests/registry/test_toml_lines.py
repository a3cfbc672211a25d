"""Writing of keys, values and tables as lines of TOML that are read back unchanged."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from commitrack.model import Commitment, Meeting, Party, Source, Target, When
from commitrack.registry.toml_lines import as_written, commitment_lines, inline, key, named_lines

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, TEXT)
def test_any_text_is_one_key_and_one_value(name: str, value: str) -> None:
    """Any text is written on one line, as a key and as a value, and read back unchanged."""
    line = f"{key(name)} = {inline(value)}"
    assert "\n" not in line
    assert tomli.loads(line) == {name: value}


@pytest.mark.parametrize(
    ("name", "shown"), [("wa-2-0", "wa-2-0"), ("A_1", "A_1"), ("wa-2.0", '"wa-2.0"'), ("", '""'), ("人", '"人"')]
)
def test_only_keys_that_need_quotes_get_them(name: str, shown: str) -> None:
    """A key is quoted only if TOML requires it."""
    assert key(name) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (5000, "5000"), (Decimal("0.50"), "0.50"), (True, "true"), (date(2026, 9, 6), "2026-09-06"),
        (datetime(2026, 10, 2, 17, tzinfo=timezone(timedelta(hours=9))), "2026-10-02T08:00:00Z"),
        (["a", "b"], '["a", "b"]'), (("x",), '["x"]'), ({"a": {"b.c": 1}}, '{ a = { "b.c" = 1 } }'),
    ],
)  # fmt: skip
def test_a_value_of_any_type_is_written_on_one_line(value: object, shown: str) -> None:
    """Numbers are written exactly, times in UTC, and tables in braces on one line."""
    assert inline(value) == shown
    if isinstance(value, datetime):
        assert tomli.loads(f"x = {shown}")["x"] == value.astimezone(UTC)


def test_a_type_that_toml_lacks_is_an_internal_error() -> None:
    """An unexpected type is an internal error, not a line that reads back as something else."""
    assert as_written(When(2030)) == 2030
    with pytest.raises(NotImplementedError, match="no way to write"):
        as_written(object())


def test_every_line_of_a_commitment_contains_its_id() -> None:
    """A commitment has a line for each key and for each target, and no header; empty keys are left out."""
    commitment = Commitment(
        id="judges-2.0", title={"en": "Judges", "ja": "裁判官"}, made=When(date(2024, 1, 1)), due=When(2030),
        source=Source(document="d", page=7), targets={"a.b": Target(value=5, unit="people")},
        recorded=datetime(2026, 11, 25, 9, 0, 0, 5, UTC), by="desk",
    )  # fmt: skip
    prefix = 'commitments."judges-2.0".'
    lines = commitment_lines(commitment)
    assert {line[: len(prefix)] for line in lines} == {prefix}
    assert [line.removeprefix(prefix) for line in lines] == [
        'title = { en = "Judges", ja = "裁判官" }', "made = 2024-01-01", "due = 2030",
        'source = { document = "d", page = 7 }', 'targets."a.b" = { value = 5, unit = "people" }',
        "recorded = 2026-11-25T09:00:00.000005Z", 'by = "desk"',
    ]  # fmt: skip


def test_every_line_of_a_named_record_contains_its_id() -> None:
    """A party or a pillar has a line for each key; a meeting is one line."""
    party = Party(title={"en": "Office", "ja": "事務局"}, url="https://example.org")
    assert named_lines("parties", "a.b", party) == (
        'parties."a.b".title = { en = "Office", ja = "事務局" }', 'parties."a.b".url = "https://example.org"',
    )  # fmt: skip
    assert named_lines("meetings", "m", Meeting(title="M", on=date(2027, 2, 1))) == (
        'meetings.m = { title = "M", on = 2027-02-01 }',
    )
