"""The updates of a sheet with the headings of the format, for ``update --from`` and ``import``."""

from pathlib import Path

from commitrack.cli.context import day, notify_renamed, recording_time
from commitrack.cli.progress_bar import progress_bar
from commitrack.cli.reply import recording
from commitrack.cli.write_answer import answer_to_rows, recorded
from commitrack.drafting.batch import draft_batch
from commitrack.drafting.updates import UpdateInput
from commitrack.interchange.rows import rows
from commitrack.interchange.table import SheetTable
from commitrack.language import LazyString as _
from commitrack.views.grid import Look


def append_rows(
    table: SheetTable, folder: Path, look: Look, *, by: str | None, force: bool = False, dry_run: bool
) -> None:
    """Append the updates of a table, and print how many are new, and what they change."""
    typed = [(row.number, row.typed) for row in rows(table, folder, by=by, force=force)]
    with recording(folder, dry_run=dry_run) as (tx, reply):
        now, today = recording_time(tx.registry), day(None, tx.registry.settings)
        with progress_bar(typed, _("checking {n:,} rows", n=len(typed)), total=len(typed)) as watched:
            batch = draft_batch(watched, tx.registry, name=table.name, now=now, today=today)
        tx.append(*batch.updates)
        notify_renamed((row.commitment for _number, row in typed if isinstance(row, UpdateInput)), tx.registry)
        text = answer_to_rows(tx.result, batch.known, look, dry_run=dry_run)
        reply.prepare(text, recorded(batch.updates) if batch.updates else "")
