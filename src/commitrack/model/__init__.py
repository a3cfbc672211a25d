"""What things are called: the registry as typed, frozen data.

One word per thing: a TOML key is the attribute here, the key in JSON and the heading in CSV.
This room must not know TOML, files, terminals, the clock, or how anything is judged.
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
    Registry,
    Settings,
    Source,
    Target,
    Thresholds,
    Update,
)
from commitrack.model.values import Number, Span, Text, When, languages_of, multilingual
from commitrack.model.vocabulary import CompletionLevel, Counting, Kind, Lifecycle, Qualifier, SourceClass

__all__ = [
    "CONTENTS",
    "Amends",
    "Area",
    "Commitment",
    "CompletionLevel",
    "Counting",
    "Document",
    "Evidence",
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
    "Settings",
    "Source",
    "SourceClass",
    "Span",
    "Target",
    "Text",
    "Thresholds",
    "Update",
    "When",
    "languages_of",
    "multilingual",
]
