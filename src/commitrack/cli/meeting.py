"""``commitrack meeting``: list the review meetings, or add one."""

from pathlib import Path
from typing import Annotated

import typer

from commitrack.cli.console import write_lines
from commitrack.cli.context import day, read_registry, registry_folder
from commitrack.cli.examples import Example
from commitrack.cli.options import DryRunOption, Lang, LangOption, RegistryOption, TodayOption
from commitrack.cli.reply import recording
from commitrack.cli.write_answer import added
from commitrack.drafting.meetings import draft_meeting, require_new_meeting
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.model import Meeting, Registry
from commitrack.wording.commitments import meeting_title
from commitrack.wording.deadlines import distance

EXAMPLES = (
    Example("commitrack meeting"),
    Example('commitrack meeting review-2027 --on 2027-02-01 \\\n    --title "Review meeting 2027"'),
)


def command(
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="Id of the new meeting", show_default=False)] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="First day: 2027-02-01")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Title")] = None,
    title_ja: Annotated[str | None, typer.Option("--title-ja", metavar="TEXT", help="Title in Japanese")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Last day")] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="TEXT", help="Place")] = None,
    as_of: TodayOption = None,
    dry_run: DryRunOption = False,
    lang: LangOption = Lang.EN,
    registry: RegistryOption = None,
) -> None:
    """List review meetings, or add one

    The report names the next meeting; with report --since ID, it shows what has changed since an earlier one. With an
    id, a meeting is appended to additions.toml.
    """
    if id is None:
        if on or title or title_ja or until or place:
            raise UsageError(_("missing id of the new meeting"), hint=_("commitrack meeting ID --on DAY --title TEXT"))
        _list(read_registry(registry).registry, as_of, lang)
        return
    meeting = draft_meeting(on=on, title=title, title_ja=title_ja, until=until, place=place)
    _add(id, meeting, registry_folder(registry), lang, dry_run=dry_run)


def _list(registry: Registry, as_of: str | None, lang: str) -> None:
    """A line for each meeting, the latest day first, with how far away it is."""
    today = day(as_of, registry.settings)
    meetings = sorted(registry.meetings.items(), key=lambda pair: pair[1].on, reverse=True)
    lines = [
        _("{day} {id}: {title}, {distance}", day=meeting.on, id=name, title=meeting_title(meeting),
          distance=distance(meeting.on, today))
        for name, meeting in meetings
    ]  # fmt: skip
    write_lines(lines or [_("no meetings yet; add one with: commitrack meeting ID --on DAY --title TEXT")], lang)


def _add(id: str, meeting: Meeting, folder: Path, lang: str, *, dry_run: bool) -> None:
    with recording(folder, dry_run=dry_run) as (tx, reply):
        require_new_meeting(id, tx.registry)
        tx.append(named={"meetings": {id: meeting}})
        what = _("{day} {id}: {text}", day=meeting.on, id=id, text=meeting_title(meeting))
        reply.prepare(added(tx.result, what, lang, dry_run=dry_run), _('meeting "{id}" is added', id=id))
