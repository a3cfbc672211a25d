"""What the author of an update should know, although the update is recorded as it is."""

from collections.abc import Iterator

from commitrack.assess import Terms
from commitrack.assess.history import target_of
from commitrack.assess.increments import without_base
from commitrack.drafting.journal import Journal, Series
from commitrack.language import LazyString as _
from commitrack.language import word
from commitrack.model import Qualifier, Registry, Update
from commitrack.quantity import Quantity


def notices(update: Update, registry: Registry) -> Iterator[str]:
    """A sentence for each thing to know about a figure, given the registry without it."""
    entries = Journal(registry).of(update.commitment)
    name = target_of(entries.commitment, update)
    if name is None or (update.actual is None and update.add is None):
        return
    series = entries.series[name]
    yield from _older(update, series)
    yield from _bound(update, entries.terms(name, update))
    if update.add is not None:
        yield from _base(update, name, series, registry)


def _older(update: Update, series: Series) -> Iterator[str]:
    if series.points and (latest := series.points[-1].update.on) > update.on:
        yield _("the figure of {day} stays the latest", day=latest)


def _bound(update: Update, terms: Terms | None) -> Iterator[str]:
    """Whether the qualifier states a bound on the side from which the target is approached."""
    if terms is not None and update.qualifier is (Qualifier.AT_LEAST if terms.falls else Qualifier.AT_MOST):
        yield _('"{qualifier}" means that progress may be less than this figure', qualifier=word(update.qualifier))


def _base(update: Update, name: str, series: Series, registry: Registry) -> Iterator[str]:
    """Whether the level that an increment would have continued has been retracted."""
    commitment = registry.commitments[update.commitment]
    recorded = registry.updates_of().get(commitment.id, ())
    for increment, base in without_base(commitment, name, [*recorded, update]):
        if increment is update and base.actual is not None:
            unit, before = commitment.targets[name].unit, series.before(update)
            yield _(
                "{old} of {day} is retracted, so the increment is added to {level}",
                old=Quantity(base.actual, unit),
                day=base.on,
                level=Quantity(series.start if before is None else before.level, unit),
            )
