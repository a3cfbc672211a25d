"""Every test that a promise or a fault names exists, so that nothing is promised that nobody checks."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TABLES = ("docs/trust.md", "tests/faults/README.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def rows(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("| ") and not line.startswith(("| promise", "| case"))]


@pytest.mark.parametrize("name", TABLES)
def test_every_test_that_is_named_exists(name: str) -> None:
    """In the file that is named, as a test of that name."""
    named = NAMED.findall((ROOT / name).read_text(encoding="utf-8"))
    assert len(named) > 15
    for path, test in named:
        assert re.search(rf"^def {test}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), (path, test)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_a_test(name: str) -> None:
    """What has none says why it needs none."""
    assert [row for row in rows(name) if not NAMED.search(row) and "no command reads XML" not in row] == []


def test_there_are_as_many_cases_as_were_counted() -> None:
    """None is dropped by mistake."""
    assert len(rows("tests/faults/README.md")) == 25


def test_the_readme_leads_there() -> None:
    """README.md links to the page."""
    assert "(docs/trust.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
