"""The answer of an import: how many changes there are of each kind, each of them, and what cannot be read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from commitrack.cli.console import page
from commitrack.drafting.difference import ChangeKind, Difference, SheetChange
from commitrack.drafting.intended import RefusedRow
from commitrack.errors import MOST_SHOWN, UsageError
from commitrack.language import LazyString as _
from commitrack.language import comma_list, join
from commitrack.model import Registry
from commitrack.views.difference import difference_grid
from commitrack.views.grid import Look
from commitrack.views.row_problems import problem_lines
from commitrack.views.sanitize import safe

_COUNTS = {
    ChangeKind.NEW: _("{n} new"), ChangeKind.AMENDED: _("{n} amended"), ChangeKind.UPDATED: _("{n} updated"),
    ChangeKind.EDITED: _("{n} edited"), ChangeKind.WITHDRAWN: _("{n} withdrawn"), ChangeKind.DECIDE: _("{n} to decide"),
    ChangeKind.MISSING: _("{n} missing"),
}  # fmt: skip
MOST_IN_PIPE = 10_000
"""How many changes of a kind a table has at most: one of 100,000 rows takes half a gigabyte, and nobody reads it."""
_RECORDED = (ChangeKind.NEW, ChangeKind.AMENDED, ChangeKind.UPDATED, ChangeKind.EDITED, ChangeKind.WITHDRAWN)


def import_text(
    difference: Difference, registry: Registry, look: Look, *, dry_run: bool, is_saved: bool = False
) -> str:
    """The counts and the changes; ``registry`` has the commitments, also the new ones.

    A dry run lists them, in a pipe 10,000 of each kind; else new commitments are only counted, and so are other changes
    of a kind beyond the first hundred. ``is_saved`` says that what is open is in a file.
    """
    changes = [change for change, _update in difference.changes]
    shown = list(_first(changes, MOST_IN_PIPE if dry_run and look.pipe else MOST_SHOWN, dry_run=dry_run))
    text = _lines(_summary(changes, difference, dry_run=dry_run), look)
    text += _table(shown, registry, look) if shown else ""
    if any(change.change is ChangeKind.DECIDE for change in changes) and not is_saved:
        text += _lines([_("to decide, write what is open to a file: --undecided FILE")], look)
    listed = changes if dry_run else [change for change in changes if change.change is not ChangeKind.NEW]
    more = len(listed) - len(shown)
    return text + (_lines([_("and {n:,} more; list all with: --json", n=more)], look) if more else "")


def _first(changes: Sequence[SheetChange], most: int, *, dry_run: bool) -> Iterator[SheetChange]:
    """The first changes of each kind, at most ``most``, without new commitments unless nothing is written."""
    count = Counter[ChangeKind]()
    for change in changes:
        count[change.change] += 1
        if count[change.change] <= most and (dry_run or change.change is not ChangeKind.NEW):
            yield change


def _lines(lines: Iterable[_], look: Look) -> str:
    return safe("".join(f"{line.to(look.lang)}\n" for line in lines), lines=True)


def _summary(changes: Sequence[SheetChange], difference: Difference, *, dry_run: bool) -> list[_]:
    count = Counter(change.change for change in changes)
    done = [_counted(kind, count) for kind in _RECORDED if count[kind]] or [_("nothing")]
    rest = [_counted(kind, count) for kind in ChangeKind if kind not in _RECORDED and count[kind]]
    rest += [_("{n} unchanged", n=difference.unchanged)] if difference.unchanged else []
    rest += [_("{n} invalid", n=len(difference.refused))] if difference.refused else []
    head = _("would record: {what}", what=comma_list(done)) if dry_run else _("recorded: {what}", what=comma_list(done))
    return [head, *([_("not recorded: {what}", what=comma_list(rest))] if rest else [])]


def _counted(kind: ChangeKind, count: Counter[ChangeKind]) -> _:
    return _(_COUNTS[kind].template, n=count[kind])


def _table(changes: Sequence[SheetChange], registry: Registry, look: Look) -> str:
    from commitrack.views.terminal.table import TableOf  # noqa: PLC0415  imports Rich

    return page(TableOf(difference_grid(changes, registry), look), look)


def require_valid(refused: Sequence[RefusedRow], name: str, *, hint: str) -> None:
    """Raise UsageError, which lists every cell of refused rows of the sheet or file ``name``, if there are any."""
    problems = [problem for row in refused for problem in row.problems]
    if not problems:
        return
    lines = list(problem_lines(problems[:MOST_SHOWN]))
    if (rest := len(problems) - MOST_SHOWN) > 0:
        lines.append(_("and {n:,} more problem", "and {n:,} more problems", n=rest))
    message = _(
        "{name}: {n} invalid row; nothing imported:\n{lines}",
        "{name}: {n} invalid rows; nothing imported:\n{lines}",
        name=name, n=len(refused), lines=join(lines, "\n"),
    )  # fmt: skip
    raise UsageError(message, hint=hint)
