"""``commitrack show``: show everything about one commitment."""

from collections.abc import Callable, Iterator

from commitrack.cli.console import look, page, write
from commitrack.cli.context import current_id, read_registry, snapshot_as_of
from commitrack.cli.examples import Example
from commitrack.cli.options import (
    AsciiOption,
    AsOfOption,
    ExcelOption,
    ForceOption,
    FormatOption,
    IdArgument,
    JsonOption,
    Lang,
    LangOption,
    OutputOption,
    RegistryOption,
)  # fmt: skip
from commitrack.cli.output_file import format_of
from commitrack.language import LazyString as _
from commitrack.model import ListFormat
from commitrack.report.snapshot import Snapshot
from commitrack.views.grid import Look

EXAMPLES = (
    Example("commitrack show connectivity-5000-trainees"),
    Example("commitrack show jaif --json"),
    Example("commitrack show jaif --as-of 2025-12-31", _("Assessed as of the end of 2025")),
)


def command(
    id: IdArgument,
    format: FormatOption = None,
    json: JsonOption = False,
    excel: ExcelOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
    as_of: AsOfOption = None,
    lang: LangOption = Lang.EN,
    ascii: AsciiOption = False,
    registry: RegistryOption = None,
) -> None:
    """Show all details of a commitment

    Show titles, source and quotation, parties, targets with rates and forecast, parts, and history with evidence. For
    a group, show what it holds together.
    """
    form = format_of(format, output, ListFormat, json=json, excel=excel)
    reading = read_registry(registry)
    name = current_id(id, reading.registry)
    snapshot = snapshot_as_of(reading, as_of)
    appearance = look(lang, ascii_only=ascii, to_file=output is not None)
    text = _rendered(form, snapshot, name, appearance, digest=reading.digest)
    machine = form is not ListFormat.TABLE
    write(text, output=output, force=force, registry=reading.folder, machine=machine, bom=excel)


def _rendered(
    form: ListFormat, snapshot: Snapshot, name: str, appearance: Look, *, digest: Callable[[], str]
) -> str | Iterator[str]:
    """The page in a format; only the view of that format is imported."""
    if form is ListFormat.TABLE:
        from commitrack.views.terminal.commitment import show_page  # noqa: PLC0415

        return page(show_page(snapshot, snapshot.page_of(name), appearance), appearance)
    commitment = snapshot.registry.commitments[name]
    shown = snapshot.direct_parts(name) if commitment.is_group else [snapshot.assessments[name]]
    if form is ListFormat.CSV:
        from commitrack.views import csv  # noqa: PLC0415

        return csv.render(snapshot, shown)
    from commitrack.report.serialize import commitment_history, group_data  # noqa: PLC0415
    from commitrack.views import json  # noqa: PLC0415

    items = (commitment_history(snapshot, assessment) for assessment in shown)
    group = group_data(snapshot, commitment) if commitment.is_group else None
    return json.render_show(snapshot, digest(), items, group=group)
