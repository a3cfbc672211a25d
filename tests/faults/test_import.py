"""An import writes several files, one after the other; running it again completes one that failed in between."""

from pathlib import Path
from typing import Any

import pytest

from commitrack.cli.main import main
from commitrack.errors import WriteError
from commitrack.interchange.import_sheet import import_sheet
from commitrack.registry.atomic_write import Replacement
from commitrack.registry.read import read

PROFILE = (
    'key = "Id"\n[commitment]\nid = "plan-{Id}"\ntitle = "Title"\ndue = "Due"\n[targets.trees]\nvalue = "Target"\n'
    'unit = { always = "trees" }\nfigure = "Planted"\n'
)
SHEET = "Id,Title,Due,Target,Planted\n1,Oaks,2030,500,20\n2,Elms,2031,300,10\n"
IMPORT = ("import", "sheet.csv", "-p", "trees")


@pytest.fixture
def folder(registry: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry with a sheet and its profile, in which the test runs."""
    (registry / "imports").mkdir()
    (registry / "imports" / "trees.toml").write_text(PROFILE, encoding="utf-8")
    (registry / "sheet.csv").write_text(SHEET, encoding="utf-8")
    monkeypatch.chdir(registry)
    return registry


def test_an_import_that_fails_in_between_is_completed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """If the journal cannot be replaced, the commitments are recorded, the registry is valid, and the error says how to
    record the rest."""
    replace_file = Replacement.replace

    def failing(self: Replacement) -> None:
        if self.path.name == "updates.toml":
            raise WriteError("cannot write the journal")
        replace_file(self)

    with monkeypatch.context() as patch:
        patch.setattr(Replacement, "replace", failing)
        assert main(list(IMPORT)) == 7
    err = capsys.readouterr().err
    assert err == (
        "error: cannot write the journal\nhint: written: additions.toml; run the command again to record the rest\n"
    )
    assert read(folder).problems == ()
    assert main(list(IMPORT)) == 0
    assert capsys.readouterr().out.startswith("recorded: 2 updated\n")
    figures = [update.actual for update in read(folder).registry.updates.values()]
    assert figures[-2:] == [20, 10]


def test_a_registry_that_changes_meanwhile_is_not_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """If an editor saves a file of the registry while the sheet is compared, nothing is written."""
    text = (folder / "commitments.toml").read_text(encoding="utf-8")

    def saved(*arguments: Any, **options: Any) -> Any:
        (folder / "commitments.toml").write_text(f"{text}\n# saved\n", encoding="utf-8")
        return import_sheet(*arguments, **options)

    monkeypatch.setattr("commitrack.cli.sheet_import.import_sheet", saved)
    before = (folder / "additions.toml").read_bytes()
    assert main(list(IMPORT)) == 5
    assert "changed" in capsys.readouterr().err
    assert (folder / "additions.toml").read_bytes() == before
