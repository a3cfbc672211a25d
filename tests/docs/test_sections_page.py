"""``docs/sections.md`` lists the sections of the report, derived from their definitions.

It is written with ``COMMITRACK_GOLDEN=1 pytest tests/docs/test_sections_page.py``; read the diff before committing it.
"""

import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path

from commitrack.views.sections import HIGHLIGHTS, SECTIONS, Section
from commitrack.views.sections.section import always, on_request

PAGE = Path(__file__).parents[2] / "docs" / "sections.md"
INTRODUCTION = f"""\
# Sections of the report

`commitrack report --sections since,deadlines` prints only the sections named, in every format but `csv`, `json` and
`ics`, which hold the whole report. The sections come in the order of this table, whatever the order of the names.
`{HIGHLIGHTS}` is accepted too: it names the sentences before the tables.

| Name | Sheet in a workbook | By default | What it shows |
| --- | --- | --- | --- |
"""


def by_default(section: Section) -> str:
    """When a section appears without ``--sections``."""
    if section.default is on_request:
        return "only when named"
    when = "always" if section.default is always else "when there is something to show"
    return when if section.brief is not on_request else f"{when}; on a terminal with `--all-sections`"


def description(section: Section) -> str:
    """The first sentence of the docstring of the section's grid."""
    text = " ".join((inspect.getdoc(section.grid) or "").split())
    return re.split(r"(?<=\.)\s", text)[0]


def row(section: Section) -> str:
    name, *aliases = (f"`{word}`" for word in (section.name, *section.aliases))
    names = f"{name} (or {', '.join(aliases)})" if aliases else name
    cells = (names, section.short.to("en"), by_default(section), description(section))
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def page() -> Iterator[str]:
    yield INTRODUCTION
    yield from (f"{row(section)}\n" for section in SECTIONS)


def test_the_page_lists_the_sections() -> None:
    """docs/sections.md lists every section with its names, its sheet, when it appears and what it shows."""
    derived = "".join(page())
    if os.environ.get("COMMITRACK_GOLDEN"):
        PAGE.write_text(derived, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == derived


def test_every_way_to_appear_is_used() -> None:
    """There are sections that always appear, sections that appear if they are not empty, and sections on request."""
    terminal = "; on a terminal with `--all-sections`"
    assert {by_default(section) for section in SECTIONS} == {
        f"always{terminal}", "when there is something to show", f"when there is something to show{terminal}",
        "only when named",
    }  # fmt: skip
