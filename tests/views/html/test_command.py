"""`commitrack report --format html`: what lies in the file, and that its parts are in the package."""

from pathlib import Path

from commitrack.cli.main import main

QUANTIFIED = Path(__file__).parent / "quantified"


def test_the_command_writes_the_brief(tmp_path: Path) -> None:
    """Since a meeting, in Japanese, into a file."""
    brief = tmp_path / "brief.html"
    argv = ["report", "--registry", str(QUANTIFIED), "--since", "review-2025", "--as-of", "2026-11-23"]
    assert main([*argv, "--lang", "ja", "--format", "html", "--output", str(brief)]) == 0
    text = brief.read_text(encoding="utf-8")
    assert text.startswith('<!DOCTYPE html>\n<html lang="ja">')
    assert "動きのないもの" in text
    assert text.endswith("</html>\n")
