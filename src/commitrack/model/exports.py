"""What exports need to know that no other table states: the table ``[export]``."""

from msgspec import field

from commitrack.model.records import Record
from commitrack.model.values import Text
from commitrack.model.vocabulary import OrganisationRole, ResultType


class IatiExport(Record, frozen=True, kw_only=True):
    """The table ``[export.iati]``: who publishes the activities, and what IATI requires of each.

    ``organisation`` is the reference of the publisher, ``type`` the code of its kind; ``secondary`` marks one that
    reports on the commitments of others, and ``role`` is its own role in commitments that name no party. ``sector`` is
    a code of the OECD DAC for all commitments, ``sectors`` has others by pillar or area. ``files`` is the address at
    which the files of the registry are published, ``query`` selects what is exported.
    """

    organisation: str
    type: int
    name: Text
    secondary: bool = False
    role: OrganisationRole | None = None
    sector: str | None = None
    sectors: dict[str, str] = field(default_factory=dict)
    result_type: ResultType = ResultType.OTHER
    files: str | None = None
    query: tuple[str, ...] = ()


class Exports(Record, frozen=True, kw_only=True):
    """The table ``[export]``."""

    iati: IatiExport | None = None
