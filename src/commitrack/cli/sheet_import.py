"""The import of a sheet as a command: files and the clock in, the registry and the answer out."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from commitrack.cli.console import look
from commitrack.cli.import_answer import require_valid
from commitrack.cli.import_options import ImportOptions
from commitrack.cli.importing import import_terms, record, require_listing, require_own_files, write_for_people
from commitrack.cli.progress_bar import progress_bar
from commitrack.cli.reply import recording
from commitrack.cli.row_import import append_rows
from commitrack.cli.stderr import notify
from commitrack.drafting.difference import ImportTerms
from commitrack.drafting.intended import RefusedRow
from commitrack.interchange.decisions import with_refused_as_they_were
from commitrack.interchange.fields import plain
from commitrack.interchange.file_bytes import file_bytes, shown_name
from commitrack.interchange.import_sheet import compared_fields, import_sheet
from commitrack.interchange.own_headings import own_profile
from commitrack.interchange.profile import Profile, RowKind
from commitrack.interchange.profile_file import read_profile
from commitrack.interchange.table import SheetTable, TableLayout, parse_table
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.registry.discovery import is_appended
from commitrack.registry.git import is_in_work_tree
from commitrack.registry.merge_rules import file_with_rule
from commitrack.views.decisions import render_refused


def run_import(options: ImportOptions, folder: Path) -> None:
    """Read the sheet, record the difference, and print it. Raises UsageError if rows are refused and not skipped."""
    path = Path(options.file)
    require_own_files([options.file], options, folder)
    profile = None if options.profile is None else read_profile(options.profile, folder)
    content = file_bytes(path)
    if profile is None:
        require_listing(options)
        table = _table(content, path, TableLayout())
        if "commitment" in table.headings:
            appearance = look(options.lang, ascii_only=options.ascii)
            append_rows(table, folder, appearance, by=options.by, dry_run=options.dry_run)
            return
        profile = own_profile(table, options.file)
    _record(profile, lambda: _table(content, path, profile.table), options, folder)


def _table(content: bytes, path: Path, layout: TableLayout) -> SheetTable:
    return with_refused_as_they_were(parse_table(content, shown_name(path), layout))


def _record(profile: Profile, read: Callable[[], SheetTable], options: ImportOptions, folder: Path) -> None:
    """Record the difference of a table, which is read again only if rows of it are refused, and print it."""
    with recording(folder, dry_run=options.dry_run) as writing:
        tx, _reply = writing
        terms, table = _terms(options, profile, tx.registry), read()
        notify(*table.notices)
        with progress_bar(table.rows, _("comparing rows")) as table.rows:
            result = import_sheet(table, profile, tx.registry, terms, folder=folder)
        notify(*table.below_end())
        difference = result.difference
        if options.skip_invalid is None:
            hint = _("correct the rows, or import the others with --skip-invalid FILE")
            if profile.system:
                hint = _("correct the rows or the profile, or import the others with --skip-invalid FILE")
            if options.updates_only:
                hint = _("correct the rows or the profile; commitrack import can skip them: --skip-invalid FILE")
            require_valid(difference.refused, table.name, hint=hint)
        again = _("the changes are recorded; to see what is left, import the sheet again with --dry-run")
        record(difference, result.new_records, terms, options, writing, again=again, file=profile.file)
        _write_refused(difference.refused, read, options, folder)
        if difference.commitments and not is_appended(profile.file) and is_in_work_tree(folder):
            notify(_("note: {what}", what=_without_rule(profile.file)))


def _without_rule(file: str) -> str:
    name = file_with_rule(file)
    return _('git has no merge rule for "{file}"; in the profile, name it "{name}"', file=file, name=name)


def _terms(options: ImportOptions, profile: Profile, registry: Registry) -> ImportTerms:
    several = profile.rows is RowKind.FIGURES
    terms = import_terms(
        [options.file], options, registry, system=profile.system, compared=compared_fields(profile), several=several
    )
    return terms if profile.system else replace(terms, expected=tuple(_added(registry)))


def _added(registry: Registry) -> Iterator[str]:
    """The commitments that may come from a sheet without a profile: no other sheet, and nobody by hand, has them."""
    for name, commitment in registry.commitments.items():
        if commitment.recorded is not None and not commitment.external_ids:
            yield name


def _write_refused(
    rows: Sequence[RefusedRow], reread: Callable[[], SheetTable], options: ImportOptions, folder: Path
) -> None:
    """Write the rows that are refused, as the sheet has them, to the file that the options name."""
    if options.skip_invalid and rows:
        table, refused = reread(), {row.row: row for row in rows}
        cells = ((refused[row.number], list(map(plain, row.cells))) for row in table.rows if row.number in refused)
        text = render_refused(table.headings, cells, options.lang)
        write_for_people(options.skip_invalid, text, options, folder)
