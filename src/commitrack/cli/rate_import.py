"""``commitrack import --format rates``: add the exchange rates of a sheet to the registry."""

from pathlib import Path

from commitrack.cli.context import day
from commitrack.cli.import_answer import require_valid
from commitrack.cli.reply import recording
from commitrack.cli.stderr import notify
from commitrack.drafting.difference import ChangeKind, Difference, SheetChange
from commitrack.interchange.file_bytes import file_bytes, shown_name
from commitrack.interchange.profile_file import parse_profile, profile_bytes
from commitrack.interchange.rate_profile import RateProfile
from commitrack.interchange.rate_reader import OWN_HEADINGS, SheetRates, sheet_rates
from commitrack.interchange.table import parse_table
from commitrack.language import LazyString as _
from commitrack.model import Rate, Registry
from commitrack.registry.inside import require_no_way_out
from commitrack.views.difference import import_answer
from commitrack.views.json import encoded
from commitrack.views.sanitize import safe


def import_rates(file: str, profile: str | None, folder: Path, *, dry_run: bool, json: bool, lang: str) -> None:
    """Append the rates that the registry does not have, and print how many; without a profile, of its own headings.

    Rates that differ from those of the registry are listed. Raises UsageError if rows are refused.
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
        tx.append_rates([rate for _row, rate in rates.new])
        if json:
            text = _json(rates, registry, written=bool(tx.changed) and not dry_run)
        else:
            lines = [*_summary(rates, tx.result.files, dry_run=dry_run), *(tx.result.lines if dry_run else ())]
            text = safe("".join(f"{line.to(lang) if isinstance(line, _) else line}\n" for line in lines), lines=True)
        reply.prepare(text, _("the rates are recorded"))


def _summary(rates: SheetRates, files: tuple[str, ...], *, dry_run: bool) -> list[_]:
    count = _("{n:,} new rate", "{n:,} new rates", n=len(rates.new)) if rates.new else _("nothing")
    if files:
        count = _("{what} in {file}", what=count, file=files[0])
    lines = [_("would record: {what}", what=count) if dry_run else _("recorded: {what}", what=count)]
    if rates.known:
        lines.append(_("already recorded: {n:,}", n=rates.known))
    if n := len(rates.different):
        lines.append(_("to decide: {n:,}; a rate is never replaced: to correct it, edit it in the registry", n=n))
    lines += [
        _("row {row}: {currency} in {to} on {day}: {recorded} is recorded, the sheet has {rate}",
          row=item.row, currency=item.rate.currency, to=item.rate.to, day=item.rate.date,
          recorded=item.recorded.rate, rate=item.rate.rate)
        for item in rates.different
    ]  # fmt: skip
    return lines


def _json(rates: SheetRates, registry: Registry, *, written: bool) -> str:
    changes = [_change(ChangeKind.NEW, row, rate) for row, rate in rates.new]
    changes += [
        _change(ChangeKind.DECIDE, item.row, item.rate, before=str(item.recorded.rate)) for item in rates.different
    ]
    difference = Difference(
        changes=tuple((change, None) for change in changes), refused=(), unchanged=rates.known, commitments=()
    )
    return encoded(import_answer(difference, registry, on=day(None, registry.settings), written=written))


def _change(kind: ChangeKind, row: int, rate: Rate, *, before: str | None = None) -> SheetChange:
    """A rate as a change of the field "rate" of "EUR/USD 2026-01-31"."""
    name = f"{rate.currency}/{rate.to} {rate.date}"
    return SheetChange(change=kind, id=name, key=name, row=row, field="rate", before=before, after=str(rate.rate))
