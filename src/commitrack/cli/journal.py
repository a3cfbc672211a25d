"""How the commands that write to the journal answer: before → after, and the line itself."""

from commitrack.assess import Assessment, assess
from commitrack.cli.console import page
from commitrack.cli.session import day
from commitrack.registry.locate import UPDATES
from commitrack.registry.write import Written
from commitrack.views.grid import Look
from commitrack.views.safe import safe


def answer(written: Written, look: Look, *, dry_run: bool, said: str = "") -> str:
    """What one update changes, as of today, and the line that says it for ever."""
    from commitrack.views.terminal.answers import changed  # noqa: PLC0415

    before, after = before_and_after(written)
    name = after.commitment.id
    shown = page(changed(before, after, look), look)
    head = safe(f"{name}: {said}" if said else name)
    return f"{head}\n{shown}{wrote(written, dry_run=dry_run)}"


def before_and_after(written: Written) -> tuple[Assessment, Assessment]:
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


def wrote(written: Written, *, dry_run: bool) -> str:
    """Where the lines went, or would go, and the lines."""
    where = f"{'would append' if dry_run else 'appended'} to {written.after.folder / UPDATES}:\n"
    return safe(where + "".join(f"{line}\n" for line in written.lines), lines=True)
