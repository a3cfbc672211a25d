"""The import of what ``export`` wrote: files and the clock in, the registry and the answer out."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from commitrack.cli.import_answer import require_valid
from commitrack.cli.import_options import ImportOptions
from commitrack.cli.importing import import_terms, record, require_listing, require_own_files
from commitrack.cli.reply import recording
from commitrack.drafting.intended import RefusedRow, RowProblem
from commitrack.errors import UsageError
from commitrack.interchange.exported.difference import import_records, invalid, unrecordable
from commitrack.interchange.exported.files import read_exported
from commitrack.interchange.exported.settings import require_same_settings
from commitrack.language import LazyString as _

_CORRECT = _("correct the rows, and import the tables again")


def import_exported(options: ImportOptions, folder: Path) -> None:
    """Read the tables, record the difference, and print it. Raises UsageError if a row cannot be read or recorded."""
    if options.skip_invalid is not None:
        raise UsageError(_("{option} requires --profile", option="--skip-invalid"))
    require_listing(options)
    require_own_files([options.file], options, folder)
    path = Path(options.file)
    name = path.resolve().name
    read, problems = read_exported(path, folder)
    _require_none(problems, name)
    with recording(folder, dry_run=options.dry_run) as writing:
        tx, _reply = writing
        require_same_settings(read.settings, tx.registry.settings)
        terms = import_terms([options.file], options, tx.registry)
        _require_none(unrecordable(read, tx.registry, today=terms.today), name)
        result = import_records(read, tx.registry, terms)
        _require_none([*_refused(result.difference.refused), *invalid(result, read, tx.registry)], name)
        again = _("the changes are recorded; to see what is left, import the tables again with --dry-run")
        record(result.difference, result.new_records, terms, options, writing, again=again)


def _require_none(problems: Iterable[RowProblem], name: str) -> None:
    rows: dict[tuple[str, int], list[RowProblem]] = {}
    for problem in problems:
        rows.setdefault((problem.table, problem.row), []).append(problem)
    refused = [RefusedRow(row=row, key=None, problems=tuple(found)) for (_table, row), found in rows.items()]
    require_valid(refused, name, hint=_CORRECT)


def _refused(rows: Iterable[RefusedRow]) -> Iterator[RowProblem]:
    """The problems of rows that the comparison refuses, which are about commitments."""
    return (replace(problem, table="commitments") for row in rows for problem in row.problems)
