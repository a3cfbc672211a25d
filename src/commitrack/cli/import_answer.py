"""The answer of an import: how many changes there are of each kind, each of them, and what cannot be read."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from commitrack.cli.console import page
from commitrack.drafting.difference import ChangeKind, Difference, SheetChange
from commitrack.drafting.intended import RefusedRow
from commitrack.errors import MOST_SHOWN, UsageError
from commitrack.language import LazyString as _
from commitrack.language import comma_list, join, localize
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
_NEW_RECORDS: dict[str, Callable[[int], _]] = {
    "documents": lambda n: _("{n} new document", "{n} new documents", n=n),
    "pillars": lambda n: _("{n} new pillar", "{n} new pillars", n=n),
    "areas": lambda n: _("{n} new area", "{n} new areas", n=n),
    "parties": lambda n: _("{n} new party", "{n} new parties", n=n),
    "meetings": lambda n: _("{n} new meeting", "{n} new meetings", n=n),
}
_AT_ONCE = 10_000
"""How many changes a table has in a pipe, where nothing is left out: one of 100,000 rows takes half a gigabyte."""
_RECORDED = (ChangeKind.NEW, ChangeKind.AMENDED, ChangeKind.UPDATED, ChangeKind.EDITED, ChangeKind.WITHDRAWN)


def import_text(difference: Difference, registry: Registry, look: Look, *, dry_run: bool, deciding: str | None) -> str:
    """The counts and the changes; ``registry`` has the commitments, also the new ones.

    A dry run lists them all; else new commitments, and parties and the like without a reason, are only counted. On a
    terminal, so are changes of a kind beyond the first hundred. ``deciding`` says how to decide, unless what
    is open is in a file.
    """
    changes = [change for change, _update in difference.changes]
    listed = changes if dry_run else [change for change in changes if change.change not in _NEW or change.reason]
    shown = listed if look.pipe else list(_first(listed))
    text = _lines(_summary(changes, difference, dry_run=dry_run), look)
    text += "".join(_table(shown[at : at + _AT_ONCE], registry, look) for at in range(0, len(shown), _AT_ONCE))
    if difference.to_decide and deciding is not None:
        text += _lines([deciding], look)
    if more := len(listed) - len(shown):
        left = _("and {n:,} more; list all with: --json", n=more) if dry_run else _("and {n:,} more", n=more)
        text += _lines([left], look)
    return text


_NEW = frozenset({ChangeKind.NEW, ChangeKind.ADDED})


def _first(changes: Sequence[SheetChange]) -> Iterator[SheetChange]:
    """The first changes of each kind."""
    count = Counter[ChangeKind]()
    for change in changes:
        count[change.change] += 1
        if count[change.change] <= MOST_SHOWN:
            yield change


def _lines(lines: Iterable[str], look: Look) -> str:
    return safe("".join(f"{localize(line, look.lang)}\n" for line in lines), lines=True)


def _summary(changes: Sequence[SheetChange], difference: Difference, *, dry_run: bool) -> list[_]:
    count = Counter(change.change for change in changes)
    done = [_counted(kind, count) for kind in _RECORDED if count[kind]]
    added = Counter(change.field for change in changes if change.change is ChangeKind.ADDED)
    done = [*done, *(_NEW_RECORDS[table](n) for table, n in added.items())] or [_("nothing")]
    rest = [_counted(kind, count) for kind in (ChangeKind.DECIDE, ChangeKind.MISSING) if count[kind]]
    rest += [_("{n} unchanged", n=difference.unchanged)] if difference.unchanged else []
    rest += [_("{n} invalid", n=len(difference.refused))] if difference.refused else []
    head = _("would record: {what}", what=comma_list(done)) if dry_run else _("recorded: {what}", what=comma_list(done))
    return [head, *([_("not recorded: {what}", what=comma_list(rest))] if rest else [])]


def _counted(kind: ChangeKind, count: Counter[ChangeKind]) -> _:
    return _(_COUNTS[kind].template, n=count[kind])


def _table(changes: Sequence[SheetChange], registry: Registry, look: Look) -> str:
    from commitrack.views.terminal.table import TableOf, plain_lines  # noqa: PLC0415  imports Rich

    grid = difference_grid(changes, registry)
    return "".join(f"{line}\n" for line in plain_lines(grid, look)) if look.pipe else page(TableOf(grid, look), look)


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
