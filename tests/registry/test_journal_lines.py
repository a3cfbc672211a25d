"""Every update is written as one line of the journal, and reading the line restores it."""

import tempfile
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from commitrack.errors import Problem
from commitrack.model import (
    Amends,
    CompletionLevel,
    Evidence,
    Lifecycle,
    Number,
    Qualifier,
    Registry,
    SourceClass,
    Update,
    When,
)
from commitrack.registry.read import build, read
from commitrack.registry.source import TomlFile
from commitrack.registry.toml_file import parse
from commitrack.registry.toml_lines import update_line
from commitrack.registry.transaction import transaction
from commitrack.registry.usual_lines import usual_lines

NOW = datetime(2026, 10, 2, 8, 15, tzinfo=UTC)
COMMITMENTS = '[commitments.jobs]\ntitle = "J"\ntargets.x = { unit = "people", value = 5 }\n'
TEXTS = st.text(max_size=40) | st.sampled_from(
    [
        '"',
        "'",
        '"""',
        "'''",
        "\\",
        "\\u0041",
        "会議を開催",
        "a\nb\r\nc",
        "\x00\x1b]8;;\x07\x7f\x85\u2028",
        "# }",
        "😀",
        "[updates]",
    ]
)
NUMBERS: st.SearchStrategy[Number] = st.integers(-(10**27), 10**27) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4
)
DAYS = st.dates(date(1900, 1, 1), date(2026, 10, 2))
DUES = st.builds(When, DAYS | st.integers(1900, 2200) | st.sampled_from(["2026-09", "FY2030"]))
MOMENTS = st.builds(
    lambda microseconds, hours: NOW.astimezone(timezone(timedelta(hours=hours))) + timedelta(microseconds=microseconds),
    st.integers(0, 10**15), st.integers(-12, 14),
)  # fmt: skip
EVIDENCE = st.sampled_from(["https://example.org/報告?a=1#b", "http://a"]) | st.builds(
    Evidence, file=st.just("evidence/a b.pdf"), sha256=st.just("0" * 64)
)
CONTENT = st.one_of(
    st.fixed_dictionaries(
        {"actual": NUMBERS, "target": st.none() | st.just("x")}, optional={"qualifier": st.sampled_from(Qualifier)}
    ),
    st.fixed_dictionaries({"add": NUMBERS}),
    st.fixed_dictionaries({"note": TEXTS.filter(bool)}),
    st.fixed_dictionaries({"lifecycle": st.sampled_from(Lifecycle), "reason": TEXTS.filter(bool)}),
    st.fixed_dictionaries({
        "amends": st.builds(Amends, value=NUMBERS, due=st.none() | DUES) | st.builds(Amends, due=DUES),
        "reason": TEXTS.filter(bool),
    }),
)  # fmt: skip
UPDATES = st.builds(
    lambda content, common, recorded, number: Update(
        **{"commitment": "jobs", "recorded": recorded, "key": f"20261002T081500Z-{number:08x}", **common, **content}
    ),
    CONTENT,
    st.fixed_dictionaries(
        {"on": DAYS, "evidence": st.lists(EVIDENCE, max_size=2).map(tuple), "by": st.none() | TEXTS},
        optional={"source_class": st.sampled_from(SourceClass), "note": TEXTS},
    ),
    MOMENTS,
    st.integers(0, 2**32 - 1),
)


@given(st.lists(UPDATES, min_size=1, max_size=3, unique_by=lambda update: update.key))
def test_what_is_written_is_what_is_read(updates: list[Update]) -> None:
    """Every field of every kind of update is restored exactly, each update from a line of its own."""
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "commitments.toml").write_text(COMMITMENTS)
        with transaction(Path(name)) as tx:
            tx.append(*updates)
        raw = (Path(name) / "updates.toml").read_bytes()
        assert read(Path(name)).registry.updates == {update.key: update for update in updates}
    assert raw.count(b"\n") == 1 + len(updates)
    for update in updates:
        source = parse(update_line(update).encode(), "one.toml")
        assert isinstance(source, TomlFile)
        assert list(source.tables) == [update.key]


LINES = st.builds(update_line, UPDATES) | st.sampled_from(
    [
        "", "# a comment", "  ", "[parties.a]", 'title = "A"', 'x = """', '"""', "]", "[updates]",
        '20261002T0815Z-1 = { commitment = "jobs", on = 2026-01-01, evidence = [',
        '20261002T0815Z-1 = { commitment = "jobs", on = 2026-02-30, recorded = 2026-10-02T08:15:00Z, note = "n" }',
        '20261002T0815Z-2 = { commitment = "jobs", on = 2026-01-01, recorded = 2026-10-02T08:15:00Z, note = "n" }',
        '20261002T0815Z-2 = { commitment = "jobs", on = 2026-01-01, recorded = 2026-10-02T08:15:00Z, note = "m" }',
        '20261002T0815Z-3 = { commitment = "jobs", on = "2026-01-01", recorded = 2026-10-02T08:15:00Z }',
        '20261002T0815Z-4={ commitment = "jobs",on = 2026-01-01,recorded = 2026-10-02T08:15:00Z,note="n"} # c',
        '20261002T0815Z-5.note = "n"', 'updates.x.note = "n"',
    ]
)  # fmt: skip


def _reading(text: str, *, usual: bool) -> tuple[Registry, tuple[Problem, ...]]:
    """What a journal says, and its problems; without ``usual``, the parser reads every line."""
    with patch("commitrack.registry.toml_file.usual_lines", usual_lines if usual else lambda _text: None):
        sources = [parse(COMMITMENTS.encode(), "commitments.toml"), parse(text.encode(), "updates.toml")]
    broken = [source for source in sources if isinstance(source, Problem)]
    reading = build(Path(), [source for source in sources if isinstance(source, TomlFile)], broken)
    return reading.registry, reading.problems


@given(st.lists(LINES, max_size=6), st.integers(0, 2000), st.sampled_from(["", '"', "]", "}", "#", "\n", "\r", "\\"]))
@settings(max_examples=300)
def test_lines_of_the_usual_form_are_read_as_the_parser_reads_them(lines: list[str], place: int, damage: str) -> None:
    """A journal says the same with and without the parser of TOML, also if a character was inserted by mistake."""
    text = "\n".join(["# head", "[updates]", *lines, ""])
    text = text[: place % (len(text) + 1)] + damage + text[place % (len(text) + 1) :]
    assert _reading(text, usual=True) == _reading(text, usual=False)


def test_what_the_commands_write_has_the_usual_form() -> None:
    """A figure, a completion level and a note are read without the parser, so that a large journal is read quickly."""
    common: dict[str, Any] = {
        "commitment": "jobs",
        "on": date(2026, 1, 1),
        "recorded": NOW,
        "evidence": ("https://a.org/報告",),
    }
    updates = [
        Update(key="20261002T0815Z-1", target="x", actual=5, source_class=SourceClass.PRESS, by="desk", **common),
        Update(key="20261002T081500Z-00000002", completion=CompletionLevel.LIMITED, note="会議を開催", **common),
        Update(key="20261002T081500Z-00000003", add=Decimal("1.50"), **common),
        Update(key="20261002T081500Z-00000004", lifecycle=Lifecycle.ACTIVE, reason="rare", **common),
    ]
    usual = usual_lines("\n".join(["[updates]", *map(update_line, updates), ""]))
    assert usual is not None
    assert list(usual.updates.items()) == [(u.key, None if u.lifecycle else u) for u in updates]
    assert usual.rest == f"[updates]\n{update_line(updates[3])}\n"
