"""What the registry publishes itself: an activity that says the same says nothing new about its commitment.

Dates that are years become days in a file, increments levels, and line breaks blanks. So activities are not compared
with the commitments from which they were made, but with what would be written of these now.
"""

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from commitrack.assess import Assessment
from commitrack.drafting.intended import IntendedRow
from commitrack.interchange.iati.activities import activities_in
from commitrack.interchange.iati.commitments import Options, read_commitments
from commitrack.interchange.iati.notices import Notices
from commitrack.interchange.iati.omissions import Omissions
from commitrack.interchange.iati.publication import Publication
from commitrack.interchange.iati.writing import activity_list
from commitrack.model import Commitment, Registry, Target
from commitrack.report.snapshot import take_snapshot

R = TypeVar("R", Commitment, Target)


class Published:
    """The commitments of a registry with the given ids, as they would be read from its own file of today."""

    def __init__(self, names: Iterable[str], registry: Registry, options: Options) -> None:
        terms = registry.export.iati
        self._assessments: dict[str, Assessment] = {}
        self._rows: dict[str, IntendedRow] = {}
        if terms is None:
            return
        snapshot = take_snapshot(registry, as_of=options.today)
        publication = Publication(snapshot=snapshot, terms=terms, omissions=Omissions())
        assessments = [snapshot.assessments[name] for name in names if name in snapshot.assessments]
        assessments = [assessment for assessment in assessments if not any(publication.lacks(assessment))]
        activities = activities_in(activity_list(assessments, publication, set()), Notices())
        rows = read_commitments(activities, Notices(), replace(options, watch=iter), set())
        self._assessments = {assessment.commitment.id: assessment for assessment in assessments}
        self._rows = {row.commitment.id: row for row in rows}

    def compared(self, row: IntendedRow) -> IntendedRow:
        """The row with what the registry states, wherever it says what the registry publishes."""
        name = row.commitment.id
        published = self._rows.get(name)
        if published is None:
            return row
        stated, before, after = _amended(self._assessments[name]), published.commitment, row.commitment
        targets = {
            target: _kept(terms, before.targets[target], stated.targets[target]) if target in before.targets else terms
            for target, terms in after.targets.items()
        }
        return replace(
            row,
            commitment=replace(_kept(after, before, stated), targets=targets),
            updates=tuple(update for update in row.updates if update not in published.updates),
        )


def _kept(record: R, published: R, stated: R) -> R:
    """The record with the fields that the registry states, where it has those that the registry publishes."""
    same = [name for name in record.__struct_fields__ if getattr(record, name) == getattr(published, name)]
    return replace(record, **{name: getattr(stated, name) for name in same})


def _amended(assessment: Assessment) -> Commitment:
    """The commitment with its present target values and deadlines instead of the original ones."""
    commitment, targets = assessment.commitment, dict(assessment.commitment.targets)
    for update in assessment.history.amendments:
        new = {name: value for name in ("value", "due") if (value := getattr(update.amends, name)) is not None}
        if update.target is None:
            commitment = replace(commitment, **new)
        else:
            targets[update.target] = replace(targets[update.target], **new)
    return replace(commitment, targets=targets)
