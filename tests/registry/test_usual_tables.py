"""Lines of additions in the usual form: without the parser of TOML, they are read as with it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from unittest.mock import patch

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from commitrack.model import Commitment, Milestone, Parties, Party, Qualifier, Source, Target, Text, When
from commitrack.registry.source import TomlFile
from commitrack.registry.toml_file import parse
from commitrack.registry.toml_lines import commitment_lines, named_lines
from commitrack.registry.usual_tables import usual_tables

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
LANGUAGES: st.SearchStrategy[Text] = TEXTS | st.dictionaries(
    st.sampled_from(["en", "ja", "zh-Hant"]), TEXTS, min_size=1
)
NUMBERS = st.integers(-(10**20), 10**20) | st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
TARGETS = st.builds(
    Target, value=st.none() | NUMBERS, unit=TEXTS, baseline=st.none() | NUMBERS, indicator=st.none() | LANGUAGES,
    qualifier=st.none() | st.sampled_from(Qualifier), maintain=st.booleans(),
    milestones=st.lists(st.builds(Milestone, on=DAYS, value=NUMBERS), max_size=2).map(tuple),
)  # fmt: skip
COMMITMENTS = st.builds(
    Commitment, id=st.sampled_from(["a", "a.b", "c-1"]), title=LANGUAGES, note=st.none() | LANGUAGES,
    made=st.none() | DAYS.map(When), due=st.sampled_from([None, When(2030), When("2030-Q1")]), headline=st.booleans(),
    parties=st.builds(Parties, responsible=st.lists(TEXTS, max_size=3).map(tuple)),
    source=st.none() | st.builds(Source, document=TEXTS, page=st.none() | st.integers(1, 9), quote=st.none() | TEXTS),
    targets=st.dictionaries(st.sampled_from(["x", "y.z"]), TARGETS, max_size=2),
    external_ids=st.dictionaries(st.sampled_from(["ogp"]), TEXTS),
    recorded=st.datetimes(timezones=st.just(UTC)), by=st.none() | TEXTS,
)  # fmt: skip
LINES = st.builds(commitment_lines, COMMITMENTS) | st.sampled_from(
    [
        ("",), ("# a comment",), ("  # と \t",), ("[commitments.d]",), ('commitments.d.title = "D"',),
        ("commitments.d = { title = 'D' }",), ('commitments.d.targets = { x = { unit = "u" } }',),
        ('commitments.d.targets.x.unit = "u"',), ('commitments.d.targets.y = { unit = "u" }',),
        ("commitments.d.made = 2026-02-30",), ("commitments.d.made = 2026-02-03T10:00:00+02:00",),
        ('commitments.d.note = """',), ('x"""',), ("commitments.d.areas = [",), ("]",), ("commitments.d = 5",),
        ('commitments.d.title = "D"  # with a comment',), ('commitments.d.parties = { responsible = ["p"], }',),
        ('commitments.d.parties = { responsible = ["p"], responsible = ["q"] }',), ("a = 1",),
        ('"" = 2', '"".b.c = 3'), ('meetings.m = { title = "M", on = 2026-01-01 }',), ('meetings.m.place = "P"',),
        ('commitments."d".note = "N"',),
        ("[commitments.d]", 'title = "D"', 'targets.x = { unit = "u" }', "made = 2026-01-02"), ("[commitments.e]",),
        ("[commitments.d.targets.x]", 'unit = "u"'), ("[commitments.d.targets]",), ("[commitments]",), ("[registry]",),
        ('["commitments".d]', 'title.en = "D"'), ("[[rates]]",), ("[ commitments.f ]",), ("[commitments.g] # g",),
        ('targets.x.unit = "v"',), ('targets.y.unit = "v"',), ('title = { en = "D" }',), ('title.ja = "D"',),
        ("  note = 'N'",), ("note = 'N'",), ('a.b.c.d = "e"',), ("[a.b.c.d]",), ("[a.b]", "c = 1"),
        ("[a]", "b.c.d = 1"),
        ("commitments.d.targets.z = { value = 1_000, unit = 'u' }",), (f"commitments.d.x = {'[' * 20}{']' * 20}",),
        (f"commitments.d.y = {'1' * 40}",), ("commitments.d.z = 1e99",), ("commitments.d.title = true",),
    ]
)  # fmt: skip


def ordered(value: object) -> object:
    """A value with the order of its keys, and the types of what is in it."""
    if isinstance(value, dict):
        return [(key, ordered(inner)) for key, inner in value.items()]
    return [ordered(inner) for inner in value] if isinstance(value, list) else (type(value), value)


def answer(text: str, *, usual: bool) -> object:
    """The tables of a file of additions in their order, or the problem; without ``usual``, all lines are parsed."""
    with patch("commitrack.registry.toml_file.usual_tables", usual_tables if usual else lambda *_args: None):
        read = parse(text.encode(), "additions.toml")
    return (ordered(read.tables), read.copies) if isinstance(read, TomlFile) else read


@given(
    st.lists(LINES, max_size=5), st.integers(0, 5000),
    st.sampled_from(["", '"', "]", "}", "#", "\n", "\r", "\\", ".", ","]),
)  # fmt: skip
@settings(max_examples=300)
def test_lines_of_the_usual_form_are_read_as_the_parser_reads_them(
    blocks: list[tuple[str, ...]], place: int, damage: str
) -> None:
    """A file says the same with and without the parser of TOML, also if a character was inserted by mistake."""
    text = "\n".join([line for block in blocks for line in block] + [""])
    text = text[: place % (len(text) + 1)] + damage + text[place % (len(text) + 1) :]
    assert answer(text, usual=True) == answer(text, usual=False)


@pytest.mark.parametrize(
    "lines",
    [
        ('meetings.m = { title = "M" }', 'meetings.m.place = "P"'),
        ('meetings.m.place = "P"', 'meetings.m = { title = "M" }'),
        ("commitments.d.targets = { x = 1 }", "commitments.d.targets.y = 2"),
        ("commitments.d.targets.y = 2", "commitments.d.targets = { x = 1 }"),
        ('commitments.d.title = "A"', 'commitments."d".title = "A"'),
        ('commitments.d.title = "A"', 'commitments.d.title.en = "B"'),
        ("commitments.d.made = 2026-02-30",),
        ("commitments.d.parties = { a = 1, a = 2 }",),
        ('commitments.d.note = """', '"""'),
        ("commitments.d.areas = [", "]"),
    ],
)
def test_what_the_parser_refuses_is_left_to_it(lines: tuple[str, ...]) -> None:
    """A key that is defined twice, a value that does not exist, or continues on the next line."""
    text = "".join(f"{line}\n" for line in lines)
    assert usual_tables(text, lambda value: tomli.loads(f"x = {value}")["x"]) is None


def everything() -> Iterator[str]:
    """The lines of a commitment and a party."""
    target = Target(value=Decimal("1.50"), unit="台", baseline=0, qualifier=Qualifier.ABOUT, maintain=True)
    yield from named_lines("parties", "p.1", Party(title={"en": "P", "ja": "省"}))
    yield from commitment_lines(
        Commitment(
            id="a.b", title="A", made=When(date(2026, 1, 2)), due=When(2030), areas=("x", "y"), headline=True,
            parties=Parties(responsible=("p.1",)), targets={"x": target}, external_ids={"ogp": "US1"},
            recorded=datetime(2026, 10, 2, 8, 15, 0, 120, tzinfo=UTC), by="desk",
        )
    )  # fmt: skip


def test_what_the_commands_write_has_the_usual_form() -> None:
    """No value is left to the parser, so that a large file is read quickly."""
    text = "".join(f"{line}\n" for line in everything())
    with patch("commitrack.registry.toml_file.usual_tables", lambda *_args: None):
        parsed = parse(text.encode(), "additions.toml")
    assert isinstance(parsed, TomlFile)
    assert usual_tables(text, pytest.fail) == parsed.tables


def test_a_value_of_another_form_is_left_to_the_parser() -> None:
    """The other lines are still read without it."""
    text = 'commitments.a.title = "A \\"B\\""\ncommitments.a.note = "N"\n'
    assert usual_tables(text, repr) == {"commitments": {"a": {"title": repr('"A \\"B\\""'), "note": "N"}}}
