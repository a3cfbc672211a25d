"""The commitments of a registry that a sheet had, and no longer has."""

from collections.abc import Collection, Iterator, Mapping

from commitrack.drafting.difference import ChangeKind, ImportTerms, SheetChange
from commitrack.drafting.intended import UNRECORDED
from commitrack.drafting.journal import Journal
from commitrack.drafting.sheet_updates import lifecycle
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Lifecycle, Update

_CLOSED = frozenset({Lifecycle.WITHDRAWN, Lifecycle.SUPERSEDED})


def missing(
    known: Mapping[str, str], seen: Collection[str | None], journal: Journal, terms: ImportTerms
) -> Iterator[tuple[SheetChange, Update | None]]:
    """Each commitment that is ``known`` by its key, was not ``seen``, and is not closed, with its withdrawal if there
    is a reason for it in ``terms``.

    Raises UsageError if commitments are to be withdrawn, but a row has no readable key.
    """
    if terms.withdraw is not None and None in seen:
        raise UsageError(
            _("nothing can be withdrawn: a row without a readable key may be one that is missing"),
            hint=_("correct that row, or leave out --missing withdraw"),
        )
    for key, name in known.items():
        if key in seen or lifecycle(journal.of(name)) in _CLOSED:
            continue
        if terms.withdraw is None:
            yield SheetChange(change=ChangeKind.MISSING, id=name, key=key), None
            continue
        update = Update(
            key="", commitment=name, on=terms.on, lifecycle=Lifecycle.WITHDRAWN, reason=terms.withdraw, by=terms.by,
            recorded=UNRECORDED,
        )  # fmt: skip
        yield SheetChange(change=ChangeKind.WITHDRAWN, id=name, key=key, reason=terms.withdraw), update
