"""``commitrack check`` for continuous integration: warnings, forms for machines, exit codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
DAY = ("--as-of", "2026-11-23")
STALE = 'the latest figure or completion level of "training" is from 2024-06-30, older than 12 months'
OVERDUE = '"training-plan" was due on 2020-12-31 and has had no update since'


def test_without_strict_a_sound_registry_is_sound(run: Run, folder: Path) -> None:
    """Warnings are not errors: exit 0, and they are not shown."""
    assert folder.is_dir()
    ran = run("check", *DAY)
    assert (ran.code, ran.err) == (0, "")
    assert "no problems in" in ran.out


def test_strict_shows_warnings_and_fails(run: Run, folder: Path) -> None:
    """Each warning with its place and line, and exit 1."""
    ran = run("check", "--strict", *DAY)
    assert ran.code == 1
    assert f"commitments.toml:11: warning[CT301]: {STALE}\n    [commitments.training]\n" in ran.err
    assert f"commitments.toml:19: warning[CT303]: {OVERDUE}\n    [commitments.training-plan]\n" in ran.err
    assert ran.out == f"2 problems in {folder}\n"


def test_strict_judges_by_a_day(run: Run, folder: Path) -> None:
    """What is stale today was not when it was new."""
    assert folder.is_dir()
    ran = run("check", "--strict", "--as-of", "2024-12-31")
    assert "CT301" not in ran.err
    assert "CT303" in ran.err
    assert run("check", "--strict", "--as-of", "2019-12-31").code == 0


def test_errors_come_first(run: Run, broken: Path) -> None:
    """A registry with errors is not judged; both forms of check report the same and fail."""
    assert broken.is_dir()
    plain, strict = run("check"), run("check", "--strict")
    assert (plain.code, strict.code) == (1, 1)
    assert (plain.out, plain.err) == (strict.out, strict.err)


def test_for_github(run: Run, folder: Path) -> None:
    """One annotation a problem, on stdout, with file and line."""
    ran = run("check", "--strict", "--format", "github", *DAY)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        f"::warning file={folder}/commitments.toml,line=11,title=CT301::{STALE}",
        f"::warning file={folder}/commitments.toml,line=19,title=CT303::{OVERDUE}",
    ]
    sound = run("check", "--format", "github")
    assert (sound.code, sound.out, sound.err) == (0, "", "")


def test_text_of_the_registry_makes_no_annotation_of_its_own(run: Run, tmp_path: Path) -> None:
    """Line ends, colons, commas and per cent signs are escaped as the runner reads them."""
    place = tmp_path / "50%, a::b"
    place.mkdir()
    (place / "commitments.toml").write_text('[commitments.a]\ntitle = "A"\nareas = ["x\\n::error::50%"]\n')
    out = run("check", "--format", "github", "--registry", str(place)).out
    (line,) = out.splitlines()
    assert line.startswith(f"::error file={tmp_path}/50%25%2C a%3A%3Ab/commitments.toml,line=3,title=CT201::")
    assert '"x ::error::50%25"' in line


def test_for_programs(run: Run, folder: Path) -> None:
    """One object; every key of a problem."""
    assert folder.is_dir()
    ran = run("check", "--strict", "--format", "json", *DAY)
    assert (ran.code, ran.err) == (1, "")
    found = json.loads(ran.out)
    assert found["schema"] == "commitrack/1/check"
    assert [(item["code"], item["severity"], item["line"]) for item in found["items"]] == [
        ("CT301", "warning", 11), ("CT303", "warning", 19),
    ]  # fmt: skip
    assert found["items"][0] == {
        "code": "CT301", "message": STALE, "path": ["commitments", "training"], "hint": None, "severity": "warning",
        "file": "commitments.toml", "line": 11, "excerpt": "[commitments.training]",
    }  # fmt: skip
    sound = run("check", "--format", "json")
    assert (sound.code, json.loads(sound.out)["items"]) == (0, [])


@pytest.mark.parametrize("form", ["github", "json"])
def test_errors_in_forms_for_machines(run: Run, broken: Path, form: str) -> None:
    """Errors too, with exit 1."""
    assert broken.is_dir()
    ran = run("check", "--format", form)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.count("error") >= 2
    assert {"CT104", "CT108"} <= {code for code in ("CT104", "CT108") if code in ran.out}
