"""What a report counts, and of how much of it anything is known.

Nothing is counted twice: neither a whole beside its parts, nor a commitment that is ``counted_with`` another one, nor
an event that is recorded under two commitments.
"""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from commitrack.assess import Assessment, without_figure
from commitrack.assess.history import states_level
from commitrack.model import Registry


class Coverage(Struct, frozen=True):
    """``n`` of ``of`` commitments or targets."""

    n: int
    of: int


class DataCoverage(Struct, frozen=True, kw_only=True):
    """``n`` of ``of`` commitments have a figure or a completion level. The others have only notes, only other updates
    (``no_figure``: amendments, decisions), only updates that another commitment has as well (``same_report``), or none.

    ``with_parts`` are represented by their parts, and ``counted_with`` by another commitment: neither is in ``of``, so
    that all numbers add up to the commitments of the report. ``targets`` are those with a
    value, and how many of them have a figure.
    """

    n: int
    of: int
    notes_only: int
    no_figure: int
    same_report: int
    no_report: int
    with_parts: int
    counted_with: int
    targets: Coverage


def counted_once(chosen: Sequence[Assessment]) -> list[Assessment]:
    """The commitments without those that are counted with another one of them."""
    ids = {assessment.commitment.id for assessment in chosen}
    return [a for a in chosen if a.commitment.counted_with not in ids]


def without_parts(counted: Sequence[Assessment], registry: Registry) -> list[Assessment]:
    """The commitments of which none of the others is a part, at any depth."""
    wholes: set[str] = set()
    for assessment in (a for a in counted if a.commitment.part_of is not None):
        for whole in registry.wholes_of(assessment.commitment):
            if whole.id in wholes:
                break  # the wholes of this one are known as well, so that a chain is followed once
            wholes.add(whole.id)
    return [a for a in counted if a.commitment.id not in wholes]


def data_coverage(chosen: Sequence[Assessment], counted: Sequence[Assessment], registry: Registry) -> DataCoverage:
    """The coverage of the ``chosen`` commitments, of which these are ``counted``, and of their targets."""
    leaves = without_parts(counted, registry)
    number = Counter(_knowledge(leaves, registry.with_shared_reports()))
    targets = [target for a in counted for target in a.targets if target.terms is not None]
    return DataCoverage(
        n=number[Knowledge.DATA],
        of=len(leaves),
        notes_only=number[Knowledge.NOTES_ONLY],
        no_figure=number[Knowledge.NO_FIGURE],
        same_report=number[Knowledge.SAME_REPORT],
        no_report=number[Knowledge.NO_REPORT],
        with_parts=len(counted) - len(leaves),
        counted_with=len(chosen) - len(counted),
        targets=Coverage(sum(target.latest is not None for target in targets), len(targets)),
    )


class Knowledge(StrEnum):
    """What is known about a commitment, apart from what is known about another one already."""

    DATA = "data"
    NOTES_ONLY = "notes-only"
    NO_FIGURE = "no-figure"
    SAME_REPORT = "same-report"
    NO_REPORT = "no-report"


def _knowledge(leaves: Sequence[Assessment], shared: Container[str]) -> Iterator[Knowledge]:
    """What is known about each commitment, those with data first; what is reported about several ones (``shared``) is
    known about the first of them only.
    """
    yield from (Knowledge.DATA if a.has_data else Knowledge(a.missing) for a in leaves if a.commitment.id not in shared)
    known: set[object] = set()
    for assessment in sorted((a for a in leaves if a.commitment.id in shared), key=lambda a: a.updated is None):
        updates = assessment.history.counted
        own = [update for update in updates if update.report is None or update.report not in known]
        known.update(update.report for update in updates)
        if updates and not own:
            yield Knowledge.SAME_REPORT
        elif any(update.completion is not None or states_level(update) for update in own):
            yield Knowledge.DATA
        else:
            yield Knowledge(without_figure(own))
