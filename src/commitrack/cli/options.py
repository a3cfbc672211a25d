"""The options that several commands share, said once."""

from enum import StrEnum
from typing import Annotated, TypeVar

import typer

from commitrack.cli.completion import complete_id, complete_query
from commitrack.model import SourceClass
from commitrack.query import Sort
from commitrack.views.formats import FORMATS, TABLE


class ListFormat(StrEnum):
    """The formats of ``list`` and ``show``."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class ReportFormat(StrEnum):
    """The formats of ``report``."""

    _ignore_ = "name"
    for name in (TABLE, *FORMATS):
        vars()[name.upper()] = name


class Lang(StrEnum):
    """The languages of the program."""

    EN = "en"
    JA = "ja"


RegistryOption = Annotated[
    str | None,
    typer.Option(
        "--registry", "-r", metavar="DIR", envvar="COMMITRACK_REGISTRY", show_envvar=False,
        help="Folder of the registry. [default: looked for from here upward]",
    ),
]  # fmt: skip
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DAY", envvar="COMMITRACK_AS_OF", show_envvar=False,
        help="Judge as things stood on a day: 2026-11-23, yesterday. [default: today]",
    ),
]  # fmt: skip
_BY_ENDING = "[default: by the ending of --output, else table]"
FormatOption = Annotated[
    ListFormat | None, typer.Option("--format", "-f", help=f"How to write the answer. {_BY_ENDING}", show_default=False)
]
ReportFormatOption = Annotated[
    ReportFormat | None,
    typer.Option("--format", "-f", help=f"How to write the report. {_BY_ENDING}", show_default=False),
]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of the screen.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Overwrite the file that --output names.")]
LangOption = Annotated[
    Lang,
    typer.Option(
        "--lang", envvar="COMMITRACK_LANG", show_envvar=False,
        help="Language of the answer: words, titles, amounts, days.",
    ),
]  # fmt: skip
AsciiOption = Annotated[bool, typer.Option("--ascii", help="Draw with plain ASCII signs.")]
AllOption = Annotated[bool, typer.Option("--all", "-a", help="Everything, not only the headline commitments.")]
SortOption = Annotated[Sort, typer.Option("--sort", help="Order; what has none stands last.")]
DayOption = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="The day on which it was true. [default: today]")
]
TargetOption = Annotated[
    str | None, typer.Option("--target", "-t", metavar="NAME", help="Which target, where several could be meant.")
]
EvidenceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--evidence", "-e", metavar="URL|FILE", help="Address, or file in the registry's folder. May be repeated."
    ),
]
SourceClassOption = Annotated[
    SourceClass | None,
    typer.Option("--source-class", metavar="CLASS", help=f"Who stands behind the evidence: {', '.join(SourceClass)}."),
]
NoteOption = Annotated[
    str | None, typer.Option("--note", "-n", metavar="TEXT", help="What the source says, in a sentence.")
]
ByOption = Annotated[
    str | None, typer.Option("--by", metavar="WHO", envvar="COMMITRACK_BY", show_envvar=False, help="Who logs this.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")]
QueryArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...", autocompletion=complete_query, show_default=False,
        help="Words and fields: trainees status:overdue unit:JPY due:..2028 not:kind:programme.",
    ),
]  # fmt: skip
IdArgument = Annotated[
    str, typer.Argument(metavar="ID", autocompletion=complete_id, help="The id of a commitment.", show_default=False)
]

F = TypeVar("F", ListFormat, ReportFormat)


def format_of(requested: F | None, output: str | None, formats: type[F]) -> F:
    """The format requested, or the one that the file is named after, or a table."""
    ending = output.rpartition(".")[2].lower() if output and "." in output else ""
    return requested or (formats(ending) if ending in list(formats) else formats(TABLE))
