"""Fault: merges that lose records. Two clones log and amend; git merges them with the shipped .gitattributes."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitrack.cli.main import main
from commitrack.registry import read

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

IDENTITY = {
    **os.environ,
    "GIT_AUTHOR_NAME": "desk", "GIT_AUTHOR_EMAIL": "desk@example.org",
    "GIT_COMMITTER_NAME": "desk", "GIT_COMMITTER_EMAIL": "desk@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}  # fmt: skip

STEPS = {
    "figure": ["update", "train-5000", "+10"],
    "note": ["update", "train-5000", "--note", "“said” = { a, b } # no comment"],
    "amend": ["amend", "train-5000", "--value", "4,000 people", "--reason", "fewer rooms"],
    "due": ["amend", "train-5000", "--due", "2030", "--reason", "later"],
    "lifecycle": ["update", "train-5000", "--lifecycle", "suspended", "--reason", "talks"],
    "undo": ["undo"],
}


_ENDS = {"undo": {0, 4}, "amend": {0, 2}, "due": {0, 2}}
"""There may be nothing to retract, or nothing more to amend."""


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=folder, env=IDENTITY, capture_output=True, text=True, check=True)


def _desk(origin: Path, folder: Path, steps: list[str]) -> set[str]:
    """A clone in which somebody takes some steps; returns the keys of their lines."""
    _git(origin.parent, "clone", "-q", str(origin), str(folder))
    before = set(read(folder).registry.updates)
    for step in steps:
        assert main([*STEPS[step], "--registry", str(folder)]) in _ENDS.get(step, {0})
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "--allow-empty", "-m", "our desk")
    return set(read(folder).registry.updates) - before


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ours=st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=4),
    theirs=st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=4),
)
def test_two_desks_merge_without_conflict_or_loss(
    tmp_path_factory: pytest.TempPathFactory, ours: list[str], theirs: list[str]
) -> None:
    """Whatever two clones log, amend and retract: git merges them, no line is lost, the registry is valid."""
    place = tmp_path_factory.mktemp("merge")
    origin = place / "origin"
    assert main(["init", str(origin)]) == 0
    _git(origin, "init", "-q", "-b", "main")
    _git(origin, "add", "-A")
    _git(origin, "commit", "-q", "-m", "a registry")
    mine = _desk(origin, place / "ours", ours)
    other = _desk(origin, place / "theirs", theirs)
    _git(place / "ours", "pull", "-q", "--no-rebase", "--no-edit", str(place / "theirs"), "main")
    merged = read(place / "ours")
    assert merged.errors() == ()
    assert mine | other <= set(merged.registry.updates)
