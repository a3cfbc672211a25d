"""``commitrack import FILE --suggest``: a profile to start from, and the first rows as it reads them."""

from collections.abc import Iterator
from pathlib import Path

from commitrack.amounts import Amount
from commitrack.cli.console import write
from commitrack.cli.context import day
from commitrack.cli.output_file import require_other_file
from commitrack.cli.stderr import notify
from commitrack.drafting.intended import IntendedRow, RefusedRow
from commitrack.interchange.file_bytes import file_bytes
from commitrack.interchange.suggestion import suggest
from commitrack.language import LazyString, comma_list, join, localize
from commitrack.language import LazyString as _
from commitrack.model import Commitment, Settings, Update
from commitrack.registry.names import PROFILES
from commitrack.views.difference import commitment_line
from commitrack.views.row_problems import problem_lines
from commitrack.views.sanitize import safe


def suggest_profile(file: str, output: str | None, *, force: bool, lang: str) -> None:
    """Write the profile to ``output`` and print the rows; or print both, the rows as comments."""
    path = Path(file)
    if output not in {None, "-"}:
        require_other_file(str(output), [file])
    suggestion = suggest(file_bytes(path), path, on=day(None, Settings()))
    profile = [localize(line, lang) for line in suggestion.lines]
    rows = [localize(_("The first rows, as this profile reads them:"), lang)]
    rows += [localize(line, lang) for row in suggestion.rows for line in _lines(row)]
    if output is None or output == "-":
        lines = [*profile, "", *(f"# {safe(line)}" for line in rows)]
        write(safe("".join(f"{line}\n" for line in lines), lines=True))
        return
    folder = Path(output).parent
    if folder.name == PROFILES and folder.parent.is_dir():
        folder.mkdir(exist_ok=True)
    write(safe("".join(f"{line}\n" for line in profile), lines=True), output=output, force=force)
    write("".join(f"{safe(line)}\n" for line in rows))
    if folder.name != PROFILES:
        notify(_("check it, and put it into {folder}/ beside the registry", folder=PROFILES))


def _lines(row: IntendedRow | RefusedRow) -> Iterator[str]:
    """A line for a row that can be read, or for each problem."""
    if isinstance(row, RefusedRow):
        yield from problem_lines(row.problems)
        return
    commitment = row.commitment
    parties = comma_list(names) if (names := commitment.parties.all()) else None
    figures = (_figure(stated.update, commitment) for stated in row.updates)
    line = commitment_line(commitment, commitment.due or commitment.within, *filter(None, [parties, *figures]))
    yield _('row {row}, "{key}": {parts}', row=row.row, key=row.key, parts=line)


def _figure(update: Update, commitment: Commitment) -> LazyString | None:
    """A figure with its day; None for an update without one."""
    value = update.add if update.actual is None else update.actual
    if value is None or update.target is None:
        return None
    unit = commitment.targets[update.target].unit
    figure = join(["" if update.add is None else "+", Amount(value, unit, update.qualifier)], "")
    return _("{day}: {value}", day=update.on, value=figure)
