"""Registries that are not what they seem: links to files elsewhere, and folders of other users."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., subprocess.CompletedProcess[bytes]]
ME, OTHER, TEAM = 12_345, 23_456, 34_567
WRITING = (
    ("update", "train", "1500", "--on", "2025-06-30"), ("add", "--title", "Another plan"), ("remove", "draft", "--yes"),
    ("amend", "train", "--value", "4000", "--reason", "r"), ("undo", "20240701T000000Z-00000001"),
    ("rename", "train", "training"),
)  # fmt: skip


@pytest.mark.parametrize("name", ["commitments.toml", "updates.toml", "additions.toml"])
@pytest.mark.parametrize("argv", [*WRITING, ("list",), ("check",), ("log",)], ids=lambda argv: argv[0])
def test_a_link_out_of_the_registry_is_neither_read_nor_written(
    refused: Callable[..., str], registry: Path, name: str, argv: tuple[str, ...]
) -> None:
    """If a file of the registry is a link to a file outside, every command refuses it, and shows nothing of it."""
    outside = registry.parent / "outside"
    (registry / name).rename(outside)
    outside.write_bytes(outside.read_bytes() + b"# nobody else's business\nerror\n")
    (registry / name).symlink_to(outside)
    before = outside.read_bytes()
    problems = refused(*argv)
    assert f"{name}: error[CT101]: link to a file outside the registry" in problems
    assert "business" not in problems
    assert outside.read_bytes() == before


@pytest.mark.parametrize("name", ["updates.toml", "additions.toml"])
@pytest.mark.parametrize("argv", WRITING, ids=lambda argv: argv[0])
def test_a_link_to_nothing_outside_the_registry_creates_no_file(
    call: Call, registry: Path, name: str, argv: tuple[str, ...]
) -> None:
    """If a file of the registry is a link to a missing file outside, writing is refused, and none is created."""
    (registry / name).unlink()
    (registry / name).symlink_to("../outside")
    assert call(*argv).returncode == 3
    assert not (registry.parent / "outside").exists()


def test_a_data_folder_that_is_a_link_elsewhere_must_be_named(script: Path, registry: Path) -> None:
    """If ``data`` in a clone leads to another registry, that is not taken for the one of the clone unless named."""
    clone = registry.parent / "clone"
    clone.mkdir()
    (clone / "data").symlink_to(registry)
    found, named = (
        subprocess.run([script, "list", *options], cwd=clone, capture_output=True, check=False, timeout=60)
        for options in ((), ("--registry", "data"))
    )
    assert found.returncode == 3
    assert b'data" is a link to another folder\nhint: if it is the one you want, name it: --registry ' in found.stderr
    assert named.returncode == 0


@pytest.mark.parametrize("argv", WRITING, ids=lambda argv: argv[0])
def test_links_inside_the_registry_are_followed_and_stay(call: Call, registry: Path, argv: tuple[str, ...]) -> None:
    """Links to other files of the folder work, also if the folder is reached through a link."""
    (registry / "files").mkdir()
    for name in ("commitments.toml", "updates.toml", "additions.toml"):
        (registry / name).rename(registry / "files" / name)
        (registry / name).symlink_to(f"files/{name}")
    (registry.parent / "link").symlink_to(registry)
    assert call(*argv, "--registry", "../link").returncode == 0
    assert (registry / "updates.toml").is_symlink()
    assert call("check").returncode == 0


NOTE = b"belongs to another user"


@pytest.fixture
def foreign(registry: Path) -> Path:
    """The registry, which belongs to another user than the one of ``as_me``, and not to root."""
    if os.geteuid() == 0:
        for path in (registry, *registry.iterdir()):
            os.chown(path, OTHER, TEAM)
    return registry


def as_me(folder: Path, *argv: str, team: int | None = None) -> bytes:
    """Run commitrack in a folder as if by an ordinary user, perhaps in a group, and return what it prints to stderr."""
    groups = [] if team is None else [team]
    code = f"import os; os.geteuid = lambda: {ME}; os.getegid = lambda: {ME}; os.getgroups = lambda: {groups}; "
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COMMITRACK_")}
    result = subprocess.run(
        [sys.executable, "-c", code + "from commitrack.cli.main import run; run()", *argv],
        cwd=folder, env=environment, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stderr


def test_a_registry_of_another_user_that_was_not_named_is_announced(foreign: Path) -> None:
    """A registry that was only found, and belongs to another user, is announced once on stderr; one named is not."""
    (foreign / "below").mkdir()
    assert as_me(foreign, "list").count(NOTE) == 1
    assert as_me(foreign / "below", "log").count(NOTE) == 1
    assert "別の利用者" in as_me(foreign, "list", "--lang", "ja").decode()
    assert as_me(foreign, "list", "--registry", ".") == b""


def test_a_shared_registry_is_not_announced(foreign: Path) -> None:
    """Nothing is said of a registry of root, or one in a folder to which a group of the user may write."""
    foreign.chmod(0o2775)
    team = foreign.stat().st_gid
    assert as_me(foreign, "list", team=team) == b""
    assert NOTE in as_me(foreign, "list")
    foreign.chmod(0o1777)
    assert NOTE in as_me(foreign, "list", team=team)
    if os.geteuid() == 0:  # nobody else can give a file to root
        for path in (foreign, *foreign.iterdir()):
            os.chown(path, 0, 0)
        assert as_me(foreign, "list") == b""


def test_paths_above_the_registry_are_not_links_out_of_it(call: Call, registry: Path) -> None:
    """A file beside the folder, named with ``../``, is read by --from and written by --output."""
    (registry.parent / "rows.csv").write_text("commitment,actual,on\ntrain,1500,2025-06-30\n", encoding="utf-8")
    assert call("update", "--from", "../rows.csv").returncode == 0
    assert call("list", "--output", "../list.csv").returncode == 0
    assert (registry.parent / "list.csv").is_file()
