"""``commitrack amend``: put new terms in place of a target's old ones, which are kept for ever."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer
from msgspec.structs import replace

from commitrack.assess import Assessment, assess, changes
from commitrack.assess.terms import TermsChange, shift
from commitrack.checks.entry import target_for
from commitrack.cli.console import look, told
from commitrack.cli.context import day, registry_folder
from commitrack.cli.options import (
    AsciiOption,
    ByOption,
    DayOption,
    DryRunOption,
    EvidenceOption,
    IdArgument,
    Lang,
    LangOption,
    NoteOption,
    RegistryOption,
    SourceClassOption,
    TargetOption,
)
from commitrack.cli.write_answer import answer, before_and_after
from commitrack.dates import parse_loosely
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Amends, Commitment, Registry, Update, When
from commitrack.registry.entry import UpdateInput, quantity_of, update_of
from commitrack.registry.journal import append
from commitrack.report.amendments import done


def command(
    id: IdArgument,
    value: Annotated[str | None, typer.Option("--value", metavar="AMOUNT", help="The new value of the target.")] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="DAY", help="The new deadline: 2027-03-31, 2030, FY2026.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in a sentence. Always needed.")] = "",
    target: TargetOption = None,
    on: DayOption = None,
    evidence: EvidenceOption = None,
    source_class: SourceClassOption = None,
    note: NoteOption = None,
    by: ByOption = None,
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Amend a target or a deadline.

    The original terms are kept for ever, and every report shows both. The answer says whether this tightens,
    weakens, extends or shortens.
    """
    if value is None and due is None:
        raise UsageError(
            _("nothing to amend"), hint=_("give the new terms: --value “4,000 people”, --due 2027-03-31, or both")
        )
    if not reason.strip():
        raise UsageError(
            _("an amendment needs its reason"), hint=_("add --reason “…”: readers must see why the terms changed")
        )
    folder = registry_folder(registry)
    entry = UpdateInput(
        commitment=id, on=on, reason=reason, evidence=tuple(evidence or ()), source_class=source_class,
        note=note or reason, by=by,
    )  # fmt: skip

    def draft(found: Registry) -> Sequence[Update]:
        update = update_of(entry, found, folder, now=datetime.now(UTC), today=day(None, found.settings))
        name, amends = _terms(found.commitments[id], target, value, due)
        amended = replace(update, target=name, amends=amends, note=note)
        if not _changes(found, amended):
            raise UsageError(
                _("this changes nothing: the terms are these already"),
                hint=_("see them with: commitrack show {id}", id=id),
            )
        return [amended]

    written = append(folder, draft, dry_run=dry_run)
    said = _said(*before_and_after(written))
    told(answer(written, look(lang, ascii_only=ascii), dry_run=dry_run, said=said), dry_run=dry_run)


def _changes(registry: Registry, update: Update) -> bool:
    """Whether any terms would be others than they are; a deadline that every target states itself is none."""
    commitment, updates = registry.commitments[update.commitment], registry.updates_of().get(update.commitment, [])
    before, after = (
        assess(commitment, found, as_of=update.on, settings=registry.settings)
        for found in (updates, [*updates, update])
    )
    return before.due != after.due or [t.terms for t in before.targets] != [t.terms for t in after.targets]


def _terms(commitment: Commitment, named: str | None, value: str | None, due: str | None) -> tuple[str | None, Amends]:
    """Which target is amended (None: the commitment's own deadline), and to what."""
    until = _deadline(due)
    if value is not None:
        quantity = quantity_of(value)
        name = target_for(commitment, quantity, named)
        if quantity.increment:
            raise UsageError(_("“{value}” is an increment", value=value), hint=_("give the new value as a whole"))
        if commitment.targets[name].value is None:
            raise UsageError(_("{name} has no value to amend: it is followed, and never judged", name=name))
        return name, Amends(value=quantity.value, due=until)
    if named is not None and named not in commitment.targets:
        names = ", ".join(commitment.targets)
        said = _("{id} has no target “{name}”", id=commitment.id, name=named)
        raise UsageError(said, hint=_("its targets: {names}", names=names))
    return named, Amends(due=until)


def _deadline(due: str | None) -> When | None:
    try:
        return parse_loosely(due) if due is not None else None
    except ValueError as failure:
        raise UsageError(str(failure)) from None


def _said(before: Assessment, after: Assessment) -> _:
    """What was done to the terms, compared with those that stood until now."""
    found: list[TermsChange] = []
    for old, new in zip(before.targets, after.targets, strict=True):
        if old.terms is not None and new.terms is not None:
            found += changes(old.terms, new.terms)
    if not found and before.due != after.due:
        found = [shift(before.due, after.due)]
    if not found:
        return _("nothing changed in its terms")
    return done(dict.fromkeys(found))
