"""The guarantee for any command line: a documented exit code, no traceback, and nothing recorded is lost.

As a test: ``tests/fuzz/test_commands.py``. As a fuzzer: ``python -m tests.fuzz.commands --seconds 3600``. Every
session starts with a small registry, and its commands follow from the seed and its number.
"""

import argparse
import io
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random

from tests.fuzz.grammar import Grammar

from commitrack.cli.main import main as run_command
from commitrack.registry.read import read

PAGE = Path(__file__).parent.parent.parent / "docs" / "automation.md"
CODES = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE.read_text("utf-8"), re.MULTILINE)} - {70, 130}
"""The documented exit codes, except those of an internal error and of Ctrl-C."""
PER_SESSION = 60
"""The number of commands on one registry."""
REGISTRY = """\
[registry]
title = "Register"
languages = ["en", "ja"]

[parties.office]
title = "The office"

[meetings.summit]
title = "The summit"
on = 2026-06-01

[commitments.train]
title = { en = "Training for 5,000 people", ja = "5,000人の研修" }
formerly = ["old-train"]
headline = true
made = 2024-01-01
due = 2026-12-31
parties.responsible = ["office"]
targets.trainees = { value = 5_000, unit = "people", milestones = [{ on = 2025-06-30, value = 2_000 }] }
targets.cost = { value = 40_000_000_000, unit = "JPY", counting = "disbursed" }

[commitments.buses]
title = "Buses"
part_of = "train"
made = 2024
within = "3 years"
targets.buses = { value = 300, unit = "buses", accumulates = false }

[commitments.share]
title = "Share"
due = "FY2026"
targets.share = { value = 40, baseline = 12.5, baseline_on = 2024-01-01, unit = "%" }

[commitments.rail]
title = "Cut deaths"
due = 2200-12-31
targets.deaths = { value = 0.001, baseline = 120, unit = "deaths", milestones = [{ on = 2026-01-01, value = 60 }] }

[commitments.plan]
title = "A plan"

[[rates]]
currency = "JPY"
date = 2026-01-01
rate = 0.0067
source = "central bank"
"""
JOURNAL = """\
[updates]
20240801T000000Z-00000002 = { commitment = "share", on = 2024-07-31, actual = 14.25, recorded = 2024-08-01T00:00:00Z }
20240802T000000Z-00000003 = { commitment = "rail", on = 2024-07-31, actual = 118, recorded = 2024-08-02T00:00:00Z }
"""
ADDITIONS = 'commitments.draft.title = "A draft"\ncommitments.draft.recorded = 2024-06-01T00:00:00Z\n'


class Session:
    """Commands on one registry, each checked against the guarantee."""

    def __init__(self, folder: Path, random: Random) -> None:
        self.folder = folder
        self.random = random
        self.history: list[list[str]] = []
        for name, text in {"commitments": REGISTRY, "updates": JOURNAL, "additions": ADDITIONS}.items():
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        (folder / "notes.txt").write_text("evidence", encoding="utf-8")

    def step(self) -> None:
        """Run one random command; raise AssertionError, with the commands so far, if it breaks the guarantee."""
        before = self._files()
        keys = re.findall(r"^(\d{8}T\S+) =", before["updates.toml"].decode(), re.MULTILINE)
        grammar = Grammar(self.random, keys)
        (self.folder / "rows.csv").write_text(grammar.rows(), "utf-8", errors="surrogatepass")
        argv = grammar.command()
        self.history.append(argv)
        code, output = in_process(argv)
        assert code in CODES, self._report(f"exit code {code}", output)
        assert "Traceback" not in output, self._report("traceback", output)
        after = self._files()
        if after == before:
            return
        assert code in {0, 7}, self._report(f"files changed, but the exit code is {code}", output)
        for name in before:
            if name.startswith("updates"):
                assert after[name].startswith(before[name]), self._report(f"{name} lost lines", output)
        errors = [f"{p.file}:{p.line}: {p.message}" for p in read(self.folder).errors()]
        assert not errors, self._report("the registry is invalid", "\n".join(errors))

    def _files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.glob("*.toml")}

    def _report(self, what: str, output: str) -> str:
        lines = "\n".join(map(repr, self.history[-5:]))
        return f"{what} after {len(self.history)} commands, the last of which are\n{lines}\n{output[-3000:]}"


def in_process(argv: list[str]) -> tuple[int, str]:
    """The exit code of a command, run in this process, and what it prints."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", "replace", write_through=True) for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        code = run_command(argv)
        for stream in streams:
            stream.flush()
    return code, "".join(stream.buffer.getvalue().decode("utf-8", "replace") for stream in streams)


@contextmanager
def _registry() -> Iterator[Path]:
    """A temporary folder as the current one, without settings from the environment."""
    environment, here = dict(os.environ), Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        try:
            for name in [name for name in os.environ if name.startswith("COMMITRACK_")]:
                del os.environ[name]
            os.chdir(folder)
            yield Path(folder)
        finally:
            os.chdir(here)
            os.environ.clear()
            os.environ.update(environment)


def fuzz(seed: int, *, seconds: float, first: int = 0) -> int:
    """Run sessions, at least one, until the time is over; the number of commands."""
    count, session, end = 0, first, time.monotonic() + seconds
    while count == 0 or time.monotonic() < end:
        with _registry() as folder:
            commands = Session(folder, Random(f"{seed}-{session}"))  # noqa: S311  reproducible
            for _ in range(PER_SESSION):
                try:
                    commands.step()
                except AssertionError as failure:
                    raise AssertionError(f"seed {seed}, session {session}: {failure}") from failure
                count += 1
        session += 1
    return count


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Run random command lines until stopped")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--session", type=int, default=0, help="the first session")
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    print(fuzz(options.seed, seconds=options.seconds, first=options.session), "commands")  # noqa: T201
