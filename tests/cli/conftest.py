"""Fixtures: a registry in a temporary folder, and commitrack run in process."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from commitrack.cli.main import main

REGISTRY = """\
[registry]
title = { en = "Test register", ja = "台帳" }
timezone = "Asia/Tokyo"

[pillars.people]
title = "People"

[pillars.trade]
title = "Trade"

[commitments.training]
title = { en = "Training for 5,000 people", ja = "5,000人の研修" }
headline = true
pillar = "people"
made = 2024-01-01
due = 2099-12-31
targets.trainees = { value = 5_000, unit = "people", indicator = "people trained" }

[commitments.training-plan]
title = "A plan for the training"
part_of = "training"
pillar = "people"
due = 2020-12-31

[commitments.fund]
title = "A fund of ¥40bn"
headline = true
pillar = "trade"
made = 2024-01-01
due = "FY2090"
targets.budget = { value = 40_000_000_000, unit = "JPY", counting = "disbursed" }
targets.projects = { value = 300, unit = "projects" }
targets.countries = { value = 10, unit = "countries" }

[commitments.emissions]
title = "Halve emissions"
headline = true
made = 2024-01-01
due = 2090
targets.emissions = { value = 500, baseline = 1_000, unit = "kt" }
"""
UPDATES = """\
# The journal; this comment stays.
[updates]
20240701T000000Z-00000001 = { commitment = "training", on = 2024-06-30, actual = 1_000, source_class = "official", evidence = ["https://example.org/1"], recorded = 2024-07-01T00:00:00Z }
"""  # noqa: E501


class CommandResult(NamedTuple):
    """The exit code and output of a command."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test depends on the settings or the working directory of the user who runs it."""
    for name in ("REGISTRY", "AS_OF", "LANG", "BY", "DEBUG"):
        monkeypatch.delenv(f"COMMITRACK_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a valid registry, in which the test runs."""
    (tmp_path / "commitments.toml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "updates.toml").write_text(UPDATES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The folder of a registry with two errors in two files."""
    (tmp_path / "commitments.toml").write_text('[commitments.a]\ntitle = "A"\nareas = "energy"\n', encoding="utf-8")
    (tmp_path / "updates.toml").write_text("[updates\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., CommandResult]:
    """Run a command in process, as in ``run("list", "--all")``, and return its exit code and output."""

    def call(*argv: str) -> CommandResult:
        code = main(_with_fixed_day(argv))
        return CommandResult(code, *capsys.readouterr())

    return call


def _with_fixed_day(argv: Sequence[str]) -> list[str]:
    """Add a fixed report date to the commands list, show and report unless the test gives one."""
    needs_day = argv and argv[0] in {"list", "show", "report"} and not any("as-of" in argument for argument in argv)
    return [*argv, "--as-of", "2026-11-23"] if needs_day else list(argv)
