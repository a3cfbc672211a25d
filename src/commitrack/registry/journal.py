"""The journal: one line an update, whose key says when it was recorded and is nobody else's."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from secrets import token_hex

import msgspec

from commitrack.model import Registry, Update
from commitrack.registry import write
from commitrack.registry.discovery import UPDATES
from commitrack.registry.toml import inline, written


def append(folder: Path, draft: Callable[[Registry], Sequence[Update]], *, dry_run: bool = False) -> write.WriteResult:
    """Append the updates that ``draft`` makes of the registry as it stands, all of them or none.

    Raises what :func:`commitrack.registry.write.append` raises; in all cases the files are as they were.
    """

    def added(registry: Registry) -> write.Append:
        updates = tuple(draft(registry))
        lines = tuple(line_of(update) for update in updates)
        return write.Append(file=UPDATES, table="updates", lines=lines, updates=updates)

    return write.append(folder, added, dry_run=dry_run)


def key_of(moment: datetime) -> str:
    """A key nobody else makes: the moment in UTC, then its microseconds and 32 random bits in hexadecimal.

    Of two lines of one second the key decides which counts, so later lines need higher keys.
    """
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}-{moment.microsecond:05x}{token_hex(4)}"


def line_of(update: Update) -> str:
    """The update as one line of TOML 1.0."""
    fields = msgspec.to_builtins(update, builtin_types=(date, datetime, Decimal), enc_hook=written)
    del fields["key"]
    return f"{update.key} = {inline(fields)}"
