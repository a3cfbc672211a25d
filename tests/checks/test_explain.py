"""Every code has one page of documentation, generated from the checks; ``COMMITRACK_GOLDEN=1`` writes the pages."""

import os
from pathlib import Path

import pytest

from commitrack.checks.explain import pages
from commitrack.cli.main import main

FOLDER = Path(__file__).parent.parent.parent / "docs" / "checks"


def test_every_code_has_its_page_and_no_page_is_left_over() -> None:
    """docs/checks contains the generated page of every code and no other page."""
    expected = {f"{code}.md": page.to("en") for code, page in pages().items()}
    if os.environ.get("COMMITRACK_GOLDEN"):
        for name, text in expected.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")} == expected


@pytest.mark.parametrize("code", list(pages()))
def test_every_page_has_a_title_and_an_explanation(code: str) -> None:
    """Every page has a title and an explanation of more than 40 characters."""
    page = pages()[code]
    assert page.title
    assert len(page.explanation) > 40


def test_explain_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    """``check --explain`` needs no registry, accepts a code in lower case, and exits with 4 for an unknown code."""
    assert main(["check", "--explain", "ct212"]) == 0
    assert capsys.readouterr().out == pages()["CT212"].to("en")
    assert main(["check", "--explain", "CT212", "--lang", "ja"]) == 0
    assert capsys.readouterr().out.startswith("# CT212: 期限の重複\n\n期限は、`due` 又は `within` の")
    assert main(["check", "--explain", "212"]) == 0
    assert capsys.readouterr().out.startswith("# CT212: ")
    assert main(["check", "--explain", "CT999"]) == 4
    assert 'unknown code "CT999"' in capsys.readouterr().err
