"""The registry as typed, frozen data.

Each thing has one name: the key in TOML is the attribute here, the key in JSON and the column in CSV. This package does
not depend on TOML, files, terminals, the clock, or assessments.
"""

from commitrack.model.records import (
    CONTENTS,
    Amends,
    Area,
    Commitment,
    Document,
    Evidence,
    Meeting,
    Milestone,
    Parties,
    Party,
    Pillar,
    Rate,
    Record,
    Source,
    Target,
    Update,
)
from commitrack.model.registry import Registry
from commitrack.model.removal import Removal
from commitrack.model.settings import Settings, Thresholds
from commitrack.model.values import FiscalYear, Number, Span, Text, When, is_ratio, languages_of, multilingual
from commitrack.model.vocabulary import (
    CompletionLevel,
    Counting,
    DecimalMark,
    DueBasis,
    FiscalYearNamed,
    Kind,
    Lifecycle,
    Qualifier,
    SourceClass,
)

__all__ = [
    "CONTENTS",
    "Amends",
    "Area",
    "Commitment",
    "CompletionLevel",
    "Counting",
    "DecimalMark",
    "Document",
    "DueBasis",
    "Evidence",
    "FiscalYear",
    "FiscalYearNamed",
    "Kind",
    "Lifecycle",
    "Meeting",
    "Milestone",
    "Number",
    "Parties",
    "Party",
    "Pillar",
    "Qualifier",
    "Rate",
    "Record",
    "Registry",
    "Removal",
    "Settings",
    "Source",
    "SourceClass",
    "Span",
    "Target",
    "Text",
    "Thresholds",
    "Update",
    "When",
    "is_ratio",
    "languages_of",
    "multilingual",
]
