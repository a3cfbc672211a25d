"""Somebody else's registry: every command runs no program, leaves files elsewhere alone, and ends soon.

The console script runs under an audit hook, which writes down every file it opens or changes, every program it starts
and every use of the network.
"""

import ast
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from commitrack.cli.app import COMMANDS
from commitrack.cli.options import ReportFormat
from commitrack.interchange.export.formats import EXPORTS

resource = pytest.importorskip("resource", reason="needs limits on processes")

TEMPLATE = Path(__file__).parent.parent / "views" / "hostile.toml"
TEXT = (
    "::set-env name=x::$(touch PWNED)`touch PWNED`;=cmd|' /C calc'!A0 \\u001B]52;c;eA==\\u0007\\u009B2J\\u202E"
    "\\u0000{{7*7}}##[add-mask]x<script>alert(1)</script>[link=https://evil.example]x[/link]\\u200B"
)
PRIVATE = "nobody else's business"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
AUDIT = """\
import os, sys
log = os.open(os.environ["AUDIT_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
PROGRAMS = ("subprocess.", "os.exec", "os.system", "os.posix_spawn", "os.spawn", "os.fork", "pty.", "socket.")
CHANGES = {
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "os.utime", "os.setxattr", "os.removexattr", "shutil.rmtree", "shutil.move", "shutil.copyfile",
}
def plain(value):
    return os.fsdecode(value) if isinstance(value, bytes) else value if isinstance(value, (int, str)) else str(value)
def hook(event, args):
    kind = "program" if event.startswith(PROGRAMS) else "open" if event == "open" else "change"
    if kind != "change" or event in CHANGES:
        line = repr([kind, event, *map(plain, args)])
        os.write(log, (line + "\\n").encode("utf-8", "backslashreplace"))
sys.addaudithook(hook)
"""
DAY = ("--as-of", "2026-11-23")
KEY = "20240601T000000Z-00000001"
ON = ("--on", "2024-08-01")
COMMAND_LINES = (
    ("list", "--all"), ("list", "--all", "-f", "json"), ("list", "-f", "csv"), ("list", "note"), ("show", "whole"),
    ("show", "whole", "-f", "json"), *(("report", "-f", name, *DAY) for name in ReportFormat if name != "xlsx"),
    *(("report", "-f", name, "--force", "-o", f"report.{name}", *DAY) for name in ReportFormat),
    *(("export", name, f"export-{name}") for name in EXPORTS),
    *(("export", name, f"export-{name}", "--force") for name in EXPORTS), ("export", "sqlite", "up/x.db"),
    ("export", "csv", "leading", "--force"), ("export", "csv", "up", "--force"),
    ("check",), ("check", "--strict"), ("check", "-f", "github"), ("check", "-f", "json"), ("check", "--history"),
    ("log", "--keys"),
    ("evidence", "check"), ("schema",), ("repair", "--dry-run"), ("repair",), ("init", "new"), ("init",),
    ("update", "whole", "5", *ON), ("update", "whole", "6", "--on", "2024-08-02", "-e", "link.pdf"),
    ("update", "--from", "rows.csv"), ("update", "--from", "up/private"), ("list", "-o", "new.csv"),
    ("import", "export-csv"), ("import", "export-xlsx"), ("import", "leading"), ("import", "up"),
    ("import", "rows.csv", "--profile", "sheet"), ("import", "up/private", "--profile", "sheet"),
    ("import", "up/private", "--format", "iati"), ("import", "rows.csv", "--format", "iati"),
    ("import", "rows.csv", "--profile", "up/private.toml"), ("import", "rows.csv", "--profile", "link"),
    ("list", "-o", "new.csv", "--force"), ("report", "-o", "up/page.html", "--force"),
    ("amend", "whole", "--value", "7", "--reason", "r"), ("undo", KEY, "--yes"),
    ("add", "--title", "Another plan"), ("remove", "another-plan", "--yes"), ("rename", "part", "piece"),
    ("edit", "whole"), ("help",), ("help", "list"), ("completion", "bash"), ("meeting",), ("config",),
    ("index",), ("index", "--clear"),
    ("show", "piece", "--lang", "ja"),
)  # fmt: skip
SUCCEED = {
    "list", "show", "report", "log", "schema", "help", "amend", "undo", "add", "remove", "rename", "edit",
    "completion", "meeting", "config", "index",
}  # fmt: skip
CODES = {0, 1, 2, 3, 4, 6}
"""Exit codes that are answers: no internal error, no signal, nobody who holds the lock."""


class Visit:
    """A hostile registry in a folder, the user's files beside it, and what commands do to them."""

    def __init__(self, top: Path, script: Path) -> None:
        self.folder, self.home, self.script = top / "clone", top / "home", script
        self.temporary = top / "tmp"
        for folder in (self.folder, self.home, self.temporary, top / "hook"):
            folder.mkdir()
        (top / "hook" / "sitecustomize.py").write_text(AUDIT, encoding="utf-8")
        (self.home / "private").write_text(f"{PRIVATE}\n", encoding="utf-8")
        (self.home / "private.toml").write_text(f'[areas.x]\ntitle = "{PRIVATE}"\n{PRIVATE}\n', encoding="utf-8")
        self.log = top / "audit.log"
        self.editor = top / "editor"
        self.editor.write_text('#!/bin/sh\nprintf "%s\\n" "$@" >> "$0.log"\n', encoding="utf-8")
        self.editor.chmod(0o755)

    def run(self, *argv: str) -> subprocess.CompletedProcess[bytes]:
        """Run the console script in the folder, with a gigabyte and half a minute."""
        self.log.unlink(missing_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMITRACK_", "VISUAL"))}
        own = {
            "HOME": self.home,
            "EDITOR": self.editor,
            "PYTHONPATH": self.home.with_name("hook"),
            "PYTHONDONTWRITEBYTECODE": "1",  # for the hook; without it, Python would compile it beside itself
            "AUDIT_LOG": self.log,
            "TMPDIR": self.temporary,
            "XDG_CACHE_HOME": self.temporary,
        }
        return subprocess.run(
            [self.script, *argv], cwd=self.folder, capture_output=True, check=False, timeout=120, preexec_fn=_limited,
            env={**kept, **{name: str(path) for name, path in own.items()}},
        )  # fmt: skip

    def events(self, kind: str) -> Iterator[list[Any]]:
        """What the last command did of a kind (program, open or change): the name of each event, and its arguments."""
        for line in self.log.read_text(encoding="utf-8").splitlines():
            found, *event = ast.literal_eval(line)
            if found == kind:
                yield event

    def programs(self) -> set[str]:
        """The programs that the last command started, and its uses of the network."""
        return {Path(args[0]).name if event == "subprocess.Popen" else event for event, *args in self.events("program")}

    def opened(self) -> Iterator[tuple[Path, int]]:
        """The files that the last command opened, with the flags; a link that was not followed counts as its folder."""
        for _event, path, _mode, flags in self.events("open"):
            if isinstance(path, str):
                place = self.folder / path
                yield self._real(str(place.parent if flags & os.O_NOFOLLOW and place.is_symlink() else place)), flags

    def changed(self) -> set[Path]:
        """The places that the last command changed or tried to change."""
        writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        names = [name for _event, *args in self.events("change") for name in args if isinstance(name, str)]
        return {path for path, flags in self.opened() if flags & writing} | set(map(self._real, names))

    def _real(self, name: str) -> Path:
        return Path(os.path.realpath(self.folder / name))

    def outside(self) -> Mapping[str, bytes]:
        """Every file beside the clone, except for the records of this test, and for an index in the cache folder."""
        paths = (path for path in self.home.parent.rglob("*") if path.is_file() and self.folder not in path.parents)
        return {str(path): path.read_bytes() for path in paths if path.suffix not in {".log", ".sqlite"}}

    def require_harmless(self, argv: tuple[str, ...]) -> int:
        """Run a command, assert that it only read the clone, wrote to it and answered, and return its exit code."""
        before = self.outside()
        result = self.run(*argv)
        output = (result.stdout + result.stderr).decode("utf-8").replace("\r\n", "\n")
        assert result.returncode in CODES, (argv, output)
        assert "Traceback" not in output
        assert PRIVATE not in output
        assert not CONTROL.findall(output), (argv, CONTROL.findall(output))
        allowed = {"check": {"git"}, "edit": {"editor"}}.get(argv[0], set())
        assert self.programs() <= allowed, (argv, self.programs())
        places = {path for path in self.changed() if self.folder not in (path, *path.parents)}
        assert not [path for path in places if path != Path(os.devnull) and self.temporary not in (path, *path.parents)]
        assert not {path for path, _flags in self.opened() if self.home in path.parents or path.parts[1] == "proc"}, (
            argv
        )
        assert self.outside() == before
        assert not list(self.home.parent.rglob("PWNED"))
        return result.returncode


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))


@pytest.fixture
def visit(tmp_path: Path, script: Path) -> Visit:
    """A clone of somebody else's registry: valid, and hostile in every field, file and setting."""
    visit = Visit(tmp_path, script)
    folder, home = visit.folder, visit.home
    text = TEMPLATE.read_text(encoding="utf-8").replace("/TEXT", "/x").replace("TEXT", TEXT)
    (folder / "commitments.toml").write_text(text.partition("[updates]")[0], encoding="utf-8")
    journal = f"[updates]{text.partition('[updates]')[2]}"
    for number, name in enumerate(("link.pdf", "loop", "pipe", "huge", "up/private", "proc", "missing"), start=1):
        key = f"2024080{number}T000000Z-0000000{number}"
        journal += (
            f'{key} = {{ commitment = "whole", on = 2024-06-15, note = "n", recorded = 2024-08-0{number}T00:00:00Z, '
            f'evidence = [{{ file = "{name}", sha256 = "{"0" * 64}" }}] }}\n'
        )
    (folder / "updates.toml").write_text(journal, encoding="utf-8")
    (folder / "rows.csv").write_text("commitment,on,actual,evidence\nwhole,2024-08-03,6,link.pdf\n", encoding="utf-8")
    for name, target in {"link.pdf": home / "private", "up": home, "new.csv": home / "new.csv"}.items():
        (folder / name).symlink_to(target)
    (folder / "imports").mkdir()
    (folder / "imports" / "sheet.toml").write_text('key = "on"\ncommitment.title = "actual"\n', encoding="utf-8")
    (folder / "imports" / "link.toml").symlink_to(home / "private")
    (folder / "leading").mkdir()
    (folder / "leading" / "updates.csv").symlink_to(home / "private")
    (folder / "proc").symlink_to("/proc/self/environ")
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe")
    with (folder / "huge").open("wb") as huge:
        huge.truncate(12 * 10**9)
    for name in ("commitrack.py", "typing.py", "tomli.py", "usercustomize.py", ".vimrc", "conftest.py", "less", "git"):
        (folder / name).write_text("open('PWNED', 'w')\n", encoding="utf-8")
    _make_hostile_repository(folder, home)
    return visit


def _make_hostile_repository(folder: Path, home: Path) -> None:
    """Make the folder a repository of git that would run a program to fetch .gitattributes, which it lacks."""
    if shutil.which("git") is None:
        return

    def git(*argv: str) -> str:
        command = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org", *argv]
        return subprocess.run(command, capture_output=True, check=True, text=True, timeout=60).stdout.strip()

    (folder / ".gitattributes").write_text("updates*.toml merge=union\n", encoding="utf-8")
    git("init", "-q")
    git("add", "commitments.toml", "updates.toml", ".gitattributes")
    git("commit", "-q", "-m", "x")
    blob = git("rev-parse", ":.gitattributes")
    (folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    (folder / ".gitattributes").unlink()
    run = f"touch {home.parent / 'PWNED'}; false"
    for key, value in {
        "core.repositoryformatversion": "1", "extensions.partialClone": "origin", "remote.origin.promisor": "true",
        "remote.origin.url": str(folder), "remote.origin.uploadpack": run, "core.fsmonitor": run, "core.pager": run,
        "core.sshCommand": run, "core.editor": run, "alias.check-attr": f"!{run}", "alias.log": f"!{run}",
        "filter.x.smudge": run, "filter.x.clean": run, "diff.external": run, "diff.x.textconv": run,
        "diff.x.command": run, "log.showSignature": "true", "gpg.program": run,
    }.items():  # fmt: skip
        git("config", key, value)
    (folder / ".git" / "info" / "attributes").write_text("* diff=x filter=x\n", encoding="utf-8")


def test_every_command_is_covered() -> None:
    """The list of command lines contains every command, so that a new one is tested too."""
    assert {argv[0] for argv in COMMAND_LINES} == set(COMMANDS)


def test_a_hostile_registry_does_no_harm(visit: Visit) -> None:
    """Every command, one after the other, runs no program and touches nothing outside the folder; most succeed."""
    codes = {argv: visit.require_harmless(argv) for argv in COMMAND_LINES}
    assert {argv: code for argv, code in codes.items() if argv[0] in SUCCEED and "-o" not in argv and code != 0} == {}
    arguments = visit.editor.with_suffix(".log").read_text(encoding="utf-8").splitlines()
    assert arguments[-1] == str(visit.folder / "commitments.toml")


TRAPS: Mapping[str, Callable[[Visit], object]] = {
    "commitments": lambda v: _link(v, "commitments.toml", v.home / "private.toml"),
    "another file": lambda v: _link(v, "more.toml", v.home / "private.toml"),
    "a lock elsewhere": lambda v: _link(v, ".commitrack.lock", v.home / "lock"),
    "a device": lambda v: _link(v, "more.toml", Path("/dev/zero")),
    "the environment": lambda v: _link(v, "more.toml", Path("/proc/self/environ")),
    "a pipe": lambda v: os.mkfifo(v.folder / "more.toml"),
    "a journal elsewhere": lambda v: _link(v, "updates.toml", v.home / "new.toml"),
    "additions elsewhere": lambda v: _link(v, "additions.toml", v.home / "new.toml"),
    "an unreadable name": lambda v: (Path(os.fsdecode(os.fsencode(v.folder) + b"/\xff.toml"))).write_text("x = 1\n"),
    "git attributes": lambda v: os.mkfifo(v.folder / ".gitattributes"),
    "keys": lambda v: (v.folder / "more.toml").write_text("a." * 100_000 + "a = 1\n"),
    "brackets": lambda v: (v.folder / "more.toml").write_text("a = " + "[" * 100_000),
    "gigabytes": lambda v: os.truncate(v.folder / "updates.toml", 10**10),
    "zeros": lambda v: os.truncate(v.folder / "updates.toml", 2**24 - 1),
    "dates": lambda v: (v.folder / "more.toml").write_text("[meetings.m]\ntitle = 'M'\non = 9999-12-31\n"),
}


def _link(visit: Visit, name: str, target: Path) -> None:
    (visit.folder / name).unlink(missing_ok=True)
    (visit.folder / name).symlink_to(target)


@pytest.mark.parametrize("trap", TRAPS)
def test_no_trap_is_sprung(visit: Visit, trap: str) -> None:
    """Links, pipes, devices and bombs among the files of a registry are answered with a message by every command."""
    TRAPS[trap](visit)
    for argv in (
        ("list",), ("check", "-f", "json"), ("repair",), ("update", "whole", "5", *ON), ("add", "--title", "T"),
        ("edit", "unknown"),
    ):  # fmt: skip
        visit.require_harmless(argv)


LONG_TEXTS = ("x", "漢", "é", "a ", "a\\n", "\\u0000", "\\u200b", ":", "##a", ";'", "(", "กำ", "x" + " " * 99)


def _write_long_texts(folder: Path, text: str) -> None:
    """Write a registry with a text of 20,000 characters in every field."""
    long = text * (20_000 // len(text)) + "."
    content = TEMPLATE.read_text(encoding="utf-8").replace("/TEXT", "/x").replace("TEXT", long)
    (folder / "commitments.toml").write_text(content, encoding="utf-8")
    (folder / "updates.toml").unlink(missing_ok=True)


@pytest.mark.parametrize("text", LONG_TEXTS, ids=ascii)
def test_long_texts_take_no_time(visit: Visit, text: str) -> None:
    """With 20,000 characters in every field, whatever they are, each command ends within its limits."""
    _write_long_texts(visit.folder, text)
    for argv in (
        ("list", "--all"), ("show", "whole"), ("report", *DAY), ("report", "-f", "html", *DAY), ("log",), ("check",),
    ):  # fmt: skip
        assert visit.require_harmless(argv) == 0


@pytest.mark.parametrize("text", ["x", "漢", "é", "กำ", "x" + " " * 99], ids=ascii)
def test_long_texts_take_no_time_on_a_terminal(
    terminal: Callable[..., tuple[int, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """On a terminal of 80 columns as well, long texts are folded or cut without delay."""
    _write_long_texts(tmp_path, text)
    monkeypatch.chdir(tmp_path)
    for argv in (("list", "--all"), ("show", "whole"), ("report", *DAY), ("log",)):
        code, output = terminal(*argv, columns=80)
        assert code == 0
        assert "Traceback" not in output
