"""The assessments of an index, each with the days on which it holds: all of it but the history, which is replayed."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, partial
from typing import Any

from msgspec import Raw
from msgspec.structs import asdict, force_setattr

from commitrack.assess import Assessment, History, TargetAssessment, holds_until
from commitrack.index.packing import pack, unpacker
from commitrack.lazy_sequence import LazySequence
from commitrack.wording.progress import WordedAssessment, worded

_FEW = 20
"""If more than one in so many assessments is looked up, all of them are read at once."""

_ROWS = """
SELECT id, assessment FROM assessments JOIN commitments USING (position) WHERE ? BETWEEN first AND last
"""


class _StoredAssessment(WordedAssessment, frozen=True, kw_only=True, array_like=True):
    """An assessment without what the registry has, and whose targets and words have not been read."""

    commitment: Any = None
    history: Any = None
    targets: Raw  # type: ignore[assignment]  # until it is used
    words: Raw  # type: ignore[assignment]


class _StoredTarget(TargetAssessment, frozen=True, kw_only=True, array_like=True):
    """The assessment of a target without what the registry has; original terms only if they were amended."""

    history: Any = None
    target: Any = None


_unpack: Callable[[bytes], _StoredAssessment] = unpacker(_StoredAssessment)
_unpack_targets: Callable[[Raw], tuple[_StoredTarget, ...]] = unpacker(tuple[_StoredTarget, ...])
_unpack_words: Callable[[Raw], tuple[dict[str, str], ...]] = unpacker(tuple[dict[str, str], ...])


def assessment_row(assessment: Assessment) -> tuple[str, str, bytes]:
    """The first and the last day of an assessment, and the assessment itself."""
    fields = asdict(worded(assessment))
    fields |= {"targets": Raw(pack(list(map(_stored, assessment.targets)))), "words": Raw(pack(fields["words"]))}
    stored = _StoredAssessment(**fields | {"commitment": None, "history": None})
    return assessment.as_of.isoformat(), holds_until(assessment).isoformat(), pack(stored)


def _stored(target: TargetAssessment) -> _StoredTarget:
    amended = None if target.original is target.terms else target.original
    return _StoredTarget(**asdict(target) | {"history": None, "target": None, "original": amended})


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
        if self._asked * _FEW > self._most:
            packed = self._all.get(name)
        else:
            packed = next(self._rows("AND id = ?", name), (name, None))[1]
        return None if packed is None else _assessment(packed, history)

    @cached_property
    def _most(self) -> int:
        """How many assessments there are at most; to count them would read them all."""
        return self._database.execute("SELECT max(position) + 1 FROM assessments").fetchone()[0] or 0

    @cached_property
    def _all(self) -> dict[str, bytes]:
        return dict(self._rows())

    def _rows(self, condition: str = "", *values: object) -> Iterator[tuple[str, bytes]]:
        return self._database.execute(_ROWS + condition, (self._day, *values))


def _assessment(packed: bytes, history: History) -> Assessment:
    """An assessment, whose targets and words are read on first use: many commands need only one of them, or neither."""
    stored = _unpack(packed)
    force_setattr(stored, "commitment", history.commitment)
    force_setattr(stored, "history", history)
    force_setattr(stored, "targets", LazySequence(partial(_targets, stored, stored.targets)))
    force_setattr(stored, "words", LazySequence(partial(_unpack_words, stored.words)))
    return stored


def _targets(assessment: Assessment, packed: Raw) -> tuple[TargetAssessment, ...]:
    """The targets of an assessment, which has these themselves from then on."""
    targets = _unpack_targets(packed)
    for target in targets:
        force_setattr(target, "history", assessment.history)
        force_setattr(target, "target", assessment.commitment.targets[target.name])
        if target.original is None:
            force_setattr(target, "original", target.terms)
    force_setattr(assessment, "targets", targets)
    return targets
