"""Faults: Ctrl-C and SIGTERM at random times. The journal is the old one or the new one; no traceback is shown."""

import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from commitrack.registry import read

TRIES = 15


def _imported(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process has come as far as commitrack's own imports; before that Python itself answers signals."""
    try:
        return "msgspec" in Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8")
    except OSError:
        return True


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="sees in /proc how far the process has come")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_at_any_time(script: Path, registry: Path, number: signal.Signals) -> None:
    """Exit 130 for Ctrl-C, the signal's own code for SIGTERM, or 0 where it came too late; each file is whole."""
    moments = random.Random(20261123)  # noqa: S311  moments, not secrets
    path = registry / "updates.toml"
    codes = []
    for step in range(TRIES):
        before = path.read_bytes()
        with subprocess.Popen(
            [script, "update", "train", f"+{step + 1}", "--on", "2025-06-30"], cwd=registry,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            while not _imported(process):
                time.sleep(0.001)
            time.sleep(moments.uniform(0, 0.25))
            process.send_signal(number)
            out, err = process.communicate(timeout=30)
        codes.append(process.returncode)
        assert process.returncode in {0, 130 if number is signal.SIGINT else -number}, err
        assert b"Traceback" not in err, err.decode()
        after = path.read_bytes()
        assert after == before or (after.startswith(before) and after.count(b"\n") == before.count(b"\n") + 1)
        assert after != before or process.returncode != 0 or not out
    assert read(registry).problems == ()
    assert {code == 0 for code in codes} >= {False}, "no signal came in time"
    # What a SIGTERM in mid-write left behind goes with the next write.
    assert subprocess.run([script, "undo"], cwd=registry, capture_output=True, check=False).returncode == 0
    assert list(registry.glob(".commitrack-*.tmp")) == []
