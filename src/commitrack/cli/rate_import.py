"""``commitrack import --format rates``: add the exchange rates of a sheet to the registry."""

from pathlib import Path

from commitrack.cli.import_answer import require_valid
from commitrack.cli.reply import recording
from commitrack.cli.stderr import notify
from commitrack.interchange.file_bytes import file_bytes, shown_name
from commitrack.interchange.profile_file import parse_profile, profile_bytes
from commitrack.interchange.rate_profile import RateProfile
from commitrack.interchange.rate_reader import OWN_HEADINGS, SheetRates, sheet_rates
from commitrack.interchange.table import parse_table
from commitrack.language import LazyString as _
from commitrack.registry.inside import require_no_way_out
from commitrack.views.sanitize import safe


def import_rates(file: str, profile: str | None, folder: Path, *, dry_run: bool, lang: str) -> None:
    """Append the rates that the registry does not have, and print how many; without a profile, of its own headings.

    Raises UsageError if rows are refused.
    """
    path = Path(file)
    require_no_way_out(path, folder)
    given = parse_profile(*profile_bytes(profile, folder), RateProfile) if profile else OWN_HEADINGS
    table = parse_table(file_bytes(path), shown_name(path), given.table)
    notify(*table.notices)
    with recording(folder, dry_run=dry_run) as (tx, reply):
        registry = tx.registry
        rates = sheet_rates(table, given, registry.rates, settings=registry.settings)
        notify(*table.below_end())
        require_valid(
            rates.refused, table.name, hint=_("correct the rows or the profile") if profile else _("correct the rows")
        )
        tx.append_rates(rates.new)
        lines = [*_summary(rates, tx.result.files, dry_run=dry_run), *(tx.result.lines if dry_run else ())]
        text = "".join(f"{line.to(lang) if isinstance(line, _) else line}\n" for line in lines)
        reply.prepare(safe(text, lines=True), _("the rates are recorded"))


def _summary(rates: SheetRates, files: tuple[str, ...], *, dry_run: bool) -> list[_]:
    count = _("{n:,} new rate", "{n:,} new rates", n=len(rates.new)) if rates.new else _("nothing")
    if files:
        count = _("{what} in {file}", what=count, file=files[0])
    head = _("would record: {what}", what=count) if dry_run else _("recorded: {what}", what=count)
    return [head, *([_("already recorded: {n:,}", n=rates.known)] if rates.known else [])]
