"""Which sections a report has, in which order, and that each is a sound grid."""

from dataclasses import dataclass
from datetime import date

import pytest
from msgspec.structs import replace

from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.sections import MUST_KNOW, SECTIONS, sections

ALWAYS = ["deadlines", "completion", "amended", "evidenced", "pillars", "stale", "without_data"]


@dataclass(frozen=True)
class Wish:
    """What a reader asks for, and which sections come of it."""

    only: tuple[str, ...]
    keys: list[str]


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_section_is_a_sound_grid(report: Report, name: str, lang: str) -> None:
    """It goes by its name, has a title, a sentence for when it is empty, and a cell for each column in each row."""
    grid = SECTIONS[name](report, lang)
    assert grid.key == name
    assert grid.title
    assert grid.empty
    assert {len(row) for row in grid.rows} == {len(grid.columns)}
    assert len({column.key for column in grid.columns}) == len(grid.columns)


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_of_nothing_is_a_sentence(small: Snapshot, name: str) -> None:
    """A query that finds nothing leaves no table with a head and no rows."""
    grid = SECTIONS[name](build_report(small, ReportRequest(query=("nothing-is-called-so",))), "en")
    assert grid.rows == ()
    assert grid.empty.endswith(".")


@pytest.mark.parametrize(
    "wish",
    [
        Wish((), ["since", "before", "ask", *ALWAYS[:5], "conversion", *ALWAYS[5:]]),
        Wish(("stale", "since"), ["since", "stale"]),
        Wish(("areas", "parties", "sums"), ["areas", "parties", "sums"]),
        Wish((MUST_KNOW, "ask"), ["ask"]),
    ],
)
def test_what_was_asked_for(report: Report, wish: Wish) -> None:
    """Always in the order in which a meeting needs them; without a wish all that have something to say."""
    assert [grid.key for grid in sections(report, lang="en", only=wish.only)] == wish.keys


def test_what_has_nothing_to_say_is_left_out(small: Snapshot) -> None:
    """No since without a day, no conversion without a currency, nothing before no meeting, no amended ones if none."""
    bare = replace(build_report(small), next_meeting=None, before=(), amended=(), evidenced=())
    assert [grid.key for grid in sections(bare, lang="en")] == [
        key for key in ALWAYS if key not in {"amended", "evidenced"}
    ]
    wished = sections(bare, lang="en", only=("since", "amended"))
    assert [(grid.key, bool(grid.rows)) for grid in wished] == [("since", False), ("amended", False)]
    since = build_report(small, ReportRequest(since=(date(2025, 1, 1), None)))
    assert sections(since, lang="en")[0].key == "since"
