"""Sort commitments for a listing."""

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
    """The commitments in sorted order; those without a deadline, progress or update come last.

    By pillar, the order is that of the file; commitments without a pillar come first, because they concern all.
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
