"""JSON: an answer has ``schema``, what it is an answer about, and ``items``; it only ever grows.

The answers are typed, so that :func:`answers_schema` describes what is printed.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal, get_type_hints

import msgspec
from msgspec import Struct

from commitrack.errors import Problem
from commitrack.model import Span, Text, When
from commitrack.registry.schema import as_numbers, describe
from commitrack.report.report import Coverage, Report
from commitrack.report.serialize import CommitmentData, CommitmentHistory, commitment_data
from commitrack.report.snapshot import Snapshot
from commitrack.views.sanitize import escaped, safe
from commitrack.views.sections import HIGHLIGHTS, SECTIONS, members
from commitrack.views.sections.highlights import HighlightsData, highlights_data


class RegistryData(Struct, frozen=True):
    """The registry, and the SHA-256 over its files: equal digests, equal answers."""

    title: Text
    sha256: str


class ListAnswer(Struct, frozen=True, kw_only=True):
    """The answer of ``list``: commitments as of a day, as recorded by the end of ``known`` if that was requested."""

    schema: Literal["commitrack/1/list"] = "commitrack/1/list"
    as_of: date
    known: datetime | None
    registry: RegistryData
    items: tuple[CommitmentData, ...]


class ShowAnswer(Struct, frozen=True, kw_only=True):
    """The answer of ``show``: one commitment with its history."""

    schema: Literal["commitrack/1/show"] = "commitrack/1/show"
    as_of: date
    known: datetime | None
    registry: RegistryData
    items: tuple[CommitmentHistory, ...]


class CheckAnswer(Struct, frozen=True, kw_only=True):
    """The answer of ``check``: problems, each with its place."""

    schema: Literal["commitrack/1/check"] = "commitrack/1/check"
    items: tuple[Problem, ...]


class MeetingData(Struct, frozen=True):
    """A meeting by its id, and its first day."""

    id: str
    on: date


class _ReportHead(Struct, frozen=True, kw_only=True):
    """The answer of ``report``: the highlights and sections name commitments by id, ``items`` hold them whole."""

    schema: Literal["commitrack/1/report"] = "commitrack/1/report"
    as_of: date
    known: datetime | None
    registry: RegistryData
    query: tuple[str, ...]
    next_meeting: MeetingData | None
    coverage: Coverage


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
)


def render_list(snapshot: Snapshot, digest: str, items: Iterable[CommitmentData]) -> str:
    """The answer of ``list``."""
    return encoded(ListAnswer(**_head(snapshot, digest), items=tuple(items)))


def render_show(snapshot: Snapshot, digest: str, item: CommitmentHistory) -> str:
    """The answer of ``show``."""
    return encoded(ShowAnswer(**_head(snapshot, digest), items=(item,)))


def render_problems(problems: Sequence[Problem]) -> str:
    """The answer of ``check``."""
    return encoded(CheckAnswer(items=tuple(problems)))


def render_report(report: Report, *, lang: str = "", only: Sequence[str] = ()) -> str:  # noqa: ARG001  all of it, in every language
    """The answer of ``report``."""
    snapshot, meeting = report.snapshot, report.next_meeting
    answer = ReportAnswer(
        **_head(snapshot, report.digest),
        query=tuple(safe(word) for word in report.query),  # a shell may hand over what is no Unicode
        next_meeting=MeetingData(meeting[0], meeting[1].on) if meeting else None,
        coverage=report.coverage,
        items=tuple(commitment_data(snapshot, snapshot.assessments[name]) for name in members(report)),
        **{HIGHLIGHTS: highlights_data(report.highlights)},
        **{section.name: section.data(report) for section in SECTIONS},
    )
    return encoded(answer)


def _head(snapshot: Snapshot, digest: str) -> dict[str, Any]:
    registry = RegistryData(snapshot.registry.settings.title, digest)
    return {"as_of": snapshot.as_of, "known": snapshot.known, "registry": registry}


def encoded(answer: object) -> str:
    """An answer as JSON that people can read too: exact numbers, ISO 8601 dates, no control character."""
    plain = msgspec.json.Encoder(enc_hook=_plain, decimal_format="number").encode(answer)
    return escaped(msgspec.json.format(plain, indent=2).decode()) + "\n"


def _plain(value: Any) -> object:
    if isinstance(value, When | Span):
        return value.written
    if isinstance(value, str):  # a message: its English
        return str.__str__(value)
    raise NotImplementedError(f"no JSON for {value!r}")


def answers_schema() -> dict[str, Any]:
    """The JSON Schema of every answer."""
    answers = (ListAnswer, ShowAnswer, ReportAnswer, CheckAnswer)
    references, definitions = msgspec.json.schema_components(
        answers, schema_hook=describe, ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answers of commitrack",
        "description": "What list, show, report and check print with --format json; `schema` says which. Keys are only "
        "ever added: ignore those you do not know.",
        "oneOf": list(references),
        "$defs": as_numbers(definitions),
    }
