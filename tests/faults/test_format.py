"""A registry of a newer format is refused by every command, with one sentence, and nothing is changed."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Call = Callable[..., "CompletedProcess[bytes]"]

COMMANDS = (
    "list", "show train", "log", "report", "check", "evidence check", "update train 1500", "add --title T",
    "amend train --due 2030 --reason r", "undo 20240701T000000Z-00000001", "remove draft --yes", "rename train other",
    "repair",
)  # fmt: skip
"""Every command that reads the registry."""


def with_format(registry: Path, number: str) -> None:
    path = registry / "commitments.toml"
    path.write_text(path.read_text("utf-8").replace("[registry]\n", f"[registry]\nformat = {number}\n"), "utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_newer_format_is_refused(registry: Path, refused: Callable[..., str], command: str) -> None:
    """The only problem is the format, also if the registry has tables that this version does not know."""
    with_format(registry, "2")
    with (registry / "updates.toml").open("a", encoding="utf-8") as journal:
        journal.write("[news]\nx = { y = 1 }\n")
    before = {path.name: path.read_bytes() for path in registry.glob("*.toml")}
    problems = refused(*command.split())
    assert problems.startswith(
        "commitments.toml:2: error[CT112]: the registry has format 2; this version of commitrack reads format 1\n"
        "    format = 2\n"
        "    hint: upgrade commitrack: pip install --upgrade commitrack\n"
    )
    assert problems.count("error[") == 1
    assert {path.name: path.read_bytes() for path in registry.glob("*.toml")} == before


def test_the_format_of_a_new_registry_is_read(registry: Path, call: Call) -> None:
    """init writes the format that this version reads; without it, a registry has format 1."""
    assert call("init", "new").returncode == 0
    assert "\nformat = 1 " in (registry / "new" / "commitments.toml").read_text("utf-8")
    assert call("check", "--registry", "new").returncode == 0
    assert call("check").returncode == 0


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("0", "error[CT112]: the registry has format 0; this version of commitrack reads format 1"),
        ('"1"', "error[CT108]: format: must be a whole number"),
        ("true", "error[CT108]: format: must be a whole number"),
    ],
)
def test_an_invalid_format_is_an_error(registry: Path, call: Call, number: str, problem: str) -> None:
    """Only a whole number from 1 is a format."""
    with_format(registry, number)
    result = call("check")
    assert result.returncode == 1
    assert problem in result.stdout.decode()
