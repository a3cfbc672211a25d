"""Append exchange rates: an array of tables, in a file of their own, or after the last ones of the registry."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec import to_builtins
from msgspec.structs import replace

from commitrack.errors import Problem, WriteError
from commitrack.language import LazyString as _
from commitrack.model import Rate
from commitrack.registry.discovery import is_appended, reading_order
from commitrack.registry.read import build
from commitrack.registry.reading import Reading
from commitrack.registry.source import TomlFile
from commitrack.registry.toml_file import parse
from commitrack.registry.toml_lines import extended, inline, newline_of

RATES = "rates.toml"
"""The file of rates that are imported."""


def append_rates(before: Reading, rates: Sequence[Rate]) -> tuple[TomlFile, Reading]:
    """The file with the rates at its end, and the registry with exactly these rates after its own.

    Raises WriteError for lines that would not be read back as these rates, RegistryError if the registry would become
    invalid.
    """
    name = _file(before)
    old = before.source(name)
    raw = extended(old.raw, rate_lines(rates, is_first=not old.raw), newline=newline_of(old.raw))
    new = parse(raw, name)
    if isinstance(new, Problem):
        raise _misread(name, new.message)
    others = [source for source in before.sources if source is not old]
    files = sorted([*others, new], key=lambda source: reading_order(source.name))
    after = build(before.folder, files)
    after.require_valid(before)
    if after.registry != replace(before.registry, rates=(*before.registry.rates, *rates)):
        raise _misread(name, _("they are not read back as they are"))
    return new, after


def rate_lines(rates: Sequence[Rate], *, is_first: bool = True) -> list[str]:
    """Rates as tables of the array ``rates``, with an empty line between them, and before the first unless it is."""
    lines: list[str] = []
    for rate in rates:
        lines += ["[[rates]]"] if is_first and not lines else ["", "[[rates]]"]
        fields = to_builtins(rate, builtin_types=(date, Decimal))
        lines += [f"{name} = {inline(fields[name])}" for name in Rate.__struct_fields__ if name in fields]
    return lines


def _file(before: Reading) -> str:
    """The last file that has rates, so that the new ones come after them; or else the file for rates."""
    last = [source.name for source in before.sources if "rates" in source.tables][-1:]
    return last[0] if last and (is_appended(last[0]) or last[0] > RATES) else RATES


def _misread(name: str, why: str) -> WriteError:
    message = _('rates cannot be added to "{file}": {problem}', file=name, problem=why)
    return WriteError(message, hint=_("nothing was written"))
