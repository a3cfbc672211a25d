"""The import of a sheet as a command: files and the clock in, the registry and the answer out."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from commitrack.cli.console import look, write
from commitrack.cli.context import day, recording_time, zone
from commitrack.cli.import_answer import import_text, require_valid
from commitrack.cli.import_options import ImportOptions
from commitrack.cli.progress_bar import progress_bar
from commitrack.cli.reply import recording
from commitrack.cli.row_import import append_rows
from commitrack.cli.stderr import notify
from commitrack.drafting.difference import ChangeKind, Difference, ImportTerms
from commitrack.drafting.plausibility import require_past
from commitrack.interchange.decisions import read_decisions
from commitrack.interchange.fields import plain
from commitrack.interchange.file_bytes import file_bytes
from commitrack.interchange.import_sheet import compared_fields, import_sheet
from commitrack.interchange.own_headings import own_profile
from commitrack.interchange.profile import Profile, RowKind, read_profile
from commitrack.interchange.table import SheetTable, TableLayout, parse_table
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.registry.inside import require_no_way_out
from commitrack.views import json
from commitrack.views.decisions import render_decisions, render_refused
from commitrack.views.difference import import_answer


def run_import(options: ImportOptions, folder: Path) -> None:
    """Read the sheet, record the difference, and print it. Raises UsageError if rows are refused and not skipped."""
    path = Path(options.file)
    for name in filter(None, (options.file, options.decisions)):
        require_no_way_out(Path(name), folder)
    profile = None if options.profile is None else read_profile(options.profile, folder)
    content = file_bytes(path)
    if profile is None:
        table = parse_table(content, path.name, TableLayout())
        if "commitment" in table.headings:
            appearance = look(options.lang, ascii_only=options.ascii)
            append_rows(table, folder, appearance, by=options.by, dry_run=options.dry_run)
            return
        profile = own_profile(table, options.file)
    _record(profile, partial(parse_table, content, path.name, profile.table), options, folder)


def _record(profile: Profile, read: Callable[[], SheetTable], options: ImportOptions, folder: Path) -> None:
    """Record the difference of a table, which is read again only if rows of it are refused, and print it."""
    with recording(folder, dry_run=options.dry_run) as (tx, reply):
        terms, table = _terms(options, profile, tx.registry), read()
        notify(*table.notices)
        with progress_bar(table.rows, _("comparing rows")) as table.rows:
            result = import_sheet(table, profile, tx.registry, terms, folder=folder)
        difference = result.difference
        if options.skip_invalid is None:
            hint = _("correct the rows or the profile, or import the others with --skip-invalid FILE")
            require_valid(difference.refused, hint=hint)
        if n := difference.outdated:
            what = _("{n} accepted change is no longer open", "{n} accepted changes are no longer open", n=n)
            notify(_("note: {what}", what=what))
        tx.append(
            *difference.commitments, *difference.updates, named=result.new_records, edited=difference.edited,
            file=profile.file,
        )  # fmt: skip
        _write_files(options, difference, read, folder)
        text = _answer(difference, terms, options, is_written=bool(tx.changed) and not options.dry_run)
        reply.prepare(text, _("the changes are recorded; to see what is left, import the sheet again with --dry-run"))


def _answer(difference: Difference, terms: ImportTerms, options: ImportOptions, *, is_written: bool) -> str:
    if options.json:
        return json.encoded(import_answer(difference, on=terms.on, written=is_written))
    appearance = look(options.lang, ascii_only=options.ascii)
    return import_text(difference, appearance, dry_run=options.dry_run, is_saved=options.undecided is not None)


def _terms(options: ImportOptions, profile: Profile, registry: Registry) -> ImportTerms:
    today = day(None, registry.settings)
    on = day(options.on, registry.settings) if options.on else last_change(options.file, registry, today)
    require_past(on, today)
    return ImportTerms(
        system=profile.system, compared=compared_fields(profile), on=on, today=today, now=recording_time(registry),
        source=f"{Path(options.file).name}, {on}", several=profile.rows is RowKind.FIGURES, withdraw=options.withdraw,
        updates_only=options.updates_only,
        by=options.by, accepted=read_decisions(Path(options.decisions)) if options.decisions else frozenset(),
    )  # fmt: skip


def last_change(file: str, registry: Registry, today: date) -> date:
    """The day on which a file was last changed, in the time zone of the registry; today for standard input."""
    if file == "-":
        return today
    changed = datetime.fromtimestamp(Path(file).stat().st_mtime, tz=zone(registry.settings)).date()
    return min(changed, today)


def write_decisions(difference: Difference, options: ImportOptions, folder: Path) -> None:
    """Write what has to be decided to the file that the options name, if there is anything."""
    open_changes = [change for change, _update in difference.changes if change.change is ChangeKind.DECIDE]
    if options.undecided and open_changes:
        _write(options.undecided, render_decisions(open_changes, options.lang), options, folder)


def _write_files(
    options: ImportOptions, difference: Difference, reread: Callable[[], SheetTable], folder: Path
) -> None:
    """Write what has to be decided, and the rows that are refused, to the files that the options name."""
    write_decisions(difference, options, folder)
    if options.skip_invalid and difference.refused:
        table = reread()
        refused = {row.row: row for row in difference.refused}
        rows = ((refused[row.number], list(map(plain, row.cells))) for row in table.rows if row.number in refused)
        _write(options.skip_invalid, render_refused(table.headings, rows, options.lang), options, folder)


def _write(file: str, text: str, options: ImportOptions, folder: Path) -> None:
    write(text, output=file, force=options.force, registry=folder, machine=True, bom=True)
