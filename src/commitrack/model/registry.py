"""The registry as a whole."""

from collections.abc import Iterator

from msgspec import Struct

from commitrack.model.records import (
    Area,
    Commitment,
    Document,
    Meeting,
    Party,
    Pillar,
    Rate,
    Update,
)
from commitrack.model.removal import Removal
from commitrack.model.settings import Settings


class Registry(Struct, frozen=True, kw_only=True):
    """All tables of a registry; mappings keep the order of the files."""

    settings: Settings = Settings()
    documents: dict[str, Document] = {}
    pillars: dict[str, Pillar] = {}
    areas: dict[str, Area] = {}
    parties: dict[str, Party] = {}
    meetings: dict[str, Meeting] = {}
    commitments: dict[str, Commitment] = {}
    updates: dict[str, Update] = {}
    removed: dict[str, Removal] = {}
    rates: tuple[Rate, ...] = ()

    def updates_of(self) -> dict[str, list[Update]]:
        """The updates of every commitment that has any, by its id, sorted by ``Update.order``."""
        updates: dict[str, list[Update]] = {}
        for update in sorted(self.updates.values(), key=Update.order):
            updates.setdefault(update.commitment, []).append(update)
        return updates

    def parts_of(self) -> dict[str, list[str]]:
        """The ids of the direct parts of every commitment that has any, by its id, in the order of the files."""
        parts: dict[str, list[str]] = {}
        for commitment in self.commitments.values():
            if commitment.part_of is not None:
                parts.setdefault(commitment.part_of, []).append(commitment.id)
        return parts

    def wholes_of(self, commitment: Commitment) -> Iterator[Commitment]:
        """The commitments that one is part of, nearest first; finite even for a circular ``part_of``."""
        whole = commitment.part_of
        for _step in self.commitments:
            if whole is None:
                return
            yield self.commitments[whole]
            whole = self.commitments[whole].part_of
