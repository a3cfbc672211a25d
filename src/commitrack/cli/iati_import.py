"""``commitrack import --format iati``: read activity files as the difference from the registry, and record it."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from commitrack.cli.console import look
from commitrack.cli.context import day, recording_time
from commitrack.cli.import_answer import import_text
from commitrack.cli.import_options import ImportOptions
from commitrack.cli.progress_bar import progress_bar
from commitrack.cli.reply import recording
from commitrack.cli.sheet_import import last_change, write_decisions
from commitrack.cli.stderr import notify
from commitrack.drafting.difference import ImportTerms
from commitrack.drafting.intended import RefusedRow
from commitrack.errors import MOST_SHOWN, UsageError, reason_of
from commitrack.interchange.decisions import read_decisions
from commitrack.interchange.iati.importing import import_files
from commitrack.interchange.iati.reading import ReadFile
from commitrack.language import LazyString as _
from commitrack.language import join
from commitrack.model import Registry
from commitrack.registry.inside import require_no_way_out
from commitrack.views import json
from commitrack.views.difference import import_answer


def import_iati(files: Sequence[str], options: ImportOptions, folder: Path, *, strict: bool, incremental: bool) -> None:
    """Read the files, record the difference, and print it; what is read differently or lost is a notice.

    Raises UsageError if a file cannot be read, or anything in it cannot be recorded.
    """
    if options.profile is not None or options.skip_invalid is not None:
        raise UsageError(_("--format iati allows neither --profile nor --skip-invalid"))
    for name in (*files, *filter(None, [options.decisions])):
        require_no_way_out(Path(name), folder)
    with recording(folder, dry_run=options.dry_run) as (tx, reply):
        terms = _terms(files, options, tx.registry)
        with ExitStack() as bars:
            read = import_files(
                map(Path, files), tx.registry, terms, strict=strict, incremental=incremental,
                watch=lambda activities: bars.enter_context(progress_bar(activities, _("reading activities"))),
            )  # fmt: skip
        difference = read.difference
        _require_recordable(difference.refused)
        tx.append(
            *difference.commitments, *difference.updates, named=read.new_records, edited=difference.edited
        )  # fmt: skip
        write_decisions(difference, options, folder)
        notify(*(sentence for file in read.files for sentence in _remarks(file)))
        if options.json:
            written = bool(tx.changed) and not options.dry_run
            text = json.encoded(import_answer(difference, on=terms.on, written=written))
        else:
            appearance = look(options.lang, ascii_only=options.ascii)
            text = import_text(difference, appearance, dry_run=options.dry_run)
        reply.prepare(text, _("the changes are recorded; to see what is left, import the files again with --dry-run"))


def _terms(files: Sequence[str], options: ImportOptions, registry: Registry) -> ImportTerms:
    today = day(None, registry.settings)
    on = day(options.on, registry.settings) if options.on else _last_change(files, registry, today)
    names = ", ".join(Path(file).name for file in files)
    return ImportTerms(
        system="", compared=frozenset(), on=on, today=today, now=recording_time(registry), source=f"{names}, {on}",
        withdraw=options.withdraw, by=options.by,
        accepted=read_decisions(Path(options.decisions)) if options.decisions else frozenset(),
    )  # fmt: skip


def _last_change(files: Sequence[str], registry: Registry, today: date) -> date:
    """The day on which the last file was changed; raise UsageError for one that does not exist."""
    try:
        return max(last_change(file, registry, today) for file in files)
    except OSError as failure:
        message = _('cannot read "{path}": {why}', path=failure.filename, why=reason_of(failure))
        raise UsageError(message) from None


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
