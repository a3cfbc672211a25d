"""Which addresses become links, and how they are written."""

from urllib.parse import quote, urlsplit

from commitrack.model import Evidence, Registry
from commitrack.report.sentences import cited

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


def evidence(registry: Registry, item: str | Evidence, lang: str) -> tuple[str, str | None]:
    """What a reader sees of a piece of evidence, and where it leads if that is a page."""
    if isinstance(item, str):
        return item, href(item)
    if item.document is None:
        return item.file or "", None
    document = registry.documents[item.document]
    shown = cited(document.title, item.page, lang=lang)
    return shown, href(document.url) if document.url else None
