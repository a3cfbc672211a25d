"""Which sections a report has, in which order, and what each promises to the formats."""

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

ALWAYS = ["deadlines", "completion", "amended", "evidenced", "pillars", "stale", "without_data"]
SINCE = ReportRequest(since=(date(2025, 1, 1), None))

every_section = pytest.mark.parametrize("section", SECTIONS, ids=[section.name for section in SECTIONS])


@dataclass(frozen=True)
class Selection:
    """What a reader asks for, and which sections the report has."""

    only: tuple[str, ...]
    names: list[str]


def names(report: Report, only: tuple[str, ...] = ()) -> list[str]:
    return [section.name for section in select(report, only)]


def test_every_section_of_a_module_is_listed() -> None:
    """Each once, in ascending order; two never share a name, a place, or the name of their sheet."""
    modules = [import_module(f"{sections.__name__}.{info.name}") for info in iter_modules(sections.__path__)]
    defined = [value for module in modules for value in vars(module).values() if isinstance(value, Section)]
    assert {section.name for section in SECTIONS} == {section.name for section in defined}
    orders = [section.order for section in SECTIONS]
    assert orders == sorted(set(orders))
    assert len({section.name for section in SECTIONS} | {HIGHLIGHTS}) == len(SECTIONS) + 1
    for lang in LANGUAGES:
        assert len({section.short.to(lang) for section in SECTIONS}) == len(SECTIONS)


def test_no_word_names_two_sections() -> None:
    """The words of --sections are the names and aliases, each once, and the highlights."""
    words = [HIGHLIGHTS, *(word for section in SECTIONS for word in (section.name, *section.aliases))]
    assert list(sections.names()) == words
    assert len(words) == len(set(words))
    assert {section.name for section in SECTIONS} | {HIGHLIGHTS} == set(sections.names().values())
    assert sections.names()["progress"] == sections.names()["completion"] == "completion"


@every_section
def test_a_section_is_described(section: Section) -> None:
    """By a name that fits a key of JSON, a name for its sheet, and the docstring of its grid."""
    assert re.fullmatch(r"[a-z][a-z_]*", section.name)
    assert 0 < len(section.short) <= 31
    assert (section.grid.__doc__ or "").endswith(".")


@every_section
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_section_is_a_valid_grid(report: Report, section: Section, lang: str) -> None:
    """It has a title, a text for when it is empty, and a cell for each column in each row."""
    grid = section.grid(report)
    assert localize(grid.title, lang)
    assert localize(grid.empty, lang)
    assert {len(row) for row in grid.rows} == {len(grid.columns)}
    assert len({column.key for column in grid.columns}) == len(grid.columns)
    assert all(column.title(lang) or localize(column.alone, lang) for column in grid.columns)


@every_section
def test_every_empty_section_says_so(small: Snapshot, section: Section) -> None:
    """A query that matches nothing leaves no table with a head and no rows, but one phrase without a full stop."""
    grid = section.grid(build_report(small, ReportRequest(query=("nothing-is-called-so",))))
    assert grid.rows == ()
    assert re.fullmatch(r"(No|Nothing|All) [^.]*[^.\s]", str(grid.empty))


def structs(annotation: Any) -> set[type]:
    """The types that an annotation names: a Struct, a tuple of them, or None."""
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct | type(None)):
        return {annotation}
    return {kind for argument in get_args(annotation) if argument is not ... for kind in structs(argument)}


@every_section
def test_the_data_of_a_section_is_of_the_annotated_type(report: Report, small: Snapshot, section: Section) -> None:
    """A Struct or a tuple of Structs with a return annotation, from which a schema follows; also of nothing."""
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
        Selection((), ["since", "before", "ask", *ALWAYS[:5], "conversion", *ALWAYS[5:]]),
        Selection(("stale", "since"), ["since", "stale"]),
        Selection(("areas", "parties", "sums"), ["areas", "parties", "sums"]),
        Selection((HIGHLIGHTS, "ask"), ["ask"]),
    ],
)
def test_the_requested_sections(report: Report, selection: Selection) -> None:
    """Always in the order in which a meeting needs them; without a request all that have something to say."""
    assert names(report, selection.only) == selection.names


def test_sections_with_nothing_to_say_are_left_out(small: Snapshot) -> None:
    """No since without a day, no conversion without a currency, nothing before no meeting, no amended ones if none."""
    bare = replace(build_report(small), next_meeting=None, upcoming=(), amended=(), evidenced=())
    assert names(bare) == [name for name in ALWAYS if name not in {"amended", "evidenced"}]
    requested = select(bare, ("since", "amended"))
    assert [(section.name, bool(section.grid(bare).rows)) for section in requested] == [
        ("since", False), ("amended", False),
    ]  # fmt: skip
    assert names(build_report(small, SINCE))[0] == "since"


def test_members_name_every_section_that_lists_a_commitment(snapshot_of: Callable[..., Snapshot]) -> None:
    """The index behind CSV and JSON: each commitment with the words of its sections, in the order of these."""
    late = Commitment(id="late", title="late", due=When(2020), targets={"n": Target(unit="people", value=1)})
    listed = members(build_report(snapshot_of([Commitment(id="quiet", title="quiet"), late])))
    assert list(listed) == ["late", "quiet"], "ordered by the first section that lists each"
    assert listed == {"late": ["ask", "overdue", "completion", "without_data"], "quiet": ["without_data"]}


def test_members_tell_what_moved_from_what_did_not(snapshot_of: Callable[..., Snapshot]) -> None:
    """Both are named when a day was requested, and neither otherwise."""
    plan: dict[str, Any] = {"made": When(date(2024, 1, 1)), "targets": {"n": Target(unit="people", value=100)}}
    late = Commitment(id="late", title="late", due=When(date(2025, 9, 30)), **plan)
    still = Commitment(id="still", title="still", due=When(date(2026, 12, 31)), **plan)
    snapshot = snapshot_of([late, still], as_of="2025-12-01")
    words = members(build_report(snapshot, ReportRequest(since=(date(2025, 6, 30), None))))
    assert words["late"] == ["since", "ask", "overdue", "completion", "without_data"]
    assert words["still"] == ["no_change", "ask", "later", "completion", "without_data"]
    assert "since" not in members(build_report(snapshot))["late"]


def test_members_of_each_section(report: Report) -> None:
    """A section that lists commitments gives them by its word; the deadlines have a word for each group."""
    words = {section.name: list(section.members(report)) for section in SECTIONS if section.members(report)}
    assert words == {
        "since": ["since", "no_change"], "ask": ["ask"], "deadlines": ["overdue", "within_12_months", "later"],
        "completion": ["completion"], "stale": ["stale"], "without_data": ["without_data"],
    }  # fmt: skip


@pytest.mark.parametrize("name", ["since", "ask", "deadlines", "completion", "stale", "without_data"])
def test_the_members_of_a_section_are_the_commitments_of_its_grid(report: Report, name: str) -> None:
    """A program and a reader find the same commitments under the same name."""
    (section,) = select(report, (name,))
    shown = {cell.id for row in section.grid(report).rows for cell in row if isinstance(cell, Named)}
    listed = {assessment.commitment.id for rows in section.members(report).values() for assessment in rows}
    assert listed == shown != set()
