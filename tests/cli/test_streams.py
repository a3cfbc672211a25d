"""Long answers are written part by part: what nobody reads is not rendered, and a file is complete or not written."""

import subprocess
import sys
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import pytest

from commitrack.cli.console import write
from commitrack.cli.pager import show
from commitrack.errors import UsageError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs head")


def failing() -> Iterator[str]:
    """Two rows, and an error."""
    yield "a,b\r\n"
    yield "1,2\r\n"
    raise UsageError("no third row")


@pytest.mark.parametrize("old", [None, b"old"])
def test_an_error_in_the_middle_leaves_the_file_as_it_was(tmp_path: Path, old: bytes | None) -> None:
    """If a row cannot be rendered, neither a part of the file nor a temporary file is left."""
    path = tmp_path / "rows.csv"
    if old is not None:
        path.write_bytes(old)
    with pytest.raises(UsageError, match="no third row"):
        write(failing(), output=str(path), force=True, machine=True)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == ([] if old is None else [old])


def test_a_file_contains_all_parts(tmp_path: Path) -> None:
    """The parts follow the byte order mark, if it is requested, in their order."""
    path = tmp_path / "rows.csv"
    write(iter(["a,b\r\n", "é,2\r\n"]), output=str(path), machine=True, bom=True)
    assert path.read_bytes() == "\ufeffa,b\r\né,2\r\n".encode()


@pytest.mark.parametrize("machine", [False, True])
def test_parts_are_rendered_as_they_are_read(machine: bool) -> None:  # noqa: FBT001
    """A reader that closes the pipe ends an answer without end, and nothing is printed about it."""
    imports = "from itertools import repeat\nfrom commitrack.cli.console import write"
    code = f"{imports}\nwrite(repeat('x\\n'), machine={machine})"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.read(4) == b"x\nx\n"
    process.stdout.close()
    _none, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, b"")


@pytest.mark.parametrize(("command", "is_shown"), [("head -n 1 >&2", True), ("exit 3", False)])
def test_a_pager_may_be_left_before_the_end(command: str, is_shown: bool) -> None:  # noqa: FBT001
    """A pager takes as many parts as it reads; it fails if its status is not 0."""
    assert show(repeat("x\n"), command) is is_shown
