"""The options that several commands share."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from commitrack.cli.completers import complete_columns, complete_id, complete_profile, complete_query, complete_target
from commitrack.errors import UsageError
from commitrack.language import Language
from commitrack.language import LazyString as _
from commitrack.model import ListFormat, Sort, SourceClass
from commitrack.views.formats import FORMATS, TABLE
from commitrack.wording.groups import GroupBy


class ReportFormat(StrEnum):
    """The formats of ``report``."""

    _ignore_ = "name"
    for name in (TABLE, *FORMATS):
        vars()[name.upper()] = name


Lang = Language
"""The languages of ``--lang``."""


def _at_least_one(number: int | None) -> int | None:
    if number is not None and number < 1:
        raise UsageError(_("--limit must be at least 1, not {n}", n=number), hint=_("leave it out to show all"))
    return number


def _limit(help_text: str) -> Any:
    return typer.Option("--limit", "-n", metavar="N", callback=_at_least_one, help=help_text)


def _as_of(help_text: str) -> Any:
    return typer.Option("--as-of", metavar="DAY", envvar="COMMITRACK_AS_OF", show_envvar=False, help=help_text)


def _lang(help_text: str) -> Any:
    return typer.Option("--lang", envvar="COMMITRACK_LANG", show_envvar=False, help=help_text)


RegistryOption = Annotated[
    str | None,
    typer.Option(
        "--registry", "-r", metavar="DIR", envvar="COMMITRACK_REGISTRY", show_envvar=False,
        help="Registry folder [default: searched from the current folder upward]",
    ),
]  # fmt: skip
AsOfOption = Annotated[str | None, _as_of("Assess as of a date: 2026-11-23, yesterday [default: today]")]
TodayOption = Annotated[str | None, _as_of("Count days from a date: 2026-11-23, yesterday [default: today]")]
UntilOption = Annotated[str | None, _as_of("Only updates up to a date: 2026-11-23, yesterday [default: all]")]
_FORMAT_HELP = "Output format [default: by the --output extension, else table]"
FormatOption = Annotated[ListFormat | None, typer.Option("--format", "-f", help=_FORMAT_HELP, show_default=False)]
ReportFormatOption = Annotated[
    ReportFormat | None,
    typer.Option("--format", "-f", help=_FORMAT_HELP, show_default=False),
]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file; its extension selects the format")
]
TextOutputOption = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file")]
ForceOption = Annotated[bool, typer.Option("--force", help="Overwrite the --output file if it exists")]
LangOption = Annotated[Lang, _lang("Output language: words, titles, amounts, dates")]
MessageLangOption = Annotated[Lang, _lang("Language of help and messages")]
TemplateLangOption = Annotated[Lang, _lang("Language of messages and of the new file")]
AsciiOption = Annotated[bool, typer.Option("--ascii", help="Use ASCII characters only")]
AllOption = Annotated[bool, typer.Option("--all", "-a", help="List all commitments, including parts of others")]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json")]
ExcelOption = Annotated[
    bool, typer.Option("--excel", help="CSV with a byte order mark, so that Excel shows Japanese text correctly")
]
LongOption = Annotated[
    bool, typer.Option("--long", "-l", help="Show a row for each target, with figures, bars and milestones")
]
LimitOption = Annotated[int | None, _limit("List at most N commitments")]
LatestOption = Annotated[int | None, _limit("Show at most N updates")]
ReverseOption = Annotated[bool, typer.Option("--reverse", help="Reverse the order")]
ColumnsOption = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="NAMES",
        autocompletion=complete_columns,
        help="Columns or JSON keys, comma-separated: id,title,due,status",
    ),
]
GroupOption = Annotated[GroupBy | None, typer.Option("--group", help="Group under headings")]
SortOption = Annotated[
    Sort | None, typer.Option("--sort", help="Sort order; missing values last [default: urgency]", show_default=False)
]
DayOption = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="Date the update refers to [default: today]")
]
TargetOption = Annotated[
    str | None,
    typer.Option(
        "--target", "-t", metavar="NAME", autocompletion=complete_target, help="Target name, if there are several"
    ),
]
EvidenceOption = Annotated[
    list[str] | None,
    typer.Option("--evidence", "-e", metavar="URL|FILE", help="Address, or file in the registry folder (repeatable)"),
]
SourceClassOption = Annotated[
    SourceClass | None,
    typer.Option("--source-class", metavar="CLASS", help=f"Source class of the evidence: {', '.join(SourceClass)}"),
]
NoteOption = Annotated[
    str | None, typer.Option("--note", "-n", metavar="TEXT", help="What the source says, in one sentence")
]
NoteJaOption = Annotated[str | None, typer.Option("--note-ja", metavar="TEXT", help="The note in Japanese")]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="WHO", envvar="COMMITRACK_BY", show_envvar=False, help="Who records this")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what would change without writing anything")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation")]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile", "-p", metavar="NAME", autocompletion=complete_profile,
        help="Profile that says how the sheet is read: imports/NAME.toml, or a file",
    ),
]  # fmt: skip
QueryArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...", autocompletion=complete_query, show_default=False,
        help="Words and fields: trainees status:overdue unit:JPY due:..2028 not:kind:programme",
    ),
]  # fmt: skip
IdArgument = Annotated[
    str, typer.Argument(metavar="ID", autocompletion=complete_id, help="Commitment id", show_default=False)
]
