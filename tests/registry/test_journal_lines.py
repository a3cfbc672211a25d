"""Every update is written as one line of the journal, and reading the line restores it."""

import tempfile
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from commitrack.model import Amends, Evidence, Lifecycle, Number, Qualifier, SourceClass, Update, When
from commitrack.registry.read import read
from commitrack.registry.toml_file import TomlFile, parse
from commitrack.registry.toml_lines import update_line
from commitrack.registry.transaction import transaction

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
