"""Finding the registry: in the named folder, else in the nearest one upward."""

from pathlib import Path

import pytest

from commitrack.errors import ExitCode, RegistryError
from commitrack.registry.discovery import START, example, files, find


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project with its registry in data/, and another registry in a subfolder."""
    for name in ("project/data", "project/src/deep", "project/other/data", "alone"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("project/data", "project/other"):
        (tmp_path / name / "commitments.toml").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("project", "project/data"),
        ("project/src/deep", "project/data"),
        ("project/data", "project/data"),
        ("project/other", "project/other"),
        ("project/other/data", "project/other"),
    ],
)
def test_the_nearest_registry_upward_is_found(tree: Path, start: str, expected: str) -> None:
    """The registry is in the folder or its data folder, else in those of the nearest folder above."""
    assert find(None, start=tree / start) == tree / expected


@pytest.mark.parametrize("named", ["project/data", "project/data/commitments.toml"])
def test_a_registry_may_be_named(tree: Path, named: str) -> None:
    """A registry may be named by its folder or by its commitments.toml."""
    assert find(str(tree / named), start=tree / "alone") == tree / "project/data"


def test_a_missing_registry_is_reported_with_what_to_type_next(tree: Path) -> None:
    """A missing registry is an error with a hint, for a named folder as for the working directory."""
    with pytest.raises(RegistryError, match=r"no commitments\.toml, no data/commitments\.toml") as nowhere:
        find(None, start=tree / "alone")
    with pytest.raises(RegistryError, match=r'project": "commitments\.toml" not found') as named:
        find(str(tree / "project"), start=tree / "project/data")
    assert [caught.value.hint for caught in (nowhere, named)] == [START, START]
    assert nowhere.value.exit_code is ExitCode.REGISTRY


def test_every_toml_file_is_read_and_the_journal_last(tmp_path: Path) -> None:
    """TOML files are in the order of their names, the journal last; hidden files and subfolders are ignored."""
    for name in ("updates.toml", "z.toml", "commitments.toml", ".#z.toml", "z.toml~", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "commitments.toml").touch()
    assert [path.name for path in files(tmp_path)] == ["commitments.toml", "z.toml", "updates.toml"]


def test_the_shipped_registry_is_found() -> None:
    """The shipped registry has both commitments.toml and updates.toml."""
    assert {"commitments.toml", "updates.toml"} <= {path.name for path in files(example())}
