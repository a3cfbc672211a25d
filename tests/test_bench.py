"""The registry on which speed is measured is valid, and the same every time; the harness measures what it should."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commitrack.registry.read import read

BENCH = Path(__file__).parent.parent / "bench"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs os.wait4")


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scripts can be imported."""
    monkeypatch.setattr(sys, "path", [str(BENCH), *sys.path])


def test_the_generated_registry_is_valid_and_reproducible(tmp_path: Path) -> None:
    """Two runs write the same files, which have no problems and as many records as requested."""
    from generate import write_registry  # noqa: PLC0415

    for name in ("first", "second"):
        write_registry(tmp_path / name, 135, 500)
    files = [
        sorted((path.name, path.read_bytes()) for path in (tmp_path / name).iterdir()) for name in ("first", "second")
    ]
    assert files[0] == files[1]
    reading = read(tmp_path / "first")
    assert reading.problems == ()
    assert (len(reading.registry.commitments), len(reading.registry.updates)) == (135, 500)


def test_a_process_is_measured(tmp_path: Path) -> None:
    """The figures of a process are those of its own work and memory; one that fails stops the run.

    It is measured from a small process, because the system counts the memory that the one that starts it has at first.
    """
    from measure import timed  # noqa: PLC0415

    work = "x = bytearray(b'x') * 200_000_000; import time; time.sleep(0.2)"
    code = f"import sys; from measure import timed; print(*timed([sys.executable, '-c', {work!r}], '.', {{}}))"
    measured = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(BENCH)},
    )
    wall, cpu, memory = map(float, measured.stdout.split())
    assert 0.2 < wall < 20
    assert 0 < cpu < wall
    assert 190 < memory < 400
    with pytest.raises(SystemExit, match="status 1"):
        timed([sys.executable, "-c", "raise SystemExit(1)"], tmp_path, {})


def test_medians_ratios_and_growth() -> None:
    """Pairs are compared one by one; an exponent of 1 is linear, of 2 quadratic."""
    from measure import Run, exponent, median, ratio  # noqa: PLC0415

    runs = [Run(1, 1, 10), Run(8, 2, 30), Run(3, 3, 20)]
    assert median(runs) == Run(3, 2, 20)
    assert ratio(runs, [Run(0, 2, 0), Run(0, 1, 0), Run(0, 2, 0)]) == 1.5
    assert exponent({1_000: 0.1, 10_000: 1.0, 100_000: 10.0}) == pytest.approx(1)
    assert exponent({10: 1, 100: 100}) == pytest.approx(2)


def rows_of(text: str) -> list[list[str]]:
    """The cells of the rows of Markdown tables."""
    return [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]


def test_every_command_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command has a row of figures, and so has each peer; all succeed, here on ten commitments."""
    import run  # noqa: PLC0415

    monkeypatch.setattr(run, "SIZES", {"small": (10, 20)})
    monkeypatch.setattr(run, "peers", lambda _folder, count: [(f"true {count}", ["true"], {})])
    run.measured(run.Bench(tmp_path, runs=1), ["small"], ["none"])
    *rows, peer = rows_of(capsys.readouterr().out)
    assert [row[0] for row in rows] == [f"`{command.label}`" for command in run.commands("jaif")]
    assert all(re.fullmatch(r"\d+\.\d\d s, \d+ MB, \d+\.\d ×", row[1]) for row in rows)
    assert peer[0] == "`true 10`"


def test_indexes_the_first_edition_and_growth_are_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each state of the index has a column, the first edition a ratio without one, and several sizes an exponent."""
    import run  # noqa: PLC0415

    tab = [command for command in run.commands("jaif") if command.label == "Tab"]
    monkeypatch.setattr(run, "SIZES", {"small": (10, 20), "smaller": (6, 6)})
    monkeypatch.setattr(run, "peers", lambda _folder, _count: [])
    monkeypatch.setattr(run, "commands", lambda _id: tab)
    run.measured(run.Bench(tmp_path, runs=1, first_edition=run.PROGRAM), ["small", "smaller"], ["warm", "none"])
    rows = rows_of(capsys.readouterr().out)
    assert [row[0] for row in rows] == ["`Tab`"] * 3
    assert all(re.fullmatch(r"\d+\.\d\d ×", row[3]) for row in rows[:2])
    assert all(-10 < float(figure) < 10 for figure in rows[2][1:])


def test_start_up_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """Each comparison has a row with its ratio and its bar."""
    import start_up  # noqa: PLC0415

    start_up.main(1)
    rows = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines()[2:]]
    assert [row[0].split(" ÷ ")[0] for row in rows] == ["`list`", "Tab of an id", "`--version`"]
    assert all(0 < float(row[1]) < 20 and float(row[2]) < 2 for row in rows)


def test_imports_and_exports_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """Each succeeds, here with a hundred rows, and has its figures."""
    import interchange  # noqa: PLC0415

    interchange.main(100)
    rows = rows_of(capsys.readouterr().out)
    assert [row[0].split()[0] for row in rows] == ["`import"] * 4 + ["`export"] * 3
    assert all(float(figure) > 0 for row in rows for figure in row[1:])
