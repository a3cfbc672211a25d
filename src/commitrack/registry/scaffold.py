"""Create a registry: a commented template, or a copy of the registry that ships with commitrack."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from commitrack.errors import RecordedError, UsageError, WriteError
from commitrack.language import LazyString as _
from commitrack.registry.atomic_write import TEMPORARY, replace_file
from commitrack.registry.discovery import COMMITMENTS, COPIES, UPDATES, files
from commitrack.registry.discovery import example as shipped
from commitrack.registry.format import FORMAT
from commitrack.registry.inside import require_no_way_out
from commitrack.registry.lock import NAME as LOCK
from commitrack.registry.merge_rules import ATTRIBUTES, MERGE_RULES
from commitrack.registry.schema import NAME as SCHEMA
from commitrack.registry.schema import schema
from commitrack.registry.toml_lines import extended, newline_of

GIT_FILES: Mapping[str, Sequence[str]] = {ATTRIBUTES: MERGE_RULES, ".gitignore": (LOCK, TEMPORARY, COPIES)}
"""The lines that git needs: how it merges the journal and additions, and which files it is to leave alone."""

TEMPLATE = f"""\
#:schema ./{SCHEMA}
# A registry of public commitments. Every *.toml file in this folder is read; updates.toml is the
# journal that `commitrack update` appends to, and `commitrack add` appends to additions.toml.
# `commitrack check` validates the folder.

[registry]
format = {FORMAT}                         # version of the format of these files
title = "Our commitments"
fiscal_year_start = "01-01"        # if it is another day, also: fiscal_year_named = "start" or "end"
timezone = "UTC"                   # decides what "today" is, for instance "Asia/Tokyo"
stale_after = "12 months"          # older figures are stale

# Below are examples of every table. Remove the "# " to use one, and write your own in its place.

# [documents.summit-2026]
# title = "Outcome of the summit"
# published = 2026-01-15

# [pillars.people]
# title = "People"

# [parties.ministry]
# title = "Responsible ministry"

# [meetings.review-2027]
# title = "Review meeting"
# on = 2027-02-01

# [commitments.train-5000]         # the id: a-z, 0-9, ".", "_", "-"; `commitrack rename` changes it
# title = {{ en = "Training for 5,000 people", ja = "5,000人の人材育成" }}
# kind = "pledge"                  # or "programme": already under way when it was announced
# headline = true                  # a key commitment: `commitrack list is:key`
# pillar = "people"
# made = 2026-01-15
# within = "3 years"               # or: due = 2029-01-15 · due = 2029 · due = "FY2028"
# parties = {{ responsible = ["ministry"] }}
# source = {{ document = "summit-2026", page = 1, quote = "5,000 people in three years" }}
# targets.trainees = {{ value = 5_000, unit = "people", indicator = "people trained" }}

# [commitments.fund]               # money: a currency code, and which stage of the money counts
# title = "A fund of ¥40bn"
# made = 2026-01-15
# due = "FY2030"
# targets.budget = {{ value = 40_000_000_000, unit = "JPY", counting = "disbursed" }}

# [commitments.joint-plan]         # no figure: progress is a completion level
# title = "A joint plan"           # commitrack update joint-plan --completion limited
# part_of = "train-5000"
"""


def new_files(folder: Path, *, example: bool = False) -> dict[Path, bytes]:
    """The files of a new registry in a folder; commitments.toml is the last one, because it makes the registry.

    Raises UsageError if the folder already has a registry, or another TOML file, which would be read as part of it.
    Files that an interrupted `init` has left are accepted.
    """
    content = {folder / name: text for name, text in (_shipped() if example else _new()).items()}
    for path in (*content, *(folder / name for name in GIT_FILES)):
        require_no_way_out(path, folder)
    others = [path.name for path in files(folder) if not _contains(path, content.get(path))]
    if (folder / COMMITMENTS).exists() or UPDATES in others:
        raise UsageError(
            _('"{folder}" already contains a registry', folder=folder),
            hint=_("choose another folder: commitrack init DIR"),
        )
    if others:
        raise UsageError(
            _('"{folder}" contains {files}, which would be read as part of the registry', folder=folder,
              files=", ".join(others)),
            hint=_("choose another folder: commitrack init DIR"),
        )  # fmt: skip
    rules = {folder / name: _with_lines(folder / name, lines) for name, lines in GIT_FILES.items()}
    content |= {path: text for path, text in rules.items() if text is not None}
    return {**content, folder / COMMITMENTS: content.pop(folder / COMMITMENTS)}


def create(content: Mapping[Path, bytes]) -> None:
    """Write the files of a new registry in their order.

    Raises WriteError if there is no registry then, RecordedError if only saving it could not be confirmed.
    """
    folder = next(iter(content)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise WriteError(
            _('cannot create the folder "{folder}": {reason}', folder=folder, reason=failure.strerror)
        ) from failure
    for path, text in content.items():
        try:
            replace_file(path, text)
        except WriteError as failure:
            is_complete = isinstance(failure, RecordedError) and path.name == COMMITMENTS
            hint = _("the registry is incomplete; run commitrack init again")
            raise failure if is_complete else WriteError(failure.message, hint=hint) from failure


def _contains(path: Path, content: bytes | None) -> bool:
    return content is not None and path.is_file() and path.read_bytes() == content


def _new() -> dict[str, bytes]:
    schema_text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    return {COMMITMENTS: TEMPLATE.encode(), UPDATES: b"[updates]\n", SCHEMA: schema_text.encode()}


def _shipped() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in files(shipped())}


def _with_lines(path: Path, lines: Sequence[str]) -> bytes | None:
    """The content of a file with the lines that it lacks at its end; None if it lacks none."""
    old = path.read_bytes() if path.is_file() else b""
    missing = [line for line in lines if line.encode() not in old.splitlines()]
    return extended(old, missing, newline=newline_of(old)) if missing else None
