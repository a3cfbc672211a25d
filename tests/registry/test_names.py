"""Reading only ids gives the ids of the registry, whatever the form of the file."""

import os
from pathlib import Path

import pytest

from commitrack.registry import example
from commitrack.registry.names import names
from commitrack.registry.read import read
from commitrack.registry.tables import TABLES

TEXTS = {
    "headers": '[commitments.a]\ntitle = "A"\n[commitments.a.targets.x]\nunit = "x"\n[commitments.b]\ntitle = "B"\n',
    "lines before all headers": 'commitments.a.title = "A"\ncommitments.b = { title = "B" }\n',
    "one table": '[commitments]\na = { title = "A" }\nb.title = "B"\n',
    "tables in braces": 'commitments = { a = { title = "A" }, b = { title = "B" } }\n',
    "quotes": '["commitments"."a"]\ntitle = "A"\n[commitments."b"]\ntitle = "B"\n',
    "indented": ' [ commitments . a ]\n  title = "A"\n\t[commitments.b]\n\ttitle = "B"\n',
    "a byte order mark": '\ufeff[commitments.a]\ntitle = "A"\n[commitments.b]\ntitle = "B"\n',
    "a text of several lines": (
        '[commitments.a]\ntitle = "A"\nnote = """\n[commitments.c]\n"""\n[commitments.b]\ntitle = "B"\n'
    ),
    "a comment": '# [commitments.c]\n[commitments.a] # [commitments.d]\ntitle = "A"\n[commitments.b]\ntitle = "B"\n',
    "other tables": '[pillars.c]\ntitle = "P"\n[commitments.a]\ntitle = "A"\n[commitments.b]\ntitle = "B"\n',
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_ids_are_those_of_the_registry(tmp_path: Path, text: str) -> None:
    """Every form of TOML gives the same ids as reading the registry."""
    (tmp_path / "commitments.toml").write_text(text, encoding="utf-8")
    assert names(tmp_path, "commitments") == ["a", "b"] == list(read(tmp_path).registry.commitments)


@pytest.mark.parametrize("table", TABLES)
def test_the_ids_of_the_shipped_registry(table: str) -> None:
    """Every table of the shipped registry has the same ids as when the registry is read."""
    assert names(example(), table) == list(getattr(read(example()).registry, table))


def test_ids_of_several_files_are_in_their_order(tmp_path: Path) -> None:
    """What people write comes before additions, and an id in two files once; a file that cannot be read is left out."""
    (tmp_path / "commitments.toml").write_text('[commitments.b]\ntitle = "B"\n', encoding="utf-8")
    (tmp_path / "additions.toml").write_text('commitments.a.title = "A"\n', encoding="utf-8")
    (tmp_path / "other.toml").write_text('[commitments.b]\ntitle = "B"\n[commitments.c]\n', encoding="utf-8")
    (tmp_path / "broken.toml").write_text("commitments = {", encoding="utf-8")
    (tmp_path / "not-text.toml").write_bytes(b"\xff[commitments.d]\n")
    (tmp_path / "outside.toml").symlink_to(example() / "commitments.toml")
    os.mkfifo(tmp_path / "pipe.toml")
    assert names(tmp_path, "commitments") == ["b", "c", "a"]
