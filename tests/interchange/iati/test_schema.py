"""The own table of the standard and its checks against the official XML Schema, which is in a package for tests."""

import random
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from lxml import etree
from tests.interchange.iati.files import HEAD, activity, file, link, period, result, transaction
from tests.interchange.iati.official import folder, schema

from commitrack.errors import UsageError
from commitrack.interchange.iati.reading import ReadFile
from commitrack.interchange.iati.schema import element_types

_FOREIGN = "{urn:x}a"
_XSD = "{http://www.w3.org/2001/XMLSchema}"
WHOLE = (
    "<contact-info><telephone>1</telephone><website>https://example.org</website></contact-info>"
    '<recipient-country code="KE" percentage="60"/><recipient-region code="298" percentage="40.0"/>'
    '<location><point srsName="EPSG:4326"><pos>1 2</pos></point></location>'
    '<sector vocabulary="1" code="14030"/>'
    '<budget><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>'
    '<value currency="EUR" value-date="2024-01-01">10</value></budget>'
    + transaction("3", "2024-02-01", "5")
    + link("https://example.org/a.pdf")
    + '<related-activity ref="XX-2" type="1"/><conditions attached="0"/>'
    + result(
        '<reference vocabulary="99" code="wells"/><baseline year="2023" iso-date="2023-12-31" value="0">'
        "<comment><narrative>None</narrative></comment></baseline>"
        + period("2024-01-01", "2024-12-31", '<target value="10"/><actual value="4"><dimension name="a"/></actual>')
    )
    + '<fss extraction-date="2024-01-01"><forecast year="2025" value-date="2024-01-01">5</forecast></fss>'
)  # fmt: skip


def test_every_element_and_attribute_of_the_official_schema_is_in_the_table() -> None:
    """The names of all elements and attributes are the same; the test below compares what they may contain."""
    elements: set[str] = set()
    attributes: set[str] = set()
    for name in ("iati-activities-schema.xsd", "iati-common.xsd"):
        for node in ET.parse(folder() / name).iter():  # noqa: S314  a file of an installed package
            if node.tag == f"{_XSD}element":
                elements.add(node.get("name", "") or node.get("ref", ""))
            if node.tag == f"{_XSD}attribute" and "name" in node.keys():  # noqa: SIM118  an element is no mapping
                attributes.add(node.get("name", ""))
    types = element_types()
    assert {name.rpartition("/")[2] for name in types} == elements
    assert {name for kind in types.values() for name in kind.attributes} == attributes


def _is_valid(read: Callable[..., ReadFile], text: bytes) -> bool:
    try:
        read(text, strict=True)
    except UsageError:
        return False
    return True


def _changed(text: str, chance: random.Random) -> bytes:
    """A valid file with one thing changed at random: an element, an attribute or a text."""
    root = ET.fromstring(text)  # noqa: S314  our own text
    parents = [node for node in root.iter() if len(node)]
    node = chance.choice(list(root.iter())[1:])
    parent = next(parent for parent in parents if node in list(parent))
    place = list(parent).index(node)
    names = [name.rpartition("/")[2] for name in element_types()]
    change = chance.randrange(9)
    if change == 0:
        parent.remove(node)
    elif change == 1:
        parent.insert(place, node)
    elif change == 2:
        other = chance.choice(list(parent))
        parent.remove(node)
        parent.insert(list(parent).index(other) if other in list(parent) else 0, node)
    elif change == 3:
        node.tag = chance.choice(names)
    elif change == 4:
        name = chance.choice(
            [_FOREIGN, chance.choice(names)]
        )  # libxml2 accepts a foreign one where the schema does not
        parent.insert(len(parent) if name == _FOREIGN else place, ET.Element(name))
    elif change == 5 and node.attrib:
        del node.attrib[chance.choice(list(node.attrib))]
    elif change == 6:
        node.set(chance.choice(["code", "type", "value", _FOREIGN, "iso-date", "ref"]), "1")
    elif change == 7 and node.attrib:
        values = ["", "x", "1", "-1", "1.5", "true", "2024-02-30", "2024-01-01Z", "2024-01-01T00:00:00"]
        node.set(chance.choice(list(node.attrib)), chance.choice(values))
    else:
        node.text = chance.choice(["", "text", "5", " \n "])
    return ET.tostring(root)


@pytest.mark.parametrize("seed", range(10))
def test_a_changed_file_is_valid_if_the_official_schema_says_so(read: Callable[..., ReadFile], seed: int) -> None:
    """Of 500 files with one change each, exactly those are refused that the official schema does not accept."""
    chance = random.Random(seed)  # noqa: S311
    for _change in range(50):
        text = _changed(file(activity(WHOLE), activity(head=HEAD.replace("wells", "pumps"))), chance)
        assert _is_valid(read, text) is schema().validate(etree.fromstring(text)), text
