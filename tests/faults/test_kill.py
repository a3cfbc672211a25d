"""A command is killed with SIGKILL at any time: every acknowledged change is kept, and all files stay valid."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commitrack.registry.read import read

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


COMMANDS = """
import os, random, runpy, signal, sys, time
import commitrack.cli.add, commitrack.cli.edit, commitrack.cli.update, commitrack.drafting.batch
import commitrack.interchange.rows, commitrack.views.terminal.answers, rich.console

script, folder, out, kills = sys.argv[1], *sys.argv[2:4], int(sys.argv[4])
os.chdir(folder)
random.seed(20261126)

def command(number):
    kind = ("update", "add", "from", "edit")[number % 4]
    if kind == "update":
        return kind, ["update", "train", "+1", "--on", "2026-02-01", "--note", f"note {number}"]
    if kind == "add":
        return kind, ["add", "--title", f"Plan {number}", "--id", f"plan-{number}"]
    if kind == "edit":
        return kind, ["edit", "train"]
    with open(f"{out}/{number}.csv", "w") as rows:
        rows.write(f"commitment,on,note\\ntrain,2026-02-01,row {number} a\\ntrain,2026-02-02,row {number} b\\n")
    return kind, ["update", "--from", f"{out}/{number}.csv"]

def start(number, argv):
    child = os.fork()
    if child == 0:
        os.dup2(os.open(f"{out}/{number}", os.O_WRONLY | os.O_CREAT), 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.environ["NUMBER"] = str(number)
        sys.argv = [script, *argv]
        runpy.run_path(script, run_name="__main__")
    return child

duration = {}
for number in range(kills + 4):
    kind, argv = command(number)
    began = time.monotonic()
    child = start(number, argv)
    if kind in duration:
        time.sleep(duration[kind] * random.uniform(0.3, 1.2))
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if kind not in duration:
        assert status == 0, kind
        duration[kind] = time.monotonic() - began
"""
"""A process that has everything imported forks one for each run of the console script, and kills it.

The first run of each command is not killed: it tells how long the command takes.
"""
EDITOR = """\
#!/bin/sh
{ cat "$2"; echo "# edit $NUMBER"; } >"$2~" && mv "$2~" "$2"
"""


def test_no_acknowledged_change_of_a_command_is_lost_over_200_kills(script: Path, registry: Path) -> None:
    """After update, add, update --from and edit were killed 200 times, all that they acknowledged is there, valid."""
    out = registry.parent / "out"
    out.mkdir()
    editor = registry.parent / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    environment = {**os.environ, "EDITOR": str(editor), "VISUAL": ""}
    subprocess.run(
        [sys.executable, "-c", COMMANDS, script, registry, out, str(KILLS)], env=environment, check=True, timeout=300
    )
    last = ("update", "train", "+1", "--on", "2026-02-01", "--note", "the last one")
    assert subprocess.run([script, *last], cwd=registry, check=True, capture_output=True, timeout=60).stdout
    reading = read(registry)
    assert reading.problems == ()
    text = "".join((registry / name).read_text() for name in ("commitments.toml", "additions.toml", "updates.toml"))
    acknowledged = {int(path.name) for path in out.iterdir() if path.suffix == "" and path.read_bytes().endswith(b"\n")}
    signs = {0: '"note {}"', 1: "commitments.plan-{}.title", 2: '"row {} a"', 3: "# edit {}\n"}
    missing = [number for number in acknowledged if signs[number % 4].format(number) not in text]
    assert missing == []
    for number in range(2, KILLS, 4):
        assert (f'"row {number} a"' in text) == (f'"row {number} b"' in text), "rows are recorded all or none"
    assert {number % 4 for number in acknowledged} == {0, 1, 2, 3}
    assert 4 < len(acknowledged) < KILLS, "all commands were killed too late or too early"
    assert list(registry.glob("*.tmp")) == []
