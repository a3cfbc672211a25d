"""What an activity file of IATI 2.03 may contain: elements, their order, attributes and types of values.

2.01 and 2.02 allow a part of it. The table states what the standard's XML Schema states; a test compares the two.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from msgspec import Struct

_TABLE = """
iati-activities | | version! generated-datetime:dateTime linked-data-default:anyURI | iati-activity+
iati-activity | | last-updated-datetime:dateTime default-currency humanitarian:boolean hierarchy:int
    linked-data-uri:anyURI budget-not-provided | iati-identifier reporting-org title description+ participating-org+
    other-identifier* activity-status activity-date+ contact-info* activity-scope? recipient-country*
    recipient-region* location* sector* tag* country-budget-items? humanitarian-scope* policy-marker*
    collaboration-type? default-flow-type? default-finance-type? default-aid-type* default-tied-status? budget*
    planned-disbursement* capital-spend? transaction* document-link* related-activity* legacy-data* conditions?
    result* crs-add? fss?
iati-identifier narrative telephone email | string | |
pos channel-code | string | ^ |
reporting-org | | ref! type! secondary-reporter:boolean | narrative+
title description organisation department person-name job-title mailing-address name activity-description comment |
    | | narrative+
iati-activity/description | | type | narrative+
participating-org | | ref type role! activity-id crs-channel-code | narrative*
other-identifier | | ref! type! | owner-org?
owner-org | | ref | narrative*
activity-status activity-scope location-reach exactness location-class feature-designation collaboration-type
    default-flow-type default-finance-type default-tied-status transaction-type disbursement-channel flow-type
    finance-type tied-status category language repayment-type repayment-plan | | code! |
activity-date | | type! iso-date!:date | narrative*
contact-info | | type | organisation? department? person-name? job-title? telephone* email* website*
    mailing-address*
website | anyURI | |
recipient-country | | code! percentage:decimal | narrative*
transaction/recipient-country | | code! | narrative*
recipient-region | | code! vocabulary vocabulary-uri:anyURI percentage:decimal | narrative*
transaction/recipient-region | | code! vocabulary vocabulary-uri:anyURI | narrative*
location | | ref |
iati-activity/location | | ref | location-reach? location-id* name? description? activity-description?
    administrative* point? exactness? location-class? feature-designation?
location-id | | code! vocabulary! |
administrative | | code! vocabulary! level:nonNegativeInteger |
point | | srsName! | pos
sector | | vocabulary vocabulary-uri:anyURI code! percentage:decimal | narrative*
transaction/sector | | vocabulary vocabulary-uri:anyURI code! | narrative*
tag | | code! vocabulary! vocabulary-uri:anyURI | narrative*
country-budget-items | | vocabulary! | budget-item+
budget-item | | code! percentage:decimal | description?
humanitarian-scope | | type! vocabulary! vocabulary-uri:anyURI code! | narrative*
policy-marker | | vocabulary vocabulary-uri:anyURI code! significance | narrative*
default-aid-type aid-type | | code! vocabulary |
budget | | type status | period-start period-end value
period-start period-end transaction-date document-date commitment-date repayment-first-date repayment-final-date | |
    iso-date!:date |
value | decimal | currency value-date!:date |
planned-disbursement | | type | period-start period-end? value provider-org? receiver-org?
provider-org | | ref provider-activity-id type | narrative*
receiver-org | | ref receiver-activity-id type | narrative*
capital-spend | | percentage!:decimal |
transaction | | ref humanitarian:boolean | transaction-type transaction-date value description? provider-org?
    receiver-org? disbursement-channel? sector* recipient-country? recipient-region? flow-type? finance-type?
    aid-type* tied-status?
document-link | | url!:anyURI format! | title description? category+ language* document-date?
related-activity | | ^ref! type! |
legacy-data | | ^name! value! iati-equivalent:NMTOKEN |
conditions | | attached!:boolean | condition*
condition | | ^type! | narrative+
result | | type! aggregation-status:boolean | title description? document-link* reference* indicator+
reference | | code! vocabulary! vocabulary-uri:anyURI |
indicator/reference | | vocabulary! code! indicator-uri:anyURI |
indicator | | measure! ascending:boolean aggregation-status:boolean | title description? document-link* reference*
    baseline* period*
baseline | | iso-date:date year!:positiveInteger value | location* dimension* document-link* comment?
dimension | | name value |
period | | | period-start period-end target* actual*
target actual | | ^value | location* dimension* comment? document-link*
crs-add | | | other-flags* loan-terms? loan-status? channel-code?
other-flags | | code! significance!:boolean |
loan-terms | | rate-1:decimal rate-2:decimal | repayment-type? repayment-plan? commitment-date?
    repayment-first-date? repayment-final-date?
loan-status | | year!:decimal currency value-date!:date | interest-received? principal-outstanding?
    principal-arrears? interest-arrears?
interest-received principal-outstanding principal-arrears interest-arrears | decimal | ^ |
fss | | extraction-date!:date priority:boolean phaseout-year:decimal | forecast*
forecast | decimal | year!:decimal currency value-date:date |
"""
"""Names of elements | type of their text | attributes | children in their order, with the marks ? * + of patterns.

Only where the parent matters, a name is ``parent/name``. ``!`` marks a required attribute, ``:`` its type if it is not
any text, ``^`` an element without attributes of other namespaces.
"""

OTHER = "~"
"""The name of every element of another namespace, of which any may follow the children."""


class ElementType(Struct, frozen=True, kw_only=True):
    """What an element may contain; ``text`` is the type of its text, empty if it has children instead.

    ``attributes`` has the types of attributes by their names.
    """

    text: str
    attributes: Mapping[str, str]
    required: frozenset[str]
    is_closed: bool
    order: tuple[str, ...]
    needed: frozenset[str]
    single: frozenset[str]
    pattern: re.Pattern[str]

    def allows(self, children: tuple[str, ...]) -> bool:
        """Whether the names of the children are as many as allowed, and in the right order."""
        return _matches(self.pattern, children)


@lru_cache(maxsize=512)
def _matches(pattern: re.Pattern[str], children: tuple[str, ...]) -> bool:
    return pattern.fullmatch("".join(f"{name} " for name in children)) is not None


@cache
def element_types() -> Mapping[str, ElementType]:
    """The types of all elements, by ``name`` or ``parent/name``."""
    types: dict[str, ElementType] = {}
    for line in re.sub(r"\n +", " ", _TABLE.strip()).split("\n"):
        names, text, attributes, children = (part.split() for part in line.split("|"))
        kind = _element_type("".join(text), " ".join(attributes), children)
        types.update(dict.fromkeys(names, kind))
    return types


@lru_cache(maxsize=512)
def element_type(name: str, parent: str) -> ElementType | None:
    """The type of an element in its parent; None if the standard has no such element."""
    types = element_types()
    return types.get(f"{parent}/{name}") or types.get(name)


def _element_type(text: str, attributes: str, children: list[str]) -> ElementType:
    stated = dict(re.findall(r"([\w-]+!?)(?::(\w+))?", attributes))
    marks = {child.rstrip("?*+"): child[len(child.rstrip("?*+")) :] for child in children}
    sequence = "".join(f"(?:{name} ){mark}" for name, mark in marks.items())
    return ElementType(
        text=text,
        attributes={name.rstrip("!"): kind or "string" for name, kind in stated.items()},
        required=frozenset(name.rstrip("!") for name in stated if name.endswith("!")),
        is_closed=attributes.startswith("^"),
        order=tuple(marks),
        needed=frozenset(name for name, mark in marks.items() if mark in {"", "+"}),
        single=frozenset(name for name, mark in marks.items() if mark in {"", "?"}),
        pattern=re.compile(sequence if text else f"{sequence}(?:{OTHER} )*"),
    )
