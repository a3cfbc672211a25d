"""JSON: every answer has ``schema``, what it refers to (day, registry, query), and ``items``; keys are only ever added.

The answers are typed, so that :func:`answers_schema` describes exactly what is printed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from inspect import cleandoc
from typing import Annotated, Any, TypeAlias, get_type_hints

import msgspec
from msgspec import Meta, Struct

from commitrack.errors import Problem
from commitrack.model import Span, Text, When
from commitrack.registry.schema import as_numbers, describe
from commitrack.report.coverage import DataCoverage
from commitrack.report.journal import LineData
from commitrack.report.report import Report
from commitrack.report.serialize import CommitmentData, CommitmentHistory, GroupData, commitment_data
from commitrack.report.snapshot import Snapshot
from commitrack.views.difference import ImportAnswer
from commitrack.views.sanitize import escaped, safe
from commitrack.views.sections import HIGHLIGHTS, SECTIONS, members
from commitrack.views.sections.highlights import HighlightsData, highlights_data

Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]


OF_LISTING: Mapping[str, tuple[str, ...]] = {"responsible": ("parties",), "progress": ("completion", "targets")}
"""The keys that say what a column of a listing says, where it has another name."""


class RegistryData(Struct, frozen=True):
    """The title of the registry, its note, and the SHA-256 over its files; equal digests mean equal answers."""

    title: Text
    note: Text | None
    sha256: str


class ListAnswer(Struct, frozen=True, kw_only=True, tag_field="schema", tag="commitrack/1/list"):
    """The answer of ``list``: commitments as of a day, from what had been recorded by ``known`` (null: everything)."""

    as_of: date
    known: Moment | None
    registry: RegistryData
    items: tuple[CommitmentData, ...]


class ShowAnswer(Struct, frozen=True, kw_only=True, tag_field="schema", tag="commitrack/1/show"):
    """The answer of ``show``: one commitment with its history; for a ``group``, its direct parts with theirs."""

    as_of: date
    known: Moment | None
    registry: RegistryData
    group: GroupData | None
    items: tuple[CommitmentHistory, ...]


class LogAnswer(Struct, frozen=True, kw_only=True, tag_field="schema", tag="commitrack/1/log"):
    """The answer of ``log``: lines of the journal."""

    items: tuple[LineData, ...]


class CheckAnswer(Struct, frozen=True, kw_only=True, tag_field="schema", tag="commitrack/1/check"):
    """The answer of ``check``: problems, each with its place."""

    items: tuple[Problem, ...]


class SettingData(Struct, frozen=True):
    """A setting: its name, its value (null if there is none), and where that comes from."""

    name: str
    value: str | None
    origin: str


class ConfigAnswer(Struct, frozen=True, kw_only=True, tag_field="schema", tag="commitrack/1/config"):
    """The answer of ``config``: the settings in effect."""

    items: tuple[SettingData, ...]


class MeetingData(Struct, frozen=True):
    """A meeting by its id, and its first day."""

    id: str
    on: date


class _ReportHead(Struct, frozen=True, kw_only=True):
    """The answer of ``report``: highlights and sections refer to commitments by id, ``items`` has them in full."""

    as_of: date
    known: Moment | None
    registry: RegistryData
    query: tuple[str, ...]
    next_meeting: MeetingData | None
    coverage: DataCoverage


ReportAnswer = msgspec.defstruct(
    "ReportAnswer",
    [
        (HIGHLIGHTS, HighlightsData),
        *((section.name, get_type_hints(section.data)["return"]) for section in SECTIONS),
        ("items", tuple[CommitmentData, ...]),
    ],
    bases=(_ReportHead,),
    namespace={"__doc__": _ReportHead.__doc__},
    frozen=True,
    kw_only=True,
    tag_field="schema",
    tag="commitrack/1/report",
)


def render_list(
    snapshot: Snapshot, digest: str, items: Iterable[CommitmentData], *, columns: Sequence[str] = ()
) -> Iterator[str]:
    """The answer of ``list``, item by item; with ``columns``, the items have only these keys, in this order."""
    chosen = ({key: getattr(item, key) for key in columns} if columns else item for item in items)
    return _item_by_item(ListAnswer(**_head(snapshot, digest), items=()), chosen)


def render_show(
    snapshot: Snapshot, digest: str, items: Iterable[CommitmentHistory], *, group: GroupData | None = None
) -> Iterator[str]:
    """The answer of ``show``, item by item."""
    return _item_by_item(ShowAnswer(**_head(snapshot, digest), group=group, items=()), items)


def render_log(lines: Iterable[LineData]) -> Iterator[str]:
    """The answer of ``log``, item by item."""
    return _item_by_item(LogAnswer(items=()), lines)


def render_problems(problems: Sequence[Problem]) -> str:
    """The answer of ``check``."""
    return encoded(CheckAnswer(items=tuple(problems)))


def render_settings(settings: Mapping[str, tuple[str | None, str]]) -> str:
    """The answer of ``config``, from values and their origins by name."""
    return encoded(ConfigAnswer(items=tuple(SettingData(name, *setting) for name, setting in settings.items())))


def render_report(report: Report, *, lang: str = "", only: Sequence[str] = ()) -> Iterator[str]:  # noqa: ARG001  JSON is complete, and in English
    """The answer of ``report``, item by item."""
    snapshot, meeting = report.snapshot, report.next_meeting
    answer = ReportAnswer(
        **_head(snapshot, report.digest),
        query=tuple(safe(word) for word in report.query),  # arguments may contain bytes that are not Unicode
        next_meeting=MeetingData(meeting[0], meeting[1].on) if meeting else None,
        coverage=report.coverage,
        items=(),
        **{HIGHLIGHTS: highlights_data(report.highlights)},
        **{section.name: section.data(report) for section in SECTIONS},
    )
    return _item_by_item(answer, (commitment_data(snapshot, snapshot.assessments[name]) for name in members(report)))


def _head(snapshot: Snapshot, digest: str) -> dict[str, Any]:
    settings = snapshot.registry.settings
    registry = RegistryData(settings.title, settings.note, digest)
    return {"as_of": snapshot.as_of, "known": snapshot.known, "registry": registry}


def encoded(answer: object) -> str:
    """An answer as indented JSON with exact numbers, ISO 8601 dates and escaped control characters."""
    return escaped(msgspec.json.format(_ENCODER.encode(answer), indent=2).decode()) + "\n"


def _item_by_item(empty: Struct, items: Iterable[object]) -> Iterator[str]:
    """The text of an answer whose last key is ``items``, given the answer without any: valid JSON as a whole."""
    before, opened, after = encoded(empty).rpartition("[")
    yield before + opened
    separator = "\n"
    for item in items:
        yield f"{separator}    " + encoded(item).rstrip("\n").replace("\n", "\n    ")
        separator = ",\n"
    yield after if separator == "\n" else f"\n  {after}"


def _plain(value: Any) -> object:
    if isinstance(value, When | Span):
        return value.written
    if isinstance(value, str):  # a LazyString, whose plain value is English
        return str.__str__(value)
    raise NotImplementedError(f"no JSON for {value!r}")


_ENCODER = msgspec.json.Encoder(enc_hook=_plain, decimal_format="number")


def answers_schema() -> dict[str, Any]:
    """The JSON Schema of all answers, as plain data."""
    answers = (ListAnswer, ShowAnswer, LogAnswer, ReportAnswer, CheckAnswer, ConfigAnswer, ImportAnswer)
    references, definitions = msgspec.json.schema_components(
        answers, schema_hook=describe, ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answers of commitrack",
        "description": "What list, show, log, report, check, config and import print with --json; `schema` says which. "
        "Keys are only ever added: ignore those you do not know.",
        "oneOf": list(references),
        "$defs": {name: _definition(name, schema) for name, schema in as_numbers(definitions).items()},
    }


def _definition(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a record as answers contain it: open to further keys, and described without markup."""
    description = cleandoc(schema.get("description", "")).replace("``", "`").replace("None", "null")
    open_schema = {key: value for key, value in schema.items() if key != "additionalProperties"}
    if name == Problem.__name__:  # all its keys are printed, although they have defaults
        open_schema["required"] = list(schema["properties"])
    return {**open_schema, **({"description": description} if description else {})}
