"""docs/settings.md shows what ``commitrack config`` prints."""

import os
import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"
CONFIG = 'registry = "~/registers/summit"\n'
DEFAULTS = '[defaults]\nsort = "due"\n'


def test_the_output_in_the_page_is_real(tmp_path: Path) -> None:
    """With a config file, defaults of a registry and a variable, the command prints the lines of the page."""
    folder, config = tmp_path / "registers" / "summit", tmp_path / ".config" / "commitrack" / "config.toml"
    for path, text in ((folder / "commitments.toml", DEFAULTS), (config, CONFIG)):
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "SYSTEMROOT"}}
    environment = {**kept, "HOME": str(tmp_path), "COMMITRACK_BY": "desk", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "commitrack", "config"]
    result = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    shown = re.search(r"^\$ commitrack config\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert shown is not None
    assert result.stdout == shown[1]
