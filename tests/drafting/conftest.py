"""A small registry in memory: training has one target, plan none, fund and own several."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from commitrack.model import Commitment, Registry, Target, Update, When

MADE = When(date(2024, 1, 1))
TRAINING = Commitment(
    id="training", title="Training", made=MADE, due=When(2030), targets={"trainees": Target(value=5000, unit="people")}
)
PLAN = Commitment(id="plan", title="A plan", made=MADE, due=When(2030))
FUND = Commitment(
    id="fund", title="A fund", made=MADE, due=When(2030),
    targets={
        "budget": Target(value=40_000_000_000, unit="JPY"), "projects": Target(value=300, unit="projects"),
        "tracked": Target(unit="visits"), "late": Target(value=10, unit="laws", due=When(2035)),
    },
)  # fmt: skip
OWN = Commitment(
    id="own", title="All its targets have deadlines of their own", made=MADE, due=When(2030),
    targets={"people": Target(value=5, unit="people", due=When(2031)),
             "laws": Target(value=5, unit="laws", due=When(2032))},
)  # fmt: skip


@pytest.fixture
def registry() -> Callable[..., Registry]:
    """Builder of a registry of these commitments and the given updates: ``registry(update, …)``."""

    def build(*updates: Update) -> Registry:
        commitments = {commitment.id: commitment for commitment in (TRAINING, PLAN, FUND, OWN)}
        return Registry(commitments=commitments, updates={update.key: update for update in updates})

    return build


@pytest.fixture
def logged() -> Callable[..., Update]:
    """Builder of updates of training, recorded in January 2025: ``logged(1, actual=1000)`` has the key ``k1``."""

    def build(day: int, **fields: object) -> Update:
        recorded = datetime(2025, 1, day, 12, tzinfo=UTC)
        values = {"key": f"k{day}", "commitment": "training", "on": date(2025, 1, day), "recorded": recorded, **fields}
        return Update(**values)  # type: ignore[arg-type]

    return build
