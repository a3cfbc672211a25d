"""git merges updates made in two clones with the .gitattributes of a new registry, and no record is lost."""

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
    "figure": ["update", "train-5000", "+10", "--force"],
    "note": ["update", "train-5000", "--note", "“said” = { a, b } # no comment", "--force"],
    "amend": ["amend", "train-5000", "--value", "4,000 people", "--reason", "fewer rooms"],
    "due": ["amend", "train-5000", "--due", "2030", "--reason", "later"],
    "lifecycle": ["update", "train-5000", "--lifecycle", "suspended", "--reason", "talks", "--force"],
    "undo": ["undo"],
}


_EXIT_CODES = {"undo": {0, 4}, "amend": {0, 2}, "due": {0, 2}}
"""The allowed exit codes of commands that may find nothing to retract or to amend."""


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=folder, env=IDENTITY, capture_output=True, text=True, check=True)


def _work_in_clone(origin: Path, folder: Path, steps: list[str]) -> set[str]:
    """Clone a repository, run some steps in the clone, commit, and return the keys of the new updates."""
    _git(origin.parent, "clone", "-q", str(origin), str(folder))
    before = set(read(folder).registry.updates)
    for step in steps:
        assert main([*STEPS[step], "--registry", str(folder)]) in _EXIT_CODES.get(step, {0})
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
    """git merges the updates, amendments and retractions of two clones without a conflict, an error or a lost line."""
    folder = tmp_path_factory.mktemp("merge")
    origin = folder / "origin"
    assert main(["init", str(origin)]) == 0
    _git(origin, "init", "-q", "-b", "main")
    _git(origin, "add", "-A")
    _git(origin, "commit", "-q", "-m", "a registry")
    our_keys = _work_in_clone(origin, folder / "ours", ours)
    their_keys = _work_in_clone(origin, folder / "theirs", theirs)
    _git(folder / "ours", "pull", "-q", "--no-rebase", "--no-edit", str(folder / "theirs"), "main")
    merged = read(folder / "ours")
    assert merged.errors() == ()
    assert our_keys | their_keys <= set(merged.registry.updates)
