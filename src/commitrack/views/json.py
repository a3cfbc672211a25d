"""JSON: one object with ``schema``, ``as_of``, ``registry`` and ``items``; it only ever grows."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from commitrack.language import LazyString
from commitrack.model import Span, When
from commitrack.report.report import Report
from commitrack.report.serialize import Item, item
from commitrack.report.snapshot import Snapshot
from commitrack.views.sanitize import escaped, safe
from commitrack.views.sections import MUST_KNOW, SECTIONS, members
from commitrack.views.sections.highlights import highlights_data

SCHEMA = "commitrack/1"


def render(kind: str, snapshot: Snapshot, digest: str, items: Iterable[Item], **more: object) -> str:
    """The document as text: amounts are exact numbers, dates ISO 8601, shares fractions of 1."""
    document = {
        "schema": f"{SCHEMA}/{kind}",
        "as_of": snapshot.as_of,
        "known": snapshot.known,
        "registry": {"title": snapshot.registry.settings.title, "sha256": digest},
        **more,
        "items": list(items),
    }
    return encoded(document)


def encoded(document: object) -> str:
    """An answer as JSON that people can read too; no character in it can move a cursor."""
    plain = msgspec.json.Encoder(enc_hook=_plain, decimal_format="number").encode(document)
    return escaped(msgspec.json.format(plain, indent=2).decode()) + "\n"


_KEYS = (
    "deadlines", "completion", "pillars", "areas", "parties", "since", "before", "ask", "amended", "evidenced", "sums",
    "conversion", "stale", "without_data",
)  # fmt: skip


def render_report(report: Report, *, lang: str = "", only: Sequence[str] = ()) -> str:  # noqa: ARG001  all of it, in every language
    """The report: its head and sections name commitments by id, ``items`` hold them whole."""
    snapshot = report.snapshot
    sections = {s.name: s.data(report) for s in sorted(SECTIONS, key=lambda s: _KEYS.index(s.name))}
    return render(
        "report",
        snapshot,
        report.digest,
        (item(snapshot, snapshot.assessments[name]) for name in members(report)),
        query=[safe(word) for word in report.query],  # a shell may hand over what is no Unicode
        next_meeting=report.next_meeting and {"id": report.next_meeting[0], "on": report.next_meeting[1].on},
        coverage={"n": report.coverage.n, "of": report.coverage.of},
        **{MUST_KNOW: highlights_data(report.highlights)},
        **{"asks" if name == "ask" else name: data for name, data in sections.items()},
    )


def _plain(value: Any) -> object:
    if isinstance(value, When | Span):
        return value.written
    if isinstance(value, LazyString):
        return value.to("en")
    raise NotImplementedError(f"no JSON for {value!r}")
