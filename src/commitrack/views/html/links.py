"""Which addresses become links, and how they are escaped."""

from urllib.parse import quote

from commitrack.model.addresses import host_of

_KEPT = "%:/?#[]@!$&'()*+,;=-._~"
"""The characters that an address may contain (RFC 3986); others are percent-encoded."""


def href(address: str) -> str | None:
    """The address for use in a link; None for anything but http and https."""
    return None if host_of(address) is None else quote(address.encode("utf-8", "replace"), safe=_KEPT)
