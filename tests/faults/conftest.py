"""Fixtures: a small registry, and the installed console script run as a separate process."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REGISTRY = """\
[registry]
title = "Register"

[commitments.train]
title = { en = "Training for 5,000 people", ja = "5,000人の研修" }
headline = true
made = 2024-01-01
due = 2099-12-31
targets.trainees = { value = 5_000, unit = "people" }

[commitments.plan]
title = "A plan"
"""
JOURNAL = """\
[updates]
20240701T000000Z-00000001 = { commitment = "train", on = 2024-06-30, actual = 1_000, recorded = 2024-07-01T00:00:00Z }
"""
ADDITIONS = """\
commitments.draft.title = { en = "A draft", ja = "案" }
commitments.draft.recorded = 2024-06-01T00:00:00.5Z
"""


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """The folder of a small valid registry."""
    folder = tmp_path / "registry"
    folder.mkdir()
    (folder / "commitments.toml").write_text(REGISTRY, encoding="utf-8")
    (folder / "additions.toml").write_text(ADDITIONS, encoding="utf-8")
    (folder / "updates.toml").write_text(JOURNAL, encoding="utf-8")
    return folder


READING = (
    ("list", "--all"), ("list", "--all", "--format", "csv"), ("show", "train"), ("show", "train", "--format", "json"),
    ("log",), ("report",), ("report", "--format", "html"), ("report", "--format", "ics"), ("evidence", "check"),
    ("check",), ("check", "--strict"), ("check", "--format", "json"),
)  # fmt: skip


@pytest.fixture(params=READING, ids=" ".join)
def reading(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Each command line that reads a registry."""
    argv: tuple[str, ...] = request.param
    return argv


@pytest.fixture
def call(script: Path, registry: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the console script in the folder of the registry, as in ``call("update", "train", "1500", env={…})``."""

    def run(*argv: str, env: dict[str, str] | None = None, **options: Any) -> subprocess.CompletedProcess[bytes]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("COMMITRACK_")}
        options = options if "stdout" in options else {**options, "capture_output": True}
        environment = {**inherited, **(env or {})}
        result: subprocess.CompletedProcess[bytes] = subprocess.run(
            [script, *argv], cwd=registry, env=environment, timeout=60, check=False, **options
        )
        return result

    return run


@pytest.fixture
def refused(call: Callable[..., subprocess.CompletedProcess[bytes]]) -> Callable[..., str]:
    """Run a command in an invalid registry, and return the problems that it prints.

    check prints them on stdout and exits with 1; every other command prints them on stderr and exits with 3.
    """

    def run(*argv: str) -> str:
        result = call(*argv)
        streams = (result.stdout, result.stderr)
        code, (problems, nothing) = (1, streams) if argv[0] == "check" else (3, streams[::-1])
        assert (result.returncode, nothing) == (code, b"")
        return problems.decode()

    return run
