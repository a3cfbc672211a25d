"""The orders of a listing."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from commitrack.assess import Assessment
from commitrack.model import Registry
from commitrack.query.fields import achieved


class Sort(StrEnum):
    """The orders of ``--sort``."""

    PILLAR = "pillar"
    DUE = "due"
    PROGRESS = "progress"
    UPDATED = "updated"


def order(assessments: Iterable[Assessment], registry: Registry, *, sort: Sort = Sort.PILLAR) -> list[Assessment]:
    """The commitments in an order; without a deadline, progress or update they come last.

    By pillar, in the order of the file, those without a pillar come first: they are about the whole.
    """
    if sort is Sort.PILLAR:
        ranks = {name: rank for rank, name in enumerate(registry.pillars)}
        return sorted(assessments, key=lambda a: ranks.get(a.commitment.pillar or "", -1))
    if sort is Sort.DUE:
        return sorted(assessments, key=lambda a: a.due or date.max)
    if sort is Sort.UPDATED:
        return sorted(assessments, key=lambda a: a.updated or date.min, reverse=True)
    return sorted(assessments, key=_by_progress)


def _by_progress(assessment: Assessment) -> tuple[bool, Decimal]:
    share = achieved(assessment)
    return share is None, share or Decimal(0)
