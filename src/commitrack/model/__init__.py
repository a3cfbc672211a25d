"""The registry as typed, frozen data.

Each thing has one name: the key in TOML is the attribute here, the key in JSON and the column in CSV. This package does
not depend on TOML, files, terminals, the clock, or assessments.
"""

from commitrack.model.exports import Exports, IatiExport
from commitrack.model.records import (
    Area,
    Commitment,
    Document,
    Meeting,
    Milestone,
    Parties,
    Party,
    Pillar,
    Rate,
    Record,
    Source,
    Target,
)
from commitrack.model.registry import Registry
from commitrack.model.removal import Removal
from commitrack.model.settings import Defaults, Settings, Thresholds, UserConfig
from commitrack.model.units import NamedUnit, UnitNames
from commitrack.model.updates import CONTENTS, Amends, Evidence, Update, contents_of
from commitrack.model.values import FiscalYear, Number, Span, Text, When, is_ratio, languages_of, multilingual
from commitrack.model.vocabulary import (
    Basis,
    ColumnName,
    CompletionLevel,
    Counting,
    DecimalMark,
    FiscalYearNamed,
    Kind,
    Lifecycle,
    ListFormat,
    OrganisationRole,
    Qualifier,
    ResultType,
    Sort,
    SourceClass,
)

__all__ = [
    "CONTENTS",
    "Amends",
    "Area",
    "Basis",
    "ColumnName",
    "Commitment",
    "CompletionLevel",
    "Counting",
    "DecimalMark",
    "Defaults",
    "Document",
    "Evidence",
    "Exports",
    "FiscalYear",
    "FiscalYearNamed",
    "IatiExport",
    "Kind",
    "Lifecycle",
    "ListFormat",
    "Meeting",
    "Milestone",
    "NamedUnit",
    "Number",
    "OrganisationRole",
    "Parties",
    "Party",
    "Pillar",
    "Qualifier",
    "Rate",
    "Record",
    "Registry",
    "Removal",
    "ResultType",
    "Settings",
    "Sort",
    "Source",
    "SourceClass",
    "Span",
    "Target",
    "Text",
    "Thresholds",
    "UnitNames",
    "Update",
    "UserConfig",
    "When",
    "contents_of",
    "is_ratio",
    "languages_of",
    "multilingual",
]
