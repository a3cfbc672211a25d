"""The formats of a report. A new one is a module with ``render_report`` and a line in :data:`FORMATS`."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:  # every command imports the names of the formats, but only some need a report
    from commitrack.report.report import Report

TABLE = "table"
"""The format for the terminal, rendered for the width of the screen."""

FORMATS: Mapping[str, str] = {
    "html": "commitrack.views.html",
    "md": "commitrack.views.markdown",
    "xlsx": "commitrack.views.xlsx",
    "csv": "commitrack.views.csv",
    "json": "commitrack.views.json",
    "ics": "commitrack.views.ics",
}
"""Every other format and its module; ``--format``, the extensions of ``--output`` and the tests are derived from it."""


class ReportView(Protocol):
    """What the module of a format provides.

    It takes the grids of ``commitrack.views.sections.select(report, only)``, localizes their contents and escapes all
    text of the registry. It does not assess or select anything, and opens no file.
    """

    def render_report(self, report: "Report", *, lang: str, only: Sequence[str] = ()) -> bytes | Iterable[str]:
        """The report in a language, with the sections named in ``only``, or by default those that apply.

        A long text may be in parts, which are rendered one after the other.
        """


def view(name: str) -> ReportView:
    """The module of a format, imported when it is first needed."""
    return cast("ReportView", import_module(FORMATS[name]))
