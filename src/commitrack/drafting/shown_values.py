"""Values of fields as a difference shows them."""

from commitrack.language import LazyString as _
from commitrack.language import Localizable, comma_list
from commitrack.model import Evidence, Parties, Source, multilingual


def shown(value: object) -> str | Localizable | None:
    """A value as text, or as something that can be localized; None for no value."""
    if isinstance(value, Parties):
        value = value.all()
    if value is None or (isinstance(value, str | tuple) and not value):
        return None
    if isinstance(value, tuple):
        return comma_list(shown(item) for item in value)
    if isinstance(value, dict):
        return multilingual(value)
    if isinstance(value, Evidence):
        return value.file or value.document
    if isinstance(value, Source):
        value = _("{document}, page {page}", document=value.document, page=value.page) if value.page else value.document
    return value if hasattr(value, "to") else str(value)  # faster than isinstance for a protocol
