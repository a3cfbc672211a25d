"""The version of the registry's format: a registry that a newer version of commitrack wrote is refused."""

from collections.abc import Sequence

from commitrack.errors import Problem
from commitrack.language import LazyString as _
from commitrack.registry.line_index import line_of
from commitrack.registry.source import TomlFile

FORMAT = 1
"""The newest format that this version reads; it reads all older ones too."""


def unknown_format(sources: Sequence[TomlFile]) -> Problem | None:
    """The problem that a registry has a format that this version cannot read; None if it can."""
    for source in sources:
        settings = source.tables.get("registry")
        number = settings.get("format") if isinstance(settings, dict) else None
        if type(number) is int and not 1 <= number <= FORMAT:
            line = line_of(source.positions, ("registry", "format")) or 1
            return Problem(
                code="CT112", file=source.name, line=line, excerpt=source.lines[line - 1],
                message=_("the registry has format {number}; this version of commitrack reads format {known}",
                          number=number, known=FORMAT),
                hint=_("upgrade commitrack: pip install --upgrade commitrack") if number > FORMAT else None,
            )  # fmt: skip
    return None
