"""Random command lines: the same sequence in every run, as many as fit into the time."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SECONDS = 60 if os.environ.get("CI") else 3
SEED = 20261126


def test_any_command_line_has_a_documented_outcome_and_loses_nothing() -> None:
    """No command ends with an internal error, and whatever was recorded before is still there.

    On a slow machine, fewer commands fit into the time, but never fewer than one session.
    """
    argv = [sys.executable, "-m", "tests.fuzz.commands", "--seed", str(SEED), "--seconds", str(SECONDS)]
    result = subprocess.run(argv, cwd=ROOT, capture_output=True, timeout=600, check=False, text=True)
    assert result.returncode == 0, result.stderr[-5000:]
    assert int(result.stdout.split()[0]) >= 60
