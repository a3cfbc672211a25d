"""Read from a git repository every version of the journal that was ever committed.

git is run with fixed arguments and without network access. Only plumbing is used, which compares the ids of files: what
the configuration and attributes of a repository say of logs and diffs does not apply to it, and no program is started.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryFile
from threading import Timer
from types import TracebackType
from typing import IO, NamedTuple, Self, cast

from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.registry.git import SAFE, command_line
from commitrack.registry.source import MAX_BYTES

PATIENCE = 600
"""After so many seconds, git is stopped."""
ABBREVIATED = 10
"""Characters of the name of a commit that are shown."""
_VARIABLES = {**SAFE, "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_DIFF = (
    "diff-tree",
    "--stdin",
    "--root",
    "-m",
    "-r",
    "--raw",
    "--no-renames",
    "--format=%x00%H (%cs)",
)
"""The files that each commit changes, in comparison with each of its parents."""
_RAW = re.compile(rb":(?P<old>\d+) (?P<new>\d+) (?P<before>[0-9a-f]+) (?P<after>[0-9a-f]+) ")
_REGULAR = (b"100644", b"100755")


class FileChange(NamedTuple):
    """A file that a commit changed, such as ``1a2b3c4d5e (2026-11-26)``: its id before and after, None for no file."""

    commit: str
    before: bytes | None
    after: bytes | None


class GitHistory:
    """The history of a folder; a context manager, because it runs git. Its methods raise UsageError if git fails."""

    def __init__(self, folder: Path) -> None:
        git = shutil.which("git")
        if git is None:
            raise UsageError(_("--history needs git, which is not installed"))
        self._git, self._folder = git, folder
        self._errors = TemporaryFile()  # noqa: SIM115  closed at the end of the context
        self._processes: list[Popen[bytes]] = []
        self._is_late = False
        self._timer = Timer(PATIENCE, self._stop, kwargs={"late": True})

    def __enter__(self) -> Self:
        """Start the time limit and the processes that read contents."""
        self._timer.daemon = True
        self._timer.start()
        self._sizes = self._start("cat-file", "--batch-check=%(objecttype) %(objectsize)", stdin=PIPE)
        self._contents = self._start("cat-file", "--batch", stdin=PIPE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop git."""
        self._timer.cancel()
        self._stop()
        self._errors.close()

    def is_shallow(self) -> bool:
        """Whether the clone lacks older commits."""
        return self._output("rev-parse", "--is-shallow-repository").strip() == b"true"

    def changes(self, pattern: str) -> Iterator[FileChange]:
        """Every change of the files that match a glob pattern, newest first, also on branches that a merge left out."""
        if not self._output("rev-list", "--max-count=1", "--ignore-missing", "HEAD", "--").strip():
            raise self._failure(_("nothing is committed yet"))
        commits = self._start("rev-list", "--topo-order", "HEAD", "--")
        diffs = self._start(*_DIFF, "--", f":(glob){pattern}", stdin=commits.stdout)
        commit = ""
        for line in diffs.stdout or ():
            if line.startswith(b"\0"):
                name, _space, day = line[1:].decode(errors="replace").strip().partition(" ")
                commit = f"{name[:ABBREVIATED]} {day}"
            elif match := _RAW.match(line):
                before = match["before"] if match["old"] in _REGULAR else None
                yield FileChange(commit, before, match["after"] if match["new"] in _REGULAR else None)
        self._end(diffs)
        self._end(commits)

    def content(self, name: bytes | None) -> bytes:
        """The content of a file by its id; raise UsageError if it is larger than a file of a registry may be."""
        if name is None:
            return b""
        kind, _space, size = self._ask(self._sizes, name).partition(b" ")
        if kind != b"blob" or not size.isdigit():
            raise self._failure(_("{id} is missing", id=name.decode()))
        if int(size) > MAX_BYTES:
            raise self._failure(_("{id} is larger than {n} MB", id=name.decode(), n=MAX_BYTES // 1024**2))
        self._ask(self._contents, name)
        raw = cast("IO[bytes]", self._contents.stdout).read(int(size) + 1)
        if len(raw) <= int(size):
            raise self._failure()
        return raw[:-1]

    def _ask(self, process: Popen[bytes], name: bytes) -> bytes:
        """The line with which git answers an id."""
        stdin = cast("IO[bytes]", process.stdin)
        try:
            stdin.write(name + b"\n")
            stdin.flush()
        except BrokenPipeError:
            raise self._failure() from None
        line = cast("IO[bytes]", process.stdout).readline()
        if not line:
            raise self._failure()
        return line.strip()

    def _output(self, *arguments: str) -> bytes:
        process = self._start(*arguments)
        output, _errors = process.communicate()
        self._end(process)
        return output

    def _start(self, *arguments: str, stdin: int | IO[bytes] | None = DEVNULL) -> Popen[bytes]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | _VARIABLES
        command = command_line(self._git, self._folder, *arguments)
        process = Popen(command, stdin=stdin, stdout=PIPE, stderr=self._errors, env=environment)  # noqa: S603
        self._processes.append(process)
        return process

    def _end(self, process: Popen[bytes]) -> None:
        if process.wait():
            raise self._failure()

    def _stop(self, *, late: bool = False) -> None:
        self._is_late = self._is_late or late
        for process in self._processes:
            process.kill()
        for process in () if late else self._processes:
            with process:  # closes its pipes, and waits for it
                pass

    def _failure(self, reason: _ | str | None = None) -> UsageError:
        if reason is None:
            self._errors.seek(0)
            reason = self._errors.readline().decode(errors="replace").strip().removeprefix("fatal: ")
        if self._is_late:
            reason = _("it took longer than {n} seconds", n=PATIENCE)
        return UsageError(
            _("git cannot read the history: {reason}", reason=reason),
            hint=_("--history compares the journal with the commits of the git repository that contains it"),
        )
