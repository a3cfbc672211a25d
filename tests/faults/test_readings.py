"""Amounts that could be read as another number than the one meant, tested with the console script."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., subprocess.CompletedProcess[bytes]]
MISREAD = {
    "500²": ("500²", '"²" in "500²" is not a digit', "write powers and fractions in full"),
    "10⁶": ("10⁶", '"⁶" in "10⁶" is not a digit', "10⁶ as 1,000,000"),
    "5①": ("5①", '"①" in "5①" is not a digit', "omit note marks"),
    "1億2": ("1億2", 'invalid amount "1億2"', "as in 1億2,000万"),
    "4.125": ("4.125 people", '"4.125 people" is ambiguous', 'write "4.1250 people" or "4,125 people"'),
    "0,125": ("0,125", 'invalid digit grouping in "0,125"', 'write "0.125"'),
    "-300": ("-300 people", "a count is not negative: -300 people", "give the figure reached so far"),
}


@pytest.mark.parametrize(("amount", "message", "hint"), MISREAD.values(), ids=MISREAD)
def test_an_amount_that_could_be_misread_is_refused(
    call: Call, registry: Path, amount: str, message: str, hint: str
) -> None:
    """Nothing is recorded; the error says what is wrong with the amount, and what to type instead."""
    (registry / "updates.toml").write_text("[updates]\n", encoding="utf-8")
    row = f'"{amount}"'
    (registry / "rows.csv").write_text(f"commitment,actual,on\ntrain,{row},2025-06-30\n", encoding="utf-8")
    for command in (("update", "train", "--on", "2025-06-30", "--", amount), ("update", "--from", "rows.csv")):
        result = call(*command)
        assert (result.returncode, result.stdout) == (2, b"")
        assert message in result.stderr.decode()
        assert hint in result.stderr.decode()
    assert (registry / "updates.toml").read_bytes() == b"[updates]\n"


@pytest.mark.parametrize(("mark", "recorded"), [(".", b"actual = 4.125"), (",", b"actual = 4125")])
def test_a_declared_decimal_mark_decides(call: Call, registry: Path, mark: str, recorded: bytes) -> None:
    """If the registry declares its decimal mark, amounts are read by it, in every command that reads one."""
    path = registry / "commitments.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("[registry]", f"[registry]\ndecimal_mark = '{mark}'"), encoding="utf-8"
    )
    assert recorded in call("update", "train", "4.125 people", "--force", "--dry-run").stdout
    assert recorded[-5:] in call("amend", "train", "--value", "4.125", "--reason", "r", "--force", "--dry-run").stdout
    assert recorded[-5:] in call("add", "--title", "More", "--target", "4.125 people", "--dry-run").stdout


def test_a_balance_may_be_negative(call: Call) -> None:
    """A count below zero is accepted with --force."""
    assert call("update", "train", "--on", "2025-06-30", "--force", "--", "-300 people").returncode == 0
    assert call("check").returncode == 0
