"""Renaming a commitment changes its id in the files of a registry, and neither anything else nor the journal."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from commitrack.errors import RegistryError, WriteError
from commitrack.registry import example
from commitrack.registry.atomic_write import Replacement
from commitrack.registry.read import read
from commitrack.registry.transaction import WriteResult, transaction

KEY = "20240701T000000Z-00000001"
FILES = {
    "a-parts.toml": '[commitments.part]\ntitle = "Part"\npart_of = "old"\n',
    "commitments.toml": '[commitments.old]\ntitle = "Old"\n\n# kept\n[commitments.other]\ntitle="Other"\n'
    'related=["old"]\n',
    "updates.toml": f'[updates]\n{KEY} = {{ commitment = "old", on = 2024-06-30, completion = "limited", '
    "recorded = 2024-07-01T00:00:00Z }\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A registry in three files."""
    for name, text in FILES.items():
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in folder.glob("*.toml")}


def rename(folder: Path, old: str, new: str, *, dry_run: bool = False) -> WriteResult:
    with transaction(folder, dry_run=dry_run) as tx:
        tx.rename(old, new)
    return tx.result


def test_every_file_that_names_it_is_changed(folder: Path) -> None:
    """Renaming changes the defining file and those that refer to it, not the journal, and reports the changed lines."""
    result = rename(folder, "old", "new")
    assert contents(folder) == {
        "a-parts.toml": FILES["a-parts.toml"].replace("old", "new"),
        "commitments.toml": FILES["commitments.toml"]
        .replace("[commitments.old]", "[commitments.new]")
        .replace('"Old"\n', '"Old"\nformerly = ["old"]\n')
        .replace('["old"]\n', '["new"]\n')
        .replace('formerly = ["new"]', 'formerly = ["old"]'),
        "updates.toml": FILES["updates.toml"],
    }
    assert result.lines == (
        'a-parts.toml:3: part_of = "new"', "commitments.toml:1: [commitments.new]",
        'commitments.toml:3: formerly = ["old"]', 'commitments.toml:8: related=["new"]',
    )  # fmt: skip
    reading = read(folder)
    assert reading.problems == ()
    assert reading.registry == result.after.registry
    assert reading.registry.updates[KEY].commitment == "new"


def test_there_and_back(folder: Path) -> None:
    """A commitment that is renamed three times, at last to its first id, keeps its updates and lists the other ids."""
    for old, new, formerly in (
        ("old", "new", ("old",)),
        ("new", "newer", ("old", "new")),
        ("newer", "old", ("new", "newer")),
    ):
        assert rename(folder, old, new).after.registry.commitments[new].formerly == formerly
    assert read(folder).registry.updates[KEY].commitment == "old"


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    """A dry run reports the lines that would change, and writes nothing."""
    assert len(rename(folder, "old", "new", dry_run=True).lines) == 4
    assert contents(folder) == FILES


def test_a_byte_order_mark_stays(folder: Path) -> None:
    """A byte order mark at the start of the file is kept before the changed header."""
    path = folder / "commitments.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    rename(folder, "old", "new")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf[commitments.new]\n")


def test_an_invalid_result_is_not_written(folder: Path) -> None:
    """If the new id is that of another commitment, an error is raised and no file changes."""
    with pytest.raises((RegistryError, WriteError)):
        rename(folder, "old", "other")
    assert contents(folder) == FILES


@pytest.mark.parametrize(
    "text",
    [
        'commitments = { old = { title = "Old" }, part = { title = "Part", part_of = "old" } }\n',
        '[commitments]\nold = { formerly = ["x"], title = "Old" }\n',
    ],
)
def test_an_unusual_table_is_left_alone(tmp_path: Path, text: str) -> None:
    """A table that cannot be changed safely is an error, which says how to rename by hand, and no file changes."""
    path = tmp_path / "commitments.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WriteError, match=r'cannot rename "old" in "commitments\.toml"') as caught:
        rename(tmp_path, "old", "new")
    assert 'commitrack edit old, and add formerly = ["old"]' in str(caught.value.hint)
    assert path.read_text(encoding="utf-8") == text


@contextmanager
def _failing(name: str) -> Iterator[None]:
    """Replacing the file with this name fails."""

    replace = Replacement.replace

    def replaced(self: Replacement) -> None:
        if self.path.name == name:
            raise WriteError("disk full", hint="nothing was changed")
        replace(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Replacement, "replace", replaced)
        yield


def test_between_two_files_the_registry_is_valid(folder: Path) -> None:
    """If the second file cannot be written, the first one is, the registry is valid, and the error says so."""
    with _failing("a-parts.toml"), pytest.raises(WriteError, match="disk full") as caught:
        rename(folder, "old", "new")
    assert caught.value.hint == "written: commitments.toml; the registry is valid, and the rest is unchanged"
    reading = read(folder)
    assert reading.problems == ()
    assert reading.registry.commitments["part"].part_of == "new"
    assert contents(folder)["a-parts.toml"] == FILES["a-parts.toml"]


def test_if_the_first_file_cannot_be_written_nothing_is(folder: Path) -> None:
    """If the first file cannot be written, no file changes, and the error says so."""
    with _failing("commitments.toml"), pytest.raises(WriteError, match="disk full") as caught:
        rename(folder, "old", "new")
    assert caught.value.hint == "nothing was changed"
    assert contents(folder) == FILES


def test_commitments_of_the_shipped_registry(tmp_path: Path) -> None:
    """Renaming each whole of the shipped registry changes only lines with its id, and adds one line."""
    folder = tmp_path / "data"
    shutil.copytree(example(), folder)
    before = read(folder)
    wholes = [name for name, parts in before.registry.parts_of().items() if len(parts) > 1]
    assert wholes
    for name in wholes:
        text = (folder / "commitments.toml").read_text("utf-8").splitlines()
        result = rename(folder, name, f"{name}-x")
        changed = (folder / "commitments.toml").read_text("utf-8").splitlines()
        changed.remove(f'formerly = ["{name}"]')
        assert len(changed) == len(text)
        pairs = [(old, new) for old, new in zip(text, changed, strict=True) if old != new]
        assert all(old.replace(name, f"{name}-x") == new for old, new in pairs)
        assert len(pairs) + 1 == len(result.lines) > 1
    after = read(folder)
    assert after.problems == ()
    assert (folder / "updates.toml").read_bytes() == (example() / "updates.toml").read_bytes()
    undone = {c.id.removesuffix("-x"): replace(c, formerly=()) for c in after.registry.commitments.values()}
    assert [c.title for c in undone.values()] == [c.title for c in before.registry.commitments.values()]
    assert after.registry.updates.keys() == before.registry.updates.keys()
