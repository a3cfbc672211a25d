"""Huge figures against tiny targets, and numbers out of range, tested with the console script."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., subprocess.CompletedProcess[bytes]]
TERMS = "\nmade = 2024-01-01\ndue = 2099-12-31\n"
EXTREMES = {
    "tiny": ("{ value = 3e-28, unit = 't', milestones = [{ on = 2030-01-01, value = 2e-28 }] }", "1", "9" * 28, "2e27"),
    "falling": ("{ value = 1e-28, baseline = 2e-28, unit = 't' }", "9" * 28, "-1", "0.3"),
    "huge": ("{ value = 9e27, unit = 'JPY' }", "1e-28", "2e-28", "1", "1.000000000000000000000000001"),
    "between": ("{ value = 9e27, unit = 'USD', milestones = [{ on = 2030-01-01, value = 2 }] }", "1", "-9e27", "3"),
    "limit": ("{ value = 1e-28, unit = 'people', qualifier = 'at-most' }", "1e27", "2", "1e27"),
}
COMMANDS = [
    "list", "list --format json", "log", "check --strict", "report --in USD", "report --in JPY",
    "report --since 2024-06-30", "report --format html", "report --format json", "report --format csv",
    "report --format ics", "report --format md", "report --format xlsx --output r.xlsx --force",
    *(f"show {name}" for name in EXTREMES),
]  # fmt: skip


def write_extremes(folder: Path) -> None:
    """A registry with the largest and the smallest numbers that are accepted."""
    commitments = [f"[commitments.{name}]\ntitle = 'T'{TERMS}targets.t = {row[0]}\n" for name, row in EXTREMES.items()]
    rate = "[[rates]]\ncurrency = 'JPY'\ndate = 2026-01-01\nrate = 1e-28\nsource = 's'\n"
    (folder / "commitments.toml").write_text("".join([*commitments, rate]), encoding="utf-8")
    (folder / "additions.toml").unlink()
    lines = ["[updates]"]
    for name, (_target, *figures) in EXTREMES.items():
        for year, figure in enumerate(figures, 2024):
            fields = f"on = {year}-01-02, actual = {figure}, recorded = 2029-01-01T00:00:00Z"
            lines.append(f"20290101T000000Z-{len(lines):08x} = {{ commitment = '{name}', {fields} }}")
    (folder / "updates.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_any_two_numbers_in_range_can_be_compared(call: Call, registry: Path, command: str) -> None:
    """Every command answers in both languages, however far figures, targets and rates are apart."""
    write_extremes(registry)
    for lang in ("en", "ja"):
        result = call(*command.split(), env={"COMMITRACK_AS_OF": "2029-06-30", "COMMITRACK_LANG": lang})
        assert result.returncode in ({1} if "strict" in command else {0}), result.stderr.decode()


def test_a_huge_figure_against_an_amended_target(call: Call) -> None:
    """28 digits recorded against a target that is then amended to 4.1250 are shown and reported."""
    on = ("--on", "2025-06-30", "--force")
    assert call("update", "train", "9" * 28, *on).returncode == 0
    assert call("amend", "train", "--value", "4.1250", "--reason", "r", *on).returncode == 0
    for command in ("list", "show train", "report", "report --format html", "report --since 2025-01-01"):
        assert call(*command.split()).returncode == 0


@pytest.mark.parametrize("number", ["1e28", "9e29", "1e-29", "12345678901234567890123456e-29"])
@pytest.mark.parametrize("field", ["actual = {}", "add = {}", "amends = {{ value = {} }}, reason = 'r'"])
def test_a_number_out_of_range_is_reported_with_its_line(call: Call, registry: Path, number: str, field: str) -> None:
    """A number beyond 28 digits before or after the decimal mark is an error, with file and line."""
    line = f"20250701T000000Z-00000002 = {{ commitment = 'train', on = 2025-06-30, {field.format(number)}, "
    journal = registry / "updates.toml"
    journal.write_text(journal.read_text("utf-8") + line + "recorded = 2025-07-01T00:00:00Z }\n", encoding="utf-8")
    result = call("list")
    assert (result.returncode, result.stdout) == (3, b"")
    assert result.stderr.startswith(b"updates.toml:3: error[CT231]: ")


def test_a_number_out_of_range_is_not_recorded(call: Call, registry: Path) -> None:
    """An amount out of range is refused when it is typed."""
    before = (registry / "updates.toml").read_bytes()
    for amount in ("1" + "0" * 28, "0." + "0" * 28 + "1"):
        result = call("update", "train", amount, "--force")
        assert result.returncode == 2
        assert b"has more than 28 digits" in result.stderr
    assert (registry / "updates.toml").read_bytes() == before
