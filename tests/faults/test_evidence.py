"""Evidence from a source that nobody has checked: addresses that cannot be read, files outside the registry."""

import os
import re
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

fcntl = pytest.importorskip("fcntl", reason="needs locks, pipes and links")
Call = Callable[..., subprocess.CompletedProcess[bytes]]
UNREADABLE = ("https://www．mofa．go．jp／a", "https://[x", "HTTP://", "https:///a", "https://a b")


def add_evidence(registry: Path, item: str) -> None:
    """Add an update with an item of evidence, written as TOML, to the journal; it is on line 3."""
    key = "20240801T000000Z-00000002"
    line = f'{key} = {{ commitment = "train", on = 2024-07-31, note = "n", recorded = 2024-08-01T00:00:00Z, '
    with (registry / "updates.toml").open("a", encoding="utf-8") as journal:
        journal.write(f"{line}evidence = [{item}] }}\n")


@pytest.mark.parametrize("address", UNREADABLE)
def test_an_address_that_cannot_be_read_is_not_recorded(call: Call, registry: Path, address: str) -> None:
    """update and amend refuse the address with a message, and the journal stays as it is."""
    before = (registry / "updates.toml").read_bytes()
    rows = registry / "rows.csv"
    rows.write_text(f"commitment,on,actual,evidence\ntrain,2025-06-30,1500,{address.replace(' ', '{')}\n", "utf-8")
    for argv in (
        ("update", "train", "1500", "--on", "2025-06-30", "-e", address), ("update", "--from", "rows.csv"),
        ("amend", "train", "--value", "4000", "--reason", "r", "-e", address),
    ):  # fmt: skip
        result = call(*argv)
        assert (result.returncode, result.stdout) == (2, b"")
        assert b"invalid address" in result.stderr
    assert (registry / "updates.toml").read_bytes() == before


@pytest.mark.parametrize("address", UNREADABLE)
def test_an_address_that_cannot_be_read_is_a_problem_with_its_line(
    refused: Callable[..., str], registry: Path, reading: tuple[str, ...], address: str
) -> None:
    """In a registry, the address is an error with its line for every command."""
    add_evidence(registry, f'"{address}"')
    problems = refused(*reading)
    assert f'invalid address "{address}"' in problems.replace("\\", "")
    assert "updates.toml:3" in problems or '"line": 3' in problems


def test_the_scheme_of_an_address_may_be_in_upper_case(call: Call) -> None:
    """HTTPS:// is accepted and shown with its host."""
    assert call("update", "train", "1500", "--on", "2025-06-30", "-e", "HTTPS://www.example.org/A").returncode == 0
    assert b"example.org" in call("log").stdout


PRIVATE = "a secret of the user"
DIGEST = sha256(PRIVATE.encode()).hexdigest()
OUTSIDE = ("link.pdf", "folder/secret.txt", "../secret.txt", "/proc/self/environ", "/dev/zero", "proc", "zero")


@pytest.fixture
def secret(registry: Path) -> Path:
    """A file of the user outside the registry, and links in the registry that lead to it, to /proc and to devices."""
    path = registry.parent / "secret.txt"
    path.write_text(PRIVATE, encoding="utf-8")
    (registry / "link.pdf").symlink_to(path)
    (registry / "folder").symlink_to(path.parent)
    (registry / "proc").symlink_to("/proc/self/environ")
    (registry / "zero").symlink_to("/dev/zero")
    (registry / "loop").symlink_to("loop")
    return path


@pytest.mark.parametrize("name", OUTSIDE)
def test_evidence_outside_the_registry_is_not_recorded(call: Call, registry: Path, secret: Path, name: str) -> None:
    """A file outside the folder, also behind a link, is refused on the command line and in a file of updates."""
    before = (registry / "updates.toml").read_bytes()
    (registry / "rows.csv").write_text(f"commitment,on,actual,evidence\ntrain,2025-06-30,1500,{name}\n", "utf-8")
    for argv in (("update", "train", "1500", "--on", "2025-06-30", "-e", name), ("update", "--from", "rows.csv")):
        result = call(*argv)
        assert (result.returncode, result.stdout) == (2, b"")
        assert f'evidence "{name}" is outside the registry folder'.encode() in result.stderr
    assert (registry / "updates.toml").read_bytes() == before
    assert secret.read_text(encoding="utf-8") == PRIVATE


@pytest.mark.parametrize("name", [*OUTSIDE, "loop", "a\\u0000b", "n" * 5000, "huge"])
def test_nothing_outside_the_registry_is_compared(call: Call, registry: Path, secret: Path, name: str) -> None:
    """If a registry names such a file as evidence, check and evidence check report it and print no digest of it."""
    with (registry / "huge").open("wb") as huge:
        huge.truncate(12 * 10**9)
    add_evidence(registry, f'{{ file = "{name}", sha256 = "{"0" * 64}" }}')
    for argv in (("check",), ("check", "--format", "json"), ("evidence", "check")):
        result = call(*argv)
        output = (result.stdout + result.stderr).decode()
        assert result.returncode in {1, 3}
        assert DIGEST not in output
        assert not re.search("now [0-9a-f]{64}", output)
        assert re.search("outside|inside the registry folder|cannot be|larger than 1 GB", output)
    assert secret.exists()


@pytest.mark.parametrize(("name", "reason"), [("huge", "is larger than 1 GB"), ("pipe", "is not a regular file")])
def test_evidence_that_would_take_for_ever_is_refused(call: Call, registry: Path, name: str, reason: str) -> None:
    """A file of 12 GB and a pipe are refused at once."""
    with (registry / "huge").open("wb") as huge:
        huge.truncate(12 * 10**9)
    os.mkfifo(registry / "pipe")
    result = call("update", "train", "1500", "--on", "2025-06-30", "-e", name)
    assert result.returncode == 2
    assert f'evidence "{name}" {reason}'.encode() in result.stderr


def test_the_digest_is_computed_before_the_lock_is_taken(call: Call, registry: Path) -> None:
    """Evidence that is refused is refused at once, even while somebody else writes."""
    with (registry / ".commitrack.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for argv in (("update", "train", "1500"), ("amend", "train", "--value", "4000", "--reason", "r")):
            assert call(*argv, "-e", "missing.pdf").returncode == 2
