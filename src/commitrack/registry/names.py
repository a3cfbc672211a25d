"""Read only the ids of a registry, for Tab: a pattern finds them in a tenth of the time of the parser."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable
from pathlib import Path

from commitrack.errors import CommitrackError
from commitrack.registry.discovery import files, is_journal
from commitrack.registry.inside import real_path

_KEY = rb"[A-Za-z0-9_-]++"
_HEADER = re.compile(rb"\n[ \t]*+\[")
"""Patterns that start with a line end are searched several times as fast as with the anchor of lines."""
PROFILES = "imports"
"""The folder of profiles for imports, in that of the registry, of which only the files themselves are read."""
_LONGEST = 16 * 1024**2
"""As ``source.MAX_BYTES``, whose module takes as long to import as a registry to read."""


def names(folder: Path, table: str) -> list[str]:
    """The ids in a table of the registry in a folder, in the order of its files; none of a file that is not TOML.

    The journal, which is most of a large registry, is read for keys of updates only.
    """
    found = dict[str, None]()
    try:
        for path in files(folder):
            if is_journal(path.name) and table != "updates":
                continue
            if real_path(path, folder) and path.is_file() and path.stat().st_size <= _LONGEST:
                found |= dict.fromkeys(_names_in(path.read_bytes(), table))
    except (CommitrackError, OSError):
        return []
    return list(found)


def profile_names(folder: Path) -> list[str]:
    """The names of the profiles beside a registry, sorted."""
    return sorted(path.stem for path in (folder / PROFILES).glob("*.toml") if path.is_file())


def _names_in(raw: bytes, table: str) -> Iterable[str]:
    if table.encode() not in raw:
        return ()
    usual = _usual_names(b"\n" + raw.removeprefix(BOM_UTF8), table.encode())
    return _parsed_names(raw, table) if usual is None else usual


def _usual_names(raw: bytes, table: bytes) -> list[str] | None:
    """The ids if each is in a header, or in a line before all headers; None if only a parser can find them."""
    if b'"""' in raw or b"'''" in raw:
        return None
    mention = rb"""\n[ \t]*+(\[?)[ \t]*+["']?%b\b(?:[ \t]*+\.[ \t]*+(%b)[ \t]*+[].=])?""" % (table, _KEY)
    header = _HEADER.search(raw)
    found = []
    for line in re.finditer(mention, raw):
        bracket, name = line.groups()
        if name is None or not (bracket or header is None or line.start() < header.start()):
            return None
        found.append(name.decode())
    return found


def _parsed_names(raw: bytes, table: str) -> Iterable[str]:
    import tomli  # noqa: PLC0415  2 ms, rarely needed

    try:
        records = tomli.loads(raw.decode("utf-8-sig")).get(table)
    except ValueError:
        return ()
    return records if isinstance(records, dict) else ()
