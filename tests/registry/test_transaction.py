"""A transaction keeps every old byte and adds exactly its records, or writes nothing."""

import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from commitrack.errors import (
    BusyError,
    CommitrackError,
    ExitCode,
    RecordedError,
    RegistryError,
    UsageError,
    WriteError,
)
from commitrack.model import Commitment, CompletionLevel, Target, Update
from commitrack.registry import discovery
from commitrack.registry.lock import locked
from commitrack.registry.read import read
from commitrack.registry.transaction import WriteResult, transaction

NOW = datetime(2026, 10, 2, 8, 15, tzinfo=UTC)
NOTE = Update(
    key="20261002T081500Z-7f3a9c21", commitment="plan", on=date(2026, 8, 31), recorded=NOW, note="meeting held"
)
LINE = (
    '20261002T081500Z-7f3a9c21 = { commitment = "plan", on = 2026-08-31, '
    'recorded = 2026-10-02T08:15:00Z, note = "meeting held" }\n'
)
OLD = LINE.replace("7f3a9c21", "00000001").replace("meeting", "first 会議")
COMMITMENTS = (
    '[commitments.plan]\ntitle = "P"\n[commitments.jobs]\ntitle = "J"\ntargets.x = { unit = "people", value = 5 }\n'
)


def append(
    folder: Path,
    *records: Update | Commitment,
    dry_run: bool = False,
    meanwhile: Callable[[], object] = lambda: None,
) -> WriteResult:
    """Append records in a transaction of their own; ``meanwhile`` is called before it ends."""
    with transaction(folder, dry_run=dry_run) as tx:
        tx.append(*records)
        meanwhile()
    return tx.result


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder except the lock."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != ".commitrack.lock"}


LONG = "[updates.20261002T081500Z-"
FIELDS = '\ncommitment = "plan"\non = 2026-08-31\nrecorded = 2026-10-02T08:15:00Z\n'
HEADS = ["", "# the journal\n", "\n\n", "# no table [updates] here\n", '[areas.a]\ntitle = "A"\n']
BODIES = [
    "", "[updates]\n", "[updates]  # lines\n", "\t[ updates ]\n", '["updates"]\n', f"[updates]\n{OLD}",
    f"[updates]\n\n# one\n{OLD}# last\n", f"{LONG}00000001]{FIELDS}note = '''two\nlines'''\n",
]  # fmt: skip


@given(
    st.sampled_from(HEADS), st.sampled_from(BODIES), st.sampled_from(["", "\n", "\n \n", "\t# end"]),
    st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
def test_every_old_byte_is_kept(head: str, body: str, tail: str, crlf: bool, bom: bool, cut: bool) -> None:  # noqa: FBT001
    """Whatever the layout, the new file starts with the old one, and exactly one update is added."""
    text = head + body + tail
    old = (
        (text.removesuffix("\n") if cut else text)
        .replace("\n", "\r\n" if crlf else "\n")
        .encode("utf-8-sig" if bom else "utf-8")
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "commitments.toml").write_text(COMMITMENTS)
        (folder / "updates.toml").write_bytes(old)
        result = append(folder, NOTE)
        new = (folder / "updates.toml").read_bytes()
        after = read(folder)
    assert new.startswith(old)
    added = new[len(old) :].decode()
    assert added.removeprefix("\r\n" if b"\r\n" in old else "\n").removeprefix("[updates]").strip() == LINE.strip()
    assert added.endswith("\r\n" if b"\r\n" in old else "\n")
    assert "\r" in added or b"\r\n" not in old
    assert after.registry == replace(result.before.registry, updates={**result.before.registry.updates, NOTE.key: NOTE})
    assert after.registry == result.after.registry


@pytest.mark.parametrize("old", [None, b"", b"[updates]\n", OLD.join(["[updates]\n", ""]).encode()])
def test_the_line_is_what_the_documentation_shows(folder: Path, old: bytes | None) -> None:
    """An update is one line at the end of the journal, which is created if it does not exist."""
    if old is not None:
        (folder / "updates.toml").write_bytes(old)
    result = append(folder, NOTE)
    assert result.lines == (LINE.rstrip("\n"),)
    assert (folder / "updates.toml").read_bytes() == (old or b"[updates]\n") + LINE.encode()


def test_one_transaction_may_append_several_updates(folder: Path) -> None:
    """One transaction may append several updates, here a completion level and its retraction."""
    level = replace(NOTE, completion=CompletionLevel.LIMITED, note=None)
    retraction = replace(NOTE, key="20261002T081500Z-7f3a9c22", retracts=NOTE.key, note=None)
    append(folder, level, retraction)
    assert list(read(folder).registry.updates.values()) == [level, retraction]


LAST = r'added to \[updates\] if it is the last table of "updates\.toml"'
INVALID = "the result would be invalid"
REFUSED: dict[str, tuple[str, Update, type[CommitrackError], str]] = {
    "a table after the updates": (
        f'[updates]\n{OLD}[areas.z]\ntitle = "Z"\n', NOTE, WriteError, LAST),
    "a table of one update at the end, with a header above": (
        f"[updates]\n{OLD}{LONG}00000002]{FIELDS}note = 'n'\n", NOTE, WriteError, LAST),
    "updates in braces": ("updates = {}\n", NOTE, WriteError, LAST),
    "the same key again": (f"[updates]\n{LINE}", NOTE, WriteError, "is already in use"),
    "an unknown commitment": ("", replace(NOTE, commitment="plans"), RegistryError, INVALID),
    "no content": ("", replace(NOTE, note=None), RegistryError, INVALID),
    "not a number": ("", replace(NOTE, commitment="jobs", actual=Decimal("nan")), RegistryError, INVALID),
    "a figure that is too large": (
        "", replace(NOTE, commitment="jobs", actual=10**40), WriteError,
        'would make "updates.toml" invalid: number with more than 28'),
    "a moment without a zone": (
        "", replace(NOTE, recorded=NOW.replace(tzinfo=None)), RegistryError, INVALID),
    "a list that reads back as a tuple": (
        "", replace(NOTE, evidence=["https://a"]), WriteError, "would not be read back as the intended records"),
    "a byte that is not UTF-8": ("", replace(NOTE, note="caf\udce9"), UsageError, "not valid UTF-8"),
    "a registry with errors": ("[updates]\nx = 1\n", NOTE, RegistryError, "1 error in the registry"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_records_that_would_not_read_back_are_refused(folder: Path, case: str) -> None:
    """Records that would not be read back are refused with the reason, and nothing is written."""
    text, update, error, message = REFUSED[case]
    (folder / "updates.toml").write_text(text)
    before = contents(folder)
    with pytest.raises(error, match=message):
        append(folder, replace(NOTE, key="20261002T081500Z-0000000f"), update)
    assert contents(folder) == before


def test_the_errors_an_update_would_cause_are_reported(folder: Path) -> None:
    """The errors that an update would cause are reported with code and hint, and no journal is created."""
    with pytest.raises(RegistryError) as caught:
        append(folder, replace(NOTE, commitment="plans"))
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.hint).partition(" · ")[0]) == ("CT201", 'did you mean "plan"?')
    assert not (folder / "updates.toml").exists()


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    """A dry run writes nothing, not even a lock file, and has the result of a real transaction."""
    before = {path: path.stat() for path in folder.iterdir()}
    result = append(folder, NOTE, dry_run=True)
    assert {path: path.stat() for path in folder.iterdir()} == before
    assert result.lines == (LINE.rstrip("\n"),)
    assert result.after.registry.updates == {NOTE.key: NOTE}


def test_a_transaction_without_records_changes_nothing(folder: Path) -> None:
    """A transaction that appends nothing, or no records, has an empty result and creates no journal."""
    with transaction(folder) as unused:
        pass
    for result in (unused.result, append(folder)):
        assert (result.before, result.lines, result.updates) == (result.after, (), ())
    assert not (folder / "updates.toml").exists()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_commitment_is_added_to_additions_toml(folder: Path, newline: str) -> None:
    """A commitment is added with dotted keys, every old byte is kept, and commitments.toml is unchanged."""
    before = contents(folder)
    judges = Commitment(id="judges", title="Judges", targets={"people": Target(value=500, unit="people")})
    drivers = Commitment(id="drivers-1.0", title="Drivers", recorded=NOW.replace(microsecond=5), by="desk")
    old = f'# additions{newline}pillars.people.title = "People"  # no line end'
    (folder / "additions.toml").write_bytes(old.encode())
    first, second = append(folder, judges), append(folder, drivers)
    assert (first.commitments, first.updates) == ((judges,), ())
    added = newline.join(["", *first.lines, *second.lines, ""])
    assert contents(folder) == {**before, "additions.toml": (old + added).encode()}
    registry = read(folder).registry
    assert list(registry.commitments.items())[-2:] == [("judges", judges), ("drivers-1.0", drivers)]


@pytest.mark.parametrize(
    ("additions", "name", "message"),
    [
        ("", "plan", INVALID),
        ('commitments.old.title = "Old"\n', "old", r"if it contains no \[table\] headers"),
        ('[areas.a]\ntitle = "A"\n', "new", r'added to "additions\.toml" if it contains no \[table\] headers'),
    ],
)
def test_a_commitment_that_would_change_another_table_is_refused(
    folder: Path, additions: str, name: str, message: str
) -> None:
    """An id in use and lines that would belong to the last table of the file are refused; nothing is written."""
    (folder / "additions.toml").write_text(additions)
    before = contents(folder)
    with pytest.raises(CommitrackError, match=message):
        append(folder, Commitment(id=name, title="Again"))
    assert contents(folder) == before


def test_an_empty_registry_takes_its_first_commitment(tmp_path: Path) -> None:
    """A registry whose only error is that it has no commitments accepts its first one."""
    (tmp_path / "commitments.toml").write_text("")
    append(tmp_path, Commitment(id="plan", title="A plan"))
    assert list(read(tmp_path).registry.commitments) == ["plan"]


@pytest.mark.parametrize("name", ["updates.toml", "commitments.toml", "new.toml"])
def test_a_change_by_another_program_is_never_overwritten(folder: Path, name: str) -> None:
    """If an editor saves a file during a transaction, the file is kept and the error has exit code 5."""
    (folder / "updates.toml").write_text("[updates]\n")

    def save() -> None:
        with (folder / name).open("a") as handle:
            handle.write("# saved by an editor\n")

    with pytest.raises(BusyError, match="changed by another program in the meantime") as caught:
        append(folder, NOTE, meanwhile=save)
    assert caught.value.exit_code is ExitCode.BUSY
    assert (folder / name).read_text().endswith("# saved by an editor\n")
    assert NOTE.key not in (folder / "updates.toml").read_text()
    assert not list(folder.glob("*.tmp"))


def test_a_journal_renamed_meanwhile_is_not_created_again(folder: Path) -> None:
    """If the journal is renamed during a transaction, the transaction fails and creates no new journal."""
    append(folder, NOTE)
    later = replace(NOTE, key="20261002T081500Z-7f3a9c22")
    with pytest.raises(BusyError):
        append(folder, later, meanwhile=lambda: (folder / "updates.toml").rename(folder / "zz.toml"))
    assert sorted(path.name for path in folder.glob("*.toml")) == ["commitments.toml", "zz.toml"]


def test_the_registry_is_read_under_the_lock(folder: Path) -> None:
    """A transaction sees what was appended before it, and no other writer gets the lock while it is open."""
    append(folder, NOTE)
    with transaction(folder) as tx:
        assert list(tx.registry.updates) == [NOTE.key]
        with pytest.raises(BusyError), locked(folder, patience=0):
            pytest.fail("the lock is free")
    with locked(folder, patience=0):
        assert tx.result.updates == ()


def test_the_result_is_known_before_the_file_is_replaced(folder: Path) -> None:
    """The result is available within the block, before any file is changed."""
    before = contents(folder)
    with transaction(folder) as tx:
        tx.append(NOTE)
        assert tx.result.lines == (LINE.rstrip("\n"),)
        assert tx.result.after.registry.updates == {NOTE.key: NOTE}
        assert contents(folder) == before
    assert read(folder).registry == tx.result.after.registry


def test_an_exception_in_the_block_leaves_the_files_unchanged(folder: Path) -> None:
    """An exception in the block leaves the files unchanged and releases the lock."""
    before = contents(folder)
    with pytest.raises(ZeroDivisionError):
        append(folder, NOTE, meanwhile=lambda: 1 // 0)
    assert contents(folder) == before
    append(folder, NOTE)


def test_a_transaction_appends_once(folder: Path) -> None:
    """Appending twice is an internal error, and nothing is written."""
    before = contents(folder)
    with transaction(folder, dry_run=True) as tx:
        tx.append(NOTE)
        with pytest.raises(RuntimeError, match="writes once"):
            tx.append(replace(NOTE, key="20261002T081500Z-7f3a9c22"))
    assert contents(folder) == before


def test_commitments_and_their_updates_may_be_appended_together(folder: Path) -> None:
    """Each record goes to its file; the registry read back is the one that the transaction verified."""
    update = replace(NOTE, commitment="judges")
    result = append(folder, update, Commitment(id="judges", title="Judges"))
    assert result.files == ("additions.toml", "updates.toml")
    assert contents(folder)["updates.toml"].decode() == f"[updates]\n{LINE.replace('plan', 'judges')}"
    assert read(folder).registry == result.after.registry
    assert list(read(folder).registry.updates.values()) == [update]


def test_commitments_that_fill_a_file_go_on_in_the_next_ones(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of added commitments takes what it has room for, and further files the others, in their order."""
    monkeypatch.setattr(discovery, "FILE_BYTES", 20)
    before = contents(folder)
    added = [Commitment(id=name, title="T") for name in ("a", "b", "c")]
    with transaction(folder) as tx:
        tx.append(*added, file="more.toml")
    new = {name: text.decode() for name, text in contents(folder).items() if name not in before}
    lines = [f'commitments.{name}.title = "T"\n' for name in ("a", "b", "c")]
    assert new == dict(zip(("more.toml", "more-0002.toml", "more-0003.toml"), lines, strict=True))
    assert [read(folder).registry.commitments[commitment.id] for commitment in added] == added


@pytest.fixture
def small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Segments of the journal are full after two lines."""
    monkeypatch.setattr(discovery, "SEGMENT_BYTES", 2 * len(LINE))


NOTES = [replace(NOTE, key=f"20261002T081500Z-0000000{number}") for number in range(1, 6)]
LINES = [LINE.replace("7f3a9c21", f"0000000{number}") for number in range(1, 6)]


@pytest.mark.usefixtures("small_segments")
def test_updates_that_fill_a_segment_go_on_in_the_next_ones(folder: Path) -> None:
    """The first segment takes what it has room for, and each of the others two lines, in the order of the updates."""
    (folder / "updates.toml").write_text(f"[updates]\n{LINES[0]}", encoding="utf-8")
    result = append(folder, *NOTES[1:])
    new = contents(folder)
    assert new["updates.toml"].decode() == "".join(("[updates]\n", *LINES[:2]))
    assert new["updates-0002.toml"].decode() == "".join(("[updates]\n", *LINES[2:4]))
    assert new["updates-0003.toml"].decode() == "".join(("[updates]\n", *LINES[4:]))
    assert result.files == ("updates.toml", "updates-0002.toml", "updates-0003.toml")
    assert read(folder).registry == result.after.registry
    assert sorted(read(folder).registry.updates) == [note.key for note in NOTES]


@pytest.mark.usefixtures("small_segments")
def test_if_a_later_segment_is_refused_none_is_written(folder: Path) -> None:
    """All segments are verified before the first one is replaced."""
    before = contents(folder)
    with pytest.raises(RegistryError):
        append(folder, *NOTES[:4], replace(NOTES[4], commitment="plans"))
    assert contents(folder) == before


@pytest.mark.usefixtures("small_segments")
def test_if_a_later_segment_cannot_be_put_in_place_the_error_says_what_is_written(folder: Path) -> None:
    """A segment that another program creates meanwhile stays; the first one is written, and the registry valid."""
    create = lambda: (folder / "updates-0002.toml").write_text("")  # noqa: E731
    with pytest.raises(RecordedError) as caught, transaction(folder, committing=create) as tx:
        tx.append(*NOTES)
    assert caught.value.hint == "written: updates.toml; run the command again to record the rest"
    assert list(read(folder).registry.updates.values()) == NOTES[:2]
    assert read(folder).problems == ()
