"""The table of removals: what remains of commitments that were added by mistake."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from commitrack.model.records import Record


class Removal(Record, frozen=True, kw_only=True):
    """That a commitment was removed again, and the time at which it had been ``added``."""

    added: Annotated[datetime, Meta(tz=True)]
