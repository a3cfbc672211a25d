"""``commitrack import --format iati``: read activity files as the difference from the registry, and record it."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from commitrack.cli.import_options import ImportOptions
from commitrack.cli.importing import import_terms, record, require_own_files
from commitrack.cli.progress_bar import progress_bar
from commitrack.cli.reply import recording
from commitrack.cli.stderr import notify
from commitrack.drafting.intended import RefusedRow
from commitrack.errors import MOST_SHOWN, UsageError
from commitrack.interchange.iati.importing import import_files
from commitrack.interchange.iati.reading import ReadFile
from commitrack.language import LazyString as _
from commitrack.language import join


def import_iati(files: Sequence[str], options: ImportOptions, folder: Path, *, strict: bool, incremental: bool) -> None:
    """Read the files, record the difference, and print it; what is read differently or lost is a notice.

    Raises UsageError if a file cannot be read, or anything in it cannot be recorded.
    """
    if options.profile is not None or options.skip_invalid is not None:
        raise UsageError(_("--format iati allows neither --profile nor --skip-invalid"))
    require_own_files(files, options, folder)
    with recording(folder, dry_run=options.dry_run) as writing:
        tx, _reply = writing
        terms = import_terms(files, options, tx.registry)
        with ExitStack() as bars:
            read = import_files(
                map(Path, files), tx.registry, terms, strict=strict, incremental=incremental,
                watch=lambda activities: bars.enter_context(progress_bar(activities, _("reading activities"))),
            )  # fmt: skip
        _require_recordable(read.difference.refused)
        again = _("the changes are recorded; to see what is left, import the files again with --dry-run")
        record(read.difference, read.new_records, terms, options, writing, again=again)
        notify(*(sentence for file in read.files for sentence in _remarks(file)))


def _require_recordable(refused: tuple[RefusedRow, ...]) -> None:
    """Raise UsageError, which lists every commitment that cannot be recorded by its id in IATI, if there are any."""
    if not refused:
        return
    lines = [
        _("{place}: {problem}", place=row.key, problem=problem.reason) for row in refused for problem in row.problems
    ]
    if (rest := len(lines) - MOST_SHOWN) > 0:
        lines[MOST_SHOWN:] = [_("and {n:,} more", n=rest)]
    hint = next((problem.hint for row in refused for problem in row.problems if problem.hint), None)
    raise UsageError(
        _(
            "{n:,} commitment cannot be recorded; nothing imported:\n{lines}",
            "{n:,} commitments cannot be recorded; nothing imported:\n{lines}",
            n=len(refused), lines=join(lines, "\n"),
        ),
        hint=hint,
    )  # fmt: skip


def _remarks(file: ReadFile) -> Iterator[_]:
    """What was read of a file differently from how it is written, then, on one line, what is lost."""
    name = file.path.name
    for sentence in file.notices.sentences():
        yield _("{place}: {problem}", place=name, problem=sentence)
    if (lost := file.notices.losses()) is not None:
        yield _("{file}: not imported: {lost}", file=name, lost=lost)
