"""Markdown output, read back by a parser of GitHub's dialect: text of the registry creates no markup."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from commitrack.amounts import Unit
from commitrack.assess import Status
from commitrack.language import word
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Cell, Change, Column, Grid
from commitrack.views.markdown import escaped, render_report
from commitrack.views.sections import HIGHLIGHTS, SECTIONS
from commitrack.wording.figures import Missing

SnapshotWith = Callable[[str], Snapshot]

TABLES = tuple(section.name for section in SECTIONS)
EVERYTHING = (HIGHLIGHTS, *TABLES)
OWN_ELEMENTS = {
    "heading", "paragraph", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td", "inline",
    "text", "strong", "em", "softbreak", "html_inline", "code_inline",
}  # fmt: skip
"""Elements that the report itself uses, including emphasis, <br> and ids in backticks."""

HOSTILE = [
    "[link](https://evil.example)", "![image](https://evil.example/x.png)", "<https://evil.example>",
    "https://evil.example", "www.evil.example", "WWW.evil.example", "x@evil.example", "<b>bold</b>", "<script>",
    "<!-- gone -->", "&lt;b&gt;", "**bold**", "*em*", "__bold__", "_em_", "`code`", "~~gone~~", "a | b | c", "|",
    "# head", "- item", "+ item", "* item", "1. item", "12) item", "> quote", "---", "===", "~~~", "```", "     code",
    "[x]: y", "$math$", ":smile:", "@everyone", r"back\\\\", r"a\nb", r"a\n\n# head", r"a\n    code", "[^1]",
]  # fmt: skip


@pytest.fixture(scope="module")
def parser() -> MarkdownIt:
    return MarkdownIt("gfm-like", {"html": True})


def tokens(parsed: Iterable[Token]) -> Iterator[Token]:
    """All tokens of a document, including nested ones."""
    for token in parsed:
        yield token
        yield from tokens(token.children or ())


def whole(snapshot: Snapshot) -> Report:
    """A report with a comparison date and a currency, so that every section can be rendered."""
    return build_report(snapshot, ReportRequest(since=(date(2024, 6, 15), None), currency="USD"))


def read(text: str, parser: MarkdownIt) -> list[list[list[str]]]:
    """The tables of a Markdown document, as rows of cells."""
    tables: list[list[list[str]]] = []
    for token in parser.parse(text):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type == "inline" and tables and token.level > 2:
            shown = [" / " if child.type == "html_inline" else child.content for child in token.children or ()]
            tables[-1][-1].append("".join(shown))
    return tables


@pytest.mark.parametrize(
    ("text", "expected"),
    [("33.3%", "33.3%"), ("1. April", "1\\. April"), ("2)", "2\\)"), ("2026-11-26", "2026-11-26"), ("- a", "\\- a")],
)
def test_only_what_starts_a_list_is_escaped(text: str, expected: str) -> None:
    """A number at the start is escaped where it would start a list, and left alone where it would not."""
    assert escaped(text) == expected


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_is_text(parser: MarkdownIt, text: str) -> None:
    """Escaped text is parsed as plain text with the same content, both as a paragraph and as a list item."""
    shown = " ".join(text.replace("\\n", "\n").split())
    for before in ("", "- "):
        parsed = parser.parse(before + escaped(text.replace("\\n", "\n")))
        (inline,) = [token for token in parsed if token.type == "inline"]
        assert {token.type for token in inline.children or ()} <= {"text"}
        assert " ".join(inline.content.split()).replace("\\", "") == shown.replace("\\", "")
        assert sum(token.type == "list_item_open" for token in parsed) == len(before) // 2


@pytest.mark.parametrize("text", [text for text in HOSTILE if text == text.strip()])
def test_a_hostile_registry_makes_no_markup(snapshot_with: SnapshotWith, parser: MarkdownIt, text: str) -> None:
    """Text in any field creates no link, image, code block, rule, quote or HTML in any section of the report."""
    written, harmless = (
        render_report(whole(snapshot_with(value)), lang="en", only=EVERYTHING) for value in (text, "TEXT")
    )
    parsed, expected = (list(tokens(parser.parse(output))) for output in (written, harmless))
    assert {token.type.removesuffix("_open").removesuffix("_close") for token in parsed} <= OWN_ELEMENTS
    assert {token.content for token in parsed if token.type == "html_inline"} == {"<br>"}
    assert {token.content for token in parsed if token.type == "code_inline"} <= {"whole", "part", "p", "a", "y"}
    for kind in ("heading_open", "list_item_open", "strong_open", "em_open", "tr_open"):
        assert sum(token.type == kind for token in parsed) == sum(token.type == kind for token in expected)


@pytest.mark.parametrize("text", ["a | b | c", "|", r"back\\\\", r"a\nb", "TEXT"])
def test_tables_have_as_many_cells_as_columns(snapshot_with: SnapshotWith, parser: MarkdownIt, text: str) -> None:
    """Every row of every table has as many cells as the table has columns, both as written and as parsed."""
    report = whole(snapshot_with(text))
    grids = [grid for section in SECTIONS if (grid := section.grid(report)).rows]
    written = render_report(report, lang="en", only=TABLES)
    tables = read(written, parser)
    assert [len(table) for table in tables] == [len(grid.rows) + 1 for grid in grids]
    for grid, table in zip(grids, tables, strict=True):
        assert {len(row) for row in table} == {len(grid.columns)}
    bars = {line.replace("\\\\", "").replace("\\|", "").count("|") for line in written.split("\n") if line[:1] == "|"}
    assert bars == {len(grid.columns) + 1 for grid in grids}


def test_the_parts_of_a_report(small: Snapshot, parser: MarkdownIt) -> None:
    """A Markdown report has a title, a head, highlights, tables under their headings, and a footer."""
    written = render_report(whole(small), lang="en")
    lines = written.split("\n")
    assert lines[:3] == ["# Small register", "", "- **As of:** 2026-11-23"]
    assert "  - A board for the fund: due 2025-12-31, over 10 months ago; no report" in lines
    assert [line for line in lines if line.startswith("## ")] == [
        "## Highlights", "## Since 2024-06-15: 6 changed, 0 new, 1 unchanged",
        "## Deadlines and milestones before Review meeting, 2027-02-01",
        "## Follow-ups for Review meeting, 2027-02-01", "## Deadlines", "## Progress against targets",
        "## Milestones", "## Amended targets and deadlines",
        "## Claimed and evidenced progress", "## By pillar", "## Amounts in USD", "## Commitments with stale data",
        "## Key commitments without data",
    ]  # fmt: skip
    assert lines[-2].startswith("*as of 2026-11-23 · commitrack ")
    completion = next(table for table in read(written, parser) if table[0][-1] == "Forecast" and "Pace" in table[0])
    assert completion[1] == [
        "Halve the emissions of public transport / emissions", "500 kt", "690 kt", "2026-01-31", "62%", "69%",
        "1.01×", "464 kt",
    ]  # fmt: skip
    deadlines = next(table for table in read(written, parser) if table[0][1] == "Due")
    assert deadlines[4][-2:] == ["about ¥3,500,000,000.50", "off track, part overdue, target lowered, stale"]


def test_a_japanese_report_has_japanese_titles_and_amounts(small: Snapshot) -> None:
    """Titles and amounts of a Japanese Markdown report are in Japanese."""
    written = render_report(whole(small), lang="ja")
    assert written.startswith("# 小さな台帳\n")
    assert "300億円以上" in written


@pytest.mark.parametrize(
    ("only", "headings"),
    [((HIGHLIGHTS,), ["Highlights"]), (("stale",), ["Commitments with stale data"]),
     ((HIGHLIGHTS, "areas"), ["Highlights", "By area"])],
)  # fmt: skip
def test_only_the_requested_sections(small: Snapshot, only: tuple[str, ...], headings: list[str]) -> None:
    """A Markdown report has only the requested sections, between its head and its footer."""
    written = render_report(whole(small), lang="en", only=only)
    assert [line[3:] for line in written.split("\n") if line.startswith("## ")] == headings
    assert "**As of:**" in written
    assert "registry sha256" in written


def test_an_empty_section_is_a_sentence(small: Snapshot) -> None:
    """A section without rows is a sentence instead of a table."""
    written = render_report(build_report(small, ReportRequest(query=("id:trainees",))), lang="en", only=("stale",))
    assert "\nNo stale data\n" in written
    assert "|" not in written


def test_highlights_beyond_ten_are_counted(unreported: Callable[[int], Snapshot]) -> None:
    """The highlights name ten commitments without a figure and give the number of the others."""
    assert (
        render_report(build_report(unreported(13)), lang="en", only=(HIGHLIGHTS,)).count(
            "  - and 3 more in the tables below\n"
        )
        == 1
    )
    assert "more in the tables below" not in render_report(build_report(unreported(10)), lang="en", only=(HIGHLIGHTS,))


@pytest.mark.parametrize(
    ("cell", "english", "japanese"),
    [
        (Missing.NO_REPORT, "no report", "報告なし"),
        (Missing.NONE, "none", "なし"),
        (Change("5%", "11.7%"), "5% → 11.7%", "5% → 11.7%"),
        (Change(Missing.NO_REPORT, word(Status.OFF_TRACK)), "no report → off track", "報告なし → 大幅な遅れ"),
        (Change("*a*", "*a*"), r"\*a\*", r"\*a\*"),
        (Unit("people"), "people", "人"),
        (Unit("a|b"), r"a\|b", r"a\|b"),
    ],
)
def test_the_text_of_a_cell(
    small: Snapshot, monkeypatch: pytest.MonkeyPatch, cell: Cell, english: str, japanese: str
) -> None:
    """Missing figures, changes and units are in the language of the report and escaped like any text."""
    grid = Grid(title="T", columns=(Column(key="c", heading="C"),), rows=((cell,),))
    section = replace(SECTIONS[0], grid=lambda _report: grid)
    monkeypatch.setattr("commitrack.views.markdown.select", lambda _report, _only: (section,))
    report = build_report(small)
    for lang, shown in (("en", english), ("ja", japanese)):
        assert f"\n| --- |\n| {shown} |\n" in render_report(report, lang=lang, only=(section.name,))
