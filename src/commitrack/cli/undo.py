"""``commitrack undo``: take one's last update back by a further line; history stays."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from commitrack.assess.history import retracted
from commitrack.cli.console import look, told
from commitrack.cli.context import day, registry_folder
from commitrack.cli.options import AsciiOption, ByOption, DryRunOption, Lang, LangOption, RegistryOption
from commitrack.cli.write_answer import answer
from commitrack.errors import NotFoundError
from commitrack.language import LazyString as _
from commitrack.model import Registry, Update
from commitrack.registry.journal import append, key_of
from commitrack.report.log import log, words


def command(
    key: Annotated[
        str | None, typer.Argument(metavar="[KEY]", help="The line to take back. [default: the last one recorded]")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")] = None,
    by: ByOption = None,
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Take an update back.

    Without a key the last one recorded; with --by, one's own last one. The line itself stays in the journal, and a
    further line retracts it; undo that line to have it back.
    """
    folder = registry_folder(registry)

    def draft(found: Registry) -> Sequence[Update]:
        meant = _meant(found, key, by)
        now = datetime.now(UTC)
        return [
            Update(
                key=key_of(now), commitment=meant.commitment, on=min(meant.on, day(None, found.settings)),
                recorded=now.replace(microsecond=0), retracts=meant.key, reason=reason, by=by,
            )
        ]  # fmt: skip

    written = append(folder, draft, dry_run=dry_run)
    taken = written.updates[0].retracts
    line = next(line for line in log(written.before.registry) if line.update.key == taken)
    said = _("takes back “{line}”", line=words(line, lang=lang))
    told(answer(written, look(lang, ascii_only=ascii), dry_run=dry_run, said=said), dry_run=dry_run)


def _meant(registry: Registry, key: str | None, by: str | None) -> Update:
    """The line that is named, or the last one recorded (by somebody) that still counts."""
    gone = retracted(registry.updates.values())
    if key is not None:
        if key not in registry.updates:
            hint = _("see the keys with: commitrack log --keys")
            raise NotFoundError(_("there is no update {key}", key=key), hint=hint)
        if key in gone:
            hint = _("see: commitrack log --keys")
            raise NotFoundError(_("the update {key} is taken back already", key=key), hint=hint)
        return registry.updates[key]
    standing = [u for u in registry.updates.values() if u.key not in gone and u.retracts is None and by in {None, u.by}]
    if not standing:
        of_whom = _("there is no update by {by} to take back", by=by) if by else _("there is no update to take back")
        raise NotFoundError(of_whom)
    return max(standing, key=lambda u: (u.recorded, u.key))
