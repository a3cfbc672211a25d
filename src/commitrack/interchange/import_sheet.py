"""Import a sheet: the whole way from a file and its profile to the difference from the registry."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from commitrack.drafting.comparison import compare
from commitrack.drafting.difference import Difference, ImportTerms, with_invalid_refused
from commitrack.interchange.new_records import added, needed
from commitrack.interchange.profile import CommitmentFields, Profile, TargetFields
from commitrack.interchange.row_reader import RowReader
from commitrack.interchange.table import SheetTable
from commitrack.model import Registry
from commitrack.registry.toml_lines import NamedRecord

_NOT_COMPARED = frozenset({"id", "name", "figure", "on", "evidence", "scale", "maintain", "accumulates"})
"""What a profile states about a commitment that only a new one takes from it, or that is not a part of one."""


class SheetImport(Struct, frozen=True, kw_only=True):
    """The difference of a sheet, and the records that its new commitments refer to, by table and id."""

    difference: Difference
    new_records: dict[str, dict[str, NamedRecord]]


def import_sheet(
    table: SheetTable, profile: Profile, registry: Registry, terms: ImportTerms, *, folder: Path
) -> SheetImport:
    """Compare the rows of a table with a registry. Raises UsageError for a profile that does not fit the table."""
    reader = RowReader(table, profile, registry, folder=folder, on=terms.on)
    difference = compare(reader, registry, terms, unread=reader.unread)
    new = needed((*difference.commitments, *difference.edited), reader.references)
    valid = with_invalid_refused(difference, registry, new)
    if valid is not difference:
        difference, new = valid, needed((*valid.commitments, *valid.edited), reader.references)
    return SheetImport(
        difference=replace(difference, changes=(*added(new, registry), *difference.changes)), new_records=new
    )


def compared_fields(profile: Profile) -> frozenset[str]:
    """The fields of a commitment that the profile reads, without those that it reads for new commitments only."""
    return frozenset(field for name, field in stated_fields(profile).items() if name not in profile.fixed)


def stated_fields(profile: Profile) -> dict[str, str]:
    """The fields of a commitment that the profile reads, by the names that they have in the profile."""
    return dict(_stated(profile))


def _stated(profile: Profile) -> Iterator[tuple[str, str]]:
    for name in CommitmentFields.__struct_fields__:
        if getattr(profile.commitment, name) is not None and name not in _NOT_COMPARED:
            yield name, name.removesuffix("_ja")
    for target, fields in profile.targets.items():
        for name in TargetFields.__struct_fields__:
            if getattr(fields, name) is not None and name not in _NOT_COMPARED:
                compared = f"targets.{'*' if fields.name is not None else target}.{name.removesuffix('_ja')}"
                yield f"targets.{target}.{name}", compared
