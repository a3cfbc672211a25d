"""The journal: one line an update, appended at the end; nothing a person wrote is ever rewritten.

``append`` is the whole way of a write, top to bottom.
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from secrets import token_hex

import msgspec
import tomli_w
from msgspec import Struct
from msgspec.structs import replace

from commitrack.errors import BusyError, Problem, RegistryError, WriteError
from commitrack.model import Registry, Span, Update, When
from commitrack.registry.locate import UPDATES
from commitrack.registry.lock import locked
from commitrack.registry.read import Reading, build, digest, must_read, read
from commitrack.registry.replace import replace_file
from commitrack.registry.source import parse

HEADER = "[updates]"


class Written(Struct, frozen=True, kw_only=True):
    """What a write did, or would do: the registry before and after, and the lines themselves."""

    before: Reading
    after: Reading
    updates: tuple[Update, ...]
    lines: tuple[str, ...]


def append(folder: Path, draft: Callable[[Registry], Sequence[Update]], *, dry_run: bool = False) -> Written:
    """Append the updates that ``draft`` makes of the registry as it stands, all of them or none.

    Raises RegistryError for a registry that has errors or would get some, BusyError when somebody else
    writes, WriteError when the disk does not take it. In all of these the files are as they were.
    """
    with nullcontext() if dry_run else locked(folder):
        before = must_read(folder)
        updates = tuple(draft(before.registry))
        lines = tuple(line_of(update) for update in updates)
        content = _appended(_raw(before), lines)
        after = _proved(before, content, updates)
        if not dry_run and updates:
            _unchanged(before)
            replace_file(folder / UPDATES, content)
    return Written(before=before, after=after, updates=updates, lines=lines)


def key_of(recorded: datetime) -> str:
    """A key nobody else makes: the moment in UTC and 32 random bits."""
    return f"{recorded.astimezone(UTC):%Y%m%dT%H%M%SZ}-{token_hex(4)}"


def line_of(update: Update) -> str:
    """The update as one line of TOML 1.0; tomli-w does the quoting."""
    fields = msgspec.to_builtins(update, builtin_types=(date, datetime, Decimal), enc_hook=_written)
    del fields["key"]
    return f"{update.key} = {_inline(fields)}"


def _inline(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_inline(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_inline(inner) for inner in value) + "]"
    return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")


def _written(value: object) -> object:
    if isinstance(value, When | Span):
        return value.written
    raise NotImplementedError(f"no way to write {value!r}")


def _raw(reading: Reading) -> bytes:
    return next((source.raw for source in reading.sources if source.name == UPDATES), b"")


def _appended(old: bytes, lines: Sequence[str]) -> bytes:
    """Every old byte, then the new lines in the file's own way of ending lines."""
    newline = "\r\n" if b"\r\n" in old else "\n"
    header = [] if b"[updates]" in old else [HEADER]
    start = old if not old or old.endswith(b"\n") else old + newline.encode()
    return start + "".join(f"{line}{newline}" for line in (*header, *lines)).encode()


def _proved(before: Reading, content: bytes, updates: Sequence[Update]) -> Reading:
    """The registry that would be: exactly the old one and the new updates, and sound."""
    new = parse(content, UPDATES)
    if isinstance(new, Problem):
        raise WriteError(f"the new line would break {UPDATES}: {new.message}", hint="nothing was written")
    others = [source for source in before.sources if source.name != UPDATES]
    after = build(before.folder, [*others, new])
    if errors := after.errors():
        raise RegistryError("with this update the registry would have errors; nothing was written", problems=errors)
    wanted = {**before.registry.updates, **{update.key: update for update in updates}}
    if after.registry != replace(before.registry, updates=wanted):
        raise WriteError(
            f"the update would not land in {HEADER}: it must be the last table of {UPDATES}",
            hint=f"move other tables of {UPDATES} above {HEADER}; nothing was written",
        )
    return after


def _unchanged(before: Reading) -> None:
    """An editor knows nothing of our lock: look once more before replacing."""
    if digest(read(before.folder).sources) != before.digest():
        raise BusyError("the registry was changed meanwhile by another program", hint="try again; nothing was written")
