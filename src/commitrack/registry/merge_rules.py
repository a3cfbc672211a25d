"""The rules in .gitattributes by which git merges the files of a registry.

git keeps the lines of both sides of a file with ``merge=union``. That is right for files to which every record adds
lines of its own, and wrong for tables, whose lines git would mix. ``eol=lf`` keeps line endings equal in all clones;
otherwise all lines of one side would differ from those of the other.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from fnmatch import filter as matching
from pathlib import Path

from commitrack.errors import Problem, RegistryError, Severity
from commitrack.language import LazyString as _
from commitrack.registry.discovery import APPENDED, files, is_appended
from commitrack.registry.git import SAFE, command_line
from commitrack.registry.inside import real_path
from commitrack.registry.names import PROFILES, profile_names
from commitrack.registry.source import MAX_BYTES
from commitrack.registry.toml_file import parse

ATTRIBUTES = ".gitattributes"
MERGE_RULES = tuple(f"{pattern} text eol=lf merge=union" for pattern in APPENDED)
"""The rules that every registry needs."""

_SAMPLES = dict(zip(MERGE_RULES, ("updates-0002.toml", "additions.toml"), strict=True))
"""A name to which each rule must apply, whether there is such a file or not."""
UNION = ("merge", "union")
RULED = {UNION, ("eol", "lf")}
PATIENCE = 10
"""Seconds to wait for git, which answers in milliseconds."""


def rule_problems(folder: Path) -> list[Problem]:
    """The merge rules that git lacks, and tables that it would mix; none outside a git work tree or without git."""
    git = shutil.which("git")
    if git is None:
        return []
    names = [path.name for path in files(folder)]
    tables = [name for name in names if not is_appended(name)]
    attributes = _attributes(git, folder, [*_SAMPLES.values(), *names])
    if attributes is None:
        return []
    return [
        *(
            _missing(rule)
            for rule, covered in _covered(names)
            if not all(attributes[name] >= RULED for name in covered)
        ),
        *(_mixed(name) for name in tables if UNION in attributes[name]),
        *(_unruled(name, profile) for name, profile in _files_of_profiles(folder).items() if name in tables),
    ]


def _files_of_profiles(folder: Path) -> dict[str, str]:
    """The names of the files to which imports append new commitments, and the first profile that names each."""
    named: dict[str, str] = {}
    for name in profile_names(folder):
        path = folder / PROFILES / f"{name}.toml"
        if real_path(path, folder) and path.is_file() and path.stat().st_size <= MAX_BYTES:
            file = parse(path.read_bytes(), path.name)
            target = None if isinstance(file, Problem) else file.tables.get("file")
            if isinstance(target, str):
                named.setdefault(target, name)
    return named


def file_with_rule(file: str) -> str:
    """A name for a file of new commitments to which the rules apply: additions-net-zero.toml for net-zero.toml."""
    return f"additions-{file}"


def _covered(names: Sequence[str]) -> Iterator[tuple[str, set[str]]]:
    """Each rule, and the names to which it must apply."""
    for pattern, rule in zip(APPENDED, MERGE_RULES, strict=True):
        yield rule, {_SAMPLES[rule], *matching(names, pattern)}


def _attributes(git: str, folder: Path, names: Sequence[str]) -> dict[str, set[tuple[str, str]]] | None:
    """How git merges each file, and with which line endings it writes it; None outside a git work tree.

    git runs no program that the configuration of the repository may name, and fetches nothing that it lacks.
    """
    command = command_line(git, folder, "check-attr", "-z", "merge", "eol", "--", *names)
    environment = os.environ | SAFE
    try:
        result = subprocess.run(  # noqa: S603  git itself, with our arguments
            command, capture_output=True, check=False, env=environment, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise RegistryError(
            _("git did not answer within {n} seconds", n=PATIENCE),
            hint=_('check "{file}" and the settings of git', file=ATTRIBUTES),
        ) from None
    if result.returncode:
        return None
    fields = result.stdout.decode(errors="surrogateescape").split("\0")
    attributes: dict[str, set[tuple[str, str]]] = {}
    for name, attribute, value in zip(fields[::3], fields[1::3], fields[2::3], strict=False):
        attributes.setdefault(name, set()).add((attribute, value))
    return attributes


def _missing(rule: str) -> Problem:
    return Problem(
        code="CT402", severity=Severity.WARNING, file=ATTRIBUTES,
        message=_('the merge rule "{rule}" is missing or incomplete', rule=rule),
        hint=_('add the line "{rule}" to {file}', rule=rule, file=ATTRIBUTES),
    )  # fmt: skip


def _unruled(name: str, profile: str) -> Problem:
    return Problem(
        code="CT402", severity=Severity.WARNING, file=name,
        message=_('the profile "{profile}" appends to a file that has no merge rule', profile=profile),
        hint=_('rename it, and say so in the profile: file = "{file}"', file=file_with_rule(name)),
    )  # fmt: skip


def _mixed(name: str) -> Problem:
    return Problem(
        code="CT402", severity=Severity.WARNING, file=ATTRIBUTES,
        message=_('"{name}" is merged with merge=union, which can mix the keys of two tables', name=name),
        hint=_('let merge=union in {file} apply only to "updates*.toml" and "additions*.toml"', file=ATTRIBUTES),
    )  # fmt: skip
