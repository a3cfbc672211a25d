"""docs/export.md: the list of tables is that of the program."""

import os
import re
from pathlib import Path

from commitrack.interchange.export import assessed_fields, list_tables, record_fields
from commitrack.interchange.export.data_table import DataTable

PAGE = Path(__file__).parents[2] / "docs" / "export.md"
ROWS = re.compile(r"(?<=\|---\|---\|\n)(\|.*\n)+")


def test_the_page_lists_every_table() -> None:
    """Each table has a row with its name and its description; ``COMMITRACK_GOLDEN=1`` writes the rows."""
    values = [value for module in (record_fields, assessed_fields, list_tables) for value in vars(module).values()]
    tables = [value for value in values if isinstance(value, DataTable)]
    rows = "".join(f"| `{table.name}` | {table.description} |\n" for table in tables)
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("COMMITRACK_GOLDEN"):
        PAGE.write_text(ROWS.sub(lambda _: rows, page), encoding="utf-8")
    else:
        assert [match[0] for match in ROWS.finditer(page)] == [rows]
