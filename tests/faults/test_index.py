"""The index never changes an answer: whatever happens to the files or to itself, commands say the same without it."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitrack.cli.main import main
from commitrack.index.store import location
from commitrack.registry import must_read

REGISTRY = """\
[registry]
title = "Register"
languages = ["en", "ja"]

[parties.office]
title = "The office"

[units.buses]
ja = "台"

[meetings.review]
title = "Review"
on = 2027-06-01

[commitments.train]
title = { en = "Training for 5,000 people", ja = "5,000人の研修" }
headline = true
formerly = ["old-train"]
external_ids = { ogp = "JP0116" }
made = 2024-01-01
due = 2026-12-31
parties.responsible = ["office"]
targets.trainees = { value = 5_000, unit = "people", milestones = [{ on = 2025-06-30, value = 2_000 }] }
targets.cost = { value = 40_000_000_000, unit = "JPY", counting = "disbursed" }

[commitments.actions]
title = "Actions"
kind = "group"

[commitments.buses]
title = "Buses"
part_of = "train"
made = 2024
within = "3 years"
targets.buses = { value = 300, unit = "buses", accumulates = false }

[commitments.plan]
title = "A plan"
part_of = "actions"
due = 2025-01-31

[commitments.share]
title = "Share"
due = "FY2026"
targets.share = { value = 40, baseline = 12.50, baseline_on = 2024-01-01, unit = "%" }
"""
JOURNAL = """\
[updates]
20240701T000000Z-00000001 = { commitment = "train", target = "trainees", on = 2024-06-30, actual = 1_000, by = "Desk", recorded = 2024-07-01T09:00:00+09:00 }
20240702T000000Z-00000002 = { commitment = "old-train", target = "trainees", on = 2024-07-01, add = 20, recorded = 2024-07-02T00:00:00Z }
20240703T000000Z-00000003 = { commitment = "share", on = 2024-07-01, actual = 12.70, recorded = 2024-07-03T00:00:00Z }
20240704T000000Z-00000004 = { commitment = "plan", on = 2024-07-01, completion = "limited", recorded = 2024-07-04T00:00:00Z }
20240705T000000Z-00000005 = { commitment = "plan", on = 2024-07-01, retracts = "20240704T000000Z-00000004", recorded = 2024-07-05T00:00:00Z }
"""  # noqa: E501
QUESTIONS: tuple[tuple[str, ...], ...] = (
    ("list", "--all"), ("list",), ("list", "train"), ("list", "id:old-train", "unit:people", "--lang", "ja"),
    ("list", "party:office", "status:overdue,off-track", "--json"), ("list", "not:part_of:train", "--format", "csv"),
    ("show", "old-train"), ("show", "actions", "--json"), ("log", "--keys"), ("report", "--since", "2024-06-30"),
    ("report", "--format", "json"), ("evidence", "check"), ("meeting",), ("list", "overdue", "evidence:none"),
    ("list", "status:part-overdue,at-risk,unconfirmed,stale"), ("list", "due:2026..2027", "made:2024"),
    ("list", "updated:2024", "--as-of", "2025-01-01"), ("list", "on-track,no-report", "--as-of", "2025-01-01"),
    ("list", "id:s*,t?ain"), ("list", "id:[!a]*", "not:id:b*"),
)  # fmt: skip
"""Command lines that read a registry in different ways."""
CHANGES: tuple[tuple[str, ...], ...] = (
    ("update", "train", "+1", "--target", "trainees", "--on", "2025-02-01"),
    ("update", "buses", "7", "--on", "2025-02-01"),
    ("update", "buses", "100000", "--on", "2025-03-01"),  # refused
    ("update", "plan", "-c", "substantial"),
    ("amend", "share", "--due", "2031", "--reason", "Agreed"),
    ("undo", "00000001", "--reason", "A mistake"),
    ("add", "--title", "Ten schools", "--id", "schools", "--part-of", "actions"),
    ("rename", "buses", "coaches"),
    ("remove", "schools"),
)
"""Command lines that write, or are refused."""

Edit = Callable[[Path, Path, random.Random], None]


def by_command(folder: Path, _index: Path, rng: random.Random) -> None:
    """A command with the index, or without it."""
    answer(folder, *rng.choice(CHANGES), uses_index=rng.random() < 0.7)


def by_hand(folder: Path, _index: Path, rng: random.Random) -> None:
    """An editor changes a figure or a word."""
    path = rng.choice(sorted(folder.glob("*.toml")))
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace(rng.choice(["Training", "1_000", "12.7", "limited"]), rng.choice(["7", "Xyz"])), "utf-8"
    )


def same_size_and_time(folder: Path, _index: Path, rng: random.Random) -> None:
    """Another content of the same size, with the time of the former one; in place, or as another file."""
    path = rng.choice(sorted(folder.glob("*.toml")))
    status, content = path.stat(), path.read_bytes()
    changed = content.replace(b"5,000", b"6,000").replace(b"= 1_000", b"= 2_000").replace(b"12.70", b"12.07")
    if rng.random() < 0.5:
        path.write_bytes(changed)
    else:
        other = path.with_suffix(".new")
        other.write_bytes(changed)
        other.replace(path)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def clock_back(folder: Path, _index: Path, rng: random.Random) -> None:
    """A change by a clock that is years behind, or ahead."""
    path = rng.choice(sorted(folder.glob("*.toml")))
    path.write_bytes(path.read_bytes().replace(b"5,000", b"7,000"))
    os.utime(path, (rng.choice([0, 1_600_000_000, 2_200_000_000]),) * 2)


def cut(folder: Path, _index: Path, rng: random.Random) -> None:
    """The journal loses its end: some lines, or a part of one."""
    path = rng.choice(sorted(folder.glob("updates*.toml")))
    content = path.read_bytes()
    path.write_bytes(content[: max(0, len(content) - rng.choice([1, 30, 200]))])


PULLED = (
    'commitment = "old-train", target = "trainees", on = 2025-01-01, add = 5, recorded = 2025-01-02T00:00:00Z',
    'commitment = "plan", on = 2025-01-01, note = "A \\u0022quoted\\u0022 word", recorded = 2025-01-02T00:00:00Z',
    'commitment = "plan", on = 2025-02-01, note = "New", evidence = ["https://a.jp"], recorded = 2025-02-02T00:00:00Z',
    'commitment = "share", on = 2025-02-01, note = "New", evidence = ["https://a.jp"], recorded = 2025-02-02T00:00:00Z',
    'commitment = "nobody", on = 2025-01-01, note = "x", recorded = 2025-01-02T00:00:00Z',
    'commitment = "plan", on = 2025-01-01, actual = 3, recorded = 2025-01-02T00:00:00Z',
)
"""Updates that another clone may have recorded; the last two are errors."""


def pull(folder: Path, _index: Path, rng: random.Random) -> None:
    """Git appends lines of another clone to the journal, some of which may be there already, or are not valid."""
    path = rng.choice(sorted(folder.glob("updates*.toml")))
    with path.open("a", encoding="utf-8") as journal:
        for number in range(rng.choice([1, 3])):
            line = rng.choice(PULLED) if number else rng.choice(PULLED[:-2])
            journal.write(f"20250102T000000Z-{rng.choice([number, 7]):08x} = {{ {line} }}\n")


def other_files(folder: Path, _index: Path, rng: random.Random) -> None:
    """A file of the registry appears, or one disappears."""
    extra = folder / "more.toml"
    if extra.exists():
        extra.unlink()
    elif rng.random() < 0.5:
        extra.write_text('[commitments.more]\ntitle = "More"\ndue = 2020\n', encoding="utf-8")
    else:
        (folder / "updates-0002.toml").unlink(missing_ok=True)
        (folder / "updates-0002.toml").write_text(JOURNAL.replace("-0000000", "-0000001"), encoding="utf-8")


def damage(_folder: Path, index: Path, rng: random.Random) -> None:
    """The index loses its end, or gets other bytes somewhere, or is no database at all."""
    if not index.exists():
        return
    content = bytearray(index.read_bytes())
    start = rng.randrange(max(1, len(content)))
    if rng.random() < 0.3:
        content = content[:start]
    else:
        length = rng.choice([1, 16, 5000])
        content[start : start + length] = rng.randbytes(length)
    index.write_bytes(content)


def delete(_folder: Path, index: Path, _rng: random.Random) -> None:
    """Somebody cleans up the cache."""
    index.unlink(missing_ok=True)


EDITS: tuple[Edit, ...] = (
    by_command, by_command, by_command, by_hand, same_size_and_time, clock_back, cut, pull, pull, other_files, damage,
    delete,
)  # fmt: skip


DAYS = (
    "2024-06-30", "2024-07-01", "2025-01-31", "2025-02-01", "2025-02-02", "2026-02-01", "2026-11-23", "2026-12-31",
    "2027-01-01", "2027-04-01",
)  # fmt: skip
"""Days on which an answer may change: of updates and deadlines, and the days after."""


def answer(folder: Path, *argv: str, uses_index: bool, day: str = "2026-11-23") -> tuple[int, str, str]:
    """The exit code and the output of a command on a day, with the index or without."""
    os.environ["COMMITRACK_INDEX"] = "1" if uses_index else "0"
    needs_day = argv[0] in {"list", "show", "report"} and "--as-of" not in argv
    options = ["--registry", str(folder), *(["--as-of", day] if needs_day else [])]
    written = BytesIO(), BytesIO()
    with redirect_stdout(TextIOWrapper(written[0], "utf-8")) as out, redirect_stderr(TextIOWrapper(written[1])) as err:
        code = main([*argv, *options])
        out.flush()
        err.flush()
    return code, written[0].getvalue().decode(), written[1].getvalue().decode()


@pytest.fixture(autouse=True, scope="module")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Indexes of these tests are written to a folder of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("COMMITRACK_INDEX", "1")
        yield


@contextmanager
def registry() -> Iterator[Path]:
    """The folder of a small registry."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "registry"
        folder.mkdir()
        (folder / "commitments.toml").write_text(REGISTRY, encoding="utf-8")
        (folder / "updates.toml").write_text(JOURNAL, encoding="utf-8")
        yield folder


EXAMPLES = 100 if os.environ.get("CI") else 30


@settings(max_examples=EXAMPLES)
@given(
    st.lists(
        st.tuples(st.sampled_from(EDITS), st.integers(0, 10**6), st.integers(0, 3), st.sampled_from(DAYS)),
        min_size=1,
        max_size=5,
    )
)
def test_every_answer_is_that_without_the_index(edits: list[tuple[Edit, int, int, str]]) -> None:
    """After any edits of the files and of the index, each command says the same with and without it, byte for byte.

    Between the edits, time passes, or goes back.
    """
    with registry() as folder:
        answer(folder, *QUESTIONS[0], uses_index=True)
        for edit, seed, skipped, day in edits:
            edit(folder, location(folder), random.Random(seed))  # noqa: S311
            for argv in QUESTIONS[skipped::4]:
                with_index, without = (answer(folder, *argv, uses_index=used, day=day) for used in (True, False))
                assert with_index == without, (argv, day)


@pytest.mark.parametrize("first", DAYS)
def test_stored_assessments_are_those_of_the_day(first: str) -> None:
    """Whatever was assessed on one day, every answer on any other day is the one without the index."""
    with registry() as folder:
        for number, day in enumerate(DAYS):
            answer(folder, "list", "--all", uses_index=True, day=first)
            for argv in QUESTIONS[number % 3 :: 3]:
                with_index, without = (answer(folder, *argv, uses_index=used, day=day) for used in (True, False))
                assert with_index == without, (argv, day)


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("--format", "html", "--annex")])
def test_every_report_stores_its_assessments(options: tuple[str, ...]) -> None:
    """Also a format that releases what it has written leaves the assessments of all commitments in the index."""
    with registry() as folder:
        answer(folder, "show", "train", uses_index=True)
        assert answer(folder, "report", *options, uses_index=True)[0] == 0
        with closing(sqlite3.connect(location(folder))) as database:
            count = database.execute("SELECT count(*) FROM assessments").fetchone()[0]
        assert count == len(must_read(folder).registry.assessed_ids())


def test_questions_are_answered_from_the_index() -> None:
    """The property above is about the index: a command reads it, and not the files, while they are unchanged."""
    with registry() as folder, pytest.MonkeyPatch.context() as patch:
        expected = [answer(folder, *argv, uses_index=False) for argv in QUESTIONS]
        answer(folder, "list", uses_index=True)
        patch.setattr("commitrack.registry.read.must_read", None)
        assert [answer(folder, *argv, uses_index=True) for argv in QUESTIONS] == expected


def test_an_update_is_proven_from_its_end() -> None:
    """An update with an index reads no file but the segment, and leaves a current index with the same answers."""
    with registry() as folder, pytest.MonkeyPatch.context() as patch:
        answer(folder, "list", uses_index=True)
        patch.setattr("commitrack.registry.read.must_read", None)
        patch.setattr("commitrack.registry.transaction.must_read", None)
        for argv in (*CHANGES[:2], *CHANGES[3:6]):
            assert answer(folder, *argv, uses_index=True)[0] == 0, argv
        patch.undo()
        for argv in QUESTIONS:
            with_index, without = (answer(folder, *argv, uses_index=used) for used in (True, False))
            assert with_index == without, argv


def test_a_grown_journal_is_read_from_where_it_ended() -> None:
    """After “git pull” has appended lines, only these are parsed, and the answers have them."""
    with registry() as folder, pytest.MonkeyPatch.context() as patch:
        answer(folder, "list", uses_index=True)
        with (folder / "updates.toml").open("a", encoding="utf-8") as journal:
            journal.writelines(f"20250102T000000Z-{number:08x} = {{ {PULLED[number]} }}\n" for number in range(2))
        expected = [answer(folder, *argv, uses_index=False) for argv in QUESTIONS]
        patch.setattr("commitrack.registry.read.must_read", None)
        assert [answer(folder, *argv, uses_index=True) for argv in QUESTIONS] == expected
        assert "quoted" in answer(folder, "show", "plan", uses_index=True)[1]


def test_refusals_are_the_same_without_the_index() -> None:
    """What is refused is refused with the same sentences, and nothing is written."""
    refused: tuple[tuple[str, ...], ...] = (
        ("update", "nobody", "1"), ("update", "buses", "100000"), ("update", "train", "1"), ("undo", "zzz"),
        ("update", "actions", "--note", "x"), ("update", "plan", "-c", "none", "--note", "\udcff"),
        ("add", "--title", "X", "--id", "plan"), ("amend", "train", "--due", "2026-12-31", "--reason", "x"),
    )  # fmt: skip
    with registry() as folder:
        answer(folder, "list", uses_index=True)
        before = [path.read_bytes() for path in sorted(folder.glob("*.toml"))]
        for argv in refused:
            with_index, without = (answer(folder, *argv, uses_index=used) for used in (True, False))
            assert with_index == without, argv
            assert with_index[0] != 0
        assert before == [path.read_bytes() for path in sorted(folder.glob("*.toml"))]


@pytest.mark.parametrize(
    "argv",
    [
        ("list", "\udcff"), ("list", "id:\udcff*,train"), ("report", "\udcff"), ("log", "id:\udcff"),
        ("show", "\udcff"), ("update", "\udcff", "1"), ("list", *["a"] * 1500), ("list", f"id:*{'x' * 60_000}"),
    ],
    ids=lambda argv: f"{argv[0]} {ascii(argv[1])[:20]}",
)  # fmt: skip
def test_what_sqlite_does_not_take_is_answered_without_it(argv: tuple[str, ...]) -> None:
    """Bytes that are not UTF-8, more words than SQLite has conditions, and a longer pattern."""
    with registry() as folder:
        answer(folder, "list", uses_index=True)
        with_index, without = (answer(folder, *argv, uses_index=used) for used in (True, False))
        assert with_index == without
        assert with_index[0] in {0, 2, 4}


@pytest.mark.parametrize("place", ["file", "read-only", "missing"])
def test_a_cache_that_cannot_be_written_is_no_error(
    place: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without a place for the index, everything works, silently."""
    if place == "file":
        (tmp_path / "commitrack").write_text("not a folder", encoding="utf-8")
    elif place == "read-only":
        (tmp_path / "commitrack" / "index").mkdir(parents=True)
        (tmp_path / "commitrack" / "index").chmod(0o500)
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull if place == "missing" else str(tmp_path))
    with registry() as folder:
        for argv in (*QUESTIONS[:3], CHANGES[0], *QUESTIONS[:3]):
            code, _out, err = answer(folder, *argv, uses_index=True)
            assert (code, err) == (0, "")


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file can have more bytes, as on a full disk."""
    resource = pytest.importorskip("resource", reason="needs limits of files")
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, former[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)


@contextmanager
def large_registry() -> Iterator[Path]:
    """The folder of a registry whose index SQLite does not keep in memory until it is complete."""
    with registry() as folder:
        tables = (f'[commitments.c{number}]\ntitle = "{"x" * 1000}"\ndue = 2030\n' for number in range(2000))
        (folder / "many.toml").write_text("".join(tables), encoding="utf-8")
        yield folder


def test_an_index_that_does_not_fit_takes_no_space() -> None:
    """On a full disk, an update may need the space that a half-written index would take."""
    with large_registry() as folder:
        with largest_file(1_000_000):
            assert answer(folder, "show", "train", uses_index=True)[0] == 0
        index = location(folder)
        assert [path.stat().st_size for path in index.parent.glob(f"{index.name}*")] == [0]


def test_an_index_to_which_nothing_can_be_added_remains_current() -> None:
    """If there is no space for assessments, the index is as it was, and not written again by every command."""
    with large_registry() as folder:
        expected = answer(folder, "list", "--all", uses_index=False)
        answer(folder, "show", "train", uses_index=True)
        index = location(folder)
        content, modified = index.read_bytes(), index.stat().st_mtime_ns
        with largest_file(len(content)):
            assert answer(folder, "list", "--all", uses_index=True) == expected
        assert index.stat().st_mtime_ns == modified
        assert index.read_bytes() == content


WRITER = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from commitrack.drafting.updates import key_of
from commitrack.errors import BusyError
from commitrack.index import least_bytes
from commitrack.model import Update
from commitrack.registry.transaction import transaction

folder, left = Path(sys.argv[1]), int(sys.argv[2])
least_bytes.set(0)
while left:
    now = datetime.now(UTC)
    update = Update(key=key_of(now), commitment="buses", on=date(2025, 1, 1), note="x", recorded=now)
    try:
        with transaction(folder) as tx:
            tx.append(update)
    except BusyError:
        continue
    print(update.key, flush=True)
    left -= 1
"""
WRITERS, UPDATES = 8, 40


def test_writers_at_the_same_time_lose_nothing() -> None:
    """Eight processes record 40 updates each while this one reads: all are kept, and the index is right afterwards."""
    with registry() as folder:
        answer(folder, "list", uses_index=True)
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER, str(folder), str(UPDATES)],
                stdout=subprocess.PIPE, text=True,
            )
            for _number in range(WRITERS)
        ]  # fmt: skip
        while any(writer.poll() is None for writer in writers):
            assert answer(folder, "show", "buses", uses_index=True)[0] == 0
        recorded = [key for writer in writers for key in writer.communicate()[0].split()]
        assert len(recorded) == WRITERS * UPDATES
        assert set(recorded) <= set(must_read(folder).registry.updates)
        for argv in QUESTIONS:
            with_index, without = (answer(folder, *argv, uses_index=used) for used in (True, False))
            assert with_index == without, argv


BUILDER = """
import os, random, signal, sys, time
from pathlib import Path
from commitrack.index import close_indexes, store
from commitrack.index.files import KnownFile, states
from commitrack.registry import must_read
from commitrack.registry.discovery import files

folder, kills = Path(sys.argv[1]), int(sys.argv[2])
random.seed(20261126)
path, reading = store.location(folder), must_read(folder)
digests = reading.digests()
known = [KnownFile(state=state, digest=digests[state.name]) for state in states(files(folder))]
expected = list(reading.registry.commitments.values()), dict(reading.registry.updates)
found = 0
for _ in range(kills):
    child = os.fork()
    if child == 0:
        while True:
            store.build(path, reading.registry, known)
    time.sleep(random.uniform(0.001, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    index = store.open_index(path)
    if index is not None:
        found += 1
        assert (list(index.registry.commitments.values()), dict(index.registry.updates)) == expected
    close_indexes()
print(found)
"""
KILLS = 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_an_index_whose_writer_is_killed_is_right_or_none() -> None:
    """After each of 200 kills at random instants while it is written, the index is complete, or not used."""
    with registry() as folder:
        result = subprocess.run(
            [sys.executable, "-c", BUILDER, str(folder), str(KILLS)],
            check=True, timeout=120, capture_output=True, text=True,
        )  # fmt: skip
        assert 0 < int(result.stdout) < KILLS
        with_index, without = (answer(folder, "report", uses_index=used) for used in (True, False))
        assert with_index == without
