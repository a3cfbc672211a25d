"""Read the config file of the user, with the same messages as files of a registry."""

from pathlib import Path

import msgspec

from commitrack.errors import Problem, UsageError, reason_of
from commitrack.language import LazyString as _
from commitrack.model import UserConfig
from commitrack.registry.decode import convert
from commitrack.registry.line_index import line_of
from commitrack.registry.source import MAX_BYTES
from commitrack.registry.toml_file import parse


def read_user_config(path: Path) -> dict[str, str]:
    """The settings that a file states. Raises UsageError with file and line for its first problem."""
    try:
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except OSError as failure:
        reason = reason_of(failure)
        raise UsageError(_('cannot read the config file "{file}": {reason}', file=path, reason=reason)) from None
    file = parse(raw, str(path))
    if isinstance(file, Problem):
        raise _error(path, file.line, file)
    config, problems = convert(file.tables, UserConfig, (str(path),))
    if config is None:
        raise _error(path, line_of(file.positions, problems[0].path[1:]), problems[0])
    return {name: str(value) for name, value in msgspec.structs.asdict(config).items() if value is not None}


def _error(path: Path, line: int | None, problem: Problem) -> UsageError:
    message = _("{file}, line {line}: {problem}", file=path, line=line or 1, problem=problem.message)
    return UsageError(message, hint=problem.hint)
