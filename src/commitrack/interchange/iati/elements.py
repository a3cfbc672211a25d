"""The elements of activity files, with clean text: parts from which activities are written."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from commitrack.interchange.iati.validity import LANG
from commitrack.interchange.iati.vocabulary import NAMESPACE
from commitrack.model import Number, Text

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMATS = {
    "pdf": "application/pdf", "html": "text/html", "htm": "text/html", "txt": "text/plain", "csv": "text/csv",
    "json": "application/json", "xml": "application/xml", "png": "image/png", "jpg": "image/jpeg",
    "jpeg": "image/jpeg", "zip": "application/zip", "doc": "application/msword", "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet", "odt": "application/vnd.oasis.opendocument.text",
}  # fmt: skip
_UNKNOWN_FORMAT = "application/octet-stream"


def clean(text: str) -> str:
    """The text with U+FFFD for every character that XML cannot contain."""
    return _ILLEGAL.sub("\ufffd", text)


Attributes: TypeAlias = Mapping[str, str | None]
"""Attributes by name; those that are None are left out."""


def add(parent: Element, name: str, attributes: Attributes | None = None, text: str | None = None) -> Element:
    """Append an element, without the attributes that are None."""
    stated = {key: clean(value) for key, value in (attributes or {}).items() if value is not None}
    element = SubElement(parent, name, stated)
    element.text = None if text is None else clean(text)
    return element


def add_text(parent: Element, name: str, text: Text, attributes: Attributes | None = None) -> Element:
    """Append an element with a narrative for each language of a text."""
    element = add(parent, name, attributes)
    add_narratives(element, text)
    return element


def add_narratives(element: Element, text: Text) -> None:
    """Append a narrative for each language of a text."""
    for language, narrative in text.items() if isinstance(text, dict) else [(None, text)]:
        add(element, "narrative", {LANG: language}, narrative)


def add_document(parent: Element, url: str, title: Text, category: str, on: date | None = None) -> None:
    """Append a link to a document; its format is that of the extension, or unknown."""
    extension = urlsplit(url).path.rpartition("/")[2].rpartition(".")[2].lower()
    link = add(parent, "document-link", {"url": url, "format": _FORMATS.get(extension, _UNKNOWN_FORMAT)})
    add_text(link, "title", title)
    add(link, "category", {"code": category})
    if on is not None:
        add(link, "document-date", {"iso-date": on.isoformat()})


def own(name: str) -> str:
    """The name of an attribute that commitrack adds."""
    return f"{{{NAMESPACE}}}{name}"


def written(number: Number) -> str:
    """A number with all its digits, and without an exponent."""
    return f"{Decimal(number):f}"
