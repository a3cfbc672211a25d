"""Reading the files of a folder as one registry and a list of problems, without writing."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from commitrack.errors import ExitCode, RegistryError
from commitrack.registry.read import must_read, read
from commitrack.registry.read_only import LARGE, without_contents
from commitrack.registry.reading import Reading

JOURNAL = '[updates]\n20261002T081500Z-7f3a = { commitment = "jobs", on = 2026-08-31, actual = 4_120, %s }\n'


def test_all_files_make_one_registry(folder: Path) -> None:
    """The tables of all files make one registry, in the order of the files."""
    (folder / "b.toml").write_text('[areas.food]\ntitle = "Food"\n[commitments.late]\ntitle = "L"\nareas = ["food"]\n')
    (folder / "updates.toml").write_text(JOURNAL % "recorded = 2026-10-02T08:15:00Z")
    reading = read(folder)
    assert reading.problems == ()
    assert list(reading.registry.commitments) == ["late", "jobs", "plan"]
    assert [update.actual for update in reading.registry.updates.values()] == [4120]


def test_reading_writes_nothing(folder: Path) -> None:
    """Reading changes no file and creates no lock file."""
    before = {path: path.read_bytes() for path in folder.iterdir()}
    read(folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_an_id_in_two_files_is_reported_with_both(folder: Path) -> None:
    """An id that two files define is reported with both files, and so is a second table of settings."""
    (folder / "a.toml").write_text('[registry]\ntitle = "One"\n[commitments.jobs]\ntitle = "Jobs"\n')
    with (folder / "commitments.toml").open("a") as handle:
        handle.write('[registry]\ntitle = "Two"\n')
    assert [(p.file, p.line, p.code, p.message) for p in read(folder).problems] == [
        ("commitments.toml", 2, "CT109", '"commitments.jobs" is already defined in "a.toml", line 3'),
        ("commitments.toml", 10, "CT109", '"registry" is already defined in "a.toml", line 1'),
    ]


def test_the_problems_of_all_files_are_reported_at_once_in_order(folder: Path) -> None:
    """A file that cannot be read does not hide the problems of the others."""
    (folder / "a.toml").write_bytes(b'x = "\xff"')
    (folder / "b.toml").write_text("[commitments.b]\nkind = 1\n[areas.c]\n")
    (folder / "updates.toml").write_text(JOURNAL % "recorded = 2026-10-02")
    assert [(p.file, p.line, p.code) for p in read(folder).problems] == [
        ("a.toml", 1, "CT102"), ("b.toml", 1, "CT107"), ("b.toml", 2, "CT108"), ("b.toml", 3, "CT107"),
        ("updates.toml", 2, "CT108"),
    ]  # fmt: skip


def test_a_problem_is_reported_in_the_file_of_its_record(folder: Path) -> None:
    """An unknown reference is reported in the file that contains it, also if that is the journal."""
    (folder / "b.toml").write_text('[commitments.late]\ntitle = "L"\nareas = ["food"]\n')
    (folder / "updates.toml").write_text((JOURNAL % "recorded = 2026-10-02T08:15:00Z").replace("jobs", "job"))
    assert [(p.file, p.line, p.excerpt, p.hint) for p in read(folder).problems if p.code == "CT201"] == [
        ("b.toml", 3, 'areas = ["food"]', None),
        ("updates.toml", 2, (JOURNAL % "recorded = 2026-10-02T08:15:00Z").replace("jobs", "job").split("\n")[1],
         ('did you mean "jobs"? · "job" may have been removed, here or on another branch: restore it; '
          "see: commitrack check --explain CT201")),
    ]  # fmt: skip


def test_a_registry_with_errors_is_refused(folder: Path) -> None:
    """A registry with errors is refused with exit code 3, the number of errors and all of them."""
    assert must_read(folder).registry.commitments
    with (folder / "commitments.toml").open("a") as handle:
        handle.write("areas = 1\nmade = 1.5\n")
    with pytest.raises(RegistryError, match=r"^2 errors in the registry$") as caught:
        must_read(folder)
    assert caught.value.exit_code is ExitCode.REGISTRY
    assert [problem.code for problem in caught.value.problems] == ["CT108", "CT108"]


def test_a_registry_without_the_contents_of_its_files_is_the_same(folder: Path) -> None:
    """What commands that only read keep of a large registry has the same records and digest, and no bytes of a file."""
    assert without_contents(small := read(folder)) is small
    (folder / "more.toml").write_text(f"# {'x' * LARGE}\n")
    whole = read(folder)
    kept = without_contents(whole)
    assert (kept.registry, kept.digest(), kept.sources) == (whole.registry, whole.digest(), ())


@pytest.mark.parametrize(
    "change", [lambda f: (f / "x.toml").touch(), lambda f: (f / "commitments.toml").rename(f / "renamed.toml")]
)
def test_the_digest_covers_names_and_bytes(folder: Path, change: Callable[[Path], None]) -> None:
    """The digest is the same for unchanged files, and another one after a file is added or renamed."""
    first = read(folder).digest()
    assert read(folder).digest() == first
    change(folder)
    assert read(folder).digest() != first


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"[commitments.c{n}]\nfoo = 1\n" for n in range(3_000)),
        "".join(f'[commitments.c{n}]\ntitle = "C"\npart_of = "c{n + 1}"\n' for n in range(3_000)),
        "".join(f'[commitments.c{n}]\ntitle = "C"\npart_of = "gone"\n' for n in range(3_000)),
    ],
    ids=["problems", "a chain of parts", "references to one missing id"],
)
def test_the_time_for_many_problems_is_linear(reading: Callable[[str], Reading], text: str) -> None:
    """Thousands of problems are reported within seconds: the text is scanned once, not once per problem."""
    start = time.process_time()
    assert reading(text).problems
    assert time.process_time() - start < 3
