"""The table ``[defaults]``, read on its own before the command line is parsed, because it may state the language."""

from pathlib import Path

from commitrack.errors import Problem
from commitrack.language import LazyString as _
from commitrack.model import Defaults
from commitrack.registry.discovery import COMMITMENTS
from commitrack.registry.line_index import line_of
from commitrack.registry.source import TomlFile, content

NAME = "defaults"


def read_defaults(folder: Path) -> Defaults:
    """The defaults of a registry; without them, or if they are invalid, which ``check`` reports, there are none."""
    raw = content(folder / COMMITMENTS)
    if not isinstance(raw, bytes) or NAME.encode() not in raw:
        return Defaults()
    from commitrack.registry.decode import convert  # noqa: PLC0415  10 ms, not needed without defaults
    from commitrack.registry.toml_file import parse  # noqa: PLC0415

    file = parse(raw, COMMITMENTS)
    table = file.tables.get(NAME) if isinstance(file, TomlFile) else None
    return convert(table, Defaults, (NAME,))[0] or Defaults()


def misplaced_defaults(source: TomlFile) -> list[Problem]:
    """The problem that a file other than commitments.toml has defaults, which would not be found there."""
    if NAME not in source.tables or source.name == COMMITMENTS:
        return []
    line = line_of(source.positions, (NAME,)) or 1
    return [
        Problem(
            code="CT113", file=source.name, line=line, excerpt=source.lines[line - 1],
            message=_("[defaults] must be in {file}", file=COMMITMENTS),
        )
    ]  # fmt: skip
