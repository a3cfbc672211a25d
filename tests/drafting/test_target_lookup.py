"""Which target of a commitment an amount belongs to."""

from collections.abc import Callable

import pytest

from commitrack.drafting.target_lookup import target_for
from commitrack.errors import CommitrackError, NotFoundError, UsageError
from commitrack.model import Commitment, Registry, Target
from commitrack.quantity import Quantity, parse_quantity

Build = Callable[..., Registry]
IN_PEOPLE = "give the figure in people; see: commitrack show training"


@pytest.mark.parametrize(
    ("commitment", "amount", "named", "target"),
    [
        ("training", "5", None, "trainees"),
        ("training", "5 people", None, "trainees"),
        ("training", "5", "trainees", "trainees"),
        ("fund", "¥5bn", None, "budget"),
        ("fund", "75 projects", None, "projects"),
        ("fund", "75", "projects", "projects"),
    ],
)
def test_an_amount_belongs_to_a_target(
    registry: Build, commitment: str, amount: str, named: str | None, target: str
) -> None:
    """An amount belongs to the named target, else to the only one, else to the only one with its unit."""
    assert target_for(registry().commitments[commitment], parse_quantity(amount), named) == target


@pytest.mark.parametrize(
    ("unit", "amount"),
    [("percent", "20%"), ("percent", "20 percent"), ("人", "300人"), ("人", "300 people"), ("円", "¥5bn")],
)
def test_a_unit_of_the_registry_is_read_as_in_an_amount(unit: str, amount: str) -> None:
    """A unit that a person wrote as a word or in Japanese accepts the amounts that commitrack reads as that unit."""
    targets = {"a": Target(value=30, unit=unit), "b": Target(value=1, unit="schools")}
    commitment = Commitment(id="x", title="X", targets=targets)
    assert target_for(commitment, parse_quantity(amount), "a") == "a"
    assert target_for(commitment, parse_quantity(amount), None) == "a"


@pytest.mark.parametrize(
    ("commitment", "amount", "named", "error", "message", "hint"),
    [
        ("plan", "5", None, UsageError, '"plan" has no target to record a figure for', "--completion"),
        ("plan", "5", "x", UsageError, '"plan" has no target to record a figure for', "--completion"),
        ("training", "5", "x", NotFoundError, '"training" has no target "x"', "available targets: trainees (people)"),
        ("training", "¥5", None, UsageError, 'target "trainees" is in "people", not "JPY"', IN_PEOPLE),
        ("training", "¥5", "trainees", UsageError, 'target "trainees" is in "people", not "JPY"', IN_PEOPLE),
        ("training", "50 km", None, UsageError, 'target "trainees" is in "people", not "km"', IN_PEOPLE),
        (
            "training",
            "50%",
            None,
            UsageError,
            '50% is a share, but target "trainees" counts people',
            "give the number that was reached, out of 5,000 people",
        ),
        ("fund", "5", None, UsageError, 'several targets of "fund" match', "--target"),
        ("fund", "5 people", None, UsageError, '"fund" has no target in "people"', "budget (JPY), projects (projects)"),
    ],
)
def test_an_ambiguous_or_unknown_target_is_refused(
    registry: Build, commitment: str, amount: str, named: str | None, error: type[CommitrackError], message: str,
    hint: str,
) -> None:  # fmt: skip
    """The hint has the available targets, the option to use, or the correct unit."""
    quantity: Quantity = parse_quantity(amount)
    with pytest.raises(error, match=message) as caught:
        target_for(registry().commitments[commitment], quantity, named)
    assert caught.value.hint is not None
    assert hint in caught.value.hint
