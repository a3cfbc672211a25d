"""The fuzz target with random bytes, and with real files in which parts are replaced."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

from hypothesis import given, settings
from hypothesis import strategies as st

EXAMPLES = 25_000 if os.environ.get("CI") else 600
"""Number of examples per test; in CI, both tests together take about a minute."""

ROOT = Path(__file__).parent.parent.parent


def _load_reader() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_reader", Path(__file__).parent / "reader.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


READER = _load_reader()
REAL = [(ROOT / "data" / name).read_bytes()[:6000] for name in ("commitments.toml", "updates.toml")]
PIECES = [
    *(b"\n", b"[", b"]", b"{", b"}", b'"', b"'", b'"""', b"=", b".", b",", b"#", b"\\", b"-", b"\r\n", b"true", b"nan"),
    *(b"\xff", b"\xef\xbb\xbf", "＝".encode(), b"1e999999", b"9" * 50, b"2026-02-30", b"due = 2030\n", b"[updates]\n"),
]


@settings(max_examples=EXAMPLES)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_registry_and_problems(data: bytes) -> None:
    """Random bytes give a registry or problems with a message and a file, and never cause a crash."""
    assert READER.check_bytes(data) >= 0


@settings(max_examples=EXAMPLES)
@given(
    st.sampled_from([*REAL, *READER.SEEDS]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), st.sampled_from(PIECES)), min_size=1, max_size=5),
)
def test_damaged_registries_are_read_or_reported(text: bytes, cuts: list[tuple[float, int, bytes]]) -> None:
    """A real file with replaced parts is read, or its problems are reported with their lines."""
    for share, length, piece in cuts:
        place = int(share * len(text))
        text = text[:place] + piece + text[place + length :]
    assert READER.check_bytes(text) >= 0
