"""``commitrack check`` in continuous integration: warnings, machine-readable formats and exit codes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
DAY = ("--as-of", "2026-11-23")
STALE = 'the latest figure or completion level of "training" is from 2024-06-30, older than 12 months'
OVERDUE = '"training-plan" was due on 2020-12-31 and has had no update since'


def test_without_strict_warnings_are_not_shown(run: Run, folder: Path) -> None:
    """Without --strict, check shows no warnings and exits with 0."""
    assert folder.is_dir()
    result = run("check", *DAY)
    assert (result.code, result.err) == (0, "")
    assert "no problems in" in result.out


def test_strict_shows_warnings_and_fails(run: Run, folder: Path) -> None:
    """With --strict, check shows each warning with its file, line and excerpt, and exits with 1."""
    result = run("check", "--strict", *DAY)
    assert result.code == 1
    assert f"commitments.toml:11: warning[CT301]: {STALE}\n    [commitments.training]\n" in result.out
    assert f"commitments.toml:19: warning[CT303]: {OVERDUE}\n    [commitments.training-plan]\n" in result.out
    assert result.out.endswith(f"2 problems in {folder}\n")


def test_strict_uses_the_report_date(run: Run, folder: Path) -> None:
    """With --strict, check shows the warnings that apply on the day given by --as-of."""
    assert folder.is_dir()
    result = run("check", "--strict", "--as-of", "2024-12-31")
    assert "CT301" not in result.out
    assert "CT303" in result.out
    assert run("check", "--strict", "--as-of", "2019-12-31").code == 0


def test_an_invalid_registry_has_no_warnings(run: Run, broken: Path) -> None:
    """For a registry with errors, check prints the same with and without --strict, and exits with 1."""
    assert broken.is_dir()
    plain, strict = run("check"), run("check", "--strict")
    assert (plain.code, strict.code) == (1, 1)
    assert (plain.out, plain.err) == (strict.out, strict.err)


def test_github_format_has_one_annotation_per_problem(run: Run, folder: Path) -> None:
    """With --format github, check prints one annotation per problem to stdout, with its file and line."""
    result = run("check", "--strict", "--format", "github", *DAY)
    assert (result.code, result.err) == (1, "")
    assert result.out.splitlines() == [
        f"::warning file={folder}/commitments.toml,line=11,title=CT301::{STALE}",
        f"::warning file={folder}/commitments.toml,line=19,title=CT303::{OVERDUE}",
    ]
    valid = run("check", "--format", "github")
    assert (valid.code, valid.out, valid.err) == (0, "", "")


def test_github_annotations_are_escaped(run: Run, tmp_path: Path) -> None:
    """Special characters in a path or a message are escaped, so that they cannot start another annotation."""
    folder = tmp_path / "50%, a::b"
    folder.mkdir()
    (folder / "commitments.toml").write_text('[commitments.a]\ntitle = "A"\nareas = ["x\\n::error::50%"]\n')
    out = run("check", "--format", "github", "--registry", str(folder)).out
    (line,) = out.splitlines()
    assert line.startswith(f"::error file={tmp_path}/50%25%2C a%3A%3Ab/commitments.toml,line=3,title=CT201::")
    assert '"x <U+003A>:error::50%25"' in line


def test_json_format_has_every_key_of_a_problem(run: Run, folder: Path) -> None:
    """With --format json, check prints one object that lists every problem with all its keys."""
    assert folder.is_dir()
    result = run("check", "--strict", "--format", "json", *DAY)
    assert (result.code, result.err) == (1, "")
    document = json.loads(result.out)
    assert document["schema"] == "commitrack/1/check"
    assert [(item["code"], item["severity"], item["line"]) for item in document["items"]] == [
        ("CT301", "warning", 11), ("CT303", "warning", 19),
    ]  # fmt: skip
    assert document["items"][0] == {
        "code": "CT301", "message": STALE, "path": ["commitments", "training"], "hint": None, "severity": "warning",
        "file": "commitments.toml", "line": 11, "excerpt": "[commitments.training]",
    }  # fmt: skip
    valid = run("check", "--format", "json")
    assert (valid.code, json.loads(valid.out)["items"]) == (0, [])


@pytest.mark.parametrize("output_format", ["github", "json"])
def test_errors_are_printed_in_machine_readable_formats(run: Run, broken: Path, output_format: str) -> None:
    """With --format github or json, check prints errors to stdout and exits with 1."""
    assert broken.is_dir()
    result = run("check", "--format", output_format)
    assert (result.code, result.err) == (1, "")
    assert result.out.count("error") >= 2
    assert {"CT104", "CT108"} <= {code for code in ("CT104", "CT108") if code in result.out}


@pytest.mark.parametrize("code", ["ct201", "CT201"])
def test_a_code_is_explained_in_upper_or_lower_case(run: Run, code: str) -> None:
    """--explain accepts a code in upper or lower case."""
    assert run("check", "--explain", code).out.startswith("# CT201: ")


def test_an_unknown_code_is_shown_as_typed(run: Run) -> None:
    """--explain with an unknown code ends with exit code 4, shows it as typed and lists the codes."""
    result = run("check", "--explain", "foo")
    assert (result.code, result.out) == (4, "")
    assert 'unknown code "foo"' in result.err
    assert "CT201" in result.err
