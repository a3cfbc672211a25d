"""What one cell of a spreadsheet has, as rows that SQL can join: parties, areas, and ids of other systems."""

from collections.abc import Iterable, Iterator

from commitrack.interchange.export.data_table import DataRecord, DataTable
from commitrack.interchange.export.record_fields import COMMITMENT, F, T
from commitrack.model import Commitment

ROLES = ("responsible", "implementing", "beneficiary")

PARTIES = DataTable(
    name="commitment_parties", description="The parties to each commitment.", key=("commitment", "role", "party"),
    fields=(
        COMMITMENT, F("role", T.STRING, "Role", words=ROLES),
        F("party", T.STRING, "Id of the party", refers_to="parties"),
    ),
)  # fmt: skip
AREAS = DataTable(
    name="commitment_areas", description="The areas of each commitment.", key=("commitment", "area"),
    fields=(COMMITMENT, F("area", T.STRING, "Id of the area", refers_to="areas")),
)  # fmt: skip
EXTERNAL_IDS = DataTable(
    name="external_ids", description="What other systems call each commitment.", key=("commitment", "system"),
    fields=(COMMITMENT, F("system", T.STRING, "System"), F("id", T.STRING, "Id in that system")),
)  # fmt: skip


def parties(commitments: Iterable[Commitment]) -> Iterator[DataRecord]:
    """The rows of the table of parties."""
    for commitment in commitments:
        for role in ROLES:
            for party in dict.fromkeys(getattr(commitment.parties, role)):
                yield {"commitment": commitment.id, "role": role, "party": party}, None


def areas(commitments: Iterable[Commitment]) -> Iterator[DataRecord]:
    """The rows of the table of areas."""
    for commitment in commitments:
        for area in dict.fromkeys(commitment.areas):
            yield {"commitment": commitment.id, "area": area}, None


def external_ids(commitments: Iterable[Commitment]) -> Iterator[DataRecord]:
    """The rows of the table of ids of other systems."""
    for commitment in commitments:
        for system, name in commitment.external_ids.items():
            yield {"commitment": commitment.id, "system": system, "id": name}, None
