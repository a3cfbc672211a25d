"""Web addresses. What accepts, checks or shows one asks this module, so that everything accepted can be read."""

import re
from urllib.parse import urlsplit

_SCHEMES = frozenset({"http", "https"})
_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_PLAIN = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:/[A-Za-z0-9._~/?&=%+-]*)?")
"""Most addresses, for which splitting them, which takes 20 times as long, tells nothing more."""


def host_of(address: str) -> str | None:
    """The host of an http or https address; None for anything else."""
    try:
        parts = urlsplit(address)
    except ValueError:  # such as full-width dots, or a bracket that is not closed
        return None
    return parts.hostname if parts.scheme in _SCHEMES else None


def is_web_address(text: str) -> bool:
    """Whether a text is a whole http or https address, without blanks or quotes."""
    return _PLAIN.fullmatch(text) is not None or (_ADDRESS.fullmatch(text) is not None and host_of(text) is not None)
