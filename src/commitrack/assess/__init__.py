"""Assess a commitment as of a date: ``assess(commitment, updates, as_of=…)``. Pure: no clock, no disk.

Everything is computed from dated facts, so any date can be assessed. The steps are modules: ``history`` replays the
updates, ``terms`` and ``deadline`` determine what was promised and amended, ``measure``, ``milestones`` and
``forecast`` assess one target, ``verdict`` combines several, ``judge`` puts it all together, and ``validity`` says
until when it holds. The possible answers are in :mod:`commitrack.assess.outcomes`.
"""

from commitrack.assess.assessment import CLOSED, Assessment, TargetAssessment
from commitrack.assess.forecast import APART, FEWEST, Forecast, NoForecast
from commitrack.assess.history import Figure, History, latest_by
from commitrack.assess.judge import assess, judge
from commitrack.assess.measurability import UNITLESS, Lack, gaps, is_measurable
from commitrack.assess.measure import EARLY, Measure
from commitrack.assess.milestones import MilestoneAssessment, Outcome
from commitrack.assess.outcomes import (
    DONE,
    Delivery,
    EvidenceClass,
    Freshness,
    Reservation,
    Schedule,
    Status,
    Unmeasurable,
)
from commitrack.assess.rates import Period, Rates
from commitrack.assess.reservations import reservations
from commitrack.assess.terms import Terms, TermsChange, changes
from commitrack.assess.validity import holds_until
from commitrack.assess.verdict import status_of, without_figure

__all__ = [
    "APART",
    "CLOSED",
    "DONE",
    "EARLY",
    "FEWEST",
    "UNITLESS",
    "Assessment",
    "Delivery",
    "EvidenceClass",
    "Figure",
    "Forecast",
    "Freshness",
    "History",
    "Lack",
    "Measure",
    "MilestoneAssessment",
    "NoForecast",
    "Outcome",
    "Period",
    "Rates",
    "Reservation",
    "Schedule",
    "Status",
    "TargetAssessment",
    "Terms",
    "TermsChange",
    "Unmeasurable",
    "assess",
    "changes",
    "gaps",
    "holds_until",
    "is_measurable",
    "judge",
    "latest_by",
    "reservations",
    "status_of",
    "without_figure",
]
