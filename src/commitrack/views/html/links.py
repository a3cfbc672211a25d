"""Which addresses become links, and how they are escaped."""

from urllib.parse import quote, urlsplit

_ALLOWED = frozenset({"http", "https"})
_KEPT = "%:/?#[]@!$&'()*+,;=-._~"
"""The characters that an address may contain (RFC 3986); others are percent-encoded."""


def href(address: str) -> str | None:
    """The address for use in a link; None for anything but http and https."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in _ALLOWED or not host:
        return None
    return quote(address.encode("utf-8", "replace"), safe=_KEPT)
