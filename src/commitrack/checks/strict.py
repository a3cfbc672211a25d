"""Warnings, reported by ``check --strict``: what is valid but should be reviewed before anyone relies on it.

They depend on a date, so they take the assessments as well as the registry.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from commitrack.amounts import is_currency
from commitrack.assess import CLOSED, DONE, Assessment, Freshness, Schedule
from commitrack.assess.history import target_of
from commitrack.assess.increments import without_base
from commitrack.checks import fiscal_years, unit_names
from commitrack.checks.check import Finding, defined
from commitrack.checks.warning import Assessments, Warn, warns
from commitrack.errors import Problem
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Registry, Update
from commitrack.quantity import Quantity


@warns("CT301", "stale figure")
def stale(registry: Registry, assessments: Assessments) -> Iterator[Finding]:
    """The latest figure or completion level is older than the registry's ``stale_after``. Ask the responsible party,
    and record the answer even if nothing has changed."""
    for assessment in assessments.values():
        if assessment.freshness is Freshness.STALE:
            yield (
                ("commitments", assessment.commitment.id),
                _(
                    'the latest figure or completion level of "{id}" is from {day}, older than {span}',
                    id=assessment.commitment.id,
                    day=assessment.updated,
                    span=registry.settings.stale_after,
                ),
            )


@warns("CT302", "figure without evidence")
def unsupported(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001  one signature for all
    """A figure or completion level has no evidence, so nobody can check it. Retract it, or record it again with the
    address or file that supports it."""
    for assessment in assessments.values():
        for update in assessment.history.counted:
            states_level = update.actual is not None or update.add is not None or update.completion is not None
            if states_level and not update.evidence:
                yield (
                    ("updates", update.key),
                    _('the figure or completion level of "{id}" has no evidence', id=update.commitment),
                )


@warns("CT303", "overdue without an update")
def overdue_without_update(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001
    """The deadline has passed, and nothing has been recorded for that day or later, not even a note."""
    for assessment in assessments.values():
        due = assessment.due
        if assessment.schedule is Schedule.OVERDUE and due is not None:
            latest = max((update.on for update in assessment.history.counted), default=date.min)
            if latest < due:
                name = assessment.commitment.id
                yield (
                    ("commitments", name),
                    _('"{id}" was due on {due} and has had no update since', id=name, due=due),
                )


@warns("CT304", "same evidence for two targets")
def shared(registry: Registry, assessments: Assessments) -> Iterator[Finding]:
    """The same address or file is given as evidence for different targets. That may be correct, because one page can
    report on many things. But the same people or money may have been counted twice."""
    first_targets: dict[object, tuple[str, str | None]] = {}
    for assessment in assessments.values():
        for update in assessment.history.counted:
            if update.actual is None and update.add is None:
                continue
            for item in update.evidence:
                target = (update.commitment, target_of(assessment.commitment, update))
                key = item if isinstance(item, str) else (item.file, item.document, item.page)
                first = first_targets.setdefault(key, target)
                if first != target and not _of_different_units(registry, first, target):
                    yield (
                        ("updates", update.key),
                        _(
                            "the evidence for {one} is also used for {other}: counted twice?",
                            one=_label(target),
                            other=_label(first),
                        ),
                    )


def _of_different_units(registry: Registry, *pairs: tuple[str, str | None]) -> bool:
    """Whether the targets have different units, so that they cannot count the same thing twice."""
    targets = [registry.commitments[name].targets.get(target or "") for name, target in pairs]
    return len({target.unit for target in targets if target is not None}) > 1


def _label(pair: tuple[str, str | None]) -> str:
    commitment, target = pair
    return f"{commitment} ({target})" if target else commitment


@warns("CT305", "running total that falls")
def falling(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001
    """A later figure is lower although the target is an increase. Either an increment was recorded as a level, or the
    source corrected itself. To correct a figure, retract it and record the new one."""
    for assessment in assessments.values():
        for assessed in assessment.targets:
            terms = assessed.terms
            if terms is None or not terms.accumulates:
                continue
            for before, after in zip(assessed.figures, assessed.figures[1:], strict=False):
                if after.level < before.level:
                    old, new = (Quantity(figure.level, assessed.target.unit) for figure in (before, after))
                    yield (
                        ("updates", after.update.key),
                        _(
                            'the figure for "{id}" fell from {old} ({before}) to {new} ({after})',
                            id=assessment.commitment.id, old=old, before=before.on, new=new, after=after.on,
                        ),
                    )  # fmt: skip


@warns("CT306", "ids that are easily confused")
def twins(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001
    """Two ids differ only in case, character width or the separators between words."""
    for table in ("commitments", "areas", "parties", "pillars"):
        first_names: dict[str, str] = {}
        for name in getattr(registry, table):
            plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
            if (first := first_names.setdefault(plain, name)) != name:
                yield (table, name), _('"{one}" and "{other}" are easily confused', one=name, other=first)


@warns("CT307", "money without a counting rule")
def uncounted(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001
    """A target in money does not state which stage counts. Pledged, committed, disbursed and spent are four different
    amounts. If the source leaves it open, write ``counting = "not-stated"``."""
    for name, commitment in registry.commitments.items():
        for key, target in commitment.targets.items():
            if is_currency(target.unit) and target.counting is None:
                message = _(
                    'target "{name}" of "{id}" is in a currency but does not state "counting"', id=name, name=key
                )
                yield ("commitments", name, "targets", key), message


@warns("CT310", "target without a baseline")
def unmeasured(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001
    """A share, a rate, an upper limit or a value of 0 has no baseline, so only its level can be judged: there is no
    percentage, no pace and no forecast. Add the ``baseline`` that the source states, or ``maintain = true`` for a level
    to keep."""
    for name, commitment in registry.commitments.items():
        for key, target in commitment.judged().items():
            if target.measured_from is None and not target.maintain:
                message = _(
                    'the progress of target "{name}" of "{id}" cannot be measured: baseline missing', id=name, name=key
                )
                yield ("commitments", name, "targets", key), message


@warns("CT321", "different figures for one day")
def contradicting(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001
    """Two lines state different figures of a target for the same day, for instance because two desks recorded them in
    different clones. The one recorded last counts. Retract the wrong one."""
    for name, assessment in assessments.items():
        for update, old, new in _contradictions(assessment):
            message = _('two figures for "{id}" on {day}: {old} and {new}', id=name, day=update.on, old=old, new=new)
            yield ("updates", update.key), message


def _contradictions(assessment: Assessment) -> Iterator[tuple[Update, Quantity, Quantity]]:
    """Every update with another figure than the first one of its target and day, with the two figures."""
    stated: dict[tuple[str, date], Quantity] = {}
    for update in assessment.history.counted:
        name = target_of(assessment.commitment, update)
        if name is not None and update.actual is not None:
            figure = Quantity(update.actual, assessment.commitment.targets[name].unit)
            if (first := stated.setdefault((name, update.on), figure)) != figure:
                yield update, first, figure


@warns("CT322", "increment on a retracted figure")
def baseless(registry: Registry, assessments: Assessments) -> Iterator[Finding]:
    """An increment was recorded on top of a figure that has been retracted since, so it is now added to an earlier
    figure. If that is wrong, retract the increment, and record the level reached."""
    updates_of = registry.updates_of()
    for name, assessment in assessments.items():
        for update, base in _baseless(assessment.commitment, updates_of.get(name, [])):
            message = _(
                'an increment of "{id}" was added to the figure for {day}, which is retracted', id=name, day=base.on
            )
            yield ("updates", update.key), message


def _baseless(commitment: Commitment, updates: Sequence[Update]) -> Iterator[tuple[Update, Update]]:
    """Every increment that was recorded before the level it follows was retracted, with that level."""
    retracted = {update.retracts: update.recorded for update in updates}
    for name in commitment.targets:
        for update, base in without_base(commitment, name, updates):
            if update.recorded < retracted[base.key]:
                yield update, base


@warns("CT311", "fulfilled while a part is overdue")
def unfinished(registry: Registry, assessments: Assessments) -> Iterator[Finding]:
    """A commitment is fulfilled, but one of its parts is overdue. Either the part is done and was not recorded, or the
    whole is not done."""
    for assessment in assessments.values():
        if assessment.schedule is not Schedule.OVERDUE or assessment.lifecycle in CLOSED:
            continue
        for whole in registry.wholes_of(assessment.commitment):
            if not whole.is_group and assessments[whole.id].delivery in DONE:
                part = assessment.commitment.id
                message = _('"{id}" is fulfilled, but its part "{part}" is overdue', id=whole.id, part=part)
                yield ("commitments", whole.id), message


@warns("CT312", "group without parts")
def empty(registry: Registry, assessments: Assessments) -> Iterator[Finding]:  # noqa: ARG001
    """A group has no parts, so it appears nowhere but in ``show``: groups are neither listed nor counted. Add
    ``part_of`` to what belongs to it. If it promises something itself, make it a ``pledge`` or a ``programme``."""
    parts = registry.parts_of()
    for name, commitment in registry.commitments.items():
        if commitment.is_group and name not in parts:
            yield ("commitments", name), _('the group "{id}" has no parts', id=name)


WARNINGS = (*defined(Warn, globals()), *defined(Warn, vars(fiscal_years)), *defined(Warn, vars(unit_names)))
"""Every warning, in the order of the source."""


def warnings(registry: Registry, assessments: Assessments) -> Iterator[Problem]:
    """All warnings about a valid registry, on the date of the assessments, still without file and line."""
    for rule in WARNINGS:
        yield from rule.problems(registry, assessments)
