"""Compare the elements of an activity file with the schema of the standard."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from xml.etree.ElementTree import Element

from commitrack.interchange.iati.schema import OTHER, ElementType
from commitrack.language import LazyString as _

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
"""The attribute ``xml:lang``."""
_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
_ZONE = r"(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_DATE = re.compile(rf"(\d{{4}}-\d\d-\d\d){_ZONE}", re.ASCII)
_TIME = re.compile(rf"(\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?{_ZONE}", re.ASCII)


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    with suppress(ValueError):
        return match is not None and bool(date.fromisoformat(match[1]))
    return False


def _is_time(text: str) -> bool:
    match = _TIME.fullmatch(text)
    with suppress(ValueError):
        return match is not None and bool(datetime.fromisoformat(match[1].replace("T24:00:00", "T00:00:00")))
    return False


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


_TYPES: Mapping[str, Callable[[str], bool]] = {
    "date": _is_date,
    "dateTime": _is_time,
    "boolean": frozenset({"true", "false", "1", "0"}).__contains__,
    "decimal": _matches(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    "int": _matches(r"[+-]?0*\d{1,10}"),
    "nonNegativeInteger": _matches(r"\+?\d+|-0+"),
    "positiveInteger": _matches(r"\+?0*[1-9]\d*"),
    "NMTOKEN": _matches(r"[^\s!-,/;-@\[-^`{-~]+"),
    "anyURI": _matches(r"[^\x00-\x1f]*"),
    "language": _matches(r"([A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*)?"),
}
"""The types of values, without ``string``; blanks around a value do not count."""


def violations(element: Element, kind: ElementType | None, parent: str) -> Iterator[_]:
    """What the standard does not allow in one element, leaving out its children; ``kind`` is None if it knows none."""
    if kind is None:
        yield _("unknown element <{name}> in <{parent}>", name=element.tag, parent=parent)
        return
    yield from _in_attributes(element, kind)
    yield from _in_children(element, kind)
    yield from _in_text(element, kind)


def _in_attributes(element: Element, kind: ElementType) -> Iterator[_]:
    name = element.tag
    for attribute, value in element.items():
        known = "language" if attribute == LANG else kind.attributes.get(attribute)
        if known is None:
            is_other = attribute.startswith("{") and (not kind.is_closed or attribute.startswith(_INSTANCE))
            if not is_other:
                yield _('unknown attribute "{attribute}" of <{name}>', attribute=attribute, name=name)
        elif not _is_of_type(value, known):
            yield _('{attribute}="{value}" of <{name}> is invalid', attribute=attribute, value=value[:60], name=name)
    missing = () if kind.required.issubset(element.keys()) else kind.required.difference(element.keys())
    for attribute in sorted(missing):
        yield _('<{name}> lacks the attribute "{attribute}"', name=name, attribute=attribute)


def _in_children(element: Element, kind: ElementType) -> Iterator[_]:
    children = tuple([OTHER if child.tag.startswith("{") else child.tag for child in element])
    if kind.allows(children):
        return
    name = element.tag
    missing = [child for child in kind.order if child in kind.needed and child not in children]
    repeated = [child for child in kind.order if child in kind.single and children.count(child) > 1]
    if missing:
        yield _("<{name}> lacks <{child}>", name=name, child=missing[0])
    for child in repeated:
        yield _("<{name}> has more than one <{child}>", name=name, child=child)
    if not missing and not repeated and set(children) <= {*kind.order, OTHER} and not kind.text:
        yield _("the children of <{name}> are not in the order of the standard", name=name)
    elif kind.text and children:
        yield _("<{name}> has text only, but contains <{child}>", name=name, child=element[0].tag)


def _in_text(element: Element, kind: ElementType) -> Iterator[_]:
    if kind.text:
        text = element.text or ""
        if not len(element) and not _is_of_type(text, kind.text):
            yield _('"{value}" in <{name}> is invalid', value=text.strip()[:60], name=element.tag)
    elif any(text and not text.isspace() for text in (element.text, *[child.tail for child in element])):
        yield _("<{name}> has text of its own", name=element.tag)


def _is_of_type(text: str, kind: str) -> bool:
    return kind == "string" or bool(_TYPES[kind](text.strip(" \t\r\n")))
