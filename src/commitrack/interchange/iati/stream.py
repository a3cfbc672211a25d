"""Read an activity file piece by piece, so that memory does not grow with the file; untrusted XML is refused.

A DOCTYPE is refused wherever it comes from, because entities are defined there. Nothing is fetched.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError, iterparse
from xml.parsers import expat

from msgspec import Struct

from commitrack.errors import MOST_SHOWN, UsageError
from commitrack.interchange.file_bytes import MAX_BYTES, opened
from commitrack.interchange.iati.schema import ElementType, element_type
from commitrack.interchange.iati.validity import violations
from commitrack.language import LazyString as _

ROOT, ACTIVITY = "iati-activities", "iati-activity"
DEEPEST = 50
"""How deep elements may be nested; the standard nests them nine deep."""
MOST = 1_000_000
"""How many elements one element may contain, apart from all activities."""
_DEPTHS = {ACTIVITY: 1, "transaction": 2, "result": 2, "indicator": 3}
"""The elements that are handed over one by one, with the number of elements around them; then they are emptied."""
_READ = frozenset(
    {
        "iati-identifier",
        "title",
        "description",
        "participating-org",
        "activity-status",
        "activity-date",
        "document-link",
    }
)
"""The children of an activity that are read with it; the others are emptied at once, and only counted."""
_START = 16
"""The first bytes, among which every XML file has a “<”, whatever its encoding."""
_PROLOG = 256
"""How many bytes before the first element are read at a time: too few for an entity to grow large."""
_REASONS = {
    expat.errors.codes[name]: reason
    for name, reason in {
        expat.errors.XML_ERROR_NO_ELEMENTS: _("the file ends too early"),
        expat.errors.XML_ERROR_UNCLOSED_TOKEN: _("the file ends too early"),
        expat.errors.XML_ERROR_PARTIAL_CHAR: _("the file ends too early"),
        expat.errors.XML_ERROR_SYNTAX: _("text before the first element"),
        expat.errors.XML_ERROR_INVALID_TOKEN: _("invalid character or encoding"),
        expat.errors.XML_ERROR_TAG_MISMATCH: _("an element is closed that is not open"),
        expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: _("the same attribute twice"),
        expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: _("text after the last element"),
        expat.errors.XML_ERROR_UNDEFINED_ENTITY: _("undefined entity"),
    }.items()
}


class Violations(Struct):
    """What the standard forbids in a file: how often, and the first cases, each with its place; and its version."""

    version: str = ""
    count: int = 0
    first: list[_] = []

    def add(self, place: str, problem: _) -> None:
        """Count one more."""
        self.count += 1
        if len(self.first) < MOST_SHOWN:
            self.first.append(_("{place}: {problem}", place=place, problem=problem))


class _Open(Struct, frozen=True):
    """An open element, its type if the standard has one, and whether the element is validated against it."""

    element: Element
    kind: ElementType | None
    is_checked: bool = True


def pieces(path: Path, found: Violations) -> Iterator[Element]:
    """Activities, results, indicators and transactions as they end, so that an activity comes after all of its parts.

    What the standard forbids is added to ``found``. Raises UsageError for a file that cannot be read, is not XML, is
    not a list of activities in version 2, or could be an attack.
    """
    start = b"<"
    try:
        with opened(path) as handle:
            source = handle if handle.seekable() else BytesIO(handle.read(MAX_BYTES))
            _require_no_doctype(source, path)
            source.seek(0)
            start = source.read(_START)
            source.seek(0)
            yield from _pieces(source, path, found)
    except ParseError as failure:
        line, column = failure.position
        why = _REASONS.get(failure.code) or expat.ErrorString(failure.code)
        hint = None if b"<" in start else _("for a sheet, leave out --format iati")
        place = _("line {line}, column {column}: {why}", line=line, column=column + 1, why=why)
        raise _refused(path, place, hint) from None
    except (ValueError, LookupError):
        raise _refused(path, _("unknown encoding"), hint=_("save it as UTF-8")) from None


def _refused(path: Path, why: str, hint: str | None = None) -> UsageError:
    return UsageError(_('"{file}" is not valid XML: {why}', file=path, why=why), hint=hint)


def _require_no_doctype(handle: BinaryIO, path: Path) -> None:
    """Raise UsageError for a DOCTYPE. Only what comes before the first element is read."""
    seen: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_declared: seen.append("doctype")
    parser.StartElementHandler = lambda *_started: seen.append("element")
    while not seen and (chunk := handle.read(_PROLOG)):
        try:
            parser.Parse(chunk)
        except expat.ExpatError:
            break  # it is reported by the second reading, with its place
    if seen[:1] == ["doctype"]:
        raise UsageError(
            _('"{file}" has a DOCTYPE, which is never read because it can define entities', file=path),
            hint=_("IATI has none; delete the line <!DOCTYPE …> if you trust the file"),
        )


def _pieces(handle: BinaryIO, path: Path, found: Violations) -> Iterator[Element]:
    around: list[_Open] = []
    number = 0
    for event, element in iterparse(handle, ("start", "end")):  # noqa: S314  a DOCTYPE has been refused
        if event == "start":
            if not around:
                found.version = _version(element, path)
            _require_moderate(around, path)
            number += element.tag == ACTIVITY and len(around) == 1
            around.append(_opening(element, around[-1] if around else None))
            continue
        ended = around.pop()
        if ended.is_checked:
            for problem in violations(element, ended.kind, around[-1].element.tag if around else ""):
                found.add(_place(number, [*(opened.element for opened in around), element]), problem)
        if ended.kind is not None and _DEPTHS.get(element.tag) == len(around):
            yield element
        _empty(element, around)


def _require_moderate(around: list[_Open], path: Path) -> None:
    """Raise UsageError for more elements inside one another, or inside one, than an activity file has."""
    if len(around) >= DEEPEST:
        raise UsageError(_('"{file}" nests elements more than {n} deep', file=path, n=DEEPEST))
    if around and len(around[-1].element) > MOST:
        name = around[-1].element.tag
        raise UsageError(_('"{file}" has more than {n:,} elements in one <{name}>', file=path, n=MOST, name=name))


def _opening(element: Element, parent: _Open | None) -> _Open:
    """How an element is compared with the standard; what is in unknown or foreign elements is not compared."""
    name = element.tag
    if parent is None:
        return _Open(element, element_type(name, ""))
    if parent.kind is None or name.startswith("{"):
        return _Open(element, None, is_checked=False)
    return _Open(element, element_type(name, parent.element.tag) if name in parent.kind.order else None)


def _empty(element: Element, around: list[_Open]) -> None:
    """Give back the memory of an element that is not read any more; its name is still needed in its parent."""
    depth = len(around)
    is_unread = depth == _DEPTHS["result"] and element.tag not in _READ
    if is_unread or depth == _DEPTHS[ACTIVITY] or _DEPTHS.get(element.tag) == depth:
        element.clear()
    if depth == _DEPTHS[ACTIVITY]:
        root = around[0].element
        if len(root) > 1 and root[-2].tag == element.tag:
            del root[-2]


def _place(number: int, trail: list[Element]) -> _ | str:
    """Where the last element of a trail from the root is: its activity, and the names of the elements around it."""
    if len(trail) <= 1 or trail[1].tag != ACTIVITY:
        return ROOT
    activity, *inner = trail[1:]
    identifier = " ".join((activity.findtext("iati-identifier") or "–").split())
    way = "/".join(element.tag for element in inner[:-1])
    named = _("activity {n} ({identifier})", n=number, identifier=identifier[:60])
    return _("{activity}, {way}", activity=named, way=way) if way else named


def _version(root: Element, path: Path) -> str:
    """The version that a list of activities states; raise UsageError for anything else, and for version 1."""
    version = root.get("version", "").strip()
    if root.tag == "iati-organisations":
        raise UsageError(_('"{file}" is an organisation file; results are in activity files', file=path))
    if root.tag != ROOT:
        raise UsageError(_('"{file}" is not an IATI activity file: it starts with <{tag}>', file=path, tag=root.tag))
    if version.startswith("1."):
        raise UsageError(
            _('"{file}" is IATI {version}; only 2.01, 2.02 and 2.03 are read', file=path, version=version),
            hint=_("ask the publisher for version 2, which has been required since 2015"),
        )
    return version
