"""``commitrack import --template``: an empty sheet with the headings of the format."""

from pathlib import Path

from commitrack.cli.console import write
from commitrack.cli.output_file import require_file_name
from commitrack.errors import UsageError
from commitrack.interchange.own_template import descriptions, template_csv, template_xlsx
from commitrack.language import LazyString as _
from commitrack.language import localize


def write_template(output: str | None, *, force: bool, lang: str) -> None:
    """Write the sheet, as CSV or XLSX by the extension of the file; on standard output as CSV.

    The comments on the headings of XLSX are in a language.
    """
    if output is None or output == "-":
        write(template_csv(), machine=True, paged=False)
        return
    require_file_name(output, "commitments.xlsx")
    extension = Path(output).suffix.lower()
    if extension not in {".csv", ".xlsx"}:
        raise UsageError(_('no format for "{file}"', file=output), hint=_("use the extension .xlsx or .csv"))
    comments = [localize(description, lang) for description in descriptions()]
    content = template_xlsx(comments) if extension == ".xlsx" else template_csv()
    write(content, output=output, force=force, machine=True, bom=True)
