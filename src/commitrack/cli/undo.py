"""``commitrack undo``: take one's last update back by a further line; history stays."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from commitrack.assess.history import retracted
from commitrack.cli.console import look, told
from commitrack.cli.journal import answer
from commitrack.cli.options import AsciiOption, ByOption, DryRunOption, Lang, LangOption, RegistryOption
from commitrack.cli.session import day, registry_folder
from commitrack.errors import NotFoundError
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
    said = f"takes back “{words(line, lang=lang)}”"
    told(answer(written, look(lang, ascii_only=ascii), dry_run=dry_run, said=said), dry_run=dry_run)


def _meant(registry: Registry, key: str | None, by: str | None) -> Update:
    """The line that is named, or the last one recorded (by somebody) that still counts."""
    gone = retracted(registry.updates.values())
    if key is not None:
        if key not in registry.updates:
            raise NotFoundError(f"there is no update {key}", hint="see the keys with: commitrack log --keys")
        if key in gone:
            raise NotFoundError(f"the update {key} is taken back already", hint="see: commitrack log --keys")
        return registry.updates[key]
    standing = [u for u in registry.updates.values() if u.key not in gone and u.retracts is None and by in {None, u.by}]
    if not standing:
        raise NotFoundError(f"there is no update{f' by {by}' if by else ''} to take back")
    return max(standing, key=lambda u: (u.recorded, u.key))
