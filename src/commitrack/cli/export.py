"""``commitrack export``: write the whole registry and its assessment for other programs."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commitrack.cli.console import write
from commitrack.cli.context import read_registry, snapshot_as_of
from commitrack.cli.examples import Example
from commitrack.cli.options import AsOfOption, Lang, MessageLangOption, RegistryOption
from commitrack.cli.output_file import require_file_name
from commitrack.cli.output_folder import write_folder
from commitrack.cli.stderr import notify
from commitrack.errors import UsageError
from commitrack.interchange.export.formats import EXPORTS, exporter
from commitrack.language import LazyString as _

EXAMPLES = (
    Example("commitrack export sqlite register.db", _("A database for Datasette, pandas or SQL")),
    Example("commitrack export csv register-csv", _("A folder of CSV files: a Frictionless Data Package")),
    Example("commitrack export xlsx register.xlsx", _("A workbook")),
)


class ExportFormat(StrEnum):
    """The formats of ``export``."""

    _ignore_ = "name"
    for name in EXPORTS:
        vars()[name.upper()] = name


def command(
    format: Annotated[
        ExportFormat, typer.Argument(metavar="FORMAT", help=f"Format: {', '.join(EXPORTS)}", show_default=False)
    ],
    target: Annotated[
        str,
        typer.Argument(metavar="FILE|DIR", help='File or folder to write; "-" for standard output', show_default=False),
    ],
    as_of: AsOfOption = None,
    known: Annotated[
        str | None, typer.Option("--known", metavar="DAY", help="Assess only what was recorded by the end of this date")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what exists")] = False,
    lang: MessageLangOption = Lang.EN,  # noqa: ARG001  only errors and notices are localized
    registry: RegistryOption = None,
) -> None:
    """Export the registry for other programs

    Write all commitments, targets, updates, evidence and parties, as the registry has them, and the status of each
    commitment as of a date.
    """
    reading = read_registry(registry)
    exported = exporter(format).export(snapshot_as_of(reading, as_of, known=known), digest=reading.digest())
    if isinstance(exported.content, bytes):
        require_file_name(target, example=f"register.{format}")
        _require_extension(format, target)
        if target == "-" and sys.stdout.isatty():
            raise UsageError(_("cannot print this format to a terminal"), hint=_('name a file instead of "-"'))
        write(exported.content, output=target, force=force, registry=reading.folder)
    else:
        write_folder(exported.content, target, force=force, registry=reading.folder)
    if exported.notices:
        notify(*exported.notices)


_EXTENSIONS = {"xlsx": (".xlsx",), "sqlite": (".db", ".sqlite", ".sqlite3"), "iati": (".xml",), "csv": (".csv",)}


def _require_extension(format: ExportFormat, target: str) -> None:
    """Raise UsageError for the extension of another format, with which no program would open the file."""
    extension = Path(target).suffix.lower()
    other = next((name for name, known in _EXTENSIONS.items() if extension in known and name != format), None)
    if other is not None:
        hint = _('name it "{path}"', path=Path(target).with_suffix(_EXTENSIONS[format][0]))
        raise UsageError(_('"{path}" has the extension of another format', path=target), hint=hint)
