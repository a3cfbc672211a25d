"""What imports of all formats share: how they compare, what they print, and which files they write."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path

from commitrack.cli.console import look, write
from commitrack.cli.context import day, recording_time, zone
from commitrack.cli.import_answer import import_text
from commitrack.cli.import_options import ImportOptions
from commitrack.cli.output_file import require_other_file
from commitrack.cli.progress_bar import progress_bar
from commitrack.cli.reply import Reply
from commitrack.cli.stderr import notify
from commitrack.drafting.difference import Difference, ImportTerms
from commitrack.drafting.plausibility import require_past
from commitrack.errors import UsageError, reason_of
from commitrack.interchange.decisions import read_decisions
from commitrack.interchange.file_bytes import shown_name
from commitrack.language import LazyString as _
from commitrack.model import Registry
from commitrack.registry.addition import NamedRecords
from commitrack.registry.discovery import ADDITIONS
from commitrack.registry.inside import require_no_way_out
from commitrack.registry.transaction import Transaction
from commitrack.views import json
from commitrack.views.decisions import render_decisions
from commitrack.views.difference import import_answer


def require_own_files(files: Sequence[str], options: ImportOptions, folder: Path) -> None:
    """Raise UsageError for files of the user that must not be read, or not be written.

    These are a file in the registry's folder that is a link to another place, an output that is read, or is the other
    output as well, and one that exists, if nothing is to be written.
    """
    given = [*files, *filter(None, [options.decisions])]
    for name in given:
        require_no_way_out(Path(name), folder)
    outputs = [str(name) for name in (options.undecided, options.skip_invalid) if name not in {None, "-"}]
    for output in outputs:
        require_other_file(output, given)
        if options.dry_run and os.path.lexists(output):
            message = _('"{path}" already exists, and a dry run overwrites nothing', path=output)
            raise UsageError(message, hint=_("choose another output file"))
    if len(set(map(os.path.realpath, outputs))) < len(outputs):
        raise UsageError(_("--undecided and --skip-invalid need a file each"))


def require_listing(options: ImportOptions) -> None:
    """Raise UsageError if commitments are to be withdrawn that a file without a profile does not have."""
    if options.withdraw is not None:
        raise UsageError(
            _("--missing withdraw requires --profile; without one, it is unknown which commitments the sheet had"),
            hint=_('see what is missing with --dry-run, and withdraw it one by one: commitrack update ID --lifecycle '
                   'withdrawn --reason "…"'),
        )  # fmt: skip


def import_terms(
    files: Sequence[str],
    options: ImportOptions,
    registry: Registry,
    *,
    system: str = "",
    compared: frozenset[str] = frozenset(),
    several: bool = False,
) -> ImportTerms:
    """How files are compared: as of ``--on``, or else of the day on which the last of them was changed.

    Raises UsageError for a day in the future, a file that does not exist, or decisions that cannot be read.
    """
    today = day(None, registry.settings)
    on = day(options.on, registry.settings) if options.on else _last_change(files, registry, today)
    names = ", ".join(str(shown_name(Path(file))) for file in files)
    require_past(on, today, of_sheet=True)
    return ImportTerms(
        system=system, compared=compared, several=several, on=on, today=today, now=recording_time(registry),
        source=f"{names}, {on}", withdraw=options.withdraw, by=options.by,
        updates_only=options.updates_only,
        accepted=read_decisions(Path(options.decisions)) if options.decisions else frozenset(),
    )  # fmt: skip


def _last_change(files: Sequence[str], registry: Registry, today: date) -> date:
    """The day of the last change, in the time zone of the registry; today for standard input."""
    try:
        paths = [
            path
            for file in map(Path, files)
            for path in (file.iterdir() if file.is_dir() else [file])
            if str(path) != "-"
        ]
        latest = max((path.stat().st_mtime for path in paths), default=None)
    except OSError as failure:
        message = _('cannot read "{path}": {why}', path=failure.filename, why=reason_of(failure))
        raise UsageError(message) from None
    return today if latest is None else min(datetime.fromtimestamp(latest, tz=zone(registry.settings)).date(), today)


def record(
    difference: Difference,
    new_records: NamedRecords,
    terms: ImportTerms,
    options: ImportOptions,
    writing: tuple[Transaction, Reply],
    *,
    again: str,
    file: str = ADDITIONS,
) -> None:
    """Append the difference, write what has to be decided, and prepare the answer.

    ``again`` says how to see what is left. Raises the errors of ``Transaction.append`` and ``console.write``.
    """
    tx, reply = writing
    with ExitStack() as bars:
        tx.append(
            *difference.commitments, *difference.updates, named=new_records, edited=difference.edited, file=file,
            watch=lambda added: bars.enter_context(progress_bar(added, _("verifying the result"))),
        )  # fmt: skip
    if options.undecided and (open_changes := difference.to_decide):
        text = render_decisions(open_changes, tx.registry, options.lang)
        write_for_people(options.undecided, text, options, tx.result.before.folder)
    reply.prepare(_answer(difference, terms, options, tx), again)


def write_for_people(file: str, text: str, options: ImportOptions, folder: Path) -> None:
    """Write a CSV file that spreadsheet programs open. Raises UsageError and WriteError like ``console.write``."""
    write(text, output=file, force=options.force, registry=folder, machine=True, bom=True)


def _answer(difference: Difference, terms: ImportTerms, options: ImportOptions, tx: Transaction) -> str:
    """The answer, as text or as JSON; notices on stderr say which decisions and statuses have no effect."""
    inapplicable = [change for change in difference.to_decide if change.decision in terms.accepted]
    for change in inapplicable:
        what = _('"{field}" of "{id}" is accepted, and cannot be changed by an import: {reason}',
                 field=change.field, id=change.id, reason=change.reason)  # fmt: skip
        notify(_("note: {what}", what=what))
    if n := len(difference.outdated - {change.decision for change in inapplicable}):
        what = _("{n} accepted change is no longer open", "{n} accepted changes are no longer open", n=n)
        notify(_("note: {what}", what=what))
    if n := difference.unrecorded:
        what = _("{n} status is not recorded, because its commitment has a target value",
                 "{n} statuses are not recorded, because their commitments have target values", n=n)  # fmt: skip
        notify(_("note: {what}", what=what))
    registry = tx.result.after.registry
    if options.json:
        is_written = bool(tx.changed) and not options.dry_run
        return json.encoded(import_answer(difference, registry, on=terms.on, written=is_written))
    appearance = look(options.lang, ascii_only=options.ascii)
    deciding = None if options.undecided else _("to decide, write what is open to a file: --undecided FILE")
    if options.updates_only:
        deciding = _(
            "to decide, write what is open to a file: commitrack import {file} --undecided FILE", file=options.file
        )
    return import_text(difference, registry, appearance, dry_run=options.dry_run, deciding=deciding)
