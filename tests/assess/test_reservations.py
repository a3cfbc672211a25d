"""Reservations about the status of a commitment; the default plan runs over 2024, with 1,000 people as its target."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from commitrack.assess import Assessment, Reservation, Status, reservations
from commitrack.model import Amends, Basis, Commitment, CompletionLevel, Lifecycle, Qualifier, Target, Update, When

Judge = Callable[..., Assessment]
LOWER = {"amends": Amends(value=300), "reason": "r"}
LATER = {"amends": Amends(due=When(2026)), "reason": "r"}
TWO = {"people": Target(value=1000, unit="people"), "schools": Target(value=10, unit="schools")}
LEVEL = {"share": Target(value=40, unit="%", qualifier=Qualifier.AT_LEAST, accumulates=False)}


@pytest.mark.parametrize(
    ("fields", "journal", "as_of", "status", "expected"),
    [
        ({}, {"2024-05-26": {"actual": 400}}, "2024-06-30", Status.ON_TRACK, ()),
        ({}, {}, "2024-06-30", Status.NO_REPORT, ()),
        ({}, {"2024-05-26": {"actual": 400}, "2024-06-01": LOWER}, "2024-06-30", Status.FULFILLED,
         (Reservation.TARGET_LOWERED,)),
        ({}, {"2024-05-26": {"actual": 400}, "2024-06-01": LATER}, "2024-06-30", Status.ON_TRACK,
         (Reservation.DEADLINE_EXTENDED,)),
        ({"due_basis": Basis.INFERRED}, {}, "2025-06-30", Status.OVERDUE, (Reservation.DEADLINE_INFERRED,)),
        ({"due_basis": Basis.INFERRED, "targets": {}}, {}, "2025-06-30", Status.OVERDUE,
         (Reservation.DEADLINE_INFERRED,)),
        ({"due_basis": Basis.INFERRED}, {"2024-06-01": LATER}, "2024-06-30", Status.NO_FIGURE,
         (Reservation.DEADLINE_EXTENDED,)),
        ({"due_basis": Basis.INFERRED, "targets": {"people": Target(value=9, unit="people", due=When(2024))}}, {},
         "2025-06-30", Status.OVERDUE, ()),
        ({"targets": {}}, {"2024-06-01": LATER}, "2024-06-30", Status.NO_FIGURE, (Reservation.DEADLINE_EXTENDED,)),
        ({}, {"2024-05-26": {"actual": 40}}, "2025-12-31", Status.OVERDUE, (Reservation.STALE,)),
        ({"targets": TWO}, {"2024-05-26": {"target": "people", "actual": 240}}, "2024-06-30", Status.AT_RISK,
         (Reservation.PARTLY_JUDGED,)),
        ({"targets": TWO | {"schools": Target(unit="JPY")}}, {"2024-05-26": {"target": "people", "actual": 240}},
         "2024-06-30", Status.AT_RISK, (Reservation.PARTLY_JUDGED,)),
        ({"targets": {"fund": Target(unit="JPY")}}, {"2024-05-26": {"actual": 7}}, "2024-06-30", Status.IN_PROGRESS,
         (Reservation.FOLLOWED,)),
        ({"targets": LEVEL}, {"2024-12-31": {"actual": 41}, "2025-03-31": {"actual": 39}}, "2025-04-01",
         Status.FULFILLED, (Reservation.SINCE_FALLEN,)),
        ({"targets": {}},
         {"2024-12-31": {"completion": CompletionLevel.COMPLETE},
          "2025-03-31": {"completion": CompletionLevel.LIMITED}},
         "2025-04-01", Status.FULFILLED, (Reservation.SINCE_FALLEN,)),
        ({}, {"2024-05-26": {"actual": 40}, "2025-06-01": {"lifecycle": Lifecycle.WITHDRAWN, "reason": "r"}},
         "2027-06-01", Status.WITHDRAWN, (Reservation.OVERDUE,)),
        ({}, {"2024-05-26": {"actual": 40}, "2024-06-01": {"lifecycle": Lifecycle.WITHDRAWN, "reason": "r"}},
         "2027-06-01", Status.WITHDRAWN, ()),
        ({}, {"2024-05-26": {"actual": 40}, "2024-06-01": {"lifecycle": Lifecycle.SUSPENDED, "reason": "r"}},
         "2025-12-31", Status.SUSPENDED, (Reservation.OVERDUE, Reservation.STALE)),
        ({}, {"2024-05-26": {"actual": 20}, "2024-06-01": LOWER | {"amends": Amends(value=300, due=When(2026))}},
         "2026-06-30", Status.OFF_TRACK,
         (Reservation.TARGET_LOWERED, Reservation.DEADLINE_EXTENDED, Reservation.STALE)),
    ],
)  # fmt: skip
def test_what_a_status_hides(
    commitment: Callable[..., Commitment],
    update: Callable[..., Update],
    judge: Judge,
    fields: dict[str, Any],
    journal: dict[str, dict[str, Any]],
    as_of: str,
    status: Status,
    expected: tuple[Reservation, ...],
) -> None:
    """A status has its reservations, worst first; a query finds them by their words."""
    assessment = judge(commitment(**fields), *(update(on, **line) for on, line in journal.items()), as_of=as_of)
    assert (assessment.status, assessment.reservations) == (status, expected)
    assert set(expected) <= set(assessment.answers())


def test_an_overdue_part_is_a_reservation_about_its_whole(commitment: Callable[..., Commitment], judge: Judge) -> None:
    """A whole with an overdue part has that reservation, unless it is overdue itself or closed."""
    today, late = (judge(commitment(), as_of=day) for day in (date(2024, 6, 30), date(2025, 6, 30)))
    assert reservations(today, part_overdue=True) == (Reservation.PART_OVERDUE,)
    assert reservations(late, part_overdue=True) == ()
