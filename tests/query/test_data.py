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
    ("word", "test"),
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
def test_each_kind_of_value_is_a_test(registry: Registry, word: str, test: Test) -> None:
    """Positions, titles and fiscal years are resolved while the query is parsed."""
    field = word.partition(":")[0]
    assert parse([word], registry) == Query(conditions=(Condition(field, (test,)),))
    assert parse([f"not:{word}"], registry) == Query(conditions=(Condition(field, (test,), negated=True),))


def test_a_query_is_what_it_means(registry: Registry) -> None:
    """However it is written: alternatives of a field are one condition, words are folded."""
    written = parse(["area:energy", "ＦＵＮＤ", "not:Old", "area:education", "not:kind:programme"], registry)
    assert written == parse(["fund", "area:energy,education", "not:kind:programme", "not:old"], registry)
    assert written == Query(
        words=("fund",),
        excluded=("old",),
        conditions=(
            Condition("area", (one_of("energy"), one_of("education"))),
            Condition("kind", (one_of("programme"),), negated=True),
        ),
    )
    assert repr(written.conditions[1]) == (
        "Condition(field='kind', tests=(OneOf(words=frozenset({'programme'})),), negated=True)"
    )


def test_a_query_survives_json(registry: Registry) -> None:
    """Nothing in it is a function."""
    words = "fund not:old id:e* area:energy due:..2028,none progress:10..50 updated:any not:part_of:whole"
    query = parse(words.split(), registry)
    assert json.decode(json.encode(query), type=Query) == query


def test_a_deep_chain_of_parts_is_followed_step_by_step(
    commitment: Callable[..., Commitment], judge: Callable[..., Assessment]
) -> None:
    """1,200 commitments, each part of the one before: more than Python would recurse."""
    ids = [f"c{number}" for number in range(1200)]
    chain = {name: commitment(id=name, part_of=whole) for name, whole in zip(ids, [None, *ids], strict=False)}
    registry = Registry(commitments=chain)
    last = judge(chain["c1199"], as_of="2024-05-26")
    assert matches(parse(["part_of:c0"], registry), last, registry)
    assert not matches(parse(["part_of:c1199"], registry), last, registry)


def test_matching_costs_little_for_each_commitment(registry: Registry, assessed: list[Assessment]) -> None:
    """10,000 commitments in well under a second: nothing is parsed or collected for each of them."""
    words = "not:xyz status:overdue,stale due:..2028 made:any,none unit:jpy,people progress:.."
    query = parse(words.split(), registry)
    start = time.perf_counter()
    for _round in range(2000):
        for assessment in assessed:
            matches(query, assessment, registry)
    assert time.perf_counter() - start < 2
