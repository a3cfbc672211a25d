"""Records as JSON and back, exactly: numbers keep their digits, days and spans how they were written."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from msgspec import Raw
from msgspec.json import Decoder, Encoder

from commitrack.model import Commitment, Registry, Span, Update, When

_DAY = "="
"""What precedes a day, so that it is no other text."""


def _plain(value: object) -> object:
    if isinstance(value, When):
        return f"{_DAY}{value.written}" if isinstance(value.written, date) else value.written
    if isinstance(value, Span):
        return [value.written, value.months, value.days]
    raise NotImplementedError(f"no encoding for {type(value)}")


def _typed(kind: type, value: Any) -> object:
    if kind is When:
        return _when(value)
    if kind is Span:
        return Span(value[0], months=value[1], days=value[2])
    raise NotImplementedError(f"no decoding for {kind}")


@cache
def _when(written: int | str) -> When:
    """What was written, shared by all records."""
    if isinstance(written, str) and written.startswith(_DAY):
        return When(date.fromisoformat(written.removeprefix(_DAY)))
    return When(written)


pack = Encoder(enc_hook=_plain).encode
"""A record as JSON, without the fields that have their default."""


def unpacker(kind: Any) -> Callable[[bytes | Raw], Any]:
    """What turns JSON into a record of a type."""
    return Decoder(kind, dec_hook=_typed).decode


unpack_registry: Callable[[bytes], Registry] = unpacker(Registry)
unpack_commitment: Callable[[bytes], Commitment] = unpacker(Commitment)
unpack_update: Callable[[bytes], Update] = unpacker(Update)
unpack_last: Callable[[bytes], tuple[str, datetime] | None] = unpacker(tuple[str, datetime] | None)
"""The key of what was recorded last, and when."""
