"""What an export cannot write as the registry has it, counted: one sentence for each kind."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from commitrack.interchange.iati.tally import Tally
from commitrack.language import LazyString as _


class Omission(StrEnum):
    """Why something of the registry is written differently, or not at all."""

    GROUP = "group"
    PERIOD = "period"
    AMENDMENT = "amendment"
    QUALIFIER = "qualifier"
    SOURCE_CLASS = "source-class"
    MILESTONE = "milestone"
    LINK = "link"
    FILE = "file"
    DOCUMENT = "document"
    DECISION = "decision"
    BENEFICIARY = "beneficiary"


_SENTENCES: Mapping[Omission, Callable[[int], _]] = {
    Omission.GROUP: lambda n: _("{n:,} group is not written", "{n:,} groups are not written", n=n),
    Omission.PERIOD: lambda n: _(
        "{n:,} date that is a month, a quarter or a year is written as a day",
        "{n:,} dates that are months, quarters or years are written as days", n=n,
    ),
    Omission.AMENDMENT: lambda n: _(
        "{n:,} amendment is not written, only its terms", "{n:,} amendments are not written, only their terms", n=n
    ),
    Omission.QUALIFIER: lambda n: _(
        "{n:,} figure is written without its qualifier", "{n:,} figures are written without their qualifiers", n=n
    ),
    Omission.SOURCE_CLASS: lambda n: _(
        "{n:,} figure is written without the class of its source",
        "{n:,} figures are written without the classes of their sources", n=n,
    ),
    Omission.MILESTONE: lambda n: _(
        "{n:,} milestone after the amended deadline is not written",
        "{n:,} milestones after the amended deadline are not written", n=n,
    ),
    Omission.LINK: lambda n: _(
        "{n:,} file of evidence is written as a link, without its digest",
        "{n:,} files of evidence are written as links, without their digests", n=n,
    ),
    Omission.FILE: lambda n: _(
        "{n:,} file of evidence is not written, because [export.iati] has no address for files",
        "{n:,} files of evidence are not written, because [export.iati] has no address for files", n=n,
    ),
    Omission.DOCUMENT: lambda n: _(
        "{n:,} document without an address is not written", "{n:,} documents without an address are not written", n=n
    ),
    Omission.DECISION: lambda n: _(
        "{n:,} decision about a commitment is written as its status only",
        "{n:,} decisions about commitments are written as their status only", n=n,
    ),
    Omission.BENEFICIARY: lambda n: _(
        "{n:,} beneficiary is not written", "{n:,} beneficiaries are not written", n=n
    ),
}  # fmt: skip


class Omissions(Tally[Omission]):
    """How often there is reason for each omission."""

    def __init__(self) -> None:
        super().__init__(_SENTENCES)
