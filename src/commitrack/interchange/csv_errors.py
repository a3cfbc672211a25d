"""Why a text is not CSV, as messages."""

import csv

from commitrack.language import LazyString as _


def cause(failure: csv.Error) -> str:
    """Why a text is not CSV; Python's own words for what is rare."""
    causes = {
        "field limit": _(
            "a cell has more than {n} characters; is a quotation mark missing?", n=f"{csv.field_size_limit():,}"
        ),
        "end of data": _("a quotation mark is not closed"),
        "expected after": _("text follows a closing quotation mark"),
    }
    return next((cause for words, cause in causes.items() if words in str(failure)), str(failure))
