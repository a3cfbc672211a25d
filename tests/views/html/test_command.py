"""The command `commitrack report --format html` and the file that it writes."""

from pathlib import Path

from commitrack.cli.main import main

QUANTIFIED = Path(__file__).parent / "quantified"


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    """The command writes the HTML report in Japanese, with changes since a meeting, to a file."""
    output = tmp_path / "brief.html"
    argv = ["report", "--registry", str(QUANTIFIED), "--since", "review-2025", "--as-of", "2026-11-23"]
    assert main([*argv, "--lang", "ja", "--format", "html", "--output", str(output)]) == 0
    text = output.read_text(encoding="utf-8")
    assert text.startswith('<!DOCTYPE html>\n<html lang="ja">')
    assert "動きのないもの" in text
    assert text.endswith("</html>\n")
