"""Checks of the range of numbers."""

from collections.abc import Iterator

from commitrack.checks.check import Finding, checks
from commitrack.errors import KeyPath
from commitrack.language import LazyString as _
from commitrack.model import Number, Registry, Target
from commitrack.quantity import MAX_DIGITS, is_in_range


@checks("CT231", "number out of range")
def ranges(registry: Registry) -> Iterator[Finding]:
    """A number has at most 28 digits before the decimal mark, and at most 28 after it. No public figure needs more;
    check the exponent."""
    for path, number in _numbers(registry):
        if number is not None and not is_in_range(number):
            yield (
                path,
                _(
                    "{number} has more than {most} digits before or after the decimal mark",
                    number=number,
                    most=MAX_DIGITS,
                ),
            )


def _numbers(registry: Registry) -> Iterator[tuple[KeyPath, Number | None]]:
    for name, commitment in registry.commitments.items():
        for target_name, target in commitment.targets.items():
            for key, number in _of_target(target):
                yield ("commitments", name, "targets", target_name, key), number
    for name, update in registry.updates.items():
        if update.actual is not None:
            yield ("updates", name, "actual"), update.actual
        if update.add is not None:
            yield ("updates", name, "add"), update.add
        if update.amends is not None:
            yield ("updates", name, "amends"), update.amends.value
    for number, rate in enumerate(registry.rates):
        yield ("rates", str(number)), rate.rate


def _of_target(target: Target) -> Iterator[tuple[str, Number | None]]:
    yield "value", target.value
    yield "baseline", target.baseline
    for milestone in target.milestones:
        yield "milestones", milestone.value
