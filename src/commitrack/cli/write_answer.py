"""How the commands that write to the journal answer: before → after, and the line itself."""

from pathlib import Path

from commitrack.assess import Assessment, assess
from commitrack.cli.console import page
from commitrack.cli.context import day
from commitrack.language import LazyString as _
from commitrack.registry.discovery import UPDATES
from commitrack.registry.write import WriteResult
from commitrack.views.grid import Look
from commitrack.views.sanitize import safe


def answer(written: WriteResult, look: Look, *, dry_run: bool, said: _ | None = None) -> str:
    """What one update changes, as of today, and the line that says it for ever."""
    from commitrack.views.terminal.answers import changed  # noqa: PLC0415

    before, after = before_and_after(written)
    name = after.commitment.id
    shown = page(changed(before, after, look), look)
    head = safe(_("{id}: {said}", id=name, said=said).to(look.lang) if said else name)
    return f"{head}\n{shown}{_wrote(written, look.lang, dry_run=dry_run)}"


def before_and_after(written: WriteResult) -> tuple[Assessment, Assessment]:
    """The commitment of the first update as it stands today, by the registry before and after."""
    name = written.updates[0].commitment
    before, after = (
        assess(
            reading.registry.commitments[name],
            reading.registry.updates.values(),
            as_of=day(None, reading.registry.settings),
            settings=reading.registry.settings,
        )
        for reading in (written.before, written.after)
    )
    return before, after


def where(file: Path, lang: str, *, dry_run: bool) -> str:
    """To which file something was appended, or would be."""
    said = _("would append to {file}:", file=file) if dry_run else _("appended to {file}:", file=file)
    return said.to(lang)


def _wrote(written: WriteResult, lang: str, *, dry_run: bool) -> str:
    """Where the lines went, or would go, and the lines."""
    head = where(written.after.folder / UPDATES, lang, dry_run=dry_run)
    return safe("".join(f"{line}\n" for line in (head, *written.lines)), lines=True)
