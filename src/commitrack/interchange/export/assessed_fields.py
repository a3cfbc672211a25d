"""The fields of the tables that hold the assessment as of a day; their names are those of the JSON answers."""

from commitrack.assess import Delivery, EvidenceClass, Freshness, NoForecast, Period, Schedule, Status, Unmeasurable
from commitrack.interchange.export.data_table import DataTable
from commitrack.interchange.export.record_fields import COMMITMENT, TARGET, F, T, word
from commitrack.model import Basis, CompletionLevel, Lifecycle, Qualifier

ASSESSMENTS = DataTable(
    name="assessments",
    description="The verdict about each commitment made by the day of the assessment; groups have none.",
    key=("commitment",),
    fields=(
        COMMITMENT, word("status", Status, "The status that sums up the answers"),
        word("lifecycle", Lifecycle, "Whether it is in force"), word("delivery", Delivery, "What has been delivered"),
        word("schedule", Schedule, "How it compares with the plan"),
        word("evidence", EvidenceClass, "Strongest evidence"), word("freshness", Freshness, "Age of the data"),
        F("reservations", T.IDS, "What else the status hides, worst first"),
        word("completion", CompletionLevel, "Latest completion level"),
        F("due", T.DATE, "Deadline as a day, after amendments"),
        F("due_written", T.AS_WRITTEN, "The same deadline as written"),
        word("due_basis", Basis, "Whether the source states the deadline"),
        F("updated", T.DATE, "Day of the latest figure or completion level"),
        F("last_update", T.DATE, "Day of the latest update of any kind"),
        F("weakened", T.BOOLEAN, "Whether an amendment eased a value or postponed a deadline"),
    ),
)  # fmt: skip
TARGET_ASSESSMENTS = DataTable(
    name="target_assessments",
    description="How far each target is. Shares are fractions of 1, rounded to six places.",
    key=("commitment", "target"),
    fields=(
        COMMITMENT, TARGET, F("baseline", T.NUMBER, "Level at the start"),
        F("value", T.NUMBER, "Value to reach, after amendments"), F("actual", T.NUMBER, "Latest level"),
        F("actual_on", T.DATE, "Day of the latest level"),
        word("actual_qualifier", Qualifier, "How the source hedges the latest level"),
        F("start", T.DATE, "Day from which progress is measured"),
        F("due", T.DATE, "Deadline as a day, after amendments"),
        word("due_basis", Basis, "Whether the source states the deadline"),
        F("achieved", T.SHARE, "Share achieved, from the baseline"),
        F("elapsed", T.SHARE, "Share of the time that has passed"),
        F("planned", T.SHARE, "Share planned for the day of the latest level"),
        F("pace", T.SHARE, "Achieved divided by planned"), word("delivery", Delivery, "What has been delivered"),
        word("schedule", Schedule, "How it compares with the plan"),
        word("not_measurable", Unmeasurable, "What is missing to measure progress"),
        word("rates_per", Period, "Period of the rates", "rates", "per"),
        F("observed", T.NUMBER, "Observed change per period", ("rates", "observed")),
        F("required", T.NUMBER, "Required change per period", ("rates", "required")),
        F("forecast_at_due", T.NUMBER, "Level expected on the due day", ("forecast", "at_due")),
        F("forecast_reached_on", T.DATE, "Day on which it is expected to be reached", ("forecast", "reached_on")),
        word("forecast_refused", NoForecast, "Why there is no forecast"),
    ),
    refers=((("commitment", "target"), "targets"),),
)  # fmt: skip
