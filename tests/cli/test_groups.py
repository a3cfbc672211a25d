"""Groups on the command line: shown with their parts, and refused where a commitment is needed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TEXT = """\
[commitments.heading]
title = { en = "Heading", ja = "見出し" }
kind = "group"
note = "As in the text."
[commitments.part]
title = "Part"
part_of = "heading"
"""


@pytest.fixture(autouse=True)
def _registry(tmp_path: Path) -> None:
    """The registry of these tests, in the current folder."""
    (tmp_path / "commitments.toml").write_text(TEXT, encoding="utf-8")


def test_show_lists_the_parts_of_a_group(run: Run) -> None:
    """show prints the kind, the note and the parts of a group, but neither a status nor a history."""
    out = run("show", "heading").out
    assert "group" in out
    assert "As in the text." in out
    assert "1 part: 1 no report" in out
    assert not any(word in out for word in ("Status  ", "History", "Deadline", "no updates"))


def test_show_as_data_has_the_group_and_its_parts(run: Run) -> None:
    """As JSON, the group is beside its parts, each in full; as CSV, there are only the parts."""
    answer = json.loads(run("show", "heading", "--json").out)
    assert (answer["group"]["id"], answer["group"]["parts"]) == ("heading", {"no-report": 1})
    assert [item["id"] for item in answer["items"]] == ["part"]
    assert json.loads(run("show", "part", "--json").out)["group"] is None
    assert [line.partition(",")[0] for line in run("show", "heading", "-f", "csv").out.splitlines()] == ["id", "part"]


@pytest.mark.parametrize(
    "argv",
    [("update", "heading", "--note", "n"), ("amend", "heading", "--due", "2030", "--reason", "r")],
)
def test_a_group_takes_no_updates(run: Run, argv: tuple[str, ...]) -> None:
    """An update or an amendment of a group is refused, with how to list its parts."""
    result = run(*argv)
    assert (result.code, result.err) == (
        2,
        (
            'error: "heading" is a group and cannot have updates\n'
            "hint: choose one of its parts: commitrack list part_of:heading\n"
        ),
    )


def test_a_group_with_parts_is_not_removed(run: Run) -> None:
    """remove names a part that refers to the group, and does not advise to withdraw what cannot have updates."""
    result = run("remove", "heading", "--yes")
    assert result.code == 2
    assert "change that first: commitrack edit part\n" in result.err
    assert "withdraw" not in result.err


def test_a_group_is_added_like_a_commitment(run: Run) -> None:
    """add --kind group says how to add its parts, and not what it lacks to be measurable; a target is refused."""
    result = run("add", "--title", "Second heading", "--kind", "group")
    assert result.out.endswith("add its parts with: commitrack add --part-of second-heading\n")
    refused = run("add", "--title", "Third heading", "--kind", "group", "--target", "5 people")
    assert refused.code != 0
    assert '"third-heading" is a group and cannot have "targets"' in refused.err
