"""Every test that is named as verifying a guarantee or covering a fault exists."""

import re
from pathlib import Path

import pytest

from commitrack.assess.forecast import MOST
from commitrack.dates import FIRST_YEAR, LAST_YEAR, LONGEST_SPAN
from commitrack.errors import MOST_SHOWN
from commitrack.quantity import MAX_DIGITS
from commitrack.registry import evidence, excess, source

ROOT = Path(__file__).parent.parent.parent
TABLES = ("docs/trust.md", "docs/limits.md", "tests/faults/README.md")
TEST_REFERENCE = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def rows(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("| ") and not line.startswith(("| promise", "| case", "| limit"))]


@pytest.mark.parametrize("name", TABLES)
def test_every_test_that_is_named_exists(name: str) -> None:
    """Every test that a page names exists in the file named with it."""
    references = TEST_REFERENCE.findall((ROOT / name).read_text(encoding="utf-8"))
    assert len(references) > 15
    for path, test in references:
        assert re.search(rf"^def {test}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), (path, test)


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_a_test(name: str) -> None:
    """Every row of a table names a test, except the one that needs none."""
    assert [row for row in rows(name) if not TEST_REFERENCE.search(row) and "no command reads XML" not in row] == []


def test_no_fault_is_missing() -> None:
    """The table of faults has at least 25 rows, so that none is dropped by mistake."""
    assert len(rows("tests/faults/README.md")) >= 25


def test_the_readme_links_to_the_guarantees() -> None:
    """README.md links to docs/trust.md, docs/untrusted.md and docs/limits.md, and the first to the others."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(docs/trust.md)" in readme
    assert "(docs/untrusted.md)" in readme
    assert "(docs/limits.md)" in readme
    assert "(limits.md)" in (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
    assert "(untrusted.md)" in (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
    assert (ROOT / "docs" / "untrusted.md").is_file()


def test_the_limits_are_those_of_the_program() -> None:
    """docs/limits.md states the limits of the code."""
    text = (ROOT / "docs/limits.md").read_text(encoding="utf-8")
    for limit in (
        f"{source.MAX_BYTES // 1024**2} MB per file;", f"{excess.MAX_KEYS:,} keys",
        f"{excess.MAX_DOTS:,} dots",
        f"{excess.MAX_KEY_PARTS} parts per key", f"{excess.MAX_DEPTH} levels of brackets", f"{MAX_DIGITS} digits",
        f"from {FIRST_YEAR} to {LAST_YEAR}", f"up to {LONGEST_SPAN} years", f"{MOST_SHOWN} problems",
        f"{MOST} figures", f"{evidence.MAX_BYTES // 1024**3} GB per file of evidence",
    ):  # fmt: skip
        assert limit in text
