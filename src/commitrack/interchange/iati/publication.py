"""What a publisher states about its registry, and what a commitment must state to be published in IATI."""

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import quote

from msgspec import Struct

from commitrack.assess import Assessment, TargetAssessment
from commitrack.dates import first_day, last_day, start_day
from commitrack.interchange.iati.omissions import Omission, Omissions
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Evidence, FiscalYear, IatiExport, Registry, When
from commitrack.report.snapshot import Snapshot


class Publication(Struct, frozen=True, kw_only=True):
    """A registry, what its publisher states, and where it is counted what cannot be written."""

    snapshot: Snapshot
    terms: IatiExport
    omissions: Omissions

    @property
    def registry(self) -> Registry:
        """The registry that is published."""
        return self.snapshot.registry

    @property
    def fiscal_year(self) -> FiscalYear:
        """How its fiscal years are read."""
        return self.registry.settings.fiscal_year

    def day(self, when: When) -> date:
        """The last day of a date; one that is not a day is counted."""
        if not isinstance(when.written, date):
            self.omissions.add(Omission.PERIOD)
        return last_day(when, fiscal_year=self.fiscal_year)

    def made(self, commitment: Commitment) -> date | None:
        """The first day on which a commitment may have been made."""
        return None if commitment.made is None else first_day(commitment.made, fiscal_year=self.fiscal_year)

    def start(self, commitment: Commitment, target: TargetAssessment) -> date | None:
        """The day from which a target is measured; where that is not before its deadline, when it was made."""
        within = commitment.dates(target.target).within
        start = start_day(target.target.baseline_on, within, commitment.made, fiscal_year=self.fiscal_year)
        due = None if target.terms is None else target.terms.due
        return start if start is None or due is None or start < due else self.made(commitment)

    def sector(self, commitment: Commitment) -> str | None:
        """The code of the sector: of the first area that has one, else of the pillar, else of all commitments."""
        own = (self.terms.sectors.get(name) for name in (*commitment.areas, commitment.pillar or ""))
        return next((code for code in own if code is not None), self.terms.sector)

    def urls(self, evidence: Iterable[str | Evidence]) -> list[str]:
        """The addresses of evidence: as they are, of documents, and of files where they are published."""
        return list(dict.fromkeys(url for item in evidence if (url := self._url(item)) is not None))

    def _url(self, item: str | Evidence) -> str | None:
        if isinstance(item, str):
            return item
        if item.file is not None:
            if self.terms.files is None:
                self.omissions.add(Omission.FILE)
                return None
            self.omissions.add(Omission.LINK)
            return f"{self.terms.files.rstrip('/')}/{quote(item.file)}"
        document = self.registry.documents.get(item.document or "")
        if document is None or document.url is None:
            self.omissions.add(Omission.DOCUMENT)
            return None
        return document.url

    def lacks(self, assessment: Assessment) -> Iterator[_]:
        """What a commitment would have to state to be published, as ends of a sentence about it."""
        commitment = assessment.commitment
        made = self.made(commitment)
        if made is None:
            yield _('"made" is missing')
        if not self.snapshot.responsible_parties(commitment) and self.terms.role is None:
            yield _('no party is named, and [export.iati] has no "role"')
        if self.sector(commitment) is None:
            yield _("[export.iati] has no sector for it")
        for target in assessment.targets:
            if target.target.baseline is not None and target.target.baseline_on is None:
                yield _('target "{name}" has a baseline without "baseline_on"', name=target.name)
            if target.terms is None:
                continue
            start = self.start(commitment, target)
            if target.terms.due is None:
                yield _('target "{name}" has no deadline', name=target.name)
            elif start is not None and start >= target.terms.due:
                yield _('target "{name}" is not due after it was made', name=target.name)


def identifier(name: str, terms: IatiExport) -> str:
    """The identifier of the activity of a commitment."""
    return f"{terms.organisation}-{name}"


def identifiers(registry: Registry) -> dict[str, str]:
    """The ids of commitments, by the identifiers under which they are published, or were before they were renamed."""
    terms = registry.export.iati
    ids = {**registry.current_ids(), **{name: name for name in registry.commitments}}
    return {} if terms is None else {identifier(name, terms): current for name, current in ids.items()}
