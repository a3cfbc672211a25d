"""The options of an import, which two commands have."""

from msgspec import Struct

from commitrack.language import Language


class ImportOptions(Struct, frozen=True, kw_only=True):
    """The options of ``commitrack import`` for a sheet; ``withdraw`` is the reason to withdraw what is missing."""

    file: str
    profile: str | None = None
    on: str | None = None
    withdraw: str | None = None
    undecided: str | None = None
    decisions: str | None = None
    skip_invalid: str | None = None
    force: bool = False
    by: str | None = None
    updates_only: bool = False
    dry_run: bool = False
    json: bool = False
    lang: Language = Language.EN
    ascii: bool = False
