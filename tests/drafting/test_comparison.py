"""Rows of a sheet, compared with a registry: tables of cases, worked out by hand."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import tomli

from commitrack.drafting.comparison import compare
from commitrack.drafting.difference import Difference, ImportTerms
from commitrack.drafting.intended import UNRECORDED, IntendedRow, RefusedRow, RowProblem, SheetUpdate
from commitrack.drafting.same_keys import external_id
from commitrack.errors import UsageError
from commitrack.model import (
    Amends,
    Commitment,
    CompletionLevel,
    Kind,
    Lifecycle,
    Registry,
    Settings,
    Target,
    Update,
    When,
)

ON, TODAY = date(2026, 1, 31), date(2026, 2, 28)
NOW = datetime(2026, 2, 28, tzinfo=UTC)
OAKS = Commitment(
    id="oaks", external_ids={"plan": "1"}, title="Plant oaks", made=When(2024), due=When(2040),
    targets={"trees": Target(value=500, unit="trees")},
)  # fmt: skip
BRIDGE = Commitment(id="bridge", external_ids={"plan": "2"}, title="Build a bridge", due=When(2030))
Kept = tuple[str, str, str, str | None, str | None]


def recorded(commitment: str, day: str, **fields: Any) -> Update:
    on = date.fromisoformat(day)
    return Update(key=f"{day}-{commitment}", commitment=commitment, on=on, recorded=NOW, **fields)


def figure(actual: int | None = None, day: date = ON, *, dated: bool = True, add: int | None = None) -> SheetUpdate:
    update = Update(key="", commitment="", target="trees", on=day, actual=actual, add=add, recorded=UNRECORDED)
    return SheetUpdate(update, is_dated=dated)


def level(completion: CompletionLevel, *, dated: bool = False) -> SheetUpdate:
    update = Update(key="", commitment="", on=ON, completion=completion, recorded=UNRECORDED)
    return SheetUpdate(update, is_dated=dated)


def decision(step: Lifecycle) -> SheetUpdate:
    update = Update(key="", commitment="", on=ON, lifecycle=step, reason="so", recorded=UNRECORDED)
    return SheetUpdate(update, is_dated=False)


def row(commitment: Commitment, *updates: SheetUpdate, number: int = 2, **fields: Any) -> IntendedRow:
    key = commitment.external_ids.get("plan", commitment.id)
    return IntendedRow(row=number, key=key, commitment=commitment, updates=updates, **fields)


def result(
    rows: list[IntendedRow | RefusedRow], *updates: Update, registry: tuple[Commitment, ...] = (OAKS,), **terms: Any
) -> Difference:
    compared = frozenset({"title", "due", "targets.trees.value"})
    start: dict[str, Any] = {"system": "plan", "compared": compared, "on": ON, "today": TODAY, "now": NOW}
    known = Registry(
        settings=Settings(), commitments={c.id: c for c in registry}, updates={u.key: u for u in updates}
    )  # fmt: skip
    return compare(rows, known, ImportTerms(**{**start, "source": "plan.csv, 2026-01-31", **terms}))


def changes(difference: Difference) -> list[Kept]:
    return [
        (
            c.change.value,
            c.id,
            c.field,
            None if c.before is None else str(c.before),
            None if c.after is None else str(c.after),
        )
        for c, _update in difference.changes
    ]


def refusals(difference: Difference) -> list[tuple[int, str]]:
    return [(row.row, str(problem.reason)) for row in difference.refused for problem in row.problems]


KNOWN = (recorded("oaks", "2025-06-30", target="trees", actual=100),)
FIGURES: list[tuple[tuple[Update, ...], tuple[SheetUpdate, ...], list[Kept]]] = [
    ((), (figure(50),), [("updated", "oaks", "trees 2026-01-31", None, "50 trees")]),
    (KNOWN, (figure(100, dated=False),), []),
    (KNOWN, (figure(100, date(2025, 6, 30)),), []),
    (KNOWN, (figure(100),), [("updated", "oaks", "trees 2026-01-31", "100 trees", "100 trees")]),
    (KNOWN, (figure(120, dated=False),), [("updated", "oaks", "trees 2026-01-31", "100 trees", "120 trees")]),
    (KNOWN, (figure(60, date(2025, 1, 31)),), [("updated", "oaks", "trees 2025-01-31", None, "60 trees")]),
    (KNOWN, (figure(110, date(2025, 6, 30)),), [("decide", "oaks", "trees 2025-06-30", "100 trees", "110 trees")]),
    (KNOWN, (figure(90),), [("decide", "oaks", "trees 2026-01-31", "100 trees", "90 trees")]),
    (KNOWN, (figure(5000),), [("decide", "oaks", "trees 2026-01-31", "100 trees", "5,000 trees")]),
    (KNOWN, (figure(add=20),), [("updated", "oaks", "trees 2026-01-31", "100 trees", "20 trees")]),
    (
        (*KNOWN, recorded("oaks", "2026-01-31", target="trees", add=20)), (figure(add=20),), [],
    ),
    (
        (), (figure(30), figure(20, date(2025, 1, 31))),  # earlier days first
        [("updated", "oaks", "trees 2025-01-31", None, "20 trees"),
         ("updated", "oaks", "trees 2026-01-31", "20 trees", "30 trees")],
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(FIGURES)))
def test_figures(case: int) -> None:
    known, stated, expected = FIGURES[case]
    difference = result([row(OAKS, *stated)], *known)
    assert changes(difference) == expected
    assert len(difference.updates) == sum(change[0] == "updated" for change in expected)
    assert difference.unchanged == (0 if expected else 1)


DONE = recorded("bridge", "2025-06-30", completion=CompletionLevel.COMPLETE)
GONE = recorded("bridge", "2025-06-30", lifecycle=Lifecycle.WITHDRAWN, reason="no money")
ANY = frozenset({Lifecycle.WITHDRAWN, Lifecycle.SUSPENDED})
STATUSES: list[tuple[tuple[Update, ...], IntendedRow, list[Kept]]] = [
    ((), row(BRIDGE, level(CompletionLevel.LIMITED)), [("updated", "bridge", "completion", None, "limited")]),
    ((DONE,), row(BRIDGE, level(CompletionLevel.COMPLETE)), []),
    (
        (DONE,),
        row(BRIDGE, level(CompletionLevel.LIMITED)),
        [("updated", "bridge", "completion", "complete", "limited")],
    ),
    ((), row(BRIDGE, decision(Lifecycle.WITHDRAWN)), [("updated", "bridge", "lifecycle", "active", "withdrawn")]),
    ((GONE,), row(BRIDGE, decision(Lifecycle.WITHDRAWN)), []),
    ((GONE,), row(BRIDGE, contradicts=ANY), [("decide", "bridge", "lifecycle", "withdrawn", "active")]),
    ((GONE,), row(BRIDGE), []),
    ((recorded("bridge", "2026-02-15", lifecycle=Lifecycle.WITHDRAWN, reason="x"),), row(BRIDGE, contradicts=ANY), []),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(STATUSES)))
def test_statuses(case: int) -> None:
    known, stated, expected = STATUSES[case]
    assert changes(result([stated], *known, registry=(BRIDGE,))) == expected


def test_a_completion_level_of_a_commitment_with_a_value_is_counted_only() -> None:
    difference = result([row(OAKS, level(CompletionLevel.LIMITED))])
    assert (changes(difference), difference.unrecorded) == ([], 1)


def test_terms_become_amendments() -> None:
    new = Commitment(
        id="", external_ids={"plan": "1"}, title="Plant elms", due=When(2035),
        targets={"trees": Target(value=450, unit="trees")},
    )  # fmt: skip
    difference = result([row(new)])
    assert changes(difference) == [
        ("amended", "oaks", "due", "2040", "2035"),
        ("decide", "oaks", "title", "Plant oaks", "Plant elms"),
        ("amended", "oaks", "targets.trees.value", "500 trees", "450 trees"),
    ]
    assert [(u.amends, u.target, u.on, u.reason) for u in difference.updates] == [
        (Amends(due=When(2035)), None, ON, "plan.csv, 2026-01-31"),
        (Amends(value=450), "trees", ON, "plan.csv, 2026-01-31"),
    ]
    assert len({update.key for update in difference.updates}) == 2


def test_what_is_accepted_is_recorded_and_what_is_no_longer_open_is_counted() -> None:
    new = Commitment(id="", external_ids={"plan": "1"}, title="Plant elms", due=When(2040), targets=OAKS.targets)
    accepted = frozenset(
        {("1", "title", "Plant elms"), ("1", "trees 2026-01-31", "5,000 trees"), ("1", "title", "Old")}
    )
    difference = result([row(new, figure(5000))], *KNOWN, accepted=accepted)
    assert [change[0] for change in changes(difference)] == ["edited", "updated"]
    assert [commitment.title for commitment in difference.edited] == ["Plant elms"]
    assert len(difference.outdated) == 1


def test_new_rows_and_ids_that_are_taken() -> None:
    taken = Commitment(id="oaks", external_ids={"plan": "9"}, title="Other oaks")
    new = Commitment(id="", external_ids={"plan": "3"}, title="Plant elms")
    difference = result([row(OAKS), row(new, number=3), row(taken, number=4)], by="desk")
    assert changes(difference) == [("new", "plant-elms", "", None, "Plant elms")]
    assert [(c.id, c.by, c.recorded) for c in difference.commitments] == [("plant-elms", "desk", NOW)]
    assert refusals(difference) == [(4, 'commitment "oaks" already exists')]


@pytest.mark.parametrize(
    ("system", "key", "line"),
    [
        ("net-zero", "A / 1", 'external_ids = { net-zero = "A / 1" }'),
        ("plan-0.7.0", "1", 'external_ids = { "plan-0.7.0" = "1" }'),
        ("計画", 'the "big" one', """external_ids = { "計画" = 'the "big" one' }"""),
    ],
)
def test_the_key_of_a_commitment_as_toml(system: str, key: str, line: str) -> None:
    assert external_id(system, key) == line
    assert tomli.loads(line) == {"external_ids": {system: key}}


def test_rows_with_the_same_key() -> None:
    rows: list[IntendedRow | RefusedRow] = [row(OAKS, figure(10)), row(OAKS, figure(20), number=3)]
    assert refusals(result(rows)) == [(2, '2 rows have the key "1"'), (3, '2 rows have the key "1"')]
    assert changes(result(rows, several=True)) == [
        ("updated", "oaks", "trees 2026-01-31", None, "10 trees"),
        ("decide", "oaks", "trees 2026-01-31", "10 trees", "20 trees"),
    ]


REFUSED: list[tuple[IntendedRow, tuple[Update, ...], str]] = [
    (row(OAKS, figure(10, date(2026, 3, 31))), (), "2026-03-31 is in the future: today is 2026-02-28"),
    (
        row(Commitment(id="", external_ids={"plan": "1"}, title="Plant oaks", due=When(2035), targets=OAKS.targets)),
        (recorded("oaks", "2026-02-15", amends=Amends(due=When(2050)), reason="x"),),
        "the sheet is older than the amendment of 2026-02-15",
    ),
]


@pytest.mark.parametrize("case", range(len(REFUSED)))
def test_rows_that_cannot_be_recorded(case: int) -> None:
    stated, known, reason = REFUSED[case]
    difference = result([stated], *known)
    assert (changes(difference), refusals(difference)) == ([], [(2, reason)])


def test_a_group_has_no_updates() -> None:
    group = Commitment(id="bridge", external_ids={"plan": "2"}, title="Bridges", kind=Kind.GROUP)
    difference = result([row(group, level(CompletionLevel.LIMITED))], registry=(group,))
    assert refusals(difference) == [(2, '"bridge" is a group and cannot have updates')]


def test_what_is_missing() -> None:
    """Missing is what the sheet had, and neither what it has in a row that is refused, nor what has been closed."""
    closed = Commitment(id="old", external_ids={"plan": "3"}, title="Old")
    other = Commitment(id="other", title="Of no sheet")
    withdrawn = recorded("old", "2025-06-30", lifecycle=Lifecycle.WITHDRAWN, reason="x")
    registry = (OAKS, BRIDGE, closed, other)
    refused = RefusedRow(row=2, key="1", problems=(RowProblem(row=2, reason="x"),))
    assert changes(result([refused], withdrawn, registry=registry)) == [("missing", "bridge", "", None, None)]
    difference = result([row(OAKS)], withdrawn, registry=registry, withdraw="not in the plan")
    assert changes(difference) == [("withdrawn", "bridge", "", None, None)]
    assert [(u.lifecycle, u.reason) for u in difference.updates] == [(Lifecycle.WITHDRAWN, "not in the plan")]
    unknown = RefusedRow(row=2, key=None, problems=refused.problems)
    with pytest.raises(UsageError, match="may be one that is missing"):
        result([unknown], registry=registry, withdraw="not in the plan")


def test_updates_only() -> None:
    """With the rows of ``update --from``, nothing is new, amended or missing."""
    other = Commitment(id="", external_ids={"plan": "1"}, title="Plant more oaks", due=When(2035))
    unknown = Commitment(id="", external_ids={"plan": "7"}, title="New")
    difference = result(
        [row(other, figure(50)), row(unknown, number=3)], registry=(OAKS, BRIDGE), updates_only=True
    )  # fmt: skip
    assert changes(difference) == [("updated", "oaks", "trees 2026-01-31", None, "50 trees")]
    assert refusals(difference) == [(3, 'no commitment has the key "7"')]
