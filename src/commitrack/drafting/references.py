"""The records that a new commitment refers to, as typed: by id or by title."""

from collections.abc import Mapping

from msgspec.structs import replace

from commitrack.drafting.commitments import CommitmentInput, comparable
from commitrack.drafting.lookup import require_commitment
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import Area, Document, Parties, Party, Pillar, Registry, languages_of
from commitrack.suggest import MOST, did_you_mean, did_you_mean_one_of

MANY = 20
"""Maximum number of ids that a hint lists."""


def with_known_ids(typed: CommitmentInput, registry: Registry) -> CommitmentInput:
    """The input with ids for all records that it refers to.

    Raises UsageError, with a suggestion, for a pillar, an area, a party or a document that the registry does not have,
    NotFoundError for such a commitment.
    """

    def party_ids(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known_id(name, registry.parties, _("party")) for name in names)

    return replace(
        typed,
        part_of=require_commitment(typed.part_of, registry) if typed.part_of else None,
        pillar=known_id(typed.pillar, registry.pillars, _("pillar")) if typed.pillar else None,
        areas=tuple(known_id(name, registry.areas, _("area")) for name in typed.areas),
        document=known_id(typed.document, registry.documents, _("document")) if typed.document else None,
        parties=Parties(
            responsible=party_ids(typed.parties.responsible),
            implementing=party_ids(typed.parties.implementing),
            beneficiary=party_ids(typed.parties.beneficiary),
        ),
    )


def known_id(typed: str, table: Mapping[str, Area | Document | Party | Pillar], what: _) -> str:
    """The id of the record that has this id, or this title in any language; raise UsageError if there is none."""
    if typed in table:
        return typed
    wanted = comparable(typed)
    titles = {name: [comparable(title) for title in languages_of(record.title)] for name, record in table.items()}
    same = [name for name in table if wanted in titles[name]]
    if len(same) == 1:
        return same[0]
    containing = [name for name in table if any(wanted in title for title in titles[name])]
    hint = did_you_mean_one_of((same or containing)[:MOST]) or did_you_mean(typed, table)
    if hint is None and table:
        hint = _("expected one of: {names}", names=comma_list([*list(table)[:MANY], *["…"][: len(table) > MANY]]))
    raise UsageError(_('unknown {what} "{value}"', what=what, value=typed), hint=hint)
