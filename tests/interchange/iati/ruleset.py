"""Evaluate a ruleset of IATI on an activity file, as the specification of rulesets says.

A ruleset has cases by rule, and rules by an XPath of the elements that they are about. Paths in a case lead from such
an element to the values that count. Only the rules that the ruleset of the standard uses are known here.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from lxml import etree

Case: TypeAlias = Mapping[str, Any]


def broken(root: etree._Element, ruleset: Mapping[str, Mapping[str, Any]], *, today: date) -> list[str]:
    """The cases that do not hold: the element, its number among those with the same XPath from 1, rule and case."""
    return [
        f"{context} {number}: {rule} {case}"
        for context, rules in ruleset.items()
        for number, element in enumerate(root.xpath(context), 1)
        for rule, content in rules.items()
        for case in content["cases"]
        if not _RULES[rule](element, case, today)
    ]


def _found(element: etree._Element, case: Case) -> list[str]:
    """The values at all paths of a case: those of attributes, and the texts of elements."""
    found = [item for path in case["paths"] for item in element.xpath(path)]
    return [item if isinstance(item, str) else "".join(item.itertext()) for item in found]


def _atleast_one(element: etree._Element, case: Case, _today: date) -> bool:
    return len(_found(element, case)) > 0


def _no_more_than_one(element: etree._Element, case: Case, _today: date) -> bool:
    return len(_found(element, case)) <= 1


def _sum(element: etree._Element, case: Case, _today: date) -> bool:
    """The values, if there are any, have this sum."""
    values = _found(element, case)
    return not values or sum(map(Decimal, values)) == case["sum"]


def _date_order(element: etree._Element, case: Case, today: date) -> bool:
    """No date is after a later one; a date that is not stated is not compared."""

    def days(path: str) -> list[str]:
        return [today.isoformat()] if path == "NOW" else [day[: len("2026-11-23")] for day in element.xpath(path)]

    return all(less <= more for less in days(case["less"]) for more in days(case["more"]))


def _regex_matches(element: etree._Element, case: Case, _today: date) -> bool:
    """Each text matches as a whole: the pattern of the standard says which characters it may have."""
    return all(re.fullmatch(case["regex"], text) for text in _found(element, case))


_RULES: Mapping[str, Callable[[etree._Element, Case, date], bool]] = {
    "atleast_one": _atleast_one, "no_more_than_one": _no_more_than_one, "sum": _sum, "date_order": _date_order,
    "regex_matches": _regex_matches,
}  # fmt: skip
