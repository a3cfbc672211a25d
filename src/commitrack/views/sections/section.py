"""Definition of a section of a report: one object, from which every format and the documentation are derived."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from commitrack.assess import Assessment
from commitrack.language import LazyString
from commitrack.report.report import Report
from commitrack.views.grid import Grid


def always(_report: Report) -> bool:
    """The default of a section that always appears."""
    return True


def on_request(_report: Report) -> bool:
    """The default of a section that appears only on request."""
    return False


def _nothing(_report: Report) -> Mapping[str, Sequence[Assessment]]:
    return {}


class Section(Struct, frozen=True, kw_only=True):
    """One section of a report.

    ``name`` is its name in ``--sections`` (as are ``aliases``) and its key in JSON; ``order`` its position, ascending;
    ``short`` the name of its sheet. ``grid`` builds the table for people: its docstring describes the section in the
    documentation. ``data`` builds the same for programs, as a Struct or a tuple of Structs with a return annotation,
    from which the schema of the answers is derived. ``default`` says whether the section appears without
    ``--sections``, and ``brief`` whether it is also a part of the short report on the terminal. ``members`` are the
    commitments it lists, by the word that CSV uses for them.
    """

    name: str
    order: int
    short: LazyString
    grid: Callable[[Report], Grid]
    data: Callable[[Report], object]
    aliases: tuple[str, ...] = ()
    default: Callable[[Report], object] = always
    brief: Callable[[Report], object] = on_request
    members: Callable[[Report], Mapping[str, Sequence[Assessment]]] = _nothing
