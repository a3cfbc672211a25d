"""Activity files as written: what is in them, what is refused, and what is counted as left out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace
from tests.interchange.iati.official import broken_rules, schema

from commitrack.errors import UsageError
from commitrack.interchange.export.formats import Exported
from commitrack.interchange.iati.omissions import Omission, Omissions
from commitrack.interchange.iati.writing import export
from commitrack.language import LANGUAGES
from commitrack.model import (
    Amends,
    Area,
    Basis,
    Commitment,
    Document,
    Evidence,
    Exports,
    IatiExport,
    Kind,
    Lifecycle,
    Milestone,
    OrganisationRole,
    Parties,
    Party,
    Pillar,
    Qualifier,
    ResultType,
    Source,
    SourceClass,
    Target,
    Update,
    When,
)
from commitrack.registry import example, must_read
from commitrack.report.snapshot import Snapshot, take_snapshot

PUBLISHER: dict[str, Any] = {"organisation": "XX-ORG-1", "type": 10, "name": "Ministry", "sector": "14030"}
TODAY = date(2026, 11, 23)
BUSES = Target(
    value=300, unit="buses", baseline=20, baseline_on=When(date(2023, 12, 31)),
    milestones=(Milestone(on=date(2025, 6, 30), value=100),),
)  # fmt: skip
TABLES: dict[str, Any] = {
    "parties": {"city": Party(title={"en": "City", "ja": "市"}), "bank": Party(title="Bank")},
    "areas": {"roads": Area(title="Roads")},
    "pillars": {"transport": Pillar(title="Transport")},
    "documents": {
        "plan": Document(title="Plan", url="https://example.org/plan.pdf", published=date(2024, 1, 1), language="fr"),
        "paper": Document(title="Paper"),
    },
}  # fmt: skip


@pytest.fixture
def exported(snapshot_of: Callable[..., Snapshot]) -> Callable[..., Exported]:
    """Export commitments and updates as of 23 November 2026: ``exported(fund, update, sector=None)``."""

    def run(*records: Commitment | Update, **terms: Any) -> Exported:
        commitments = [record for record in records if isinstance(record, Commitment)]
        updates = [record for record in records if isinstance(record, Update)]
        publisher = IatiExport(**{**PUBLISHER, **terms})
        return export(snapshot_of(commitments, updates, **TABLES, export=Exports(iati=publisher)), digest="")

    return run


@pytest.fixture
def activity(exported: Callable[..., Exported]) -> Callable[..., etree._Element]:
    """Export as above; the file is valid, and its first activity is returned."""

    def run(*records: Commitment | Update, **terms: Any) -> etree._Element:
        content = exported(*records, **terms).content
        assert isinstance(content, bytes)
        root = etree.fromstring(content)
        schema().assertValid(root)
        assert broken_rules(root, today=TODAY) == []
        return root[0]

    return run


def test_the_shipped_registry_can_be_published() -> None:
    """What it states in numbers is valid, whatever the day."""
    terms = IatiExport(**PUBLISHER, role=OrganisationRole.ACCOUNTABLE, query=("is:measurable",))
    registry = replace(must_read(example()).registry, export=Exports(iati=terms))
    for today in (date(2024, 12, 31), TODAY):
        content = export(take_snapshot(registry, as_of=today), digest="").content
        assert isinstance(content, bytes)
        root = etree.fromstring(content)
        assert len(root) > 0
        schema().assertValid(root)
        assert broken_rules(root, today=today) == []


def pledge(**fields: Any) -> Commitment:
    """A commitment that can be published."""
    return Commitment(**{
        "id": "buses", "title": "Electric buses", "made": When(date(2024, 1, 15)), "due": When(2026),
        "parties": Parties(responsible=("city",)), "targets": {"buses": BUSES}, **fields,
    })  # fmt: skip


WRITTEN = """\
<?xml version="1.0" encoding="UTF-8"?>
<iati-activities xmlns:commitrack="urn:commitrack" version="2.03" generated-datetime="2026-11-23T00:00:00Z">
  <iati-activity commitrack:commitment="buses" xml:lang="en" last-updated-datetime="2026-11-23T00:00:00Z">
    <iati-identifier>XX-ORG-1-buses</iati-identifier>
    <reporting-org ref="XX-ORG-1" type="10">
      <narrative>Ministry</narrative>
    </reporting-org>
    <title>
      <narrative>Electric buses</narrative>
    </title>
    <description type="1">
      <narrative>Electric buses</narrative>
    </description>
    <participating-org role="2">
      <narrative xml:lang="en">City</narrative>
      <narrative xml:lang="ja">市</narrative>
    </participating-org>
    <activity-status code="2" />
    <activity-date type="1" iso-date="2024-01-15" />
    <activity-date type="3" iso-date="2026-12-31" />
    <sector vocabulary="1" code="14030" />
    <result type="9">
      <title>
        <narrative>Electric buses</narrative>
      </title>
      <indicator measure="1" ascending="1" commitrack:target="buses" commitrack:unit="buses">
        <title>
          <narrative>buses (buses)</narrative>
        </title>
        <reference vocabulary="99" code="buses" />
        <baseline iso-date="2023-12-31" year="2023" value="20" />
        <period>
          <period-start iso-date="2023-12-31" />
          <period-end iso-date="2025-06-30" />
          <target value="100" />
        </period>
        <period>
          <period-start iso-date="2023-12-31" />
          <period-end iso-date="2026-12-31" />
          <target value="300" />
        </period>
        <period>
          <period-start iso-date="2023-12-31" />
          <period-end iso-date="2025-12-31" />
          <actual value="85">
            <comment>
              <narrative>Six were scrapped.</narrative>
            </comment>
            <document-link url="https://example.org/r.pdf" format="application/pdf">
              <title>
                <narrative>https://example.org/r.pdf</narrative>
              </title>
              <category code="A08" />
            </document-link>
          </actual>
        </period>
      </indicator>
    </result>
  </iati-activity>
</iati-activities>
"""


def test_the_whole_file(exported: Callable[..., Exported], update: Callable[..., Update]) -> None:
    """The same registry and day give the same bytes; nothing in them is of today."""
    figure = update(
        "2025-12-31", commitment="buses", actual=85, evidence=("https://example.org/r.pdf",), note="Six were scrapped."
    )  # fmt: skip
    got = exported(pledge(), figure)
    assert got.content == WRITTEN.encode()
    assert got == exported(pledge(), figure)
    assert got.notices == ("1 date that is a month, a quarter or a year is written as a day",)


def test_what_the_standard_requires_is_refused_at_once(exported: Callable[..., Exported]) -> None:
    """Every commitment with everything that it lacks; nothing is invented."""
    bare = Commitment(id="bare", title="Bare", targets={"buses": Target(value=3, unit="buses", baseline=1)})
    late = pledge(id="late", due=When(date(2024, 1, 15)), targets={"buses": Target(value=3, unit="buses")})
    with pytest.raises(UsageError) as failure:
        exported(bare, late, pledge(), sector=None, sectors={"transport": "21020"})
    lacks = (
        '"made" is missing', 'no party is named, and [export.iati] has no "role"',
        "[export.iati] has no sector for it", 'target "buses" has a baseline without "baseline_on"',
        'target "buses" has no deadline',
    )  # fmt: skip
    assert str(failure.value).split("\n") == [
        "IATI requires what 3 commitments do not state:",
        f"bare: {'; '.join(lacks)}",
        'late: [export.iati] has no sector for it; target "buses" is not due after it was made',
        "buses: [export.iati] has no sector for it",
    ]
    assert "query" in str(failure.value.hint)


def test_a_registry_without_a_publisher_is_refused(snapshot_of: Callable[..., Snapshot]) -> None:
    with pytest.raises(UsageError, match="does not say who publishes it") as failure:
        export(snapshot_of([pledge()]), digest="")
    assert "[export.iati]" in str(failure.value.hint)


@pytest.mark.parametrize("organisation", ["", "XX ORG", "XX/ORG", "XX|1", "a?b"])
def test_a_reference_that_the_standard_forbids_is_refused(exported: Callable[..., Exported], organisation: str) -> None:
    with pytest.raises(UsageError, match="invalid organisation"):
        exported(pledge(), organisation=organisation)


def test_the_sector_of_an_unknown_area_is_refused(exported: Callable[..., Exported]) -> None:
    with pytest.raises(UsageError, match='"road" is neither an area nor a pillar') as failure:
        exported(pledge(), sectors={"road": "21020"})
    assert str(failure.value.hint) == 'did you mean "roads"?'


def test_the_query_selects_what_is_written(exported: Callable[..., Exported]) -> None:
    bare = Commitment(id="bare", title="Bare")
    assert exported(bare, pledge(), query=("id:buses",)).content == exported(pledge()).content
    with pytest.raises(UsageError, match="no commitment to export"):
        exported(pledge(), query=("status:fulfilled",))


@pytest.mark.parametrize(
    ("fields", "sector"),
    [({"areas": ("roads",)}, "21020"), ({"pillar": "transport"}, "21010"), ({}, "14030")],
)
def test_the_sector_is_that_of_the_area_or_the_pillar(
    activity: Callable[..., Any], fields: dict[str, Any], sector: str
) -> None:
    got = activity(pledge(**fields), sectors={"roads": "21020", "transport": "21010"})
    assert got.xpath("string(sector/@code)") == sector


def test_parties_have_roles(activity: Callable[..., Any]) -> None:
    """The publisher takes part only in commitments that name nobody; beneficiaries have no role in the standard."""
    both = Parties(responsible=("city",), implementing=("bank",), beneficiary=("bank",))
    assert activity(pledge(parties=both)).xpath("participating-org/@role") == ["2", "4"]
    alone = activity(pledge(parties=Parties()), role=OrganisationRole.FUNDING, secondary=True)
    assert alone.xpath("participating-org/@ref | participating-org/@role") == ["XX-ORG-1", "1"]
    assert alone.xpath("string(reporting-org/@secondary-reporter)") == "1"


@pytest.mark.parametrize(
    ("step", "code", "ended"),
    [
        (Lifecycle.WITHDRAWN, "5", ["2026-03-01"]),
        (Lifecycle.SUPERSEDED, "4", ["2026-03-01"]),
        (Lifecycle.SUSPENDED, "6", []),
    ],
)
def test_decisions_are_the_status(
    activity: Callable[..., Any], update: Callable[..., Update], step: Lifecycle, code: str, ended: list[str]
) -> None:
    got = activity(pledge(), update("2026-03-01", commitment="buses", lifecycle=step, reason="budget"))
    assert got.xpath("string(activity-status/@code)") == code
    assert got.xpath("activity-date[@type='4']/@iso-date") == ended


def test_amended_terms_are_written(
    activity: Callable[..., Any], exported: Callable[..., Exported], update: Callable[..., Update]
) -> None:
    """The current value and deadline; a milestone after the new deadline is left out. Both are counted."""
    terms = Amends(value=90, due=When(date(2025, 3, 31)))
    change = update("2025-01-01", commitment="buses", target="buses", amends=terms, reason="cuts")
    got = activity(pledge(), change)
    assert got.xpath(".//target/@value") == ["90"]
    assert got.xpath(".//period[target]/period-end/@iso-date") == ["2025-03-31"]
    notices = exported(pledge(), change).notices
    assert "1 amendment is not written, only its terms" in notices
    assert "1 milestone after the amended deadline is not written" in notices


def test_an_inferred_deadline_says_so(activity: Callable[..., Any]) -> None:
    got = activity(pledge(due_basis=Basis.INFERRED))
    assert got.xpath(".//target/comment/narrative/text()") == [
        "The source does not state this deadline; it is inferred."
    ]


def test_falling_targets_and_percentages(activity: Callable[..., Any]) -> None:
    share = Target(value=10, unit="%", baseline=40, baseline_on=When(2023))
    got = activity(pledge(targets={"share": share}), result_type=ResultType.OUTCOME)
    assert got.xpath("result/@type | result/indicator/@measure | result/indicator/@ascending") == ["2", "2", "0"]
    assert dict(got.find(".//baseline").attrib) == {"year": "2023", "value": "40"}


def test_parts_name_their_whole(exported: Callable[..., Exported]) -> None:
    """Groups are not written, and counted."""
    group = Commitment(id="group", title="Group", kind=Kind.GROUP)
    got = exported(group, pledge(id="fleet", part_of="group"), pledge(part_of="fleet"))
    assert isinstance(got.content, bytes)
    assert etree.fromstring(got.content).xpath("//related-activity/@ref") == ["XX-ORG-1-fleet"]
    assert "1 group is not written" in got.notices


def test_evidence_needs_an_address(
    activity: Callable[..., Any], exported: Callable[..., Exported], update: Callable[..., Update]
) -> None:
    """Files have one if the publisher says where they are; their digests are lost, which is counted."""
    items = (Evidence(file="evidence/ü.pdf", sha256="0" * 64), Evidence(document="plan"), Evidence(document="paper"))
    figure = update(
        "2025-12-31", commitment="buses", actual=85, evidence=items, qualifier=Qualifier.ABOUT,
        source_class=SourceClass.OFFICIAL,
    )  # fmt: skip
    got = activity(pledge(), figure, files="https://example.org/f/")
    assert got.xpath(".//actual/document-link/@url") == [
        "https://example.org/f/evidence/%C3%BC.pdf", "https://example.org/plan.pdf",
    ]  # fmt: skip
    without = exported(pledge(due=When(TODAY)), figure).notices
    assert list(map(str, without)) == [
        "1 figure is written without its qualifier",
        "1 figure is written without the class of its source",
        "1 file of evidence is not written, because [export.iati] has no address for files",
        "1 document without an address is not written",
    ]


def test_the_source_is_a_document_and_its_quotation_a_description(activity: Callable[..., Any]) -> None:
    got = activity(pledge(source=Source(document="plan", quote="300 autobus")))
    assert got.xpath("document-link/@url | document-link/category/@code") == ["https://example.org/plan.pdf", "A02"]
    assert got.xpath("description/narrative/text()") == ["300 autobus"]
    assert got.xpath("description/narrative/@xml:lang") == ["fr"]
    assert activity(pledge(summary="All of them")).xpath("description/narrative/text()") == ["All of them"]


def test_characters_that_xml_forbids_are_replaced(activity: Callable[..., Any]) -> None:
    got = activity(pledge(title="a\x00b\x1b[31m\ufffe <&>\"'\u2028"))
    assert got.findtext("title/narrative") == "a\ufffdb\ufffd[31m\ufffd <&>\"'\u2028"


def test_several_figures_of_one_day_are_one_actual(activity: Callable[..., Any], update: Callable[..., Update]) -> None:
    """Increments are written as levels; the notes and the evidence of the day are together."""
    days = [
        update("2025-12-31", commitment="buses", add=30, note="first", evidence=("https://example.org/1",)),
        update("2025-12-31", commitment="buses", add=35, note="second", evidence=("https://example.org/2",)),
    ]
    got = activity(pledge(), *days)
    assert got.xpath(".//actual/@value") == ["85"]
    assert got.xpath(".//actual/comment/narrative/text()") == ["first", "second"]
    assert got.xpath(".//actual/document-link/@url") == ["https://example.org/1", "https://example.org/2"]


@pytest.mark.parametrize("omission", Omission)
@pytest.mark.parametrize("n", [1, 1200])
def test_every_omission_is_a_sentence(omission: Omission, n: int) -> None:
    omissions = Omissions()
    omissions.add(omission, n)
    (sentence,) = omissions.sentences()
    assert len({sentence.to(lang) for lang in LANGUAGES}) == len(LANGUAGES)
    assert f"{n:,}" in sentence
