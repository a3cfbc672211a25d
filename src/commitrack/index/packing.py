"""Records as JSON and back, exactly: numbers keep their digits, days and spans how they were written."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from msgspec.json import Decoder, Encoder

from commitrack.model import Commitment, Registry, Span, Update, When


def _plain(value: object) -> object:
    if isinstance(value, When):
        return [value.written] if isinstance(value.written, date) else value.written
    if isinstance(value, Span):
        return [value.written, value.months, value.days]
    raise NotImplementedError(f"no encoding for {type(value)}")


def _typed(kind: type, value: Any) -> object:
    if kind is When:
        return When(date.fromisoformat(value[0]) if isinstance(value, list) else value)
    if kind is Span:
        return Span(value[0], months=value[1], days=value[2])
    raise NotImplementedError(f"no decoding for {kind}")


pack = Encoder(enc_hook=_plain).encode
"""A record as JSON, without the fields that have their default."""


def unpacker(kind: Any) -> Callable[[bytes], Any]:
    """What turns JSON into a record of a type."""
    return Decoder(kind, dec_hook=_typed).decode


unpack_registry: Callable[[bytes], Registry] = unpacker(Registry)
unpack_commitment: Callable[[bytes], Commitment] = unpacker(Commitment)
unpack_update: Callable[[bytes], Update] = unpacker(Update)
unpack_last: Callable[[bytes], tuple[str, datetime] | None] = unpacker(tuple[str, datetime] | None)
"""The key of what was recorded last, and when."""
