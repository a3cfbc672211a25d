"""Fault: TAB completion in zsh runs code from the registry. Typer's output goes through eval in the shell."""

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


def _typed(zsh: int, text: str, *, until: str, patience: float = 15) -> str:
    """Type into the shell, and return what it shows until a text appears."""
    os.write(zsh, text.encode())
    shown, end = "", time.monotonic() + patience
    while until not in shown and time.monotonic() < end:
        if select.select([zsh], [], [], 0.2)[0]:
            shown += os.read(zsh, 65536).decode(errors="replace")
    return shown


def test_tab_in_a_real_zsh_offers_ids_and_runs_nothing(tmp_path: Path) -> None:
    """Ids are completed; command substitutions in titles and ids stay text."""
    (tmp_path / "commitments.toml").write_text(REGISTRY, encoding="utf-8")
    path = f"{SCRIPT.parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "HOME": str(tmp_path), "TERM": "dumb"}
    asking = {**environment, "_COMMITRACK_COMPLETE": "source_zsh"}
    source = subprocess.run([str(SCRIPT)], env=asking, capture_output=True, text=True, check=True).stdout
    assert "compdef" in source
    (tmp_path / "complete.zsh").write_text(source, encoding="utf-8")
    child, zsh = pty.fork()
    if child == 0:
        os.chdir(tmp_path)
        os.execvpe("zsh", ["zsh", "-f", "-i"], environment)  # noqa: S606  a shell is what this is about
    try:
        _typed(zsh, "PS1='ready> '; unsetopt zle_bracketed_paste 2>/dev/null\n", until="ready> ")
        _typed(zsh, "autoload -Uz compinit && compinit -u && . ./complete.zsh; print loa''ded\n", until="loaded")
        shown = _typed(zsh, "commitrack show train-\t\t", until="train-women")
        assert "train-" in shown
        _typed(zsh, "\x15commitrack show \t\t", until="train-women")
        shown = _typed(zsh, "\x15commitrack show train-5\t; print -r done''d\n", until="doned")
        assert "train-5000" in shown
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(zsh)
    assert not (tmp_path / "pwned").exists()
