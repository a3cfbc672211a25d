"""``commitrack import``: read a sheet as the difference from the registry, and record it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commitrack.cli.context import registry_folder
from commitrack.cli.examples import Example
from commitrack.cli.options import (
    AsciiOption,
    ByOption,
    DryRunOption,
    Lang,
    LangOption,
    ProfileOption,
    RegistryOption,
)
from commitrack.errors import UsageError
from commitrack.language import LazyString as _


class ImportFormat(StrEnum):
    """What a file contains."""

    SHEET = "sheet"
    RATES = "rates"
    IATI = "iati"


class Periods(StrEnum):
    """What the actual of a period in IATI is: the level at its end, or what the period adds."""

    LEVEL = "level"
    INCREMENTAL = "incremental"


class MissingAction(StrEnum):
    """What is done about commitments that the sheet no longer has."""

    LIST = "list"
    WITHDRAW = "withdraw"


EXAMPLES = (
    Example("commitrack import promises.csv --suggest", _("A profile to start from")),
    Example("commitrack import promises.csv -p net-zero --dry-run", _("See the difference first")),
    Example("commitrack import rates.csv --format rates", _("Exchange rates")),
    Example("commitrack import activities.xml --format iati", _("Activity files of IATI")),
)


def command(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE]...", help="Sheet: CSV, TSV, XLSX, ODS; activity files of IATI", show_default=False
        ),
    ] = None,
    profile: ProfileOption = None,
    suggest: Annotated[
        bool,
        typer.Option("--suggest", help="Suggest a profile from the headings, and show how it reads the first rows"),
    ] = False,
    template: Annotated[
        bool, typer.Option("--template", help="Write an empty sheet with the headings of the format")
    ] = False,
    format: Annotated[
        ImportFormat, typer.Option("--format", "-f", help="Commitments of a sheet, its exchange rates, or IATI")
    ] = ImportFormat.SHEET,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse IATI files that the standard does not allow")
    ] = False,
    periods: Annotated[
        Periods, typer.Option("--periods", help="Read the actual of an IATI period as a level, or as an increment")
    ] = Periods.LEVEL,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar="DAY", help="Date of the sheet [default: the file's last change]"),
    ] = None,
    missing: Annotated[
        MissingAction, typer.Option("--missing", help="What to do about commitments that the sheet no longer has")
    ] = MissingAction.LIST,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Reason for --missing withdraw")
    ] = None,
    undecided: Annotated[
        str | None,
        typer.Option("--undecided", metavar="FILE", help="Write what has to be decided to a CSV file"),
    ] = None,
    decisions: Annotated[
        str | None,
        typer.Option("--decisions", metavar="FILE", help="Apply what such a file accepts"),
    ] = None,
    skip_invalid: Annotated[
        str | None,
        typer.Option("--skip-invalid", metavar="FILE", help="Import valid rows, and write the others to a CSV file"),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="File for --suggest or --template")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that exist")] = False,
    by: ByOption = None,
    dry_run: DryRunOption = False,
    json: Annotated[bool, typer.Option("--json", help="Print the difference as JSON")] = False,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Import a sheet, and next time its changes

    Rows are matched by the key that the profile names. New rows become commitments, changed targets and deadlines
    become amendments, changed figures and statuses become updates. Changed titles, notes and the like, and implausible
    figures, are left for you to decide: --undecided writes them to a file with a column accept, and --decisions applies
    the rows that say yes there. Commitments that the sheet no longer has are listed. What has been imported already is
    not recorded again.

    If a row cannot be read, nothing is imported, and all such cells are listed, unless --skip-invalid names a file for
    these rows.

    A profile is a TOML file in imports/, beside the registry. --suggest writes a first version of one.

    Without a profile, the headings are those of the format, as in `commitrack help update` for updates; for commitments
    id, title, due and others; --template writes an empty sheet with all of them, as CSV or, with -o FILE.xlsx, as XLSX.

    What `commitrack export csv` and `commitrack export xlsx` wrote needs no profile, also after it was edited: it is
    matched by ids and keys, and rows of updates without a key are new.

    With --format iati, the activities of one or several IATI files become commitments, and their results and
    indicators with baselines, targets and actuals become parts of them; see docs/iati.md. What a file says that a
    registry has no place for is counted.

    With --format rates, exchange rates are added to rates.toml; without a profile, the headings are currency, to, date,
    rate, source.
    """
    if template or suggest:
        if format is not ImportFormat.SHEET:
            raise UsageError(
                _("--suggest and --template are about commitments in a sheet"),
                hint=_("leave out --format; docs/import.md has a profile for exchange rates"),
            )
        _write_start(files, output, template=template, suggest=suggest, force=force, lang=lang)
        return
    if output is not None:
        raise UsageError(_("--output requires --suggest or --template"))
    _require_reason(missing, reason)
    names = _given(files)
    from commitrack.cli.import_options import ImportOptions  # noqa: PLC0415

    options = ImportOptions(
        file=names[0], profile=profile, on=on, withdraw=reason, undecided=undecided, decisions=decisions,
        skip_invalid=skip_invalid, force=force, by=by, dry_run=dry_run, json=json, lang=lang, ascii=ascii,
    )  # fmt: skip
    if format is ImportFormat.IATI:
        from commitrack.cli.iati_import import import_iati  # noqa: PLC0415

        incremental = periods is Periods.INCREMENTAL
        import_iati(names, options, registry_folder(registry), strict=strict, incremental=incremental)
        return
    file = _only_sheet(names, of_iati=strict or periods is not Periods.LEVEL)
    if format is ImportFormat.RATES:
        from commitrack.cli.rate_import import import_rates  # noqa: PLC0415

        if any(option is not None for option in (on, reason, undecided, decisions, skip_invalid, by)):
            raise UsageError(_("--format rates can only be combined with --profile, --dry-run and --json"))
        import_rates(file, profile, registry_folder(registry), dry_run=dry_run, json=json, lang=lang)
        return
    folder = registry_folder(registry)
    if profile is None and _may_be_exported(Path(file)):
        from commitrack.cli.exported_import import import_exported  # noqa: PLC0415
        from commitrack.interchange.exported.files import is_exported  # noqa: PLC0415

        if is_exported(Path(file)):
            import_exported(options, folder)
            return
    from commitrack.cli.sheet_import import run_import  # noqa: PLC0415

    run_import(options, folder)


def _may_be_exported(path: Path) -> bool:
    """Whether a path looks like what ``export`` wrote, so that it has to be read to know."""
    from commitrack.interchange.export.data_table import DESCRIPTOR  # noqa: PLC0415

    return path.is_dir() or path.suffix.lower() == ".xlsx" or (path.parent / DESCRIPTOR).is_file()


def _write_start(
    files: list[str] | None, output: str | None, *, template: bool, suggest: bool, force: bool, lang: Lang
) -> None:
    """Write an empty sheet, or the suggestion of a profile for a sheet."""
    if template:
        from commitrack.cli.sheet_template import write_template  # noqa: PLC0415

        if files or suggest:
            raise UsageError(_("--template can only be combined with --output and --force"))
        write_template(output, force=force, lang=lang)
        return
    from commitrack.cli.profile_suggestion import suggest_profile  # noqa: PLC0415

    suggest_profile(_only_sheet(_given(files), of_iati=False), output, force=force, lang=lang)


def _require_reason(missing: MissingAction, reason: str | None) -> None:
    """Raise UsageError for a withdrawal without a reason, and the other way round."""
    if (missing is MissingAction.WITHDRAW) != (reason is not None):
        raise UsageError(
            _("--missing withdraw and --reason require each other"),
            hint=_('state why the commitments are withdrawn: --missing withdraw --reason "…"'),
        )


def _given(files: list[str] | None) -> list[str]:
    """The files; raise UsageError for none."""
    if not files:
        raise UsageError(_("missing FILE"), hint=_("name a sheet: commitrack import promises.csv"))
    return files


def _only_sheet(files: list[str], *, of_iati: bool) -> str:
    """The only file; raise UsageError for several, and for options that are about activity files."""
    if of_iati:
        raise UsageError(_("--strict and --periods require --format iati"))
    hint = _("for activity files of IATI, add --format iati")
    if len(files) > 1:
        raise UsageError(_("a sheet is imported on its own; given: {n} files", n=len(files)), hint=hint)
    if files[0].lower().endswith(".xml"):
        raise UsageError(_('"{file}" is not a sheet', file=files[0]), hint=hint)
    return files[0]
