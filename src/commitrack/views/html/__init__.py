"""HTML: one self-contained file to mail and print, without scripts or external resources, all text escaped."""

from commitrack.views.html.page import render_report

__all__ = ["render_report"]
