"""``commitrack evidence check`` compares local files with their SHA-256 and never fetches addresses."""

import os
import socket
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

import pytest

Run = Callable[..., Any]
NAME = "evidence/report.pdf"


@pytest.fixture
def evidence_file(run: Run, folder: Path) -> Path:
    """An evidence file in the folder of a registry, which an update refers to."""
    path = folder / NAME
    path.parent.mkdir()
    path.write_bytes(b"as logged")
    assert run("update", "training", "1500", "--on", "2025-06-30", "-e", NAME, "-e", "https://example.org/2").code == 0
    return path


def test_unchanged_files_are_counted(run: Run, evidence_file: Path) -> None:
    """If no file has changed, evidence check prints the number of files and addresses, and exits with 0."""
    assert evidence_file.is_file()
    result = run("evidence", "check")
    assert (result.code, result.out, result.err) == (
        0,
        "1 file compared, 0 missing or changed; 2 addresses not fetched\n",
        "",
    )


def test_a_changed_file_is_reported(run: Run, evidence_file: Path) -> None:
    """A changed file is reported with its current SHA-256 and the key of the update, and the exit code is 1."""
    evidence_file.write_bytes(b"as logged.")
    result = run("evidence", "check")
    first, last = result.out.splitlines()
    assert result.code == 1
    assert first.startswith(
        f"training: {NAME} has changed: its SHA-256 is now {sha256(b'as logged.').hexdigest()} (update "
    )
    assert first.removesuffix(")").rpartition(" ")[2] in run("log", "--keys").out
    assert last == "1 file compared, 1 missing or changed; 2 addresses not fetched"


def test_a_missing_file_is_reported(run: Run, evidence_file: Path) -> None:
    """A missing file is reported with the reason from the operating system, and the exit code is 1."""
    evidence_file.unlink()
    result = run("evidence", "check")
    assert result.code == 1
    assert f"{NAME} cannot be read: No such file or directory" in result.out


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_a_file_replaced_by_something_else_is_reported(run: Run, evidence_file: Path, kind: str) -> None:
    """A folder or a pipe in place of the file is reported without being read, because reading a pipe would block."""
    evidence_file.unlink()
    if kind == "folder":
        evidence_file.mkdir()
    else:
        os.mkfifo(evidence_file)
    result = run("evidence", "check")
    assert result.code == 1
    assert f"{NAME} is not a regular file" in result.out


def test_no_address_is_fetched(run: Run, evidence_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket is opened when an address is recorded, checked or shown."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    assert evidence_file.is_file()
    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    with pytest.raises(AssertionError):
        socket.create_connection(("example.org", 443))
    assert run("update", "training", "1600", "--on", "2025-07-31", "-e", "http://127.0.0.1:1/x").code == 0
    for argv in (("evidence", "check"), ("check", "--strict"), ("log",), ("show", "training")):
        assert "a socket was opened" not in run(*argv).err
    assert run("evidence", "check").out.endswith("3 addresses not fetched\n")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("../outside.pdf", "is outside the registry"), ("link.pdf", "is outside the registry"),
     ("pipe", "is not a regular file"), ("evidence", "is not a regular file"),
     ("javascript:x", "is neither an address")],
)  # fmt: skip
def test_evidence_is_an_address_or_a_file_of_the_registry(run: Run, folder: Path, name: str, expected: str) -> None:
    """Evidence that is neither a web address nor a regular file in the registry folder is refused."""
    outside = folder.parent / "outside.pdf"
    outside.write_bytes(b"x")
    (folder / "link.pdf").symlink_to(outside)
    (folder / "evidence").mkdir()
    os.mkfifo(folder / "pipe")
    result = run("update", "training", "1500", "--on", "2025-06-30", "-e", name)
    assert (result.code, result.out) == (2, "")
    assert expected in result.err


def test_evidence_that_cannot_be_read_is_refused(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unreadable evidence file ends update with exit code 2, the reason and a hint; nothing is recorded."""
    (folder / "report.pdf").write_bytes(b"x")
    before = (folder / "updates.toml").read_bytes()

    def refused(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("commitrack.registry.evidence.file_digest", refused)
    result = run("update", "training", "1500", "--on", "2025-06-30", "-e", "report.pdf")
    assert (result.code, result.out) == (2, "")
    assert 'evidence "report.pdf" cannot be read: Permission denied' in result.err
    assert (folder / "updates.toml").read_bytes() == before


def test_a_hostile_name_is_shown_as_code_points(run: Run, folder: Path) -> None:
    """Control characters in the name of an evidence file are shown as code points."""
    (folder / "a\x1b]52;c;eA==\x07b").write_bytes(b"x")
    assert run("update", "training", "1500", "--on", "2025-06-30", "-e", "a\x1b]52;c;eA==\x07b").code == 0
    (folder / "a\x1b]52;c;eA==\x07b").unlink()
    out = run("evidence", "check").out
    assert "a<U+001B>]52;c;eA==<U+0007>b cannot be read" in out
    assert "\x1b" not in out
