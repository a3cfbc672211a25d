"""The import of what ``export`` wrote: files and the clock in, the registry and the answer out."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from commitrack.cli.console import look
from commitrack.cli.context import day, recording_time, zone
from commitrack.cli.import_answer import import_text, require_valid
from commitrack.cli.import_options import ImportOptions
from commitrack.cli.reply import recording
from commitrack.cli.sheet_import import write_decisions
from commitrack.drafting.difference import ImportTerms
from commitrack.drafting.intended import RefusedRow, RowProblem
from commitrack.errors import UsageError
from commitrack.interchange.decisions import read_decisions
from commitrack.interchange.exported.difference import import_records, invalid, unrecordable
from commitrack.interchange.exported.files import is_exported, last_change, read_exported
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.registry.inside import require_no_way_out
from commitrack.views import json
from commitrack.views.difference import import_answer

__all__ = ["import_exported", "is_exported"]

_CORRECT = _("correct the rows, and import the tables again")


def import_exported(options: ImportOptions, folder: Path) -> None:
    """Read the tables, record the difference, and print it. Raises UsageError if a row cannot be read or recorded."""
    for option, value in (("--skip-invalid", options.skip_invalid), ("--missing", options.withdraw)):
        if value is not None:
            raise UsageError(_("{option} requires --profile", option=option))
    for name in filter(None, (options.file, options.decisions)):
        require_no_way_out(Path(name), folder)
    read, problems = read_exported(Path(options.file), folder)
    _require_none(problems)
    with recording(folder, dry_run=options.dry_run) as (tx, reply):
        terms = _terms(options, tx.registry)
        _require_none(unrecordable(read, tx.registry, today=terms.today))
        result = import_records(read, tx.registry, terms)
        _require_none([*_refused(result.difference.refused), *invalid(result, read, tx.registry)])
        difference = result.difference
        tx.append(*difference.commitments, *difference.updates, named=result.new_records, edited=difference.edited)
        write_decisions(difference, options, folder)
        if options.json:
            written = bool(tx.changed) and not options.dry_run
            text = json.encoded(import_answer(difference, on=terms.on, written=written))
        else:
            text = import_text(difference, look(options.lang, ascii_only=options.ascii), dry_run=options.dry_run)
        reply.prepare(text, _("the changes are recorded; to see what is left, import the tables again with --dry-run"))


def _require_none(problems: Iterable[RowProblem]) -> None:
    rows: dict[tuple[str, int], list[RowProblem]] = {}
    for problem in problems:
        rows.setdefault((problem.table, problem.row), []).append(problem)
    refused = [RefusedRow(row=row, key=None, problems=tuple(found)) for (_table, row), found in rows.items()]
    require_valid(refused, hint=_CORRECT)


def _refused(rows: Iterable[RefusedRow]) -> Iterator[RowProblem]:
    """The problems of rows that the comparison refuses, which are about commitments."""
    return (replace(problem, table="commitments") for row in rows for problem in row.problems)


def _terms(options: ImportOptions, registry: Registry) -> ImportTerms:
    """How the tables are compared: as of the day on which they were last changed, unless another one is given."""
    today, path = day(None, registry.settings), Path(options.file)
    changed = datetime.fromtimestamp(last_change(path), tz=zone(registry.settings)).date()
    on = day(options.on, registry.settings) if options.on else min(changed, today)
    return ImportTerms(
        system="", compared=frozenset(), on=on, today=today, now=recording_time(registry),
        source=f"{path.name}, {on}", withdraw=options.withdraw, by=options.by,
        accepted=read_decisions(Path(options.decisions)) if options.decisions else frozenset(),
    )  # fmt: skip
