"""The answer of commands that append to the journal: before → after, and the new line."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from commitrack.assess import Assessment, assess
from commitrack.cli.console import page
from commitrack.cli.context import day
from commitrack.cli.preferences import preferences
from commitrack.language import LazyString as _
from commitrack.model import Update
from commitrack.registry.read import Reading
from commitrack.registry.transaction import WriteResult
from commitrack.views.grid import Look
from commitrack.views.sanitize import safe


def answer(
    result: WriteResult, look: Look, *, dry_run: bool, summary: _ | None = None, notices: Iterable[str] = ()
) -> str:
    """What one update changes, as of today, and its line in the journal, as text; ``summary`` follows the id."""
    from commitrack.views.terminal.answers import changed  # noqa: PLC0415

    before, after = before_and_after(result)
    name = after.commitment.id
    table = page(changed(before, after, look), look)
    head = safe(_("{id}: {text}", id=name, text=summary).to(look.lang) if summary else name)
    remarks = "".join(safe(_("notice: {text}", text=notice).to(look.lang)) + "\n" for notice in notices)
    return f"{head}\n{table}{remarks}{_appended(result, look.lang, dry_run=dry_run)}"


def before_and_after(result: WriteResult) -> tuple[Assessment, Assessment]:
    """The commitment of the first update, assessed as of today, from the registry before and after."""
    name = result.updates[0].commitment
    return _assessed(name, result.before), _assessed(name, result.after)


def _assessed(name: str, reading: Reading) -> Assessment:
    registry = reading.registry
    return assess(
        registry.commitments[name],
        registry.updates.values(),
        as_of=day(None, registry.settings),
        settings=registry.settings,
    )


def recorded(updates: Sequence[Update]) -> _:
    """The sentence that updates are recorded, for the case that the answer cannot be shown."""
    if len(updates) == 1:
        return _("update {key} is recorded; do not record it again", key=updates[0].key)
    keys = {"first": updates[0].key, "last": updates[-1].key}
    return _("{n:,} updates are recorded, {first} to {last}; do not record them again", n=len(updates), **keys)


def destination(file: Path, lang: str, *, dry_run: bool) -> str:
    """A line that names the file to which lines were added, or with ``dry_run`` would be."""
    sentence = _("would add to {file}:", file=file) if dry_run else _("added to {file}:", file=file)
    return sentence.to(lang)


def _appended(result: WriteResult, lang: str, *, dry_run: bool) -> str:
    """The file and the key of the update; the lines themselves where they are not written yet, or with --verbose."""
    file = result.after.folder / result.file
    if not dry_run and not preferences.get().verbose:
        sentence = _("added to {file} as {key}", file=file, key=result.updates[0].key)
        return f"{safe(sentence.to(lang))}\n"
    head = destination(file, lang, dry_run=dry_run)
    return safe("".join(f"{line}\n" for line in (head, *result.lines)), lines=True)
