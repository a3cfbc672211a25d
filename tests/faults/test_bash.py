"""Tab completion in a real bash completes what follows a colon, and runs no code from the registry."""

import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
COMPLETE = """\
eval "$(commitrack completion bash)"
COMP_LINE="$1" COMP_POINT=${#1}
_commitrack_completion
printf '%s\\n' "${COMPREPLY[@]}"
"""
REGISTRY = """\
[commitments.train-5000]
title = "$(touch pwned)"
targets.trainees = { value = 5_000, unit = "people" }
targets.schools = { value = 5, unit = "schools" }
[commitments."$(touch pwned)"]
title = "an id that is a command"
"""


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("commitrack show tr", ["train-5000"]),
        ("commitrack show ", ["train-5000"]),
        ("commitrack list status:over", ["overdue"]),
        ("commitrack list not:status:over", ["overdue"]),
        ("commitrack list -o some-fi", []),
        ("commitrack rep", ["report", "repair"]),
        ("commitrack report --fail-on overdue,sta", ["overdue,stale"]),
        ("commitrack update train-5000 --target s", ["schools"]),
        ("commitrack completion z", ["zsh"]),
        ("commitrack -C elsewhere show o", ["other"]),
        ("commitrack show --registry=elsewhere o", ["other"]),
    ],
)
def test_tab_in_bash(script: Path, tmp_path: Path, line: str, offered: list[str]) -> None:
    """bash offers commands, ids and values; after a colon, only the rest of the word."""
    (tmp_path / "commitments.toml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "commitments.toml").write_text('[commitments.other]\ntitle = "O"\n', encoding="utf-8")
    result = subprocess.run(
        ["bash", "--norc", "-c", COMPLETE, "bash", line], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PATH": f"{script.parent}:/usr/bin:/bin", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert sorted(result.stdout.split()) == sorted(offered), result.stderr
    assert not (tmp_path / "pwned").exists()
