"""Which addresses become links, and how they are written."""

from urllib.parse import quote, urlsplit

_ALLOWED = frozenset({"http", "https"})
_KEPT = "%:/?#[]@!$&'()*+,;=-._~"
"""What an address may hold as it is (RFC 3986); all else is percent-encoded."""


def href(address: str) -> str | None:
    """The address as a link may carry it; None for anything but http and https."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in _ALLOWED or not host:
        return None
    return quote(address.encode("utf-8", "replace"), safe=_KEPT)
