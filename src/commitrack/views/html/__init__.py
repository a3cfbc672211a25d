"""HTML: one self-contained file to mail and print; no script, nothing loaded, text of the registry is data."""

from commitrack.views.html.page import render_report

__all__ = ["render_report"]
