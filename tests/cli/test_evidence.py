"""``commitrack evidence check``: local files against their SHA-256; addresses are never fetched."""

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
def logged(run: Run, folder: Path) -> Path:
    """A registry with a file of evidence that was recorded."""
    path = folder / NAME
    path.parent.mkdir()
    path.write_bytes(b"as logged")
    assert run("update", "training", "1500", "--on", "2025-06-30", "-e", NAME, "-e", "https://example.org/2").code == 0
    return path


def test_unchanged_files_are_counted(run: Run, logged: Path) -> None:
    """Exit 0."""
    assert logged.is_file()
    ran = run("evidence", "check")
    assert (ran.code, ran.out, ran.err) == (0, "1 file compared, 0 missing or changed; 2 addresses not fetched\n", "")


def test_a_changed_file_is_reported(run: Run, logged: Path) -> None:
    """One byte is enough: exit 1, the file, its present digest, and the key of the update."""
    logged.write_bytes(b"as logged.")
    ran = run("evidence", "check")
    first, last = ran.out.splitlines()
    assert ran.code == 1
    assert first.startswith(
        f"training: {NAME} has changed: its SHA-256 is now {sha256(b'as logged.').hexdigest()} (update "
    )
    assert first.removesuffix(")").rpartition(" ")[2] in run("log", "--keys").out
    assert last == "1 file compared, 1 missing or changed; 2 addresses not fetched"


def test_a_missing_file_is_reported(run: Run, logged: Path) -> None:
    """Exit 1 and the reason of the system."""
    logged.unlink()
    ran = run("evidence", "check")
    assert ran.code == 1
    assert f"{NAME} cannot be read: No such file or directory" in ran.out


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_a_file_replaced_by_something_else_is_reported(run: Run, logged: Path, kind: str) -> None:
    """Without reading it: a pipe would block."""
    logged.unlink()
    if kind == "folder":
        logged.mkdir()
    else:
        os.mkfifo(logged)
    ran = run("evidence", "check")
    assert ran.code == 1
    assert f"{NAME} is not a regular file" in ran.out


def test_no_address_is_fetched(run: Run, logged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket is opened, neither to record an address nor to check it."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    assert logged.is_file()
    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    with pytest.raises(AssertionError):
        socket.create_connection(("example.org", 443))
    assert run("update", "training", "1600", "--on", "2025-07-31", "-e", "http://127.0.0.1:1/x").code == 0
    for words in (("evidence", "check"), ("check", "--strict"), ("log",), ("show", "training")):
        assert "a socket was opened" not in run(*words).err
    assert run("evidence", "check").out.endswith("3 addresses not fetched\n")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("../outside.pdf", "is outside the registry"), ("link.pdf", "is outside the registry"),
     ("pipe", "is neither an address"), ("evidence", "is neither an address"),
     ("javascript:x", "is neither an address")],
)  # fmt: skip
def test_a_file_outside_the_registry_is_refused(run: Run, folder: Path, name: str, expected: str) -> None:
    """Only files in its folder are copied with it; the same holds for a link to outside."""
    outside = folder.parent / "outside.pdf"
    outside.write_bytes(b"x")
    (folder / "link.pdf").symlink_to(outside)
    (folder / "evidence").mkdir()
    os.mkfifo(folder / "pipe")
    ran = run("update", "training", "1500", "--on", "2025-06-30", "-e", name)
    assert (ran.code, ran.out) == (2, "")
    assert expected in ran.err


def test_a_hostile_name_is_shown_as_code_points(run: Run, folder: Path) -> None:
    """File names are not trusted either."""
    (folder / "a\x1b]52;c;eA==\x07b").write_bytes(b"x")
    assert run("update", "training", "1500", "--on", "2025-06-30", "-e", "a\x1b]52;c;eA==\x07b").code == 0
    (folder / "a\x1b]52;c;eA==\x07b").unlink()
    out = run("evidence", "check").out
    assert "a<U+001B>]52;c;eA==<U+0007>b cannot be read" in out
    assert "\x1b" not in out
