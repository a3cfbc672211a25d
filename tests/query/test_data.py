"""A parsed query is plain data: equal for the same meaning, printable, and the same after a round trip as JSON."""

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from msgspec import json

from commitrack.assess import Assessment
from commitrack.model import Commitment, Registry
from commitrack.query import Query, matches, parse
from commitrack.query.conditions import Condition, DayRange, Glob, OneOf, ShareRange, Stated, Test


def one_of(*words: str) -> OneOf:
    return OneOf(frozenset(words))


@pytest.mark.parametrize(
    ("term", "test"),
    [
        ("pillar:2", one_of("co-creation")),
        ("area:energy", one_of("energy")),
        ("part_of:whole", one_of("whole")),
        ("status:Overdue", one_of("overdue")),
        ("unit:jpy", one_of("JPY")),
        ("id:e*", Glob("e*")),
        ("due:FY2025", DayRange(date(2025, 4, 1), date(2026, 3, 31))),
        ("made:..2023", DayRange(date.min, date(2023, 12, 31))),
        ("updated:none", Stated(stated=False)),
        ("due:any", Stated(stated=True)),
        ("progress:..30%", ShareRange(Decimal("-Infinity"), Decimal("0.3"))),
        ("progress:none", Stated(stated=False)),
    ],
)
def test_each_kind_of_value_is_a_test(registry: Registry, term: str, test: Test) -> None:
    """Each kind of value becomes a test of its own type; positions, titles and fiscal years are resolved by parsing."""
    field = term.partition(":")[0]
    assert parse([term], registry) == Query(conditions=(Condition(field, (test,)),))
    assert parse([f"not:{term}"], registry) == Query(conditions=(Condition(field, (test,), negated=True),))


def test_queries_with_the_same_meaning_are_equal(registry: Registry) -> None:
    """Queries with the same meaning are equal: alternatives of a field form one condition, and words are folded."""
    query = parse(["area:energy", "ＦＵＮＤ", "not:Old", "area:education", "not:kind:programme"], registry)
    assert query == parse(["fund", "area:energy,education", "not:kind:programme", "not:old"], registry)
    assert query == Query(
        words=("fund",),
        excluded=("old",),
        conditions=(
            Condition("area", (one_of("energy"), one_of("education"))),
            Condition("kind", (one_of("programme"),), negated=True),
        ),
    )
    assert repr(query.conditions[1]) == (
        "Condition(field='kind', tests=(OneOf(words=frozenset({'programme'})),), negated=True)"
    )


def test_a_query_survives_json(registry: Registry) -> None:
    """A query that is encoded as JSON and decoded again is equal to the original."""
    terms = "fund not:old id:e* area:energy due:..2028,none progress:10..50 updated:any not:part_of:whole"
    query = parse(terms.split(), registry)
    assert json.decode(json.encode(query), type=Query) == query


def test_a_deep_chain_of_parts_is_followed(
    commitment: Callable[..., Commitment], judge: Callable[..., Assessment]
) -> None:
    """A chain of 1,200 commitments, each a part of the one before, causes no recursion error."""
    ids = [f"c{number}" for number in range(1200)]
    chain = {name: commitment(id=name, part_of=whole) for name, whole in zip(ids, [None, *ids], strict=False)}
    registry = Registry(commitments=chain)
    last = judge(chain["c1199"], as_of="2024-05-26")
    assert matches(parse(["part_of:c0"], registry), last, registry)
    assert not matches(parse(["part_of:c1199"], registry), last, registry)


def test_matching_is_fast(registry: Registry, assessments: list[Assessment]) -> None:
    """Matching 10,000 assessments against a query takes less than two seconds of processor time."""
    terms = "not:xyz status:overdue,stale due:..2028 made:any,none unit:jpy,people progress:.."
    query = parse(terms.split(), registry)
    start = time.process_time()
    for _round in range(2000):
        for assessment in assessments:
            matches(query, assessment, registry)
    assert time.process_time() - start < 2
