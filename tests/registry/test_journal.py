"""The journal only grows: every old byte stays, exactly the new updates are added, or nothing is written."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from commitrack.errors import BusyError, CommitrackError, ExitCode, RegistryError, UsageError, WriteError
from commitrack.model import (
    CompletionLevel,
    Registry,
    Update,
)
from commitrack.registry.journal import append, key_of
from commitrack.registry.read import read

Draft: TypeAlias = Callable[[Registry], Sequence[Update]]

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


def drafted(*updates: Update) -> Draft:
    return lambda _: updates


LONG = "[updates.20261002T081500Z-"
FIELDS = '\ncommitment = "plan"\non = 2026-08-31\nrecorded = 2026-10-02T08:15:00Z\n'
HEADS = ["", "# the journal\n", "\n\n", "# no table [updates] here\n", '[areas.a]\ntitle = "A"\n']
BODIES = [
    "", "[updates]\n", "[updates]  # lines\n", "\t[ updates ]\n", '["updates"]\n', f"[updates]\n{OLD}",
    f"[updates]\n\n# one\n{OLD}# last\n", f"{LONG}00000001]{FIELDS}note = '''two\nlines'''\n",
]  # fmt: skip


@settings(deadline=None)
@given(
    st.sampled_from(HEADS), st.sampled_from(BODIES), st.sampled_from(["", "\n", "\n \n", "\t# end"]),
    st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip
def test_every_old_byte_is_kept(head: str, body: str, tail: str, crlf: bool, bom: bool, cut: bool) -> None:  # noqa: FBT001
    """Whatever the layout, the old file is the beginning of the new one, and one update is added to it."""
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
        written = append(folder, drafted(NOTE))
        new = (folder / "updates.toml").read_bytes()
        after = read(folder)
    assert new.startswith(old)
    added = new[len(old) :].decode()
    assert added.removeprefix("\r\n" if b"\r\n" in old else "\n").removeprefix("[updates]").strip() == LINE.strip()
    assert added.endswith("\r\n" if b"\r\n" in old else "\n")
    assert "\r" in added or b"\r\n" not in old
    assert after.registry == replace(
        written.before.registry, updates={**written.before.registry.updates, NOTE.key: NOTE}
    )
    assert after == written.after


@pytest.mark.parametrize("old", [None, b"", b"[updates]\n", OLD.join(["[updates]\n", ""]).encode()])
def test_the_line_is_what_the_documentation_shows(folder: Path, old: bytes | None) -> None:
    """One line an update, appended at the end of a file that is made where there is none."""
    if old is not None:
        (folder / "updates.toml").write_bytes(old)
    written = append(folder, drafted(NOTE))
    assert written.lines == (LINE.rstrip("\n"),)
    assert (folder / "updates.toml").read_bytes() == (old or b"[updates]\n") + LINE.encode()


def test_a_completion_and_a_retraction_are_written_too(folder: Path) -> None:
    """The kinds that need a commitment without a figure, or another update; all in one go."""
    level = replace(NOTE, completion=CompletionLevel.LIMITED, note=None)
    back = replace(NOTE, key="20261002T081500Z-7f3a9c22", retracts=NOTE.key, note=None)
    append(folder, drafted(level, back))
    assert list(read(folder).registry.updates.values()) == [level, back]


def test_keys_tell_the_moment_and_never_collide() -> None:
    """In UTC, whatever zone the moment was told in, with random signs at the end."""
    moment = datetime(2026, 10, 2, 17, 15, tzinfo=timezone(timedelta(hours=9)))
    keys = {key_of(moment) for _ in range(100)}
    assert len(keys) == 100
    assert {key.partition("-")[0] for key in keys} == {"20261002T081500Z"}


WRONG: dict[str, tuple[str, Update, type[CommitrackError], str]] = {
    "a table after the updates": (
        f'[updates]\n{OLD}[areas.z]\ntitle = "Z"\n', NOTE, WriteError, r"not land in \[updates\]: it must be the last"),
    "a table of one update at the end, with a header above": (
        f"[updates]\n{OLD}{LONG}00000002]{FIELDS}note = 'n'\n", NOTE, WriteError, "would not land"),
    "updates in braces": ("updates = {}\n", NOTE, WriteError, "would not land"),
    "the same key again": (f"[updates]\n{LINE}", NOTE, WriteError, "would not land"),
    "an unknown commitment": ("", replace(NOTE, commitment="plans"), RegistryError, "the registry would have errors"),
    "no content": ("", replace(NOTE, note=None), RegistryError, "the registry would have errors"),
    "not a number": ("", replace(NOTE, commitment="jobs", actual=Decimal("nan")), RegistryError, "would have errors"),
    "a figure beyond all measure": (
        "", replace(NOTE, commitment="jobs", actual=10**40), WriteError, "could not be read: a number of more than 28"),
    "a moment without a zone": (
        "", replace(NOTE, recorded=NOW.replace(tzinfo=None)), RegistryError, "the registry would have errors"),
    "a list that reads back as a tuple": (
        "", replace(NOTE, evidence=["https://a"]), WriteError, "would not read back as"),
    "a byte that is no text": ("", replace(NOTE, note="caf\udce9"), UsageError, "not UTF-8 text"),
    "a registry with errors": ("[updates]\nx = 1\n", NOTE, RegistryError, "1 error in the registry"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_would_not_come_out_right_is_refused(folder: Path, case: str) -> None:
    """With a sentence and nothing written, not even a part."""
    text, update, error, message = WRONG[case]
    (folder / "updates.toml").write_text(text)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(error, match=message):
        append(folder, drafted(replace(NOTE, key="20261002T081500Z-0000000f"), update))
    after = {path: path.read_bytes() for path in folder.iterdir() if path.name != ".commitrack.lock"}
    assert after == before


def test_the_errors_an_update_would_cause_are_told(folder: Path) -> None:
    """Each with its code, so that the person sees what to change."""
    with pytest.raises(RegistryError) as caught:
        append(folder, drafted(replace(NOTE, commitment="plans")))
    assert [(problem.code, problem.hint) for problem in caught.value.problems] == [("CT201", "did you mean “plan”?")]
    assert not (folder / "updates.toml").exists()


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    """Not even a lock file; what would be written is told all the same."""
    before = {path: path.stat() for path in folder.iterdir()}
    written = append(folder, drafted(NOTE), dry_run=True)
    assert {path: path.stat() for path in folder.iterdir()} == before
    assert written.lines == (LINE.rstrip("\n"),)
    assert written.after.registry.updates == {NOTE.key: NOTE}


def test_no_updates_change_nothing(folder: Path) -> None:
    """A draft that finds nothing to say makes no journal."""
    append(folder, drafted())
    assert not (folder / "updates.toml").exists()


@pytest.mark.parametrize("name", ["updates.toml", "commitments.toml", "new.toml"])
def test_a_change_by_another_program_is_never_written_over(folder: Path, name: str) -> None:
    """An editor saves between our reading and our writing: exit code 5, and its bytes stay."""
    (folder / "updates.toml").write_text("[updates]\n")

    def meanwhile(_: Registry) -> Sequence[Update]:
        with (folder / name).open("a") as handle:
            handle.write("# saved by an editor\n")
        return [NOTE]

    with pytest.raises(BusyError, match="changed meanwhile by another program") as caught:
        append(folder, meanwhile)
    assert caught.value.exit_code is ExitCode.BUSY
    assert (folder / name).read_text().endswith("# saved by an editor\n")
    assert NOTE.key not in (folder / "updates.toml").read_text()
    assert not list(folder.glob("*.tmp"))


def test_a_journal_renamed_meanwhile_is_not_made_a_second_time(folder: Path) -> None:
    """The same bytes under another name are a change as well."""
    append(folder, drafted(NOTE))

    def meanwhile(_: Registry) -> Sequence[Update]:
        (folder / "updates.toml").rename(folder / "zz.toml")
        return [replace(NOTE, key="20261002T081500Z-7f3a9c22")]

    with pytest.raises(BusyError):
        append(folder, meanwhile)
    assert sorted(path.name for path in folder.glob("*.toml")) == ["commitments.toml", "zz.toml"]


def test_the_draft_sees_the_registry_as_it_stands_under_the_lock(folder: Path) -> None:
    """What another writer appended is there when the next update is made of it."""
    append(folder, drafted(NOTE))
    seen: list[str] = []

    def draft(registry: Registry) -> Sequence[Update]:
        seen.extend(registry.updates)
        return [replace(NOTE, key="20261002T081500Z-7f3a9c22")]

    append(folder, draft)
    assert seen == [NOTE.key]
