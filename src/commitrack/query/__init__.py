"""Select and sort commitments: one small query language for every command.

``pillar:co-creation area:energy due:..2028 status:overdue not:kind:programme trainees`` — words are searched for in
ids and titles in every language, and all must occur; values of one field are alternatives; different fields must all
hold; ``not:`` excludes. ``parse`` reads the words once into a :class:`Query`, which is plain data; ``matches``
evaluates it for each commitment.
"""

from commitrack.model import Sort
from commitrack.query.conditions import Query
from commitrack.query.fields import FIELDS, STATUS_WORDS, achieved
from commitrack.query.matching import matches, was_recorded_by
from commitrack.query.meanings import intended, is_searched_in_vain
from commitrack.query.parser import parse
from commitrack.query.sorting import order

__all__ = [
    "FIELDS", "STATUS_WORDS", "Query", "Sort", "achieved", "intended", "is_searched_in_vain", "matches", "order",
    "parse", "was_recorded_by",
]  # fmt: skip
