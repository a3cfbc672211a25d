"""Warnings: what is allowed but worth a look before anybody relies on it. Reported by ``check --strict``.

They depend on a date, so they take the commitments as assessed.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import ClassVar, TypeAlias

from commitrack.amounts import is_currency
from commitrack.assess import Assessment, Freshness, Schedule
from commitrack.assess.history import target_of
from commitrack.checks.check import Finding, Rule, defined
from commitrack.errors import Problem, Severity
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.quantity import Quantity

Assessments: TypeAlias = Mapping[str, Assessment]
"""The assessment of every commitment, by its id."""


class Warn(Rule, frozen=True, kw_only=True):
    """A warning, found in the registry and the assessments."""

    severity: ClassVar[Severity] = Severity.WARNING


def warns(code: str, title: str) -> Callable[[Callable[[Registry, Assessments], Iterable[Finding]]], Warn]:
    """Make a warning of a function over the registry and the assessments."""
    return lambda find: Warn(code=code, title=title, find=find)


@warns("CT301", "a figure gone stale")
def stale(registry: Registry, assessments: Assessments) -> Iterator[Finding]:
    """The latest figure or level of completion is older than the registry's ``stale_after``. Ask the party that
    owes it, and log what it says, even if nothing has changed."""
    for assessment in assessments.values():
        if assessment.freshness is Freshness.STALE:
            yield (
                ("commitments", assessment.commitment.id),
                _(
                    "the latest figure of {id} is of {day}, older than {span}",
                    id=assessment.commitment.id,
                    day=assessment.updated,
                    span=str(registry.settings.stale_after),
                ),
            )


@warns("CT302", "a figure without evidence")
def unsupported(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001  one signature for all
    """A figure or level of completion names no evidence, and cannot be defended. Retract it, or log it again with
    the address or file that carries it."""
    for assessment in assessments.values():
        for update in assessment.history.counted:
            states_level = update.actual is not None or update.add is not None or update.completion is not None
            if states_level and not update.evidence:
                yield ("updates", update.key), _("the figure for {id} names no evidence", id=update.commitment)


@warns("CT303", "overdue without a word")
def silent(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001
    """The deadline has passed, and nothing has been logged for that day or later, not even a note."""
    for assessment in assessments.values():
        due = assessment.due
        if assessment.schedule is Schedule.OVERDUE and due is not None:
            latest = max((update.on for update in assessment.history.counted), default=date.min)
            if latest < due:
                name = assessment.commitment.id
                yield (
                    ("commitments", name),
                    _("{id} was due on {due}, and nothing has been said since", id=name, due=due),
                )


@warns("CT304", "one piece of evidence for two targets")
def shared(registry: Registry, assessments: Assessments) -> Iterator[Finding]:
    """The same address or file carries figures of different targets. It may: a ministry reports on many things on
    one page. But the same people or the same money may have been counted twice."""
    seen: dict[object, tuple[str, str | None]] = {}
    for assessment in assessments.values():
        for update in assessment.history.counted:
            if update.actual is None and update.add is None:
                continue
            for item in update.evidence:
                target = (update.commitment, target_of(assessment.commitment, update))
                key = item if isinstance(item, str) else (item.file, item.document, item.page)
                first = seen.setdefault(key, target)
                if first != target and not _of_different_units(registry, first, target):
                    yield (
                        ("updates", update.key),
                        _(
                            "the evidence for {one} stands for {other} too: counted twice?",
                            one=_label(target),
                            other=_label(first),
                        ),
                    )


def _of_different_units(registry: Registry, *pairs: tuple[str, str | None]) -> bool:
    """Targets with different units cannot have counted the same thing twice."""
    targets = [registry.commitments[name].targets.get(target or "") for name, target in pairs]
    return len({target.unit for target in targets if target is not None}) > 1


def _label(pair: tuple[str, str | None]) -> str:
    commitment, target = pair
    return f"{commitment} ({target})" if target else commitment


@warns("CT305", "a cumulative figure that falls")
def falling(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001
    """Figures are levels reached, and the later one is lower although the target rises. Was an increment logged as
    a level, or did the source correct itself? A correction is better logged as a retraction and a new figure."""
    for assessment in assessments.values():
        for assessed in assessment.targets:
            terms = assessed.terms
            if terms is None or terms.is_maintenance or terms.value < terms.baseline:
                continue
            for before, after in zip(assessed.figures, assessed.figures[1:], strict=False):
                if after.level < before.level:
                    old, new = (Quantity(figure.level, assessed.target.unit) for figure in (before, after))
                    yield (
                        ("updates", after.update.key),
                        _(
                            "{id} fell from {old} ({before}) to {new} ({after})",
                            id=assessment.commitment.id, old=old, before=before.on, new=new, after=after.on,
                        ),
                    )  # fmt: skip


@warns("CT306", "twins")
def twins(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001
    """Two ids that people take for one: equal once case, width and the signs between words are left out."""
    for table in ("commitments", "areas", "parties", "pillars"):
        seen: dict[str, str] = {}
        for name in getattr(registry, table):
            plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
            if (first := seen.setdefault(plain, name)) != name:
                yield (table, name), _("“{one}” and “{other}” are easily taken for one another", one=name, other=first)


@warns("CT307", "money without a counting rule")
def uncounted(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001
    """A target in money does not say which stage of the money counts. Pledged, committed, disbursed and spent are
    four different sums. Where the source leaves it open, say so: ``counting = "not-stated"``."""
    for name, commitment in registry.commitments.items():
        for key, target in commitment.targets.items():
            if is_currency(target.unit) and target.counting is None:
                message = _("{id}: which stage of the money counts for {name}?", id=name, name=key)
                yield ("commitments", name, "targets", key), message


WARNINGS = defined(Warn, globals())
"""Every warning of this module, in the order of the lines."""


def warnings(registry: Registry, assessments: Assessments) -> Iterator[Problem]:
    """Everything in a valid registry that is worth a look, on the date of the assessments."""
    for rule in WARNINGS:
        yield from rule.problems(registry, assessments)
