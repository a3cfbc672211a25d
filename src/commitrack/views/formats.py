"""The formats of a report. A new one is a module with ``render_report`` and a line in :data:`FORMATS`."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:  # every command reads the names of the formats, and none needs a report for that
    from commitrack.report.report import Report

TABLE = "table"
"""The format of the terminal, which is drawn for the width of the screen."""

FORMATS: Mapping[str, str] = {
    "html": "commitrack.views.html",
    "md": "commitrack.views.markdown",
    "xlsx": "commitrack.views.xlsx",
    "csv": "commitrack.views.csv",
    "json": "commitrack.views.json",
    "ics": "commitrack.views.ics",
}
"""Every other format and its module; ``--format``, the endings of ``--output`` and the tests are derived from it."""


class ReportView(Protocol):
    """What the module of a format provides.

    It takes the grids of ``commitrack.views.sections.select(report, only)``, localizes what they hold, and lets no text
    of the registry through unescaped. It judges and selects nothing, and opens no file.
    """

    def render_report(self, report: "Report", *, lang: str, only: Sequence[str] = ()) -> str | bytes:
        """The report in a language; ``only`` the sections of those names, all that have something to say without."""


def view(name: str) -> ReportView:
    """The module of a format, imported when it is first needed."""
    return cast("ReportView", import_module(FORMATS[name]))
