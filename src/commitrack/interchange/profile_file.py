"""Read the file of a profile: the profile that it states, or every problem, each with its line."""

import re
from pathlib import Path
from typing import TypeVar

from commitrack.errors import NotFoundError, Problem, UsageError, reason_of
from commitrack.interchange.profile import Profile
from commitrack.interchange.profile_checks import profile_problems
from commitrack.interchange.rate_profile import RateProfile
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.registry.decode import convert
from commitrack.registry.discovery import is_journal
from commitrack.registry.inside import require_no_way_out
from commitrack.registry.line_index import line_of
from commitrack.registry.names import PROFILES, profile_names
from commitrack.registry.source import MAX_BYTES
from commitrack.registry.toml_file import parse
from commitrack.suggest import did_you_mean

P = TypeVar("P", Profile, RateProfile)


def read_profile(name: str, folder: Path) -> Profile:
    """The profile of this name in ``imports/`` beside the registry, or in a file.

    Raises NotFoundError if there is none, UsageError, with every problem and its line, if it is not valid.
    """
    raw, path = profile_bytes(name, folder)
    profile = parse_profile(raw, path, Profile, system=path.stem)
    if not re.fullmatch(r"[\w-][\w.-]*\.toml", profile.file) or is_journal(profile.file):
        raise UsageError(
            _('{file}: file = "{name}" is not a file for commitments', file=path, name=profile.file),
            hint=_('name a file of the registry folder: file = "additions.toml"'),
        )
    return profile


def profile_bytes(name: str, folder: Path) -> tuple[bytes, Path]:
    """The content and the path of a profile. Raises NotFoundError or UsageError."""
    path = _path(name, folder)
    try:
        with path.open("rb") as handle:
            return handle.read(MAX_BYTES + 1), path
    except OSError as failure:
        raise UsageError(_('cannot read the profile "{file}": {why}', file=path, why=reason_of(failure))) from None


def parse_profile(raw: bytes, path: Path, kind: type[P], **defaults: object) -> P:
    """The profile of a kind in the bytes of a file; raise UsageError, with every problem and its line, if invalid."""
    file = parse(raw, str(path))
    if isinstance(file, Problem):
        raise _error(path, [(file.line, file)])
    profile, problems = convert({**defaults, **file.tables}, kind, (str(path),))
    if profile is not None:
        problems = list(profile_problems(profile))
    if profile is None or problems:
        raise _error(path, [(line_of(file.positions, problem.path[1:]), problem) for problem in problems])
    return profile


def _path(name: str, folder: Path) -> Path:
    inside = folder / PROFILES
    path = Path(name) if name.endswith(".toml") or "/" in name else inside / f"{name}.toml"
    require_no_way_out(path, folder)
    if path.is_file():
        return path
    hint = did_you_mean(name, profile_names(folder)) or _("profiles are TOML files in {folder}", folder=inside)
    raise NotFoundError(_('no profile "{name}"', name=name), hint=hint)


def _error(path: Path, problems: list[tuple[int | None, Problem]]) -> UsageError:
    """All problems of a profile, one per line, each with its hint."""
    if len(problems) == 1:
        line, problem = problems[0]
        return UsageError(_line(path, line, problem), hint=problem.hint)
    lines = (
        _("{problem} ({hint})", problem=_line(path, line, problem), hint=problem.hint)
        if problem.hint
        else _line(path, line, problem)
        for line, problem in problems
    )
    return UsageError(join(lines, "\n"))


def _line(path: Path, line: int | None, problem: Problem) -> str:
    return _("{file}, line {line}: {problem}", file=path, line=line or 1, problem=problem.message)
