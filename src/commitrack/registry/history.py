"""Compare the journal with its git history: every line that was ever committed should still be there, unchanged.

git is run with fixed arguments, without network access, and such that it starts no program that the configuration or
the attributes of the repository name.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from msgspec import Struct

from commitrack.errors import Problem, UsageError
from commitrack.language import LazyString as _
from commitrack.registry.discovery import UPDATES, files, is_journal
from commitrack.registry.line_repairs import UPDATE_KEY
from commitrack.registry.toml_file import MAX_EXCERPT, content

_SETTINGS = ("-c", "core.fsmonitor=false", "-c", "log.showRoot=true")
_LOG = (
    "log", "-p", "-m", "-U0", "--topo-order", "--full-history", "--no-renames", "--text", "--no-ext-diff",
    "--no-textconv", "--no-show-signature", "--no-color", "--no-mailmap", "--format=%x00%h (%cs)", "--",
    ":(glob)updates*.toml",
)  # fmt: skip
"""Every change of every line, newest first, also on branches whose changes a merge left out."""
_SAFE_VARIABLES = {
    "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C",
}  # fmt: skip
_LINE = re.compile(rf"[ \t]*({UPDATE_KEY.pattern})[ \t]*=".encode())


class HistoryComparison(Struct, frozen=True, kw_only=True):
    """The lines that were changed or deleted, how many others are unchanged, and whether the clone is shallow."""

    problems: tuple[Problem, ...]
    unchanged: int
    is_shallow: bool


class PresentLine(Struct, frozen=True):
    """A line of the journal as it is now."""

    file: str
    number: int
    text: bytes


def compare_history(folder: Path) -> HistoryComparison:
    """Compare the journal with its history; raise UsageError without git or outside a repository."""
    git = shutil.which("git")
    if git is None:
        raise UsageError(_("--history needs git, which is not installed"))
    is_shallow = _output(git, folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
    present = {_key(line.text): line for line in _present(folder)}
    texts = {line.text for line in _present(folder)}
    first: dict[str, bytes | None] = {}  # as first committed; None if it is still there
    deleted: dict[bytes, bytes] = {}
    for commit, text, is_deleted in _changes(git, folder):
        if is_deleted and text not in texts:
            deleted.setdefault(text, commit)
        elif not is_deleted:
            first[_key(text)] = None if text in texts else text
    lost = {key: deleted.get(text) for key, text in first.items() if text is not None}
    problems = (_problem(key, commit, present.get(key)) for key, commit in lost.items())
    return HistoryComparison(problems=tuple(problems), unchanged=len(first) - len(lost), is_shallow=is_shallow)


def _key(text: bytes) -> str:
    match = _LINE.match(text)
    return match[1].decode() if match else ""


def _present(folder: Path) -> Iterator[PresentLine]:
    """The lines of all segments of the journal; those of files that cannot be read are missing."""
    for path in files(folder):
        raw = content(path) if is_journal(path.name) else b""
        for number, line in enumerate(raw.split(b"\n") if isinstance(raw, bytes) else (), start=1):
            if _LINE.match(line):
                yield PresentLine(path.name, number, line.strip())


def _changes(git: str, folder: Path) -> Iterator[tuple[bytes, bytes, bool]]:
    """Every line that was added or deleted, newest first: the commit, the line, and whether it was deleted."""
    command = _command(git, folder, *_LOG)
    with TemporaryFile() as errors:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=_environment()) as log:  # noqa: S603
            commit = b""
            for line in log.stdout or ():
                if line.startswith(b"\0"):
                    commit = line[1:].strip()
                elif line[:1] in {b"+", b"-"} and _LINE.match(line, 1):
                    yield commit, line[1:].strip(), line.startswith(b"-")
        errors.seek(0)
        if log.returncode:
            raise _failure(errors.read())


def _output(git: str, folder: Path, *arguments: str) -> bytes:
    result = subprocess.run(  # noqa: S603  git itself, with our arguments
        _command(git, folder, *arguments), capture_output=True, check=False, env=_environment()
    )
    if result.returncode:
        raise _failure(result.stderr)
    return result.stdout


def _command(git: str, folder: Path, *arguments: str) -> list[str]:
    return [git, "--no-pager", "-C", str(folder), *_SETTINGS, *arguments]


def _environment() -> dict[str, str]:
    """The environment without variables that change what git does."""
    return {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | _SAFE_VARIABLES


def _failure(error: bytes) -> UsageError:
    reason = error.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")
    return UsageError(
        _("git cannot read the history: {reason}", reason=reason),
        hint=_("--history compares the journal with the commits of the git repository that contains it"),
    )


def _problem(key: str, commit: bytes | None, now: PresentLine | None) -> Problem:
    """The problem of a line that is not as it was committed: changed or deleted, in a commit or since the last one."""
    gaps = {"key": key, "commit": (commit or b"").decode(errors="replace")}
    if now is None:
        message = _('update "{key}" was deleted in commit {commit}', **gaps)
        message = message if commit else _('update "{key}" was deleted after the last commit', key=key)
    else:
        message = _('update "{key}" was changed in commit {commit}', **gaps)
        message = message if commit else _('update "{key}" was changed after the last commit', key=key)
    hint = _("to see the change: git log -p -S{key} -- 'updates*.toml'", key=key)
    return Problem(
        code="CT406", message=message, file=now.file if now else UPDATES, line=now.number if now else None,
        excerpt=now.text.decode(errors="replace")[:MAX_EXCERPT] if now else None,
        hint=hint if commit else _("to see the change: git diff -- 'updates*.toml'"),
    )  # fmt: skip
