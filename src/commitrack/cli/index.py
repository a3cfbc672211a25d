"""``commitrack index``: show the index of a large registry, or delete it."""

from typing import Annotated

import typer

from commitrack.cli.console import write_lines
from commitrack.cli.context import registry_folder
from commitrack.cli.examples import Example
from commitrack.cli.options import Lang, LangOption, RegistryOption
from commitrack.index import USE, least_bytes
from commitrack.language import LazyString as _
from commitrack.registry.indexed import IndexReport, delete_index, index_report

EXAMPLES = (
    Example("commitrack index"),
    Example("commitrack index --clear"),
)


def command(
    clear: Annotated[bool, typer.Option("--clear", help="Delete the index; the next command writes it again")] = False,
    lang: LangOption = Lang.EN,
    registry: RegistryOption = None,
) -> None:
    """Show the index that makes a large registry fast

    From 1 MB of files on, commands keep an index in your cache folder, so that they read only what they need. It is
    used only while the files are as they were when it was written, and can be deleted at any time. --no-index or
    COMMITRACK_INDEX=0 does without, COMMITRACK_INDEX=1 uses it for small registries too.
    """
    folder = registry_folder(registry)
    if clear:
        path = delete_index(folder)
        write_lines([_("deleted {file}", file=path) if path else _("there is no index")], lang)
        return
    report = index_report(folder)
    write_lines([
        _("index: {state}", state=_state(report)),
        _("file: {file}", file=report.path),
        _("size: {size}", size="–" if report.size is None else _size(report.size)),
        _("files of the registry: {size}", size=_size(report.registry_size)),
    ], lang)  # fmt: skip


def _state(report: IndexReport) -> _:
    """Whether the index is used, and whether it is current."""
    if least_bytes.get() == USE["off"]:
        return _("not used, as --no-index or COMMITRACK_INDEX=0 says")
    if report.registry_size < least_bytes.get():
        return _("not needed, because the files are small")
    if report.is_current:
        return _("up to date")
    if report.size is not None:
        return _("out of date; the next command that reads the registry writes it again")
    return _("none yet; the next command that reads the registry writes it")


def _size(size: int) -> _:
    return _("{size} MB", size=f"{size / 1024**2:,.1f}")
