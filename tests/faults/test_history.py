"""``commitrack check --history`` finds every line of the journal that is not as it was committed."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

Call = Callable[..., "subprocess.CompletedProcess[bytes]"]

FIRST, SECOND, THIRD = (
    f'2024080{n}T000000Z-0000000{n} = {{ commitment = "train", on = 2024-07-0{n}, add = 100, '
    f"recorded = 2024-08-0{n}T00:00:00Z }}\n"
    for n in (1, 2, 3)
)
KEY = SECOND.partition(" ")[0]


def git(folder: Path, *argv: str) -> str:
    identity = ["-c", "user.name=desk", "-c", "user.email=desk@example.org"]
    result = subprocess.run(["git", *identity, *argv], cwd=folder, capture_output=True, text=True, check=True)
    return result.stdout.strip()


def commit(folder: Path) -> str:
    """Commit everything; return the abbreviated name of the commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "change")
    return git(folder, "rev-parse", "--short=10", "HEAD")


@pytest.fixture
def committed(registry: Path) -> Path:
    """The registry in git, with four lines of the journal, each in a commit of its own."""
    git(registry, "init", "-q", "-b", "main")
    commit(registry)
    for line in (FIRST, SECOND, THIRD):
        with (registry / "updates.toml").open("a", encoding="utf-8") as journal:
            journal.write(line)
        commit(registry)
    return registry


def edit(folder: Path, old: str, new: str, name: str = "updates.toml") -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


def test_an_unchanged_journal_has_no_problem(committed: Path, call: Call) -> None:
    """New lines, a new segment, line endings, comments and the order of lines are no changes."""
    edit(committed, FIRST + SECOND, f"# a comment\n{SECOND}{FIRST[:-1]}\r\n")
    (committed / "updates-0002.toml").write_text(
        f"[updates]\n{THIRD}".replace("03T", "04T").replace("-08-03", "-08-04")
    )
    result = call("check", "--history")
    assert result.returncode == 0
    assert b"CT406" not in result.stdout
    assert b"\n4 lines of the git history are unchanged\n" in result.stdout


CHANGES = {
    "a changed digit": (SECOND, SECOND.replace("100", "190"), "changed"),
    "another day": (SECOND, SECOND.replace("on = 2024-07-02", "on = 2024-07-12"), "changed"),
    "a deleted line": (SECOND, "", "deleted"),
    "a line made a comment": (SECOND, f"# {SECOND}", "deleted"),
}


@pytest.mark.parametrize("is_committed", [False, True])
@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_reported(
    committed: Path,
    call: Call,
    change: str,
    is_committed: bool,  # noqa: FBT001
) -> None:
    """A changed or deleted line is an error that names the update and the commit; other commands do not run git."""
    old, new, what = CHANGES[change]
    edit(committed, old, new)
    where = f"in commit {commit(committed)} (" if is_committed else "after the last commit\n"
    assert call("check").returncode == 0
    result = call("check", "--history")
    assert result.returncode == 1
    place = "updates.toml:4" if what == "changed" else "updates.toml"
    assert f'{place}: error[CT406]: update "{KEY}" was {what} {where}' in result.stdout.decode()
    assert b"\n3 lines of the git history are unchanged\n" in result.stdout
    edit(committed, new or THIRD, old if new else SECOND + THIRD)
    commit(committed)
    assert call("check", "--history").returncode == 0  # the line is there again, as it was committed first


def test_a_line_that_a_merge_left_out_is_reported(committed: Path, call: Call) -> None:
    """A merge that keeps only one side's journal hides the other's commits from a plain git log, but not from check."""
    git(committed, "checkout", "-q", "-b", "side", "HEAD~1")
    with (committed / "updates.toml").open("a", encoding="utf-8") as journal:
        journal.write(SECOND.replace("02T", "05T").replace("-08-02", "-08-05"))
    commit(committed)
    git(committed, "checkout", "-q", "main")
    git(committed, "merge", "-q", "--no-edit", "-s", "ours", "side")
    result = call("check", "--history")
    assert result.returncode == 1
    assert b'update "20240805T000000Z-00000002" was deleted in commit' in result.stdout


def test_the_folder_may_be_a_part_of_the_repository(committed: Path, call: Call) -> None:
    """Only the journal of this registry is compared, also in a subfolder."""
    data = committed / "sub"
    data.mkdir()
    for path in committed.glob("*.toml"):
        path.rename(data / path.name)
    commit(committed)
    assert b"\n4 lines of the git history are unchanged\n" in call("check", "--history", "-r", "sub").stdout
    edit(data, SECOND, "")
    assert call("check", "--history", "-r", "sub").returncode == 1


def test_a_shallow_clone_is_named(committed: Path, call: Call, tmp_path: Path) -> None:
    """Of a shallow clone, the answer says that older lines were not compared."""
    git(tmp_path, "clone", "-q", "--depth", "1", committed.as_uri(), "shallow")
    result = call("check", "--history", "--registry", str(tmp_path / "shallow"))
    assert result.returncode == 0
    assert b"the clone is shallow, so older lines are not compared" in result.stdout


@pytest.mark.parametrize("is_repository", [False, True])
def test_without_a_history_a_sentence_says_so(registry: Path, call: Call, is_repository: bool) -> None:  # noqa: FBT001
    """Outside a repository, and before the first commit, the exit code is 2, and git's reason is shown."""
    if is_repository:
        git(registry, "init", "-q", "-b", "main")
    result = call("check", "--history", env={"GIT_CEILING_DIRECTORIES": str(registry.parent)})
    assert result.returncode == 2
    assert result.stderr.startswith(b"error: git cannot read the history: ")
    assert b"hint: --history compares the journal with the commits of the git repository" in result.stderr


def test_a_history_without_updates(registry: Path, call: Call) -> None:
    """Before the first update is committed, a sentence says so."""
    journal = (registry / "updates.toml").read_bytes()
    (registry / "updates.toml").unlink()
    git(registry, "init", "-q", "-b", "main")
    commit(registry)
    (registry / "updates.toml").write_bytes(journal)
    assert b"\nthe git history contains no updates\n" in b"\n" + call("check", "--history").stdout


def test_without_git_a_sentence_says_so(call: Call, tmp_path: Path) -> None:
    """Without git, the exit code is 2."""
    result = call("check", "--history", env={"PATH": str(tmp_path)})
    assert (result.returncode, result.stderr) == (2, b"error: --history needs git, which is not installed\n")


def test_a_line_that_only_merges_changed_is_reported(committed: Path, call: Call) -> None:
    """A line that one merge added and the next one deleted is reported, whatever the settings of the log are."""
    line = SECOND.replace("02T", "05T").replace("-08-02", "-08-05")
    for name, change in {"one": (THIRD, THIRD + line), "two": (line, "")}.items():
        git(committed, "checkout", "-q", "-b", "side", "HEAD~1")
        (committed / name).touch()
        commit(committed)
        git(committed, "checkout", "-q", "main")
        git(committed, "merge", "-q", "--no-commit", "side")
        edit(committed, *change)
        last = commit(committed)
        git(committed, "branch", "-D", "side")
    for setting in (("log.diffMerges", "off"), ("log.follow", "true"), ("log.diffMerges", "combined")):
        git(committed, "config", *setting)
        result = call("check", "--history")
        assert result.returncode == 1
        assert f'update "20240805T000000Z-00000002" was deleted in commit {last}' in result.stdout.decode()


def test_a_repaired_line_is_no_loss(committed: Path, call: Call) -> None:
    """An incomplete line that was committed, and that a repair made a comment, was never a record."""
    with (committed / "updates.toml").open("a", encoding="utf-8") as journal:
        journal.write(SECOND.replace("02T", "05T")[:60])
    commit(committed)
    assert call("repair").returncode == 0
    commit(committed)
    result = call("check", "--history")
    assert (result.returncode, b"CT406" in result.stdout) == (0, False)


def test_a_file_that_was_never_a_journal_is_refused_in_little_memory(committed: Path, call: Call) -> None:
    """A version beyond the limit of a file is not read, although git stores it in a few kilobytes."""
    text = (committed / "updates.toml").read_bytes()
    with (committed / "updates.toml").open("ab") as journal:
        journal.truncate(40 * 1024**2)
    commit(committed)
    (committed / "updates.toml").write_bytes(text)
    commit(committed)
    result = call("check", "--history")
    assert result.returncode == 2
    assert b"error: git cannot read the history: " in result.stderr
    assert b" is larger than 16 MB\n" in result.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_settings_of_diffs_are_not_read(committed: Path, call: Call) -> None:
    """Files that the settings of diffs name are not opened, and their patterns are not searched."""
    os.mkfifo(committed / "pipe")
    git(committed, "config", "diff.orderFile", str(committed / "pipe"))
    git(committed, "config", "diff.x.xfuncname", r"^(.*a)*(.*a)*(.*a)*\1\2b$")
    (committed / ".git" / "info" / "attributes").write_text("* diff=x\n", "utf-8")
    edit(committed, SECOND, "")
    assert call("check", "--history").returncode == 1


def test_no_program_of_a_submodule_is_run(committed: Path, call: Call, tmp_path: Path) -> None:
    """A submodule in the place of a segment, whose settings name a program, is neither entered nor compared."""
    inner = committed / "updates-1.toml"
    inner.mkdir()
    git(inner, "init", "-q")
    git(inner, "config", "diff.external", f"touch {tmp_path}/ran; true")
    git(committed, "config", "diff.submodule", "diff")
    for text in ("a", "b"):
        (inner / "f").write_text(text, "utf-8")
        name = (commit(inner), git(inner, "rev-parse", "HEAD"))[1]
        git(committed, "update-index", "--add", "--cacheinfo", f"160000,{name},updates-1.toml")
        git(committed, "commit", "-q", "-m", "submodule")
    shutil.rmtree(inner)
    assert call("check", "--history").returncode == 0
    assert not (tmp_path / "ran").exists()


def test_nothing_that_the_repository_names_is_run(committed: Path, call: Call, tmp_path: Path) -> None:
    """No program in the configuration, attributes or environment is started, and a journal marked as binary is
    compared as well."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\ncat\n")
    program.chmod(0o755)
    (committed / ".gitattributes").write_text("updates.toml diff=evil filter=evil -text\n")
    for setting in (
        "diff.external", "diff.evil.command", "diff.evil.textconv", "core.fsmonitor", "core.pager", "pager.log",
        "gpg.program", "filter.evil.smudge", "filter.evil.process", "core.sshCommand", "core.editor",
        "core.alternateRefsCommand",
    ):  # fmt: skip
        git(committed, "config", setting, str(program))
    git(committed, "config", "log.showSignature", "true")
    git(committed, "config", "diff.evil.binary", "true")
    git(committed, "config", "log.showRoot", "false")
    edit(committed, SECOND, SECOND.replace("100", "190"))
    result = call("check", "--history", env={"GIT_EXTERNAL_DIFF": str(program), "GIT_PAGER": str(program)})
    assert b"was changed after the last commit" in result.stdout
    assert b"\n3 lines of the git history are unchanged\n" in result.stdout
    assert not (tmp_path / "ran").exists()
    assert os.access(program, os.X_OK)
