"""The files of standards; README.md says where they come from."""

import json
from pathlib import Path
from typing import Any


def standard(name: str) -> Any:
    """The content of a JSON file of a standard."""
    return json.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
