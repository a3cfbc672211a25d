"""A file of a registry: its bytes, its lines, and its tables as they were parsed elsewhere."""

import re
import stat
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from commitrack.errors import Problem, reason_of
from commitrack.language import LazyString as _
from commitrack.registry.inside import real_path
from commitrack.registry.line_index import Positions, positions

MAX_BYTES = 16 * 1024 * 1024
"""As parsing takes up to 30 times the size of a file, less than 1 GB."""
MAX_EXCERPT = 400
"""Characters of a line that are shown."""

_UNDECODED = re.compile("[\ud800-\udfff]")
"""How Python represents bytes in the name of a file that are not UTF-8."""


class TomlFile(Struct, frozen=True, kw_only=True, dict=True):
    """One file: its name, its bytes, its tables, and the lines that repeat others, with the numbers of these."""

    name: str
    raw: bytes
    tables: Mapping[str, Any]
    copies: Mapping[int, int] = {}

    @cached_property
    def positions(self) -> Positions:
        """The line of each key; computed on first use."""
        return positions(self.raw.decode("utf-8-sig"))

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file without line endings, truncated to ``MAX_EXCERPT`` characters."""
        return text_lines(self.raw)


def content(path: Path) -> bytes | Problem:
    """The bytes of a file, or the problem that prevents reading it."""
    if _UNDECODED.search(path.name):
        name, hint = ascii(path.name).strip("'"), _("rename the file")
        return Problem(code="CT101", message=_("the name of the file is not UTF-8"), file=name, hint=hint)
    if real_path(path, path.parent) is None:
        hint = _("replace the link with a copy of the file")
        return Problem(code="CT101", message=_("link to a file outside the registry"), file=path.name, hint=hint)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Problem(code="CT101", message=_("not a regular file"), file=path.name)
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except OSError as failure:
        return Problem(code="CT101", message=_("cannot be read: {reason}", reason=reason_of(failure)), file=path.name)
    return raw if len(raw) <= MAX_BYTES else too_large(path.name)


def too_large(name: str) -> Problem:
    """The problem that a file is larger than ``MAX_BYTES``."""
    return Problem(
        code="CT105", message=_("the file is larger than {size} MB", size=MAX_BYTES // 1024**2), file=name,
        hint=_("split the registry into several files; every *.toml file in the folder is read"),
    )  # fmt: skip


def text_lines(raw: bytes) -> list[str]:
    """The lines of a file without line endings, each truncated to ``MAX_EXCERPT`` characters."""
    return [line[:MAX_EXCERPT].rstrip("\r") for line in raw.decode("utf-8-sig", "replace").split("\n")]
