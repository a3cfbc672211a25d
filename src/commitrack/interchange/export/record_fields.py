"""The fields of the tables that hold records of the registry, as the files have them."""

from enum import StrEnum

from commitrack.interchange.export.data_table import DataField, DataTable, DataType
from commitrack.model import Basis, CompletionLevel, Counting, Kind, Lifecycle, Qualifier, SourceClass

F, T = DataField, DataType


def word(name: str, kind: type[StrEnum], description: str, *path: str) -> DataField:
    """A field for a word of a vocabulary."""
    return F(name, T.STRING, description, path, words=tuple(kind))


ID = F("id", T.STRING, "Id")
TITLE = F("title", T.TEXT, "Title")
NOTE = F("note", T.TEXT, "Note for readers")
COMMITMENT = F("commitment", T.STRING, "Id of the commitment", refers_to="commitments")
TARGET = F("target", T.STRING, "Name of the target, unique within the commitment")

_DEADLINE = (
    F("due", T.AS_WRITTEN, "Deadline as written: a day, month, quarter, year or fiscal year"),
    F("within", T.STRING, "Time allowed, from the date it was made: 3 years"),
    word("due_basis", Basis, "Whether the source states the deadline, or the editor inferred it"),
)

DOCUMENTS = DataTable(
    name="documents", description="Documents that commitments are quoted from.", key=("id",),
    fields=(
        ID, TITLE, F("published", T.DATE, "Date of publication"), F("publisher", T.STRING, "Publisher"),
        F("language", T.STRING, "Language"), F("url", T.STRING, "Address"), NOTE,
    ),
)  # fmt: skip
PILLARS = DataTable(
    name="pillars", description="Top-level categories of commitments.", key=("id",), fields=(ID, TITLE, NOTE)
)
AREAS = DataTable(
    name="areas", description="Fields of cooperation under a pillar.", key=("id",),
    fields=(ID, TITLE, F("pillar", T.STRING, "Id of the pillar", refers_to="pillars"), NOTE),
)  # fmt: skip
PARTIES = DataTable(
    name="parties", description="Countries, organizations and bodies that have a role in commitments.", key=("id",),
    fields=(ID, TITLE, F("url", T.STRING, "Address"), NOTE),
)  # fmt: skip
MEETINGS = DataTable(
    name="meetings", description="Review meetings, past and future.", key=("id",),
    fields=(
        ID, TITLE, F("on", T.DATE, "First day"), F("until", T.DATE, "Last day"), F("place", T.TEXT, "Place"),
        F("kind", T.STRING, "Kind of meeting"), F("special", T.BOOLEAN, "Whether it is outside the regular series"),
        F("pillar", T.STRING, "Id of the pillar it is about", refers_to="pillars"),
        F("areas", T.IDS, "Ids of the areas it is about"), NOTE,
    ),
)  # fmt: skip
COMMITMENTS = DataTable(
    name="commitments", description="Promises made in public, and groups of them, which promise nothing themselves.",
    key=("id",),
    fields=(
        ID, F("formerly", T.IDS, "Ids it had before it was renamed"),
        F("external_ids", T.BY_SYSTEM, "Id in another system"), TITLE,
        word("kind", Kind, "New promise, programme already under way, or group"),
        F("headline", T.BOOLEAN, "Whether it is a key commitment"),
        F("part_of", T.STRING, "Id of the commitment or group it is part of", refers_to="commitments"),
        F("counted_with", T.STRING, "Id of the commitment that says the same", refers_to="commitments"),
        F("related", T.IDS, "Ids of related commitments and meetings"),
        F("pillar", T.STRING, "Id of the pillar", refers_to="pillars"),
        word("pillar_basis", Basis, "Who assigned the pillar; empty: as the registry states for all"),
        F("areas", T.IDS, "Ids of the areas"),
        word("areas_basis", Basis, "Who assigned the areas; empty: as the registry states for all"),
        F("made", T.AS_WRITTEN, "When it was made, as written"), *_DEADLINE,
        *(F(role, T.IDS, f"Ids of the {role} parties", ("parties", role))
          for role in ("responsible", "implementing", "beneficiary")),
        F("document", T.STRING, "Id of the document it is quoted from", ("source", "document"), "documents"),
        F("page", T.INTEGER, "Page of the document", ("source", "page")),
        F("quote", T.STRING, "Quotation", ("source", "quote")),
        F("summary", T.TEXT, "What is promised, in a paragraph"), NOTE,
        F("recorded", T.TIME, "When it was added with commitrack add"), F("by", T.STRING, "Who added it"),
    ),
)  # fmt: skip
TARGETS = DataTable(
    name="targets", description="What is to be reached; without a value, an indicator that is only followed.",
    key=("commitment", "target"),
    fields=(
        COMMITMENT, TARGET, F("value", T.NUMBER, "Value to reach, before any amendment"),
        F("unit", T.STRING, "ISO 4217 code for money, or what is counted"),
        F("indicator", T.TEXT, "What is measured"), F("baseline", T.NUMBER, "Level at the start"),
        F("baseline_on", T.AS_WRITTEN, "When the baseline was measured, as written"),
        word("qualifier", Qualifier, "How the source hedges the value"),
        F("maintain", T.BOOLEAN, "Whether it is a level to keep rather than to reach"),
        F("accumulates", T.BOOLEAN, "Whether figures are running totals; empty: by the unit and the direction"),
        F("counting", T.STRING, f"Rule or stage of counting, for money one of: {', '.join(Counting)}"),
        *_DEADLINE, NOTE,
    ),
)  # fmt: skip
MILESTONES = DataTable(
    name="milestones", description="Interim targets: the level planned for a day.", key=("commitment", "target", "on"),
    fields=(COMMITMENT, TARGET, F("on", T.DATE, "Day"), F("value", T.NUMBER, "Level planned for that day")),
    refers=((("commitment", "target"), "targets"),),
)  # fmt: skip
UPDATES = DataTable(
    name="updates", description="The journal: what was true on a day, and when it was recorded.", key=("key",),
    fields=(
        F("key", T.STRING, "Key of the update"), COMMITMENT, TARGET, F("on", T.DATE, "Day the update refers to"),
        F("actual", T.NUMBER, "Level reached"), F("add", T.NUMBER, "Increment"),
        word("completion", CompletionLevel, "Completion level, for commitments without a figure"),
        word("lifecycle", Lifecycle, "Decision about the commitment itself"),
        F("amends_value", T.NUMBER, "New value of the target", ("amends", "value")),
        F("amends_due", T.AS_WRITTEN, "New deadline, as written", ("amends", "due")),
        F("retracts", T.STRING, "Key of the update that is retracted", refers_to="updates"),
        word("qualifier", Qualifier, "How the source hedges the figure"),
        word("source_class", SourceClass, "Who vouches for the evidence"),
        F("reason", T.TEXT, "Reason for an amendment or a decision"), F("note", T.TEXT, "What the source says"),
        F("by", T.STRING, "Who recorded it"), F("recorded", T.TIME, "When it was recorded"),
    ),
    refers=((("commitment", "target"), "targets"),),
)  # fmt: skip
EVIDENCE = DataTable(
    name="evidence", description="What proves an update: an address, a file, or a document of the registry.",
    key=("update", "number"),
    fields=(
        F("update", T.STRING, "Key of the update", refers_to="updates"), F("number", T.INTEGER, "1 for the first"),
        F("url", T.STRING, "Address"), F("file", T.STRING, "File in the folder of the registry"),
        F("sha256", T.STRING, "SHA-256 of the file, in hexadecimal"),
        F("document", T.STRING, "Id of the document", refers_to="documents"), F("page", T.INTEGER, "Page"),
    ),
)  # fmt: skip
UNITS = DataTable(
    name="units", description="Names of units for readers.", key=("unit",),
    fields=(F("unit", T.STRING, "Unit as targets have it"), F("name", T.TEXT, "Name")),
)  # fmt: skip
RATES = DataTable(
    name="rates", description="Exchange rates: on a date, one unit of currency was worth this many units of another.",
    key=("number",),
    fields=(
        F("number", T.INTEGER, "1 for the first"), F("currency", T.STRING, "ISO 4217 code"),
        F("to", T.STRING, "ISO 4217 code"), F("date", T.DATE, "Date"), F("rate", T.NUMBER, "Rate"),
        F("source", T.STRING, "Source"),
    ),
)  # fmt: skip
REGISTRY = DataTable(
    name="registry", description="The registry, its settings, and the date of the assessment.", key=("name",),
    fields=(F("name", T.STRING, "Name"), F("value", T.STRING, "Value")),
)  # fmt: skip
