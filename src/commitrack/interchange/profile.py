"""A profile: how the sheets of one source are read. It is declared once, in TOML, and used for every version of them.

A field of a commitment is a column, by its heading, or a template of several: ``"{council}: {scope}"``.
"""

from enum import StrEnum
from typing import TypeAlias

from msgspec import field

from commitrack.interchange.table import TableLayout
from commitrack.model import CompletionLevel, DecimalMark, Lifecycle, Record
from commitrack.registry.discovery import ADDITIONS


class FieldSource(Record, frozen=True, kw_only=True):
    """Where a field comes from: a ``column`` (or a template), or ``always`` the same text.

    ``words`` replace what a cell says as a whole; ``separator`` is between several values in one cell.
    """

    column: str | None = None
    always: str | None = None
    words: dict[str, str] = field(default_factory=dict)
    separator: str | None = None


FieldSpec: TypeAlias = str | FieldSource


class CommitmentFields(Record, frozen=True, kw_only=True):
    """The table ``[commitment]``: the fields of a commitment, and those of its parties and its source."""

    title: FieldSpec
    title_ja: FieldSpec | None = None
    id: FieldSpec | None = None
    summary: FieldSpec | None = None
    summary_ja: FieldSpec | None = None
    note: FieldSpec | None = None
    note_ja: FieldSpec | None = None
    kind: FieldSpec | None = None
    headline: FieldSpec | None = None
    part_of: FieldSpec | None = None
    pillar: FieldSpec | None = None
    areas: FieldSpec | None = None
    made: FieldSpec | None = None
    due: FieldSpec | None = None
    within: FieldSpec | None = None
    due_basis: FieldSpec | None = None
    responsible: FieldSpec | None = None
    implementing: FieldSpec | None = None
    beneficiary: FieldSpec | None = None
    document: FieldSpec | None = None
    page: FieldSpec | None = None
    quote: FieldSpec | None = None


class TargetFields(Record, frozen=True, kw_only=True):
    """A table ``[targets.NAME]``: a target, and its figures. ``name`` is its name, if that is not the same in all rows.

    Numbers without a unit are in ``unit``, times ``scale``. In ``milestones`` and ``figure``, ``{on}`` is a day, a year
    or the like in the headings of several columns: ``"Actual {on}"``.
    """

    name: FieldSpec | None = None
    value: FieldSpec | None = None
    unit: FieldSpec | None = None
    scale: int | str | None = None
    indicator: FieldSpec | None = None
    indicator_ja: FieldSpec | None = None
    baseline: FieldSpec | None = None
    baseline_on: FieldSpec | None = None
    qualifier: FieldSpec | None = None
    counting: FieldSpec | None = None
    due: FieldSpec | None = None
    milestones: FieldSpec | None = None
    maintain: bool = False
    accumulates: bool | None = None
    figure: FieldSpec | None = None
    on: FieldSpec | None = None
    evidence: FieldSpec | None = None


class StatusMeaning(Record, frozen=True, kw_only=True):
    """What a word of the sheet means for a commitment; neither level nor decision: it is not recorded."""

    completion: CompletionLevel | None = None
    lifecycle: Lifecycle | None = None


class StatusSystem(StrEnum):
    """The systems whose status words are known."""

    OPEN_GOVERNMENT_PARTNERSHIP = "open-government-partnership"
    GLOBAL_REFUGEE_FORUM = "global-refugee-forum"
    G7_RESEARCH_GROUP = "g7-research-group"
    NUTRITION_ACCOUNTABILITY = "nutrition-accountability"
    POLITIFACT = "politifact"
    IATI = "iati"


class StatusFields(Record, frozen=True, kw_only=True):
    """The table ``[status]``: a column with words for how far a commitment is, each with what it means.

    ``words_of`` is a system whose words need not be listed; ``words`` are others, or take precedence over them.
    """

    column: str
    words: dict[str, StatusMeaning] = field(default_factory=dict)
    words_of: StatusSystem | None = None
    on: FieldSpec | None = None
    evidence: FieldSpec | None = None
    note: FieldSpec | None = None
    reason: FieldSpec | None = None
    by: FieldSpec | None = None


class DateOrder(StrEnum):
    """The order of the parts of a date that is written with slashes; with the year first, none has to be stated."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class RowKind(StrEnum):
    """What a row is: a commitment, or one figure of it, so that several rows have the same key."""

    COMMITMENTS = "commitments"
    FIGURES = "figures"


class AddedTable(StrEnum):
    """The tables to which an import can add records that the registry does not have."""

    PARTIES = "parties"
    PILLARS = "pillars"
    AREAS = "areas"
    DOCUMENTS = "documents"


class Profile(Record, frozen=True, kw_only=True):
    """A profile. ``key`` are the columns whose cells together identify a row, in every version of the sheet.

    Without any, the whole sheet is about one commitment. The key is kept in ``external_ids`` under the name ``system``,
    by default that of the profile. New commitments go to ``file``; git has merge rules for those whose names begin with
    ``additions``. ``empty`` are texts that mean that there is no value. ``add`` are the tables to which records are
    added that the registry does not have: parties, pillars, areas, documents. Of the ``fixed`` fields, later changes
    are ignored.
    """

    key: str | tuple[str, ...]
    system: str = ""
    file: str = ADDITIONS
    rows: RowKind = RowKind.COMMITMENTS
    decimal_mark: DecimalMark | None = None
    date_order: DateOrder | None = None
    empty: tuple[str, ...] = ()
    add: tuple[AddedTable, ...] = ()
    fixed: tuple[str, ...] = ()
    table: TableLayout = TableLayout()
    commitment: CommitmentFields
    targets: dict[str, TargetFields] = field(default_factory=dict)
    status: StatusFields | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of the key."""
        return (self.key,) if isinstance(self.key, str) else self.key
