"""The file that ``--output`` names: it must not be a folder, and its extension selects the format."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from commitrack.cli.options import ReportFormat
from commitrack.errors import UsageError
from commitrack.language import LazyString as _
from commitrack.language import comma_list
from commitrack.model import ListFormat
from commitrack.query import STATUS_WORDS
from commitrack.suggest import did_you_mean_one_of
from commitrack.views.formats import TABLE

TEXT = "txt"
"""The extension of a table in a file."""

F = TypeVar("F", ListFormat, ReportFormat)


def format_of(
    requested: F | None,
    output: str | None,
    formats: type[F],
    default: F | None = None,
    *,
    json: bool = False,
    excel: bool = False,
) -> F:
    """The requested format, else the one that the file extension selects; on standard output the default, or a table.

    ``json`` and ``excel`` are short for a format. Raises UsageError if they contradict it or each other, if ``output``
    names a folder, or if its extension selects no format.
    """
    if output is not None:
        require_file_name(output)
    if excel and (json or requested not in {None, "csv"}):
        raise UsageError(_("--excel requires CSV"), hint=_("leave out --json and --format"))
    if json or excel:
        return formats("json" if json else "csv")
    if requested is not None or output in {None, "-"}:
        return requested or default or formats(TABLE)
    return _by_extension(str(output), formats)


def require_file_name(output: str, example: str = "report.html") -> None:
    """Raise UsageError if an output path names a folder, existing or not."""
    if output.endswith(("/", os.sep)) or Path(output).is_dir():
        path = Path(output) / example
        raise UsageError(_('"{path}" is a folder', path=output), hint=_('add a file name: "{path}"', path=path))


def require_other_file(output: str, inputs: Iterable[str]) -> None:
    """Raise UsageError if an output path is one of the files that are read, in a folder of them, or a link to one."""
    for name in inputs:
        with suppress(OSError):  # what cannot be read is reported when it is
            if any(_is_same(output, file) for file in (Path(name).iterdir() if Path(name).is_dir() else [name])):
                hint = _("choose another output file")
                raise UsageError(_('"{path}" is the file that is read', path=output), hint=hint)


def _is_same(one: str, other: str | Path) -> bool:
    both_exist = Path(one).exists() and Path(other).exists()
    return os.path.realpath(one) == os.path.realpath(other) or (both_exist and Path(one).samefile(other))


def _by_extension(output: str, formats: type[F]) -> F:
    """The format that the extension of a file selects; raise UsageError if there is none."""
    by_extension = {TEXT: formats(TABLE)} | {form.value: form for form in formats if form != TABLE}
    extension = Path(output).suffix.removeprefix(".").lower()
    if extension in by_extension:
        return by_extension[extension]
    if (status := f"o{output}") in STATUS_WORDS:
        hint = did_you_mean_one_of([f"not:{status}"])
        raise UsageError(_('"-{word}" is read as the option -o', word=status), hint=hint)
    known = comma_list(f".{name}" for name in by_extension)
    raise UsageError(
        _('cannot tell the format of "{path}" from its name', path=output),
        hint=_("use one of the extensions {extensions}, or add --format", extensions=known),
    )
