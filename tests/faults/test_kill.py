"""A writer is killed with SIGKILL at any time: every acknowledged update is kept, and the file stays valid."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commitrack.registry import read

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

KILLS = 200
REGISTRY = """\
[commitments.train]
title = "Training"
made = 2026-01-01
targets.trainees = { value = 5_000, unit = "people" }
"""
# A parent that has everything imported forks a writer, lets it write for a random time, and kills it.
# The writer acknowledges a key only after the transaction has ended.
PROGRAM = """
import os, random, signal, sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from commitrack.model import Update
from commitrack.drafting.updates import key_of
from commitrack.registry.transaction import transaction

folder, acknowledged = Path(sys.argv[1]), os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
random.seed(20261123)

def write():
    while True:
        now = datetime.now(UTC)
        update = Update(key=key_of(now), commitment="train", on=date(2026, 2, 1), add=1, recorded=now)
        with transaction(folder) as tx:
            tx.append(update)
        os.write(acknowledged, update.key.encode() + b"\\n")

for _ in range(int(sys.argv[3])):
    child = os.fork()
    if child == 0:
        write()
    time.sleep(random.uniform(0, 0.1))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


def test_no_acknowledged_update_is_lost_over_200_kills(tmp_path: Path) -> None:
    """After 200 writers are killed at random times, the journal is valid and has every key that they acknowledged."""
    folder = tmp_path / "registry"
    folder.mkdir()
    (folder / "commitments.toml").write_text(REGISTRY, encoding="utf-8")
    acknowledged = tmp_path / "acknowledged"
    subprocess.run([sys.executable, "-c", PROGRAM, str(folder), str(acknowledged), str(KILLS)], check=True, timeout=120)
    keys = acknowledged.read_text(encoding="utf-8").split()
    reading = read(folder)
    assert reading.problems == ()
    assert set(keys) <= set(reading.registry.updates)
    assert len(keys) > KILLS / 20, "the writers wrote too few updates"
    assert len(reading.registry.updates) - len(keys) <= KILLS, "more than one unacknowledged line per kill"
