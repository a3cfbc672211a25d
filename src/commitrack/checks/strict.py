"""Warnings: what is allowed, and what somebody should look at before relying on it. Told by ``check --strict``.

They judge by a day, so they take the commitments as assessed.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from msgspec import Struct

from commitrack.assess import Assessment, Freshness, Schedule
from commitrack.assess.history import target_of
from commitrack.checks.check import Finding
from commitrack.errors import Problem, Severity
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.quantity import Quantity, is_currency

Judged: TypeAlias = Mapping[str, Assessment]
Watch: TypeAlias = Callable[[Registry, Judged], Iterable[Finding]]


class Warn(Struct, frozen=True, kw_only=True):
    """One warning; the docstring of ``find`` is its page in the documentation."""

    code: str
    title: str
    find: Watch
    severity: Severity = Severity.WARNING


def warns(code: str, title: str) -> Callable[[Watch], Warn]:
    """Make a warning of a function."""
    return lambda find: Warn(code=code, title=title, find=find)


@warns("CT301", "a figure gone stale")
def stale(registry: Registry, judged: Judged) -> Iterator[Finding]:
    """The latest figure or level of completion is older than the registry's ``stale_after``. Ask the party that
    owes it, and log what it says, even if nothing has changed."""
    for assessment in judged.values():
        if assessment.freshness is Freshness.STALE:
            yield (
                ("commitments", assessment.commitment.id),
                _(
                    "the latest figure of {id} is of {day}, older than {span}",
                    id=assessment.commitment.id,
                    day=assessment.updated,
                    span=registry.settings.stale_after,
                ),
            )


@warns("CT302", "a figure without evidence")
def unsupported(registry: Registry, judged: Judged) -> Iterator[Finding]:  # noqa: ARG001  one signature for all
    """A figure or level of completion names no evidence, and cannot be defended. Retract it, or log it again with
    the address or file that carries it."""
    for assessment in judged.values():
        for update in assessment.history.counted:
            says = update.actual is not None or update.add is not None or update.completion is not None
            if says and not update.evidence:
                yield ("updates", update.key), _("the figure for {id} names no evidence", id=update.commitment)


@warns("CT303", "overdue without a word")
def silent(registry: Registry, judged: Judged) -> Iterator[Finding]:  # noqa: ARG001
    """The deadline has passed, and nothing has been logged for that day or later, not even a note."""
    for assessment in judged.values():
        due = assessment.due
        if assessment.schedule is Schedule.OVERDUE and due is not None:
            said = max((update.on for update in assessment.history.counted), default=date.min)
            if said < due:
                name = assessment.commitment.id
                yield (
                    ("commitments", name),
                    _("{id} was due on {due}, and nothing has been said since", id=name, due=due),
                )


@warns("CT304", "one piece of evidence for two targets")
def shared(registry: Registry, judged: Judged) -> Iterator[Finding]:
    """The same address or file carries figures of different targets. It may: a ministry reports on many things on
    one page. But the same people or the same money may have been counted twice."""
    seen: dict[object, tuple[str, str | None]] = {}
    for assessment in judged.values():
        for update in assessment.history.counted:
            if update.actual is None and update.add is None:
                continue
            for item in update.evidence:
                place = (update.commitment, target_of(assessment.commitment, update))
                first = seen.setdefault(item if isinstance(item, str) else (item.file, item.document, item.page), place)
                if first != place and not _of_different_units(registry, first, place):
                    yield (
                        ("updates", update.key),
                        _(
                            "the evidence for {one} stands for {other} too: counted twice?",
                            one=_called(place),
                            other=_called(first),
                        ),
                    )


def _of_different_units(registry: Registry, *places: tuple[str, str | None]) -> bool:
    """What counts in different units cannot have been counted twice."""
    targets = [registry.commitments[name].targets.get(target or "") for name, target in places]
    return len({target.unit for target in targets if target is not None}) > 1


def _called(place: tuple[str, str | None]) -> str:
    return f"{place[0]} ({place[1]})" if place[1] else place[0]


@warns("CT305", "a cumulative figure that falls")
def falling(registry: Registry, judged: Judged) -> Iterator[Finding]:  # noqa: ARG001
    """Figures are levels reached, and the later one is lower although the target rises. Was an increment logged as
    a level, or did the source correct itself? A correction is better logged as a retraction and a new figure."""
    for assessment in judged.values():
        for found in assessment.targets:
            if found.terms is None or found.terms.is_maintenance or found.terms.value < found.terms.baseline:
                continue
            for before, after in zip(found.figures, found.figures[1:], strict=False):
                if after.level < before.level:
                    old, new = (Quantity(figure.level, found.target.unit) for figure in (before, after))
                    yield (
                        ("updates", after.update.key),
                        _(
                            "{id} fell from {old} ({before}) to {new} ({after})",
                            id=assessment.commitment.id, old=old, before=before.on, new=new, after=after.on,
                        ),
                    )  # fmt: skip


@warns("CT306", "twins")
def twins(registry: Registry, judged: Judged) -> Iterator[Finding]:  # noqa: ARG001
    """Two ids that people take for one: equal once case, width and the signs between words are left out."""
    for table in ("commitments", "areas", "parties", "pillars"):
        seen: dict[str, str] = {}
        for name in getattr(registry, table):
            plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
            if (first := seen.setdefault(plain, name)) != name:
                yield (table, name), _("“{one}” and “{other}” are easily taken for one another", one=name, other=first)


@warns("CT307", "money without a counting rule")
def uncounted(registry: Registry, judged: Judged) -> Iterator[Finding]:  # noqa: ARG001
    """A target in money does not say which stage of the money counts. Pledged, committed, disbursed and spent are
    four different sums. Where the source leaves it open, say so: ``counting = "not-stated"``."""
    for name, commitment in registry.commitments.items():
        for key, target in commitment.targets.items():
            if is_currency(target.unit) and target.counting is None:
                message = _("{id}: which stage of the money counts for {name}?", id=name, name=key)
                yield ("commitments", name, "targets", key), message


WARNINGS: tuple[Warn, ...] = (stale, unsupported, silent, shared, falling, twins, uncounted)


def warnings(registry: Registry, judged: Judged) -> Iterator[Problem]:
    """Everything that somebody should look at."""
    for each in WARNINGS:
        for path, message, *hint in each.find(registry, judged):
            yield Problem(
                code=each.code, severity=each.severity, path=path, message=message, hint=hint[0] if hint else None
            )
