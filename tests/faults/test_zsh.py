"""Tab completion in zsh runs no code from the registry, although the shell passes Typer's output to eval."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(sys.executable).parent / "commitrack"
pytestmark = [
    pytest.mark.skipif(shutil.which("zsh") is None, reason="needs zsh (apt-get install zsh)"),
    pytest.mark.skipif(not SCRIPT.exists(), reason="needs the installed console script"),
]

REGISTRY = """\
[commitments.train-5000]
title = "$(touch pwned) `touch pwned` ${(e):-'$(touch pwned)'}"
made = 2026-01-01
targets.trainees = { value = 5_000, unit = "people" }
[commitments.train-women]
title = "; touch pwned; \\\\$(touch pwned)"
[commitments."$(touch pwned)"]
title = "an id that is a command"
[commitments."`touch pwned`"]
title = "another"
"""


def _type(zsh: int, text: str, *, expected: str, timeout: float = 15) -> str:
    """Type a text into the shell, and return its output up to an expected text or the timeout."""
    os.write(zsh, text.encode())
    output, end = "", time.monotonic() + timeout
    while expected not in output and time.monotonic() < end:
        if select.select([zsh], [], [], 0.2)[0]:
            output += os.read(zsh, 65536).decode(errors="replace")
    return output


def test_tab_in_a_real_zsh_offers_ids_and_runs_nothing(tmp_path: Path) -> None:
    """zsh completes ids, and does not run command substitutions in titles and ids."""
    (tmp_path / "commitments.toml").write_text(REGISTRY, encoding="utf-8")
    path = f"{SCRIPT.parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "HOME": str(tmp_path), "TERM": "dumb"}
    command = [str(SCRIPT), "completion", "zsh"]
    source = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    assert "compdef" in source
    (tmp_path / "complete.zsh").write_text(source, encoding="utf-8")
    child, zsh = pty.fork()
    if child == 0:
        os.chdir(tmp_path)
        os.execvpe("zsh", ["zsh", "-f", "-i"], environment)  # noqa: S606  the test needs a shell
    try:
        _type(zsh, "PS1='ready> '; unsetopt zle_bracketed_paste 2>/dev/null\n", expected="ready> ")
        _type(zsh, "autoload -Uz compinit && compinit -u && . ./complete.zsh; print loa''ded\n", expected="loaded")
        output = _type(zsh, "commitrack show train-\t\t", expected="train-women")
        assert "train-" in output
        _type(zsh, "\x15commitrack show \t\t", expected="train-women")
        output = _type(zsh, "\x15commitrack show train-5\t; print -r done''d\n", expected="doned")
        assert "train-5000" in output
        output = _type(zsh, "\x15commitrack list status:over\t; print -r stop''ped\n", expected="stopped")
        assert "status:overdue" in output
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(zsh)
    assert not (tmp_path / "pwned").exists()
