"""Ctrl-C and SIGTERM at random times: exit code 0 means that the update is recorded, any other that it is not."""

import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from commitrack.registry.read import read

TRIES = 25


def _imported(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process has reached commitrack's own imports; before that, Python itself handles signals."""
    try:
        return "msgspec" in Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8")
    except OSError:
        return True


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs /proc to see what a process has loaded")
@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_at_any_time_leaves_a_valid_journal(
    script: Path, registry: Path, signal_number: signal.Signals
) -> None:
    """After a signal, the process exits with 0, its line written and printed, or with another code and nothing."""
    random_times = random.Random(20261123)  # noqa: S311  times, not secrets
    path = registry / "updates.toml"
    codes = []
    for step in range(TRIES):
        before = path.read_bytes()
        with subprocess.Popen(
            [script, "update", "-v", "train", f"+{step + 1}", "--on", "2025-06-30"], cwd=registry,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            while not _imported(process):
                time.sleep(0.001)
            time.sleep(random_times.uniform(0, 0.25 * step / TRIES))  # the first at once
            process.send_signal(signal_number)
            out, err = process.communicate(timeout=30)
        codes.append(process.returncode)
        assert process.returncode in {0, 130 if signal_number is signal.SIGINT else -signal_number}, err
        assert b"Traceback" not in err, err.decode()
        after = path.read_bytes()
        if process.returncode == 0:
            assert after.startswith(before)
            assert out.endswith(after.removeprefix(before))
            assert after.count(b"\n") == before.count(b"\n") + 1
        else:
            assert (after, out) == (before, b"")
    assert read(registry).problems == ()
    assert {code == 0 for code in codes} >= {False}, "no signal arrived in time"
    last = max(read(registry).registry.updates)
    # The next write removes temporary files that a SIGTERM during a write has left.
    assert subprocess.run([script, "undo", last], cwd=registry, capture_output=True, check=False).returncode == 0
    assert list(registry.glob(".commitrack-*.tmp")) == []
