"""Import activity files: the commitments that they describe, with what was read differently, and what is lost."""

from pathlib import Path

from msgspec import Struct

from commitrack.drafting.intended import IntendedRow
from commitrack.errors import UsageError
from commitrack.interchange.iati.activities import read_activities
from commitrack.interchange.iati.commitments import Options, read_commitments
from commitrack.interchange.iati.notices import Notice, Notices
from commitrack.interchange.iati.stream import Violations
from commitrack.interchange.iati.vocabulary import VERSIONS
from commitrack.language import LazyString as _
from commitrack.language import join


class ReadFile(Struct, frozen=True):
    """The commitments of an activity file, and what was read differently from how it is written, or is lost."""

    path: Path
    intended: tuple[IntendedRow, ...]
    notices: Notices


def read_file(path: Path, options: Options, *, strict: bool = False, seen: set[str] | None = None) -> ReadFile:
    """Read an activity file; ``seen`` are the identifiers of files before, and gets those of this one.

    Raises UsageError if the file cannot be read, or if ``strict`` and the standard forbids it.
    """
    notices, found = Notices(), Violations()
    intended = tuple(
        read_commitments(read_activities(path, notices, found), notices, options, set() if seen is None else seen)
    )
    if strict and found.count:
        raise _forbidden(path, found)
    notices.add(Notice.INVALID, found.count)
    notices.add(Notice.VERSION, found.version not in VERSIONS)
    return ReadFile(path, intended, notices)


def _forbidden(path: Path, found: Violations) -> UsageError:
    shown: list[str] = list(found.first)
    if rest := found.count - len(shown):
        shown.append(_("and {n:,} more", n=rest))
    return UsageError(
        _(
            '"{file}" is not valid IATI 2.03: {n:,} violation; nothing imported:\n{lines}',
            '"{file}" is not valid IATI 2.03: {n:,} violations; nothing imported:\n{lines}',
            file=path, n=found.count, lines=join(shown, "\n"),
        ),
        hint=_("without --strict, what is readable is imported"),
    )  # fmt: skip
