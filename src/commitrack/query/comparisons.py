"""Comparisons such as ``due<2028`` and ``status!=overdue``, as conditions of the query language."""

import re
from typing import NamedTuple

from commitrack.errors import UsageError
from commitrack.labels import known_word
from commitrack.language import LazyString as _
from commitrack.language import comma_list

ORDERED = ("due", "made", "updated", "progress")
"""The fields that can be compared by size."""
_COMPARISON = re.compile(r"(?P<name>\w+)(?P<sign>!=|<=|>=|=|<|>)(?P<value>(?:[^=<>].*)?)")
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


class Term(NamedTuple):
    """A field, the text after its colon, and whether it is excluded."""

    field: str
    values: str
    negated: bool


def comparison(term: str, *, negated: bool) -> tuple[Term, ...]:
    """The terms that must all hold for a comparison; none if it is no comparison.

    ``due<2028`` is ``due:..2028`` and ``not:due:2028``, so 2028 may be a year, a month or a fiscal year. Raises
    UsageError for a field that cannot be compared by size, and without a value.
    """
    match = _COMPARISON.fullmatch(term)
    if match is None:
        return ()
    name, sign, value = known_word(match["name"], ORDERED) or match["name"], match["sign"], match["value"]
    if not value:
        raise UsageError(_('missing value after "{word}"', word=term), hint=_("for example: {word}", word="due<2028"))
    sign = _OPPOSITE[sign] if negated else sign
    if sign in {"=", "!="}:
        return (Term(name, value, sign == "!="),)
    if name not in ORDERED:
        raise UsageError(
            _('"{field}" cannot be compared by size', field=name),
            hint=_("use {names}, or {field}:{value}", names=comma_list(ORDERED), field=name, value=value),
        )
    within = Term(name, f"..{value}" if sign[0] == "<" else f"{value}..", negated=False)
    return (within,) if sign.endswith("=") else (within, Term(name, value, negated=True))
