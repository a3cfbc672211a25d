"""Install an earlier edition of commitrack, to measure it in the same run."""

import io
import subprocess
import sys
import tarfile
from pathlib import Path

FIRST = "2ca1466"
"""The commit of the first edition."""
ROOT = Path(__file__).parent.parent


def installed(revision: str, folder: Path) -> str:
    """Install a commit of this repository into an environment of its own in a new folder; the path of its script."""
    archive = subprocess.run(["git", "archive", revision], cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S607
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder / "source", filter="data")
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    subprocess.run([folder / "venv" / "bin" / "pip", "install", "--quiet", folder / "source"], check=True)
    return str(folder / "venv" / "bin" / "commitrack")
