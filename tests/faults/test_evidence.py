"""Evidence from a source that nobody has checked: addresses that cannot be read, files outside the registry."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., subprocess.CompletedProcess[bytes]]
UNREADABLE = ("https://www．mofa．go．jp／a", "https://[x", "HTTP://", "https:///a", "https://a b", "https://a\x1b[31m")


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


@pytest.mark.parametrize("address", UNREADABLE[:-1])
def test_an_address_that_cannot_be_read_is_a_problem_with_its_line(
    call: Call, registry: Path, reading: tuple[str, ...], address: str
) -> None:
    """In a registry, the address is an error with its line for every command."""
    add_evidence(registry, f'"{address}"')
    result = call(*reading)
    assert result.returncode == (1 if reading[0] == "check" else 3)
    assert f'invalid address "{address}"' in (result.stdout + result.stderr).decode().replace("\\", "")
    assert b"updates.toml:3" in result.stderr or b'"line": 3' in result.stdout


def test_the_scheme_of_an_address_may_be_in_upper_case(call: Call) -> None:
    """HTTPS:// is accepted and shown with its host."""
    assert call("update", "train", "1500", "--on", "2025-06-30", "-e", "HTTPS://www.example.org/A").returncode == 0
    assert b"example.org" in call("log").stdout
