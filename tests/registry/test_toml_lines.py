"""Keys, values and tables as lines of TOML: what is written is what is read, whatever it holds."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from commitrack.errors import UsageError
from commitrack.model import Commitment, Source, Target, When
from commitrack.registry.pledge import CommitmentInput, commitment_of, lines_of
from commitrack.registry.toml import inline, key, written

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT, TEXT)
def test_any_text_is_one_key_and_one_value(name: str, value: str) -> None:
    """On one line, whatever quotes, dots, brackets and line ends it holds."""
    line = f"{key(name)} = {inline(value)}"
    assert "\n" not in line
    assert tomli.loads(line) == {name: value}


@pytest.mark.parametrize(
    ("name", "shown"), [("wa-2-0", "wa-2-0"), ("A_1", "A_1"), ("wa-2.0", '"wa-2.0"'), ("", '""'), ("人", '"人"')]
)
def test_only_what_needs_quotes_gets_them(name: str, shown: str) -> None:
    """People write bare keys, and a diff should look as if they had."""
    assert key(name) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (5000, "5000"), (Decimal("0.50"), "0.50"), (True, "true"), (date(2026, 9, 6), "2026-09-06"),
        (datetime(2026, 10, 2, 17, tzinfo=timezone(timedelta(hours=9))), "2026-10-02T08:00:00Z"),
        (["a", "b"], '["a", "b"]'), (("x",), '["x"]'), ({"a": {"b.c": 1}}, '{ a = { "b.c" = 1 } }'),
    ],
)  # fmt: skip
def test_each_kind_on_one_line(value: object, shown: str) -> None:
    """Numbers exactly, moments in UTC, tables in braces."""
    assert inline(value) == shown
    if isinstance(value, datetime):
        assert tomli.loads(f"x = {shown}")["x"] == value.astimezone(UTC)


def test_what_cannot_be_written_is_told() -> None:
    """A kind that nobody thought of is a fault of ours, not a line that reads back as something else."""
    assert written(When(2030)) == 2030
    with pytest.raises(NotImplementedError, match="no way to write"):
        written(object())


def test_a_table_reads_as_people_write_it() -> None:
    """A header, a line for each key, a line for each target; empty keys are left out."""
    found = Commitment(
        id="judges", title={"en": "Judges", "ja": "裁判官"}, made=When(date(2024, 1, 1)), due=When(2030),
        source=Source(document="d", page=7), targets={"a.b": Target(value=5, unit="people")},
    )  # fmt: skip
    assert lines_of(found) == (
        "", "[commitments.judges]", 'title = { en = "Judges", ja = "裁判官" }', "made = 2024-01-01", "due = 2030",
        'source = { document = "d", page = 7 }', 'targets."a.b" = { value = 5, unit = "people" }',
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Training for 5,000 people in three years", "training-for-5000-people-in"),
        ("Élan: ＡＢＣ & co.", "elan-abc-co"),
        ("  ¥40bn!  ", "40bn"),
    ],
)
def test_an_id_is_made_of_the_first_words(title: str, name: str) -> None:
    """In ASCII, at most five, without the commas of numbers."""
    assert commitment_of(CommitmentInput(title=title)).id == name


def test_an_amount_is_named_after_its_last_equals_sign() -> None:
    """A name may hold anything that the checks will then complain of; the amount is what follows it."""
    assert list(commitment_of(CommitmentInput(title="T", targets=("a=b=5 people",))).targets) == ["a=b"]
    with pytest.raises(UsageError, match="two targets would be called"):
        commitment_of(CommitmentInput(title="T", targets=("x=5 people", "x=6 schools")))
