"""Conversion of TOML tables to typed records, with all problems of a record at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.language import localize
from commitrack.model import Commitment, Document, Meeting, Record, Settings, Target, Update, When
from commitrack.registry.decode import convert
from commitrack.registry.reading import Reading

WHEN = (
    'must be a date (2026-09-06), a year (2030), a month ("2026-09"), a quarter ("2026-Q4") or a fiscal year '
    '("FY2026", "FY2026-27")'
)
SPAN = 'must be a duration such as "3 years", "18 months" or "90 days"'
DATE, MOMENT = (
    "must be a date such as 2026-09-06, without quotes",
    "must be a date and time with time zone such as 2026-10-02T08:15:00Z, without quotes",
)
COMMITMENT = {
    "title = 5": "title: must be text in quotes or a table, not 5",
    "title = { en = 5 }": "en: must be text in quotes, not 5",
    "made = true": f"made: {WHEN}",
    "made = 2026-09-06T00:00:00Z": f"made: {WHEN}",
    "made = 07:00:00": f"made: {WHEN}",
    "made = 1.5": f"made: {WHEN}",
    "due = nan": f"due: {WHEN}",
    'due = "2026-09-06"': "due: must be written without quotes: 2026-09-06",
    'due = "2024-13-01"': 'due: invalid date "2024-13-01": the month must be from 1 to 12',
    'due = "1234"': "due: the year 1234 is out of range; use 1900–2200",
    'due = "2030"': "due: must be written without quotes: 2030",
    'due = "2030年"': "due: must be written without quotes: 2030",
    'due = "令和8年度"': 'due: must be written as "FY2026"',
    "due = 99999": "due: 99999-01-01 does not exist",
    "within = 3": f"within: {SPAN}",
    'within = "3 yeers"': f"within: {SPAN}",
    'kind = "Pledge"': 'kind: must be one of pledge, programme, group, not the text "Pledge"; did you mean "pledge"?',
    "kind = 1": "kind: must be one of pledge, programme, group, not 1",
    "headline = 1": "headline: must be true or false, not 1",
    'areas = "x"': 'areas: must be a list in brackets, not the text "x"',
    "areas = [1]": "each item of areas: must be text in quotes, not 1",
    "areas = [[]]": "each item of areas: must be text in quotes, not a list",
    "part_of = {}": "part_of: must be text in quotes, not a table",
    'parties = "japan"': 'parties: must be a table, not the text "japan"',
    "parties = { responsible = [true] }": "each item of responsible: must be text in quotes, not true",
    'source = { document = "d", page = 1.0 }': "page: must be a whole number, not 1.0",
    'source = { document = "d", page = true }': "page: must be a whole number, not true",
    "targets = []": "targets: must be a table, not a list",
    "targets.x = 5": "x: must be a table, not 5",
    'targets.x = { unit = "p", value = "5" }': 'value: must be a number, not the text "5"',
    'targets.x = { unit = "p", value = false }': "value: must be a number, not false",
    'targets.x = { unit = "p", value = nan }': "value: must be a number, not nan",
    'targets.x = { unit = "p", value = -inf }': "value: must be a number, not -inf",
    'targets.x = { unit = "p", value = 2026-01-01 }': "value: must be a number, not 2026-01-01",
    'targets.x = { unit = "p", baseline_on = "2026-01-01" }': "baseline_on: must be written without quotes: 2026-01-01",
    'targets.x = { unit = "p", milestones = {} }': "milestones: must be a list in brackets, not a table",
    'targets.x = { unit = "p", milestones = [3] }': "each item of milestones: must be a table, not 3",
    'targets.x = { unit = "p", milestones = [{ on = 2026-01-01, value = "3" }] }': (
        'value: must be a number, not the text "3"'
    ),
}
UPDATE = {
    "on = 2026-10-02T08:15:00Z": f"on: {DATE}, not the date and time 2026-10-02T08:15:00+00:00",
    'on = "2026-10-02"': f'on: {DATE}, not the text "2026-10-02"',
    "recorded = 2026-10-02": f"recorded: {MOMENT}, not 2026-10-02",
    "recorded = 2026-10-02T08:15:00": f"recorded: {MOMENT}, not the date and time 2026-10-02T08:15:00",
    'recorded = "2026-10-02T08:15:00Z"': f'recorded: {MOMENT}, not the text "2026-10-02T08:15:00Z"',
    'actual = "4120"': 'actual: must be a number, not the text "4120"',
    "actual = true": "actual: must be a number, not true",
    "add = inf": "add: must be a number, not inf",
    "amends = 3": "amends: must be a table, not 3",
    "amends = { value = nan }": "value: must be a number, not nan",
    "evidence = [1]": "each item of evidence: must be text in quotes or a table, not 1",
    "evidence = [{ page = true }]": "page: must be a whole number, not true",
    "note = 3": "note: must be text in quotes or a table, not 3",
}


@pytest.mark.parametrize("text", COMMITMENT)
def test_a_value_of_the_wrong_type_is_explained(reading: Callable[[str], Reading], text: str) -> None:
    """The message states what is expected and what was found; no TOML type is accepted for another."""
    title = "" if text.startswith("title") else 'title = "A"\n'
    (problem,) = reading(f"[commitments.a]\n{title}{text}\n").problems
    assert (problem.code, problem.message) == ("CT108", COMMITMENT[text])
    assert problem.excerpt == text


@pytest.mark.parametrize("text", UPDATE)
def test_a_wrong_value_in_the_journal_is_explained(reading: Callable[[str], Reading], text: str) -> None:
    """A wrong value in the journal is reported with the line of its update."""
    fields = ['commitment = "a"', "on = 2026-10-02", "recorded = 2026-10-02T08:15:00Z", 'note = "n"']
    kept = [field for field in fields if field.partition(" ")[0] != text.partition(" ")[0]]
    journal = f"[updates]\n20261002T081500Z-7f3a = {{ {', '.join([*kept, text])} }}\n"
    (problem,) = reading(f'[commitments.a]\ntitle = "A"\n{journal}').problems
    assert (problem.code, problem.line, problem.message) == ("CT108", 4, UPDATE[text])


def test_all_problems_of_a_record_are_reported_at_once(reading: Callable[[str], Reading]) -> None:
    """Unknown keys, missing keys and wrong values, also of nested tables, are reported in the order of the file."""
    problems = reading("""\
[commitments.a]
id = "a"
titel = "A"
made = 1.5
source = { page = "4" }
[commitments.a.targets.x]
valu = 1
baseline = inf
milestones = [{ on = 2030 }, { value = 1, day = 2 }]
""").problems
    assert [(p.line, p.code, p.message, p.hint) for p in problems] == [
        (1, "CT107", 'missing key "title": required for a commitment', None),
        (2, "CT106", '"id" is not allowed here; it is set by the name of the table', None),
        (3, "CT106", 'unknown key "titel" in a commitment', 'did you mean "title"?'),
        (4, "CT108", f"made: {WHEN}", None),
        (5, "CT107", 'missing key "document": required for a source', None),
        (5, "CT108", 'page: must be a whole number, not the text "4"', None),
        (6, "CT107", 'missing key "unit": required for a target', None),
        (7, "CT106", 'unknown key "valu" in a target', 'did you mean "value"?'),
        (8, "CT108", "baseline: must be a number, not inf", None),
        (9, "CT106", 'unknown key "day" in a milestone', "expected one of: on, value"),
        (9, "CT107", 'missing key "value": required for a milestone', None),
        (9, "CT107", 'missing key "on": required for a milestone', None),
        (9, "CT108", f"on: {DATE}, not 2030", None),
    ]


@pytest.mark.parametrize(
    ("table", "called"),
    [
        ("[registry]", "the table [registry]"), ("[registry.thresholds]", "thresholds"), ("[areas.a]", "an area"),
        ("[updates.a]", "an update"), ("[updates.a.amends]", "an amendment"), ("[commitments.a.parties]", "parties"),
        ("[[updates.a.evidence]]", "evidence"), ("[parties.a]", "a party"),
    ],
)  # fmt: skip
def test_an_unknown_key_is_reported_with_its_kind_of_record(
    reading: Callable[[str], Reading], table: str, called: str
) -> None:
    """The message names the kind of record that has the unknown key, with its article."""
    messages = [problem.message for problem in reading(f"{table}\nfoo = 1\n").problems if problem.code == "CT106"]
    assert messages == [f'unknown key "foo" in {called}']


def test_a_record_is_what_was_written() -> None:
    """A record has exact numbers, dates as written, and its id from the name of its table."""
    table = {"title": "A", "due": 2030, "targets": {"x": {"unit": "p", "value": Decimal("0.10")}}}
    record, problems = convert(table, Commitment, ("commitments", "a"), id="a")
    assert problems == []
    assert record == Commitment(
        id="a", title="A", due=When(2030), targets={"x": Target(unit="p", value=Decimal("0.1"))}
    )


SCALARS = st.sampled_from([
    True, 0, -5, 10**27, Decimal("1.5"), Decimal("nan"), Decimal("-inf"), "", "pledge", "FY2026", "2 years", "2030",
    "“", date(2026, 1, 1), date(1, 1, 1), time(8), datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=None),  # noqa: DTZ001
])  # fmt: skip
NAMES = st.sampled_from(["unit", "value", "on", "document", "file", "en", "x", "responsible"])
INNER = SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(NAMES, SCALARS, max_size=3)
VALUES = INNER | st.lists(INNER, max_size=2) | st.dictionaries(NAMES, INNER, max_size=2)
KINDS: list[type[Record]] = [Commitment, Update, Target, Settings, Meeting, Document]


@given(st.data(), st.sampled_from(KINDS))
def test_no_message_of_msgspec_is_shown(data: st.DataObject, kind: type[Record]) -> None:
    """Any table becomes a record, or problems that name one of its keys and repeat no message of msgspec."""
    keys = st.sampled_from([*kind.__struct_fields__, "foo"])
    table: dict[str, Any] = data.draw(st.dictionaries(keys, VALUES, max_size=4))
    record, problems = convert(table, kind, ("tables", "here"))
    assert (record is None) == bool(problems)
    for problem in problems:
        assert not any(term in problem.message for term in ("`", "$", "Expected", "object", "array", "<class"))
        assert problem.path != ("tables", "here") or problem.code == "CT107"


def test_what_to_type_is_not_localized() -> None:
    """A day to type without quotes is shown as TOML writes it; allowed words have the comma of the language."""
    _record, problems = convert(
        {"title": "t", "made": "2026-01-15", "kind": "x"}, Commitment, ("commitments", "a"), id="a"
    )
    assert [localize(problem.message, "ja") for problem in problems] == [
        "kind：pledge、programme、group のいずれかを指定してください（現在は文字列「x」）。",
        "made：引用符を付けずに書いてください：2026-01-15",
    ]
