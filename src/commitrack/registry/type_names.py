"""How messages about a file name the types of values and records, and a value that was found."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from commitrack.language import LazyString as _
from commitrack.model import (
    Amends,
    Area,
    Commitment,
    Defaults,
    Document,
    Evidence,
    Exports,
    IatiExport,
    Meeting,
    Milestone,
    Parties,
    Party,
    Pillar,
    Rate,
    Record,
    Removal,
    Settings,
    Source,
    Target,
    Thresholds,
    UnitNames,
    Update,
    UserConfig,
)

TYPE_NAMES: Mapping[Any, str] = {
    int: _("a whole number"), Decimal: _("a number"), str: _("text in quotes"), bool: _("true or false"),
    tuple: _("a list in brackets"), dict: _("a table"), "table": _("a table"),
    date: _("a date such as 2026-09-06, without quotes"),
    datetime: _("a date and time with time zone such as 2026-10-02T08:15:00Z, without quotes"),
}  # fmt: skip

RECORD_NAMES: Mapping[type[Record], str] = {
    Settings: _("the table [registry]"), Thresholds: _("thresholds"), Document: _("a document"), Pillar: _("a pillar"),
    Area: _("an area"), Party: _("a party"), Meeting: _("a meeting"), Commitment: _("a commitment"),
    Parties: _("parties"), Source: _("a source"), Target: _("a target"), Milestone: _("a milestone"),
    Update: _("an update"), Evidence: _("evidence"), Amends: _("an amendment"), Rate: _("a rate"),
    Removal: _("a removal"), Defaults: _("the table [defaults]"), UserConfig: _("your config file"),
    UnitNames: _("the names of a unit"), Exports: _("the table [export]"),
    IatiExport: _("the table [export.iati]"),
}  # fmt: skip


def record_name(kind: type[Record], path: tuple[str, ...]) -> str:
    """The name of a type of records; for the tables of another format, such as a profile, the table at the place."""
    place = f"[{'.'.join(path[1:])}]" if path[1:] else _("the top level of the profile")
    return RECORD_NAMES.get(kind) or place


def name_of(value: object) -> str:
    """A value as an error message refers to it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _('the text "{text}"', text=value[:40])
        case datetime():
            return _("the date and time {moment}", moment=value.isoformat())
        case date() | time() | int() | Decimal():
            return str(value).replace("NaN", "nan").replace("Infinity", "inf")
        case list():
            return _("a list")
        case _:
            return _("a table")
