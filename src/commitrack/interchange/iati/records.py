"""Activities as typed records: what is read of a file, before it becomes commitments."""

from datetime import date

from msgspec import Struct

from commitrack.interchange.iati.vocabulary import EVIDENCE_CATEGORIES

Texts = dict[str, str]
"""A text by language; the key is empty where the file does not state the language."""


class DocumentLink(Struct, frozen=True):
    """The address of a document, and the codes of what it contains."""

    url: str
    categories: tuple[str, ...]

    @property
    def is_about_results(self) -> bool:
        """Whether it is a result, or a review or evaluation."""
        return not EVIDENCE_CATEGORIES.isdisjoint(self.categories)


class StatedValue(Struct, frozen=True, kw_only=True):
    """A baseline, target or actual: its value as written, a comment, documents, and whether it is about a part only."""

    text: str
    comment: Texts
    links: tuple[DocumentLink, ...] = ()
    has_dimension: bool = False
    has_place: bool = False


class ResultPeriod(Struct, frozen=True):
    """A period with its targets and actuals; a day is None if it is not stated or invalid."""

    start: date | None
    end: date | None
    targets: tuple[StatedValue, ...]
    actuals: tuple[StatedValue, ...]


class Baseline(Struct, frozen=True):
    """A level before the start: of a day, or of a year."""

    value: StatedValue
    on: date | None
    year: int | None


class ResultIndicator(Struct, frozen=True, kw_only=True):
    """An indicator; ``code`` is its reference, ``number`` counts from 1, ``own`` are the attributes of commitrack."""

    number: int
    code: str | None
    measure: str
    ascending: bool | None
    title: Texts
    description: Texts
    baselines: tuple[Baseline, ...]
    periods: tuple[ResultPeriod, ...]
    links: tuple[DocumentLink, ...]
    own: dict[str, str]


class Result(Struct, frozen=True, kw_only=True):
    """A result with its indicators; ``kind`` is the code of the result type, ``number`` counts from 1."""

    number: int
    kind: str
    title: Texts
    links: tuple[DocumentLink, ...]
    indicators: tuple[ResultIndicator, ...]


class MoneyTransaction(Struct, frozen=True):
    """Money that was pledged, committed or paid; ``currency`` is empty if it is unknown."""

    kind: str
    on: date | None
    amount: str
    currency: str


class Organisation(Struct, frozen=True):
    """An organisation that takes part in an activity: the code of its role, its name, and its reference."""

    role: str
    name: Texts
    reference: str


class Activity(Struct, frozen=True, kw_only=True):
    """An activity; ``dates`` are the days by their type (1 and 2 planned and actual start, 3 and 4 end)."""

    identifier: str
    language: str
    title: Texts
    description: Texts
    status: str
    dates: dict[str, date]
    updated: date | None
    links: tuple[DocumentLink, ...]
    organisations: tuple[Organisation, ...]
    transactions: tuple[MoneyTransaction, ...]
    results: tuple[Result, ...]
    own: dict[str, str]
