"""The answers of commands that append to the registry: what changed, what was added to which file, what it lacks."""

from collections.abc import Iterable, Sequence

from commitrack.assess import Assessment, assess, gaps
from commitrack.cli.console import page
from commitrack.cli.context import day
from commitrack.cli.preferences import preferences
from commitrack.drafting.measurability import improvements, message
from commitrack.errors import MOST_SHOWN
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import Update
from commitrack.registry.reading import Reading
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
    return f"{head}\n{table}{remarks}{_destination(result, look.lang, dry_run=dry_run)}"


def answer_to_rows(result: WriteResult, known: int, look: Look, *, dry_run: bool) -> str:
    """How many rows of a spreadsheet are new, and what they change, commitment by commitment."""
    from commitrack.views.terminal.answers import changed  # noqa: PLC0415

    counts = {"new": len(result.updates), "known": known}
    head = _("{new} added, {known} already recorded", **counts)
    if dry_run:
        head = _("{new} would be added, {known} already recorded", **counts)
    text = f"{head.to(look.lang)}\n"
    names = list(dict.fromkeys(update.commitment for update in result.updates))
    for name in names[:MOST_SHOWN]:
        table = page(changed(_assessed(name, result.before), _assessed(name, result.after), look), look)
        text += f"{safe(name)}\n{table}"
    if (rest := len(names) - MOST_SHOWN) > 0:
        more = _("and {n:,} more commitment", "and {n:,} more commitments", n=rest)
        text += f"{more.to(look.lang)}\n"
    return text + (_destination(result, look.lang, dry_run=dry_run) if result.updates else "")


def before_and_after(result: WriteResult) -> tuple[Assessment, Assessment]:
    """The commitment of the first update, assessed as of today, from the registry before and after."""
    name = result.updates[0].commitment
    return _assessed(name, result.before), _assessed(name, result.after)


def _assessed(name: str, reading: Reading) -> Assessment:
    registry = reading.registry
    return assess(
        registry.commitments[name],
        registry.updates_of().get(name, ()),
        as_of=day(None, registry.settings),
        settings=registry.settings,
    )


def recorded(updates: Sequence[Update]) -> _:
    """The sentence that updates are recorded, for the case that the answer cannot be shown."""
    if len(updates) == 1:
        return _("update {key} is recorded; do not record it again", key=updates[0].key)
    keys = {"first": updates[0].key, "last": updates[-1].key}
    return _("{n:,} updates are recorded, {first} to {last}; do not record them again", n=len(updates), **keys)


def added(result: WriteResult, what: _, lang: str, *, dry_run: bool) -> str:
    """What was added to which file."""
    return f"{safe(what.to(lang))}\n{_destination(result, lang, dry_run=dry_run)}"


def _destination(result: WriteResult, lang: str, *, dry_run: bool) -> str:
    """The files, with the key of a single update; the lines if they are not written yet, or with --verbose."""
    path = comma_list(result.after.folder / name for name in result.files)
    key = result.updates[0].key if len(result.updates) == 1 else None
    if not dry_run and not preferences.get().verbose:
        sentence = _("added to {file} as {key}", file=path, key=key) if key else _("added to {file}", file=path)
        return f"{safe(sentence.to(lang))}\n"
    head = _("would add to {file}:", file=path) if dry_run else _("added to {file}:", file=path)
    return safe("".join(f"{line}\n" for line in (head.to(lang), *result.lines)), lines=True)


def lacking(result: WriteResult, lang: str) -> str:
    """What an added commitment lacks to be measurable, and what else it could state; how to add parts of a group."""
    commitment, registry = result.commitments[0], result.after.registry
    if commitment.is_group:
        return _("add its parts with: commitrack add --part-of {id}", id=commitment.id).to(lang) + "\n"
    missing = [message(*gap) for gap in gaps(_assessed(commitment.id, result.after), registry)]
    useful = list(improvements(commitment))
    verdict = _("the commitment is measurable") if useful else _("nothing is missing; the commitment is measurable")
    text = _listed(_("To make it measurable, add:"), missing, lang) or f"{verdict.to(lang)}\n"
    return safe(text + _listed(_("It could also state:"), useful, lang), lines=True)


def _listed(head: _, items: Sequence[_], lang: str) -> str:
    """A heading and its items, if there are any."""
    lines = [head.to(lang), *(f"  - {item.to(lang)}" for item in items)]
    return "".join(f"{line}\n" for line in lines) if items else ""
