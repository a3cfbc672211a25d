"""How a commitment of a sheet differs from the one in the registry: tables of cases, worked out by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from commitrack.drafting.field_changes import field_changes, with_field
from commitrack.drafting.journal import Entries
from commitrack.drafting.shown_values import shown
from commitrack.drafting.values import read_deadline, read_span, read_when
from commitrack.model import (
    Amends,
    Commitment,
    FiscalYearNamed,
    Kind,
    Milestone,
    Parties,
    Qualifier,
    Settings,
    Source,
    Target,
    Update,
    When,
)

SETTINGS = Settings(fiscal_year_start="04-01", fiscal_year_named=FiscalYearNamed.START)
ALL = frozenset(Commitment.__struct_fields__) - {"id", "external_ids", "parties", "source"} | {
    *Parties.__struct_fields__, *Source.__struct_fields__,
    *(f"targets.*.{field}" for field in Target.__struct_fields__),
}  # fmt: skip
TREES = Target(value=500, unit="trees")
Change = tuple[str, str | None, str | None, Amends | None]
PLANS = (Milestone(on=date(2027, 12, 31), value=100), Milestone(on=date(2028, 12, 31), value=300))


def pledge(**fields: Any) -> Commitment:
    return Commitment(id="oaks", **{"title": "Plant oaks", **fields})


def trees(**fields: Any) -> Commitment:
    return pledge(targets={"trees": Target(**{"value": 500, "unit": "trees", **fields})})


def amendment(number: int, target: str | None = None, **terms: Any) -> Update:
    return Update(
        key=f"{number}", commitment="oaks", target=target, on=date(2025, number, 1), amends=Amends(**terms),
        reason="revised", recorded=datetime(2025, number, 2, tzinfo=UTC),
    )  # fmt: skip


def changes(old: Commitment, new: Commitment, *amendments: Update, compared: frozenset[str] = ALL) -> list[Change]:
    entries = Entries(old, amendments, SETTINGS)
    found = field_changes(old, new, entries, compared=compared, settings=SETTINGS)
    return [(change.field, text(change.before), text(change.after), change.amends) for change in found]


def text(value: object) -> str | None:
    return None if (value := shown(value)) is None else str(value)


def due(text: str) -> When:
    return read_deadline(text)


NOTHING: list[tuple[Commitment, Commitment]] = [
    (pledge(), pledge()),
    (pledge(title={"en": "Plant oaks", "ja": "植樹"}), pledge(title="Plant oaks")),
    (pledge(title={"en": "Plant oaks", "ja": "植樹"}), pledge(title="植樹")),
    (pledge(due=When(2050)), pledge(due=due("2050"))),
    (pledge(due=When(2050)), pledge(due=due("2050-12-31"))),
    (pledge(due=When(2050)), pledge(due=due("end of 2050"))),
    (pledge(due=due("2026-Q4")), pledge(due=due("2026年第4四半期"))),
    (pledge(due=due("FY2026")), pledge(due=due("令和9年3月31日"))),
    (pledge(due=due("FY2045-46")), pledge(due=due("2046-03-31"))),
    (
        pledge(made=read_when("2024-04-01"), within=read_span("3 years")),
        pledge(made=read_when("1 April 2024"), due=due("2027-04-01")),
    ),
    (trees(), trees(value=Decimal("500.0"))),
    (trees(), trees(value=Decimal(500))),
    (trees(baseline=10), trees(baseline=Decimal("10.00"))),
    (trees(milestones=PLANS), trees(milestones=PLANS[::-1])),
    (trees(qualifier=Qualifier.AT_LEAST), trees(qualifier=Qualifier.AT_LEAST)),
    (pledge(parties=Parties(responsible=("a", "b"))), pledge(parties=Parties(responsible=("b", "a")))),
    (pledge(areas=("energy", "water")), pledge(areas=("water", "energy"))),
]


@pytest.mark.parametrize("case", range(len(NOTHING)))
def test_equal_values_in_other_spellings(case: int) -> None:
    assert changes(*NOTHING[case]) == []


AMENDED: list[tuple[Commitment, Commitment, tuple[Update, ...], Change]] = [
    (pledge(due=When(2050)), pledge(due=When(2030)), (), ("due", "2050", "2030", Amends(due=When(2030)))),
    (pledge(), pledge(due=When(2030)), (), ("due", None, "2030", Amends(due=When(2030)))),
    (
        pledge(due=When(2040)), pledge(due=When(2040)), (amendment(1, due=When(2035)),),
        ("due", "2035", "2040", Amends(due=When(2040))),
    ),
    (
        pledge(made=read_when("2024-04-01"), within=read_span("3 years")),
        pledge(made=read_when("2024-04-01"), due=When(2030)), (),
        ("due", "2027-04-01", "2030", Amends(due=When(2030))),
    ),
    (trees(), trees(value=450), (), ("targets.trees.value", "500 trees", "450 trees", Amends(value=450))),
    (
        trees(), trees(), (amendment(1, "trees", value=600),),
        ("targets.trees.value", "600 trees", "500 trees", Amends(value=500)),
    ),
    (
        trees(due=When(2030)), trees(due=When(2031)), (),
        ("targets.trees.due", "2030", "2031", Amends(due=When(2031))),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(AMENDED)))
def test_terms_that_an_amendment_states(case: int) -> None:
    old, new, amendments, expected = AMENDED[case]
    assert changes(old, new, *amendments) == [expected]


def test_terms_as_amended_are_no_change() -> None:
    amended = (amendment(1, due=When(2035)), amendment(2, "trees", value=600), amendment(3, due=When(2036)))
    old, new = (
        pledge(due=When(2040), targets={"trees": TREES}),
        pledge(due=When(2036), targets=trees(value=600).targets),
    )
    assert changes(old, new, *amended) == []


DECIDED: list[tuple[Commitment, Commitment, Change]] = [
    (pledge(), pledge(title="Plant elms"), ("title", "Plant oaks", "Plant elms", None)),
    (
        pledge(title={"en": "Plant oaks", "ja": "植樹"}), pledge(title="Plant elms"),
        ("title", "Plant oaks", "Plant elms", None),
    ),
    (pledge(note="old"), pledge(), ("note", "old", None, None)),
    (pledge(), pledge(kind=Kind.PROGRAMME), ("kind", "pledge", "programme", None)),
    (pledge(due=When(2030)), pledge(), ("due", "2030", None, None)),
    (pledge(made=When(2024)), pledge(made=When(2025)), ("made", "2024", "2025", None)),
    (
        pledge(parties=Parties(responsible=("a",))), pledge(parties=Parties(responsible=("b", "a"))),
        ("responsible", "a", "b, a", None),
    ),
    (
        pledge(source=Source(document="plan", page=3)), pledge(source=Source(document="plan", page=4)),
        ("page", "3", "4", None),
    ),
    (trees(), pledge(), ("targets.trees", "500 trees", None, None)),
    (pledge(), trees(), ("targets.trees", None, "500 trees", None)),
    (trees(), trees(unit="oaks", value=450), ("targets.trees.unit", "500 trees", "450 oaks", None)),
    (trees(value=None), trees(), ("targets.trees.value", None, "500 trees", None)),
    (trees(), trees(value=None), ("targets.trees.value", "500 trees", None, None)),
    (trees(baseline=10), trees(baseline=20), ("targets.trees.baseline", "10 trees", "20 trees", None)),
    (trees(), trees(qualifier=Qualifier.AT_LEAST), ("targets.trees.qualifier", None, "at-least", None)),
    (
        trees(milestones=PLANS[:1]), trees(milestones=PLANS),
        ("targets.trees.milestones", "2027-12-31: 100 trees", "2027-12-31: 100 trees, 2028-12-31: 300 trees", None),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(DECIDED)))
def test_changes_of_the_commitment_itself(case: int) -> None:
    old, new, expected = DECIDED[case]
    assert changes(old, new) == [expected]
    edited = with_field(old, new, expected[0])
    if expected[0] in {"due", "targets.trees.value"}:
        assert edited is None  # only an amendment changes terms
    else:
        assert edited is not None
        assert changes(edited, new) == []


def test_only_fields_that_a_sheet_states_are_compared() -> None:
    old = pledge(note="kept", due=When(2030), targets={"trees": TREES})
    new = pledge(title="Other", due=When(2031))
    assert changes(old, new, compared=frozenset({"made"})) == []
    assert [change[0] for change in changes(old, new, compared=frozenset({"title", "due"}))] == ["due", "title"]
    assert changes(old, trees(value=1, baseline=5), compared=frozenset({"targets.trees.baseline"})) == [
        ("targets.trees.baseline", None, "5 trees", None)
    ]


def test_a_value_cell_states_its_qualifier() -> None:
    """A profile that reads values compares their qualifiers where cells have one, and not where the registry has."""
    compared = frozenset({"targets.trees.value"})
    hedged = trees(qualifier=Qualifier.AT_LEAST)
    assert changes(trees(), hedged, compared=compared) == [("targets.trees.qualifier", None, "at-least", None)]
    assert changes(hedged, trees(), compared=compared) == []


def test_a_text_in_one_language_keeps_the_others() -> None:
    old = pledge(title={"en": "Plant oaks", "ja": "植樹"})
    edited = with_field(old, pledge(title="Plant elms"), "title")
    assert edited is not None
    assert edited.title == {"en": "Plant elms", "ja": "植樹"}
