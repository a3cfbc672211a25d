"""The evaluation of the official ruleset: a file that follows it breaks nothing, and each case can be broken."""

from datetime import date

import pytest
from lxml import etree
from tests.interchange.iati.official import broken_rules, ruleset

TODAY = date(2026, 11, 23)
START = '<activity-date type="{}" iso-date="{}"/>'
ORDER = '<period-start iso-date="{}"/><period-end iso-date="{}"/>'
ACTIVITY = (
    "<iati-activity><iati-identifier>XX-1-wells</iati-identifier><reporting-org ref='XX-1'/>"
    f"<participating-org ref='XX-2'/>{START.format(1, '2024-01-01')}"
)
SECTOR = "<sector code='1'/>"
INDICATOR = "<result>{}<indicator measure='{}'>{}</indicator></result>"


def activities(*content: str) -> etree._Element:
    """A file with an activity that follows the ruleset, but for what is added."""
    return etree.fromstring(f"<iati-activities>{ACTIVITY}{''.join(content)}</iati-activity></iati-activities>")


def organisations(content: str) -> etree._Element:
    """A file with an organisation, which the ruleset is about as well."""
    name = "<organisation-identifier>XX-1</organisation-identifier>"
    return etree.fromstring(
        f"<iati-organisations><iati-organisation>{name}{content}</iati-organisation></iati-organisations>"
    )


def backwards(element: str) -> str:
    """An element whose period ends before it starts."""
    return f"<{element}>{ORDER.format('2025-01-01', '2024-12-31')}</{element}>"


def forwards(element: str) -> str:
    """An element whose period starts and ends on the same day."""
    return f"<{element}>{ORDER.format('2025-01-01', '2025-01-01')}</{element}>"


RESULT = "//result/indicator"
MEASURED = f"{RESULT}[@measure='1' or @measure='2' or @measure='3' or @measure='4']"
OF_ORGANISATIONS = ("total-budget", "recipient-country-budget", "recipient-org-budget", "recipient-region-budget")
TOTALS = (*OF_ORGANISATIONS, "total-expenditure")
BROKEN: dict[tuple[str, str, int], etree._Element] = {
    ("//iati-activity", "atleast_one", 0): activities(SECTOR, "<x/>"),
    ("//iati-activity", "atleast_one", 1): activities("<transaction/>"),
    ("//iati-activity", "date_order", 0): activities(SECTOR, START.format(3, "2023-12-31")),
    ("//iati-activity", "date_order", 1): activities(
        SECTOR, START.format(2, "2025-01-02"), START.format(4, "2025-01-01")
    ),
    ("//iati-activity", "date_order", 2): activities(SECTOR, START.format(2, "2026-11-24")),
    ("//iati-activity", "date_order", 3): activities(SECTOR, START.format(4, "2026-11-24")),
    ("//iati-activity", "regex_matches", 0): activities(
        SECTOR, "<transaction><provider-org ref='XX/2'/></transaction>"
    ),
    ("//iati-activity", "sum", 0): activities(
        SECTOR, "<recipient-country percentage='60'/><recipient-region percentage='39.9'/>"
    ),
    ("//iati-organisation", "regex_matches", 0): organisations("<reporting-org ref='XX|1'/>"),
    ("//participating-org", "atleast_one", 0): activities(SECTOR, "<participating-org role='1'/>"),
    ("//transaction", "date_order", 0): activities(
        SECTOR, "<transaction><transaction-date iso-date='2026-11-24Z'/></transaction>"
    ),
    ("//transaction", "date_order", 1): activities(
        SECTOR, "<transaction><value value-date='2027-01-01'>5</value></transaction>"
    ),
    ("//planned-disbursement", "date_order", 0): activities(SECTOR, backwards("planned-disbursement")),
    ("//budget", "date_order", 0): activities(SECTOR, backwards("budget")),
    (RESULT, "no_more_than_one", 0): activities(
        SECTOR, INDICATOR.format("<reference code='a'/>", 1, "<reference code='b'/>")
    ),
    (f"{RESULT}/period", "date_order", 0): activities(SECTOR, INDICATOR.format("", 1, backwards("period"))),
    (f"{MEASURED}/baseline", "atleast_one", 0): activities(SECTOR, INDICATOR.format("", 4, "<baseline year='2024'/>")),
    (f"{MEASURED}/period/target", "atleast_one", 0): activities(
        SECTOR, INDICATOR.format("", 2, "<period><target/></period>")
    ),
    (f"{MEASURED}/period/actual", "atleast_one", 0): activities(
        SECTOR, INDICATOR.format("", 3, "<period><actual/></period>")
    ),
    **{(f"//{name}", "date_order", 0): organisations(backwards(name)) for name in TOTALS},
}  # fmt: skip


def test_every_case_of_the_ruleset_is_broken_once() -> None:
    assert BROKEN.keys() == {
        (context, rule, number)
        for context, rules in ruleset().items()
        for rule, content in rules.items()
        for number in range(len(content["cases"]))
    }


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_file_that_breaks_one_case(case: tuple[str, str, int]) -> None:
    """Exactly this case is reported, and no other."""
    context, rule, number = case
    root = BROKEN[case]
    if case == ("//iati-activity", "atleast_one", 0):
        start = root.find(".//activity-date")
        start.getparent().remove(start)
    (found,) = broken_rules(root, today=TODAY)
    assert found.startswith(f"{context} ")
    assert found.endswith(f": {rule} {ruleset()[context][rule]['cases'][number]}")


def test_a_file_that_follows_the_ruleset() -> None:
    """Values at the limits are allowed, and what is not stated is not compared."""
    root = activities(
        SECTOR, START.format(2, "2026-11-23"), START.format(4, "2026-11-23"), START.format(3, "2024-01-01"),
        "<recipient-country percentage='60'/><recipient-region percentage='40.0'/>", forwards("budget"),
        "<participating-org><narrative>City</narrative></participating-org>", "<planned-disbursement/>",
        "<transaction><provider-org ref='XX-2'/><transaction-date iso-date='2026-11-23'/></transaction>",
        INDICATOR.format("", 1, f"<reference code='b'/><baseline value='0'/>{forwards('period')}"),
        INDICATOR.format("<reference code='a'/>", 5, "<baseline/><period><target/><actual/></period>"),
    )  # fmt: skip
    assert broken_rules(root, today=TODAY) == []


def test_an_identifier_of_another_publisher() -> None:
    """The ruleset cannot say that identifiers start with the reference of the publisher, as the standard requires."""
    root = activities(SECTOR)
    root.find(".//reporting-org").set("ref", "XX-9")
    assert broken_rules(root, today=TODAY) == ["identifier: XX-1-wells"]
