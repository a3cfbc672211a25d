"""The codes of the standard that are read or written, and the attributes that commitrack adds in its own namespace."""

from collections.abc import Mapping

from commitrack.language import LazyString as _
from commitrack.model import Lifecycle, OrganisationRole, ResultType

VERSIONS = ("2.01", "2.02", "2.03")
"""The versions that are read; the last one is written."""
NAMESPACE = "urn:commitrack"
"""The namespace of attributes that say exactly what the standard has no place for, such as the unit of a target."""

PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
COMMITMENT, DISBURSEMENT, EXPENDITURE, PLEDGE = "2", "3", "4", "12"
PERCENTAGE, ORDINAL, QUALITATIVE = "2", "4", "5"

DECISIONS: Mapping[str, tuple[Lifecycle, _]] = {
    "5": (Lifecycle.WITHDRAWN, _("cancelled, according to IATI")),
    "6": (Lifecycle.SUSPENDED, _("suspended, according to IATI")),
}
"""Activity statuses that are decisions about the commitment, with the reason that is recorded."""
CONTRADICTED: Mapping[str, frozenset[Lifecycle]] = {"2": frozenset({Lifecycle.WITHDRAWN, Lifecycle.SUSPENDED})}
"""The decisions with which an activity in implementation does not agree."""
UNDECIDED = frozenset({"1", "3", "4"})
"""Pipeline, finalisation and closed: stages of the activity, which say nothing about what was achieved."""

ACCOUNTABLE, IMPLEMENTING = "2", "4"
RESULT_TYPES: Mapping[str, _] = {"1": _("Output"), "2": _("Outcome"), "3": _("Impact")}
EVIDENCE_CATEGORIES = frozenset({"A07", "A08"})
"""Documents of an activity that are about its results: reviews and evaluations, and results themselves."""

STATUS_CODES: Mapping[Lifecycle, str] = {
    Lifecycle.ACTIVE: "2", Lifecycle.SUSPENDED: "6", Lifecycle.WITHDRAWN: "5", Lifecycle.SUPERSEDED: "4",
}  # fmt: skip
"""The activity status that is written for each decision about a commitment."""
ROLE_CODES: Mapping[OrganisationRole, str] = {
    OrganisationRole.FUNDING: "1", OrganisationRole.ACCOUNTABLE: "2", OrganisationRole.EXTENDING: "3",
    OrganisationRole.IMPLEMENTING: "4",
}  # fmt: skip
RESULT_CODES: Mapping[ResultType, str] = {
    ResultType.OUTPUT: "1", ResultType.OUTCOME: "2", ResultType.IMPACT: "3", ResultType.OTHER: "9",
}  # fmt: skip
INFERRED = "The source does not state this deadline; it is inferred."
"""The comment on a target whose deadline the source does not state."""
UNIT = "1"
"""The measure of what is counted; amounts of money are written so too."""
SOURCE_CATEGORY, EVIDENCE_CATEGORY = "A02", "A08"
"""Documents about the purpose of an activity, and about its results."""
