"""The assessments of an index, each with the days on which it holds: all of it but the history, which is replayed."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from types import GenericAlias
from typing import Any, get_type_hints

from msgspec import Struct

from commitrack.assess import Assessment, History, TargetAssessment, holds_until
from commitrack.index.packing import pack, unpacker
from commitrack.wording.progress import WordedAssessment, worded

_FEW = 20
"""If more than one in so many assessments is looked up, all of them are read at once."""

_ROWS = """
SELECT id, answers, targets FROM assessments JOIN commitments USING (position) WHERE ? BETWEEN first AND last
"""


def _stored(kind: type[Struct], *others: str) -> dict[str, Any]:
    """The fields of a type with their types, without those that are looked up in the registry."""
    types = get_type_hints(kind)
    return {name: types[name] for name in kind.__struct_fields__ if name not in others}


_ANSWERS = _stored(WordedAssessment, "commitment", "history", "targets")
_OF_TARGET = _stored(TargetAssessment, "history", "target")
_unpack_answers = unpacker(GenericAlias(tuple, tuple(_ANSWERS.values())))
_unpack_targets = unpacker(GenericAlias(list, GenericAlias(tuple, tuple(_OF_TARGET.values()))))


def assessment_row(assessment: Assessment) -> tuple[str, str, bytes, bytes]:
    """The first and the last day of an assessment, its answers, and those about its targets."""
    with_words = worded(assessment)
    answers = [getattr(with_words, name) for name in _ANSWERS]
    targets = [[_stored_value(target, name) for name in _OF_TARGET] for target in assessment.targets]
    return assessment.as_of.isoformat(), holds_until(assessment).isoformat(), pack(answers), pack(targets)


def _stored_value(target: TargetAssessment, name: str) -> object:
    """A field of a target; the original terms only if they were amended."""
    return None if name == "original" and target.original is target.terms else getattr(target, name)


class StoredAssessments:
    """The assessments in a database that hold on a day, by the id of the commitment."""

    def __init__(self, database: sqlite3.Connection, as_of: date) -> None:
        self._database = database
        self._day = as_of.isoformat()
        self._asked = 0

    def find(self, history: History) -> Assessment | None:
        """The assessment of a commitment whose history is this one; None if it is not stored."""
        self._asked += 1
        name = history.commitment.id
        if self._asked * _FEW > self._count:
            row = self._all.get(name)
        else:
            row = next(self._rows("AND id = ?", name), (name, None))[1]
        if row is None:
            return None
        answers, targets = row
        return WordedAssessment(
            commitment=history.commitment,
            history=history,
            targets=tuple(_target(history, values) for values in _unpack_targets(targets)),
            **dict(zip(_ANSWERS, _unpack_answers(answers), strict=True)),
        )

    @cached_property
    def _count(self) -> int:
        query = "SELECT count(*) FROM assessments WHERE ? BETWEEN first AND last"
        return int(self._database.execute(query, (self._day,)).fetchone()[0])

    @cached_property
    def _all(self) -> dict[str, Sequence[bytes]]:
        return dict(self._rows())

    def _rows(self, condition: str = "", *values: object) -> Iterator[tuple[str, Sequence[bytes]]]:
        return ((row[0], row[1:]) for row in self._database.execute(_ROWS + condition, (self._day, *values)))


def _target(history: History, stored: tuple[Any, ...]) -> TargetAssessment:
    values = dict(zip(_OF_TARGET, stored, strict=True))
    values["original"] = values["original"] or values["terms"]
    return TargetAssessment(history=history, target=history.commitment.targets[values["name"]], **values)
