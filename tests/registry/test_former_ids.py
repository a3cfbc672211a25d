"""Updates and references that name a former id of a commitment are read as naming its present id."""

from pathlib import Path

import pytest

from commitrack.registry.read import read

COMMITMENTS = """\
[meetings.review]
title = "Review"
on = 2026-01-01
[commitments.training]
title = "Training"
formerly = ["train", "review", "courses"]
targets.people = { value = 500, unit = "people" }
[commitments.plan]
title = "Plan"
part_of = "courses"
counted_with = "train"
related = ["train", "review", "training"]
"""
KEY = "20240701T000000Z-0000000"
JOURNAL = f"""\
[updates]
{KEY}1 = {{ commitment = "train", on = 2024-06-30, actual = 10, recorded = 2024-07-01T00:00:00Z }}
{KEY}2 = {{ commitment = "training", on = 2024-06-30, actual = 20, recorded = 2024-07-01T00:00:00Z }}
{KEY}3 = {{ commitment = "courses", on = 2024-06-30, retracts = "{KEY}2", recorded = 2024-07-01T00:00:00Z }}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A registry with a commitment that was renamed twice."""
    (tmp_path / "commitments.toml").write_text(COMMITMENTS, encoding="utf-8")
    (tmp_path / "updates.toml").write_text(JOURNAL, encoding="utf-8")
    return tmp_path


def test_updates_of_a_former_id_belong_to_the_commitment(folder: Path) -> None:
    """Updates that name a former id are those of the commitment; a retraction may name another id than its update."""
    reading = read(folder)
    assert reading.problems == ()
    assert [update.commitment for update in reading.registry.updates.values()] == ["training"] * 3
    assert [update.key for update in reading.registry.updates_of()["training"]] == [f"{KEY}{n}" for n in (1, 2, 3)]


def test_references_to_a_former_id(folder: Path) -> None:
    """References name the present id, but in ``related`` an id that a meeting has stays that of the meeting."""
    plan = read(folder).registry.commitments["plan"]
    assert (plan.part_of, plan.counted_with) == ("training", "training")
    assert plan.related == ("training", "review", "training")


def test_the_former_ids_of_a_commitment_that_cannot_be_read(folder: Path) -> None:
    """If a commitment cannot be read, only its own problem is reported, not references to its former ids."""
    path = folder / "commitments.toml"
    path.write_text(COMMITMENTS.replace("500", '"many"'), encoding="utf-8")
    assert [problem.code for problem in read(folder).problems] == ["CT108"]
    (folder / "more.toml").write_text("commitments = 5", encoding="utf-8")
    assert [problem.code for problem in read(folder).problems] == ["CT108", "CT108"]


def test_an_id_that_is_still_in_use_is_not_replaced(folder: Path) -> None:
    """A former id that is also the id of a commitment is an error, and updates stay with the commitment they name."""
    path = folder / "commitments.toml"
    path.write_text(f'{COMMITMENTS}[commitments.train]\ntitle = "Train"\n', encoding="utf-8")
    reading = read(folder)
    assert "CT204" in {problem.code for problem in reading.problems}
    assert reading.registry.updates[f"{KEY}1"].commitment == "train"
