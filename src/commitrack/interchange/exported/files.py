"""The files of an export: a folder of CSV files, or a workbook."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from commitrack.drafting.intended import RowProblem
from commitrack.errors import UsageError
from commitrack.interchange.export.data_table import DESCRIPTOR, DataTable
from commitrack.interchange.exported.records import READ, ReadRecords, read_records
from commitrack.interchange.exported.rows import ReadRow, read_rows
from commitrack.interchange.file_bytes import file_bytes
from commitrack.interchange.table import SheetTable, TableLayout, parse_table
from commitrack.interchange.workbook import is_workbook, sheet_names
from commitrack.language import LazyString as _
from commitrack.registry.inside import require_no_way_out


def is_exported(path: Path) -> bool:
    """Whether a path has tables of an export: a folder with files of their names, or a workbook with such sheets.

    Raises UsageError for a file that cannot be read, and for only one of the files of such a folder.
    """
    if path.is_dir():
        return bool(_files(path))
    if path.stem in _BY_NAME and (path.parent / DESCRIPTOR).is_file():
        hint = _("import the folder: commitrack import {folder}", folder=shlex.quote(str(path.parent)))
        raise UsageError(_('"{file}" is one of the files of an export', file=path), hint=hint)
    content = file_bytes(path) if str(path) != "-" else b""
    return is_workbook(content) and {"commitments", "targets"} <= set(sheet_names(content, path.name))


def read_exported(path: Path, folder: Path) -> tuple[ReadRecords, list[RowProblem]]:
    """The records in the tables, and what cannot be read. Links may not lead out of the registry's ``folder``.

    Raises UsageError for a file that cannot be read, and for a heading that no field has.
    """
    problems: list[RowProblem] = []
    tables: dict[str, list[ReadRow]] = {}
    for table, sheet, is_text_file in _sheets(path, folder):
        tables[table.name] = list(read_rows(sheet, table, problems, is_text_file=is_text_file))
    return read_records(tables, problems), problems


def _sheets(path: Path, folder: Path) -> Iterator[tuple[DataTable, SheetTable, bool]]:
    """Each table that there is, and whether it comes from a text file."""
    if path.is_dir():
        for name, file in _files(path).items():
            require_no_way_out(file, folder)
            yield _BY_NAME[name], parse_table(file_bytes(file), file.name, TableLayout()), True
        return
    content = file_bytes(path)
    for name in sheet_names(content, path.name):
        if name in _BY_NAME:
            yield _BY_NAME[name], parse_table(content, path.name, TableLayout(sheet=name)), False


_BY_NAME = {table.name: table for table in READ}


def _files(folder: Path) -> dict[str, Path]:
    return {name: folder / f"{name}.csv" for name in _BY_NAME if (folder / f"{name}.csv").is_file()}
