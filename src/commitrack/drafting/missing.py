"""The commitments of a registry that a sheet had, and no longer has."""

from collections.abc import Collection, Iterator, Mapping

from commitrack.assess import CLOSED
from commitrack.drafting.difference import ChangeKind, ImportTerms, SheetChange
from commitrack.drafting.intended import UNRECORDED, UnreadRows
from commitrack.drafting.journal import Journal
from commitrack.drafting.sheet_updates import lifecycle
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Lifecycle, Update


def missing(
    known: Mapping[str, str],
    read: Collection[str],
    others: UnreadRows,
    journal: Journal,
    terms: ImportTerms,
) -> Iterator[tuple[SheetChange, Update | None]]:
    """Each commitment that is ``known`` by its key, is not in the sheet, and is not closed, with its withdrawal if
    there is a reason for it in ``terms``.

    The sheet has the keys that were ``read``, and ``others``, with their rows: refused, or not read, as hidden ones.
    Raises UsageError if commitments are to be withdrawn, but no row was read, or a row has no readable key.
    """
    if terms.withdraw is not None:
        _require_readable(read, others)
    for key, name in known.items():
        if key in read or key in others or lifecycle(journal.of(name)) in CLOSED:
            continue
        if terms.withdraw is None:
            yield SheetChange(change=ChangeKind.MISSING, id=name, key=key), None
            continue
        update = Update(
            key="", commitment=name, on=terms.on, lifecycle=Lifecycle.WITHDRAWN, reason=terms.withdraw, by=terms.by,
            recorded=UNRECORDED,
        )  # fmt: skip
        yield SheetChange(change=ChangeKind.WITHDRAWN, id=name, key=key, reason=terms.withdraw), update


def _require_readable(read: Collection[str], others: UnreadRows) -> None:
    if None in others:
        raise UsageError(
            _("nothing can be withdrawn: row {row} has no readable key, and may be one that is missing",
              row=others[None]),
            hint=_("correct that row, or leave out --missing withdraw"),
        )  # fmt: skip
    if not read:
        raise UsageError(
            _("nothing can be withdrawn: no commitment could be read, so all of them would be missing"),
            hint=_("check which rows are read, or leave out --missing withdraw"),
        )
