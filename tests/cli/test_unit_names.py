"""The table ``[units]``: what a reader of each language sees, and what can be typed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
BUSES = """\
units.buses = { ja = "台" }
[commitments.buses]
title = { en = "Buses", ja = "電気バス" }
made = 2026-01-01
targets.buses = { value = 300, unit = "buses" }
targets.lines = { value = 12, unit = "lines" }
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry that names one of its units."""
    (tmp_path / "commitments.toml").write_text(BUSES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_named_unit_in_every_output(run: Run) -> None:
    """Tables have the name in the language of the reader, JSON and CSV the unit as written."""
    assert run("update", "buses", "120台", "--on", "2026-02-01", "--lang", "ja").code == 0
    assert "300台に対し120台" in run("show", "buses", "--lang", "ja").out
    assert "120 of 300 buses" in run("show", "buses").out
    assert "120台" in run("log", "--lang", "ja").out
    assert json.loads(run("list", "--json").out)["items"][0]["targets"][0]["unit"] == "buses"
    assert json.loads(run("list", "--json", "--columns", "targets").out)["items"][0]["targets"][0]["unit"] == "buses"
    assert json.loads(run("log", "--json").out)["items"][0]["unit"] == "buses"
    assert "台" not in run("report", "--format", "csv").out


@pytest.mark.usefixtures("folder")
def test_a_named_unit_is_typed_by_its_name(run: Run) -> None:
    """A figure is accepted in the unit as written and by its names, and refused in the unit of no target."""
    assert run("update", "buses", "12本", "--on", "2026-02-01", "--lang", "ja").err == (
        "エラー：「buses」に、単位が「本」の目標はありません。\n"
        "ヒント：次のいずれかを --target で指定してください：buses（台）、lines（lines）\n"
    )
    assert run("update", "buses", "12 buses", "--on", "2026-02-01").code == 0


def test_a_unit_that_is_written_in_japanese(run: Run, folder: Path) -> None:
    """A Japanese unit can have an English name, in which figures are typed too."""
    text = BUSES.replace('buses = { ja = "台" }', '"台" = { en = "buses" }').replace('unit = "buses"', 'unit = "台"')
    (folder / "commitments.toml").write_text(text, encoding="utf-8")
    assert run("update", "buses", "120 buses", "--on", "2026-02-01").code == 0
    assert "120 of 300 buses" in run("show", "buses").out
    assert "300台に対し120台" in run("show", "buses", "--lang", "ja").out


def test_a_language_that_the_program_does_not_have(run: Run, folder: Path) -> None:
    """A misspelt language in ``[units]`` is an error with a suggestion."""
    (folder / "commitments.toml").write_text(BUSES.replace('ja = "台"', 'jp = "台"'), encoding="utf-8")
    assert 'error[CT106]: unknown key "jp" in the names of a unit' in run("check").out
