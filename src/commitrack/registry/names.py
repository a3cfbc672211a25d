"""Read only the ids of a registry, for Tab: a pattern finds them in a tenth of the time of the parser."""

import re
from collections.abc import Iterable
from pathlib import Path

from commitrack.errors import CommitrackError
from commitrack.registry.discovery import files
from commitrack.registry.inside import real_path

_KEY = r"[A-Za-z0-9_-]++"
_HEADER = re.compile(r"^[ \t]*+\[", re.MULTILINE)
PROFILES = "imports"
"""The folder of profiles for imports, in that of the registry, of which only the files themselves are read."""
_LONGEST = 16 * 1024**2
"""As ``toml_file.MAX_BYTES``, whose module takes as long to import as a registry to read."""


def names(folder: Path, table: str) -> list[str]:
    """The ids in a table of the registry in a folder, in the order of its files; none of a file that is not TOML."""
    found = dict[str, None]()
    try:
        for path in files(folder):
            if real_path(path, folder) and path.is_file() and path.stat().st_size <= _LONGEST:
                found |= dict.fromkeys(_names_in(path.read_bytes(), table))
    except (CommitrackError, OSError):
        return []
    return list(found)


def profile_names(folder: Path) -> list[str]:
    """The names of the profiles beside a registry, sorted."""
    return sorted(path.stem for path in (folder / PROFILES).glob("*.toml"))


def _names_in(raw: bytes, table: str) -> Iterable[str]:
    if table.encode() not in raw:
        return ()
    try:
        text = raw.decode("utf-8-sig")
    except ValueError:
        return ()
    usual = _usual_names(text, table)
    return _parsed_names(text, table) if usual is None else usual


def _usual_names(text: str, table: str) -> list[str] | None:
    """The ids if each is in a header, or in a line before all headers; None if only a parser can find them."""
    if '"""' in text or "'''" in text:
        return None
    header = _HEADER.search(text)
    found = []
    for line in re.finditer(
        rf"^[ \t]*+(\[?)[ \t]*+[\"']?{table}\b(?:[ \t]*+\.[ \t]*+({_KEY})[ \t]*+[].=])?", text, re.MULTILINE
    ):
        bracket, name = line.groups()
        if name is None or not (bracket or header is None or line.start() < header.start()):
            return None
        found.append(name)
    return found


def _parsed_names(text: str, table: str) -> Iterable[str]:
    import tomli  # noqa: PLC0415  2 ms, rarely needed

    try:
        records = tomli.loads(text).get(table)
    except ValueError:
        return ()
    return records if isinstance(records, dict) else ()
