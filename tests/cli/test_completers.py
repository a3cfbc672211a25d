"""Tab completion offers only text that is safe to type, and nothing from a registry that cannot be read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.cli import completers
from commitrack.cli.completers import complete_id, complete_query
from commitrack.query import FIELDS


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("train", ["training", "training-plan"]),
        ("fu", ["fund"]),
        ("", ["training", "training-plan", "fund", "emissions"]),
        ("none-such", []),
    ],
)
def test_ids_are_completed(typed: str, expected: list[str]) -> None:
    """Completion offers the ids that start with the typed text, in the order of the file."""
    assert complete_id(typed) == expected


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pil", ["pillar:"]),
        ("f", ["fulfilled", "fulfilled-late", "followed", "fund"]),
        ("not:ove", ["not:overdue"]),
        ("pillar:", ["pillar:people", "pillar:trade"]),
        ("pillar:t", ["pillar:trade"]),
        ("not:pillar:t", ["not:pillar:trade"]),
        ("status:over", ["status:overdue"]),
        ("kind:", ["kind:pledge", "kind:programme"]),
        ("unit:J", ["unit:JPY"]),
        ("part_of:", ["part_of:training"]),
        ("id:fu", ["id:fund"]),
        ("due:n", ["due:none"]),
        ("nothing:", []),
    ],
)
def test_query_terms_are_completed(typed: str, expected: list[str]) -> None:
    """Completion offers fields, statuses, ids, and the values of a field after its colon, also after ``not:``."""
    assert complete_query(typed) == expected


@pytest.mark.usefixtures("folder")
def test_every_field_is_offered() -> None:
    """Completion offers every field of the query language."""
    assert {f"{field}:" for field in FIELDS} <= set(complete_query(""))


@pytest.mark.parametrize("field", ["unit", "by"])
def test_values_are_offered_in_alphabetical_order(tmp_path: Path, field: str) -> None:
    """Values that occur in many records are offered in the same order every time."""
    values = [f"w{letter}" for letter in "hbgcfdea"]
    (tmp_path / "commitments.toml").write_text(
        "[commitments.c]\ntitle = 'C'\n" + "".join(f"targets.{one}.unit = '{one}'\n" for one in values)
        + "[updates]\n" + "".join(
            f"20250101T000000Z-0000000{number} = "
            f"{{ commitment = 'c', note = 'x', on = 2025-01-01, by = '{one}', recorded = 2025-01-01T00:00:00Z }}\n"
            for number, one in enumerate(values)
        ),
        encoding="utf-8",
    )  # fmt: skip
    assert complete_query(f"{field}:") == [f"{field}:{one}" for one in sorted(values)]


@pytest.mark.parametrize(
    "name", ["$(touch pwned)", "a b", "`id`", "a;b", "a\\u001bb", "a'b", "x$HOME", "a\\nb", "ａ", "a|b", "a&b"]
)
def test_unsafe_words_are_never_offered(tmp_path: Path, name: str) -> None:
    """Ids and values with shell metacharacters are never offered, because shells pass completions to eval."""
    (tmp_path / "commitments.toml").write_text(
        f'[pillars."{name}"]\ntitle = "x"\n[commitments.safe]\ntitle = "S"\ntargets.t = {{ unit = "{name}" }}\n'
        f'[commitments."{name}"]\ntitle = "x"\n',
        encoding="utf-8",
    )
    assert complete_id("") == ["safe"]
    assert complete_query("unit:") == []
    assert complete_query("pillar:") == []
    assert complete_query("id:") == ["id:safe"]


def _missing(folder: Path) -> None:
    (folder / "commitments.toml").unlink(missing_ok=True)


def _not_toml(folder: Path) -> None:
    (folder / "commitments.toml").write_text("[commitments.a\n")


def _not_text(folder: Path) -> None:
    (folder / "commitments.toml").write_bytes(b"\xff\xfe\x00")


@pytest.mark.parametrize("break_registry", [_missing, _not_toml, _not_text])
def test_a_broken_registry_offers_nothing(
    tmp_path: Path, break_registry: Callable[[Path], None], capfd: pytest.CaptureFixture[str]
) -> None:
    """If the registry is missing or cannot be read, completion offers no ids or values and prints no message."""
    break_registry(tmp_path)
    assert complete_id("") == []
    assert complete_query("pillar:") == []
    assert complete_query("kind:p") == ["kind:pledge", "kind:programme"]
    assert capfd.readouterr() == ("", "")


def test_completion_uses_commitrack_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Completion offers the ids of the registry that COMMITRACK_REGISTRY names."""
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "commitments.toml").write_text('[commitments.elsewhere]\ntitle = "E"\n', encoding="utf-8")
    monkeypatch.setenv("COMMITRACK_REGISTRY", str(tmp_path / "r"))
    assert complete_id("else") == ["elsewhere"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("pillar", "t", ["trade"]),
        ("meeting", "l", []),
        ("since", "l", ["last"]),
        ("columns", "id,st", ["id,status"]),
        ("command", "rep", ["report", "repair"]),
        ("key", "2024", ["20240701T000000Z-00000001"]),
        ("code", "CT30", ["CT301", "CT302", "CT303", "CT304", "CT305", "CT306", "CT307", "CT308"]),
        ("statuses", "overdue,sta", ["overdue,stale"]),
        ("sections", "since,milest", ["since,milestones"]),
        ("sections", "since,sin", []),
        ("party", "", []),
    ],
)
def test_values_of_options_are_completed(name: str, typed: str, expected: list[str]) -> None:
    """Options are completed with what the registry or the program knows, in a list also after a comma."""
    assert getattr(completers, f"complete_{name}")(typed) == expected
