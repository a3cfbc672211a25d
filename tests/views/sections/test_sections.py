"""Which sections a report has, in which order, and what every section provides to the formats."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from msgspec.structs import replace

from commitrack.language import LANGUAGES, localize
from commitrack.model import Commitment, Target, When
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views import sections
from commitrack.views.grid import Named
from commitrack.views.sections import HIGHLIGHTS, SECTIONS, Section, members, select

ALWAYS = ["deadlines", "completion", "milestones", "amended", "evidenced", "pillars", "stale", "without_data"]
SINCE = ReportRequest(since=(date(2025, 1, 1), None))

every_section = pytest.mark.parametrize("section", SECTIONS, ids=[section.name for section in SECTIONS])


@dataclass(frozen=True)
class Selection:
    """Requested sections, and the sections that the report then has."""

    only: tuple[str, ...]
    names: list[str]


def names(report: Report, only: tuple[str, ...] = ()) -> list[str]:
    """The names of the sections of a report."""
    return [section.name for section in select(report, only)]


def test_every_section_of_a_module_is_listed() -> None:
    """Every section that a module defines is listed in ascending order, with a unique name and a unique sheet name."""
    modules = [import_module(f"{sections.__name__}.{info.name}") for info in iter_modules(sections.__path__)]
    defined = [value for module in modules for value in vars(module).values() if isinstance(value, Section)]
    assert {section.name for section in SECTIONS} == {section.name for section in defined}
    orders = [section.order for section in SECTIONS]
    assert orders == sorted(set(orders))
    assert len({section.name for section in SECTIONS} | {HIGHLIGHTS}) == len(SECTIONS) + 1
    for lang in LANGUAGES:
        assert len({section.short.to(lang) for section in SECTIONS}) == len(SECTIONS)


def test_no_name_selects_two_sections() -> None:
    """The values of --sections are the highlights and the names and aliases of all sections, each once."""
    values = [HIGHLIGHTS, *(name for section in SECTIONS for name in (section.name, *section.aliases))]
    assert list(sections.names()) == values
    assert len(values) == len(set(values))
    assert {section.name for section in SECTIONS} | {HIGHLIGHTS} == set(sections.names().values())
    assert sections.names()["progress"] == sections.names()["completion"] == "completion"


@every_section
def test_a_section_is_described(section: Section) -> None:
    """Every section has a name that can be a JSON key, a short name for its sheet, and a docstring on its grid."""
    assert re.fullmatch(r"[a-z][a-z_]*", section.name)
    assert 0 < len(section.short) <= 31
    assert (section.grid.__doc__ or "").endswith(".")


@every_section
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_section_is_a_valid_grid(report: Report, section: Section, lang: str) -> None:
    """Every section has a title, a text for an empty section, and a cell for each column in each row."""
    grid = section.grid(report)
    assert localize(grid.title, lang)
    assert localize(grid.empty, lang)
    assert {len(row) for row in grid.rows} == {len(grid.columns)}
    assert len({column.key for column in grid.columns}) == len(grid.columns)
    assert all(column.title(lang) or localize(column.alone, lang) for column in grid.columns)


@every_section
def test_every_empty_section_says_so(small: Snapshot, section: Section) -> None:
    """With a query that matches nothing, every section has no rows and one phrase without a full stop instead."""
    grid = section.grid(build_report(small, ReportRequest(query=("nothing-is-called-so",))))
    assert not grid.rows
    assert re.fullmatch(r"(No|Nothing|All) [^.]*[^.\s]", str(grid.empty))


def structs(annotation: Any) -> set[type]:
    """The Struct types that an annotation names, and the type of None."""
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct | type(None)):
        return {annotation}
    return {kind for argument in get_args(annotation) if argument is not ... for kind in structs(argument)}


@every_section
def test_the_data_of_a_section_is_of_the_annotated_type(report: Report, small: Snapshot, section: Section) -> None:
    """The data of a section has the annotated type, from which a schema follows, also if the report is empty."""
    annotation = get_type_hints(section.data)["return"]
    assert structs(annotation) - {type(None)}
    assert msgspec.json.schema(annotation)
    empty = build_report(small, ReportRequest(query=("nothing-is-called-so",)))
    for data in (section.data(report), section.data(empty)):
        encoded = msgspec.to_builtins(data)
        assert msgspec.convert(encoded, annotation, strict=False) == data
    assert section.data(report)


@pytest.mark.parametrize(
    "selection",
    [
        Selection((), ["since", "before", "ask", *ALWAYS[:6], "conversion", *ALWAYS[6:]]),
        Selection(("stale", "since"), ["since", "stale"]),
        Selection(("areas", "parties", "sums"), ["areas", "parties", "sums"]),
        Selection((HIGHLIGHTS, "ask"), ["ask"]),
    ],
)
def test_the_requested_sections(report: Report, selection: Selection) -> None:
    """Sections always come in the same order; without a request, the report has all default sections with content."""
    assert names(report, selection.only) == selection.names


def test_sections_without_content_are_left_out(small: Snapshot) -> None:
    """Sections without content are left out unless they are requested, such as changes without a comparison date."""
    report = build_report(small)
    bare = replace(
        report,
        next_meeting=None,
        chosen=tuple(
            replace(a, original_due=a.due, targets=tuple(replace(t, latest=None, changes=()) for t in a.targets))
            for a in report.chosen
        ),
    )
    assert names(bare) == [name for name in ALWAYS if name not in {"amended", "evidenced"}]
    requested = select(bare, ("since", "amended"))
    assert [(section.name, bool(section.grid(bare).rows)) for section in requested] == [
        ("since", False), ("amended", False),
    ]  # fmt: skip
    assert names(build_report(small, SINCE))[0] == "since"


def test_members_name_every_section_that_lists_a_commitment(snapshot_of: Callable[..., Snapshot]) -> None:
    """The index behind CSV and JSON gives for each commitment the names of its sections, in their order."""
    late = Commitment(id="late", title="late", due=When(2020), targets={"n": Target(unit="people", value=1)})
    listed = members(build_report(snapshot_of([Commitment(id="quiet", title="quiet"), late])))
    assert list(listed) == ["late", "quiet"], "ordered by the first section that lists each"
    assert listed == {"late": ["ask", "overdue", "completion", "without_data"], "quiet": ["without_data"]}


def test_members_distinguish_changed_and_unchanged_commitments(snapshot_of: Callable[..., Snapshot]) -> None:
    """With a comparison date, commitments are members of since, new or no_change."""
    plan: dict[str, Any] = {"made": When(date(2024, 1, 1)), "targets": {"n": Target(unit="people", value=100)}}
    late = Commitment(id="late", title="late", due=When(date(2025, 9, 30)), **plan)
    still = Commitment(id="still", title="still", due=When(date(2026, 12, 31)), **plan)
    new = Commitment(id="new", title="new", made=When(date(2025, 7, 1)))
    snapshot = snapshot_of([late, still, new], as_of="2025-12-01")
    section_names = members(build_report(snapshot, ReportRequest(since=(date(2025, 6, 30), None))))
    assert section_names["late"] == ["since", "ask", "overdue", "completion", "without_data"]
    assert section_names["still"] == ["no_change", "ask", "later", "completion", "without_data"]
    assert section_names["new"] == ["new", "without_data"]
    assert "since" not in members(build_report(snapshot))["late"]


def test_members_of_each_section(report: Report) -> None:
    """Sections give the commitments that they list under their name; changes and deadlines have one for each group."""
    names_by_section = {section.name: list(section.members(report)) for section in SECTIONS if section.members(report)}
    assert names_by_section == {
        "since": ["since", "new", "no_change"], "ask": ["ask"],
        "deadlines": ["overdue", "unconfirmed", "within_12_months", "later"],
        "completion": ["completion"], "stale": ["stale"], "without_data": ["without_data"],
    }  # fmt: skip


@pytest.mark.parametrize("name", ["since", "ask", "deadlines", "completion", "stale", "without_data"])
def test_the_members_of_a_section_are_the_commitments_of_its_grid(report: Report, name: str) -> None:
    """The members of a section, which programs read, are the commitments in the grid that readers see."""
    (section,) = select(report, (name,))
    shown = {cell.id for row in section.grid(report).rows for cell in row if isinstance(cell, Named)}
    listed = {member.commitment.id for members in section.members(report).values() for member in members}
    assert listed == shown != set()
