"""What an import could not take as it was, counted: one sentence for each kind."""

from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum

from commitrack.interchange.iati.tally import Tally
from commitrack.language import LazyString as _
from commitrack.language import comma_list


class Notice(StrEnum):
    """Why something in a file was read differently from how it is written, or was left out."""

    INVALID = "invalid"
    VERSION = "version"
    ANONYMOUS = "anonymous"
    REPEATED = "repeated"
    TEXT = "text"
    ASCENDING = "ascending"
    KEPT = "kept"
    INSTANT = "instant"
    DISORDER = "disorder"
    DATE = "date"
    ZONE = "zone"
    UNFINISHED = "unfinished"
    SAME_DAY = "same-day"
    CURRENCY = "currency"
    ADDRESS = "address"
    NO_MONEY = "no-money"
    STATUS = "status"
    UNDATED = "undated"


_SENTENCES: Mapping[Notice, Callable[[int], _]] = {
    Notice.INVALID: lambda n: _(
        "{n:,} violation of the standard (--strict lists it)",
        "{n:,} violations of the standard (--strict lists them)", n=n,
    ),
    Notice.VERSION: lambda n: _("the version is not 2.01, 2.02 or 2.03; read as 2.03", n=n),
    Notice.ANONYMOUS: lambda n: _(
        "{n:,} activity without an identifier, not imported",
        "{n:,} activities without an identifier, not imported", n=n,
    ),
    Notice.REPEATED: lambda n: _(
        "{n:,} activity with the identifier of an earlier one, not imported",
        "{n:,} activities with the identifier of an earlier one, not imported", n=n,
    ),
    Notice.TEXT: lambda n: _(
        "{n:,} value that is not certainly a number, kept as text",
        "{n:,} values that are not certainly numbers, kept as text", n=n,
    ),
    Notice.ASCENDING: lambda n: _(
        '{n:,} target whose direction contradicts "ascending"; its baseline and value decide',
        '{n:,} targets whose direction contradicts "ascending"; their baseline and value decide', n=n,
    ),
    Notice.KEPT: lambda n: _(
        "{n:,} target equal to its baseline, read as a level to maintain",
        "{n:,} targets equal to their baseline, read as levels to maintain", n=n,
    ),
    Notice.INSTANT: lambda n: _(
        "{n:,} target of a period of one day, which is no deadline",
        "{n:,} targets of a period of one day, which is no deadline", n=n,
    ),
    Notice.DISORDER: lambda n: _(
        "{n:,} date that contradicts the deadline, left out",
        "{n:,} dates that contradict the deadline, left out", n=n,
    ),
    Notice.DATE: lambda n: _(
        "{n:,} date that is missing, invalid or out of range",
        "{n:,} dates that are missing, invalid or out of range", n=n,
    ),
    Notice.ZONE: lambda n: _(
        "{n:,} date with a time zone, read as the day that is written",
        "{n:,} dates with a time zone, read as the day that is written", n=n,
    ),
    Notice.UNFINISHED: lambda n: _(
        "{n:,} actual of a period that has not ended, dated by the last update of its activity",
        "{n:,} actuals of periods that have not ended, dated by the last update of their activity", n=n,
    ),
    Notice.SAME_DAY: lambda n: _(
        "{n:,} more actual of the same day, kept as a note",
        "{n:,} more actuals of the same day, kept as notes", n=n,
    ),
    Notice.CURRENCY: lambda n: _(
        "{n:,} transaction without a currency, amount or date, left out",
        "{n:,} transactions without a currency, amount or date, left out", n=n,
    ),
    Notice.ADDRESS: lambda n: _(
        "{n:,} document whose address is invalid, left out",
        "{n:,} documents whose addresses are invalid, left out", n=n,
    ),
    Notice.NO_MONEY: lambda n: _(
        "{n:,} sum of commitments that is not above zero, read without a target value",
        "{n:,} sums of commitments that are not above zero, read without target values", n=n,
    ),
    Notice.STATUS: lambda n: _(
        "{n:,} activity in pipeline, finalisation or closed, which says nothing about its targets",
        "{n:,} activities in pipeline, finalisation or closed, which says nothing about their targets", n=n,
    ),
    Notice.UNDATED: lambda n: _(
        "{n:,} activity cancelled or suspended on an unknown day, read as active",
        "{n:,} activities cancelled or suspended on an unknown day, read as active", n=n,
    ),
}  # fmt: skip


class Notices(Tally[Notice]):
    """How often there is reason for each notice, and what is lost: how many elements of each name."""

    def __init__(self) -> None:
        super().__init__(_SENTENCES)
        self.lost: Counter[str] = Counter()

    def losses(self) -> _ | None:
        """What is lost, as names of elements with their counts, most frequent first; None if nothing is."""
        if not self.lost:
            return None
        most = sorted(self.lost.items(), key=lambda item: (-item[1], item[0]))
        return comma_list(f"{n:,} {name}" for name, n in most)
