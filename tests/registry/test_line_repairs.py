"""Files with one record per line are put right after merges and interrupted copies, and no record is lost."""

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from commitrack.registry.line_repairs import copied_lines, repaired

A, B, C = (f'2026100{n}T081500Z-7f3a = {{ commitment = "a", note = "{n} = {{ # }}" }}' for n in (1, 2, 3))
TITLE, DUE, REMOVED = 'commitments.a.title = "A"', "commitments.a.due = 2030", "removed.b = { added = 1 }"
H = "[updates]"

CASES = {
    "nothing wrong": (f"{H}\n{A}\n\n# {A}\n{B}\n", None, []),
    "Windows": (f"{H}\r\n{A}\r\n", None, []),
    "both line endings": (f"{H}\n{A}\r\n{B}\n", f"{H}\n{A}\n{B}\n", [
        (2, "1 line ends as on Windows, the others as on Unix"),
    ]),
    "both line endings, no final one": (f"{H}\r\n{A}\n{B}", f"{H}\n{A}\n{B}\n", [
        (1, "1 line ends as on Windows, the others as on Unix"),
    ]),
    "joined": (f"{H}\n{A}{B}{C}\n", f"{H}\n{A}\n{B}\n{C}\n", [(2, "3 records are on one line")]),
    "joined to the header": (f"{H}{A}\n", f"{H}\n{A}\n", [(1, "2 records are on one line")]),
    "a record inside a text": (f"{H}\n{A[:-1]}, reason = '{B}' }}\n", None, []),
    "a header joined to a record": (f"{H}\n{A}{H}\n{B}\n", f"{H}\n{A}\n{B}\n", [
        (2, "2 records are on one line"), (2, "the line is the same as line 1"),
    ]),
    "incomplete": (f"{H}\n{A}\n{B[:-5]}", f"{H}\n{A}\n# {B[:-5]}\n", [
        (3, "the last line is incomplete; commitrack never reported it as recorded"),
    ]),
    "incomplete key": (f"{H}\n20261", f"{H}\n# 20261\n", [
        (2, "the last line is incomplete; commitrack never reported it as recorded"),
    ]),
    "zeros": (f"{H}\n{B[:20]}\0\0", f"{H}\n# {B[:20]}\\x00\\x00\n", [
        (2, "the last line is incomplete; commitrack never reported it as recorded"),
    ]),
    "invalid, with a newline": (f"{H}\n{A}\n{B[:-5]}\n", None, []),
    "inside a list": (f"{H}\nx = [\n2026", None, []),
    "above the header": (f"# old\n{A}\n{B}\n\n{H}\n{C}\n", f"# old\n\n{H}\n{A}\n{B}\n{C}\n", [
        (2, "2 updates are above [updates]"),
    ]),
    "above the header, with other values below": (f"{A}\n{H}\n{A.replace('note', 'reason')}\n", None, []),
    "without a header": (f"# old\n{A}\n", f"# old\n{H}\n{A}\n", [(2, "the header [updates] is missing")]),
    "without a header, and another key": (f"{A}\nx = 1\n", None, []),
    "copies": (f"{H}\n{A}\n{B}\n{A}\n{B}\n", f"{H}\n{A}\n{B}\n", [
        (4, "the line is the same as line 2"), (5, "the line is the same as line 3"),
    ]),
    "the file twice, once as on Windows": (f"{H}\n{A}\n{H}\r\n{A}\r\n{B}\r\n", f"{H}\n{A}\n{B}\n", [
        (3, "3 lines end as on Windows, the others as on Unix"),
        (3, "the line is the same as line 1"), (4, "the line is the same as line 2"),
    ]),
    "equal keys, other values": (f"{H}\n{A}\n{A.replace('note', 'reason')}\n", None, []),
    "another table in between": (f"{H}\n{A}\n[x]\n{H}\n{B}\n", None, []),
    "equal rates": ('[[rates]]\nto = "USD"\n[[rates]]\nto = "USD"\n', None, []),
    "above the header, joined and doubled": (f"{A}{B}\n{H}\n{A}\n{C[:-1]}", f"{H}\n{A}\n{B}\n# {C[:-1]}\n", [
        (1, "2 records are on one line"),
        (4, "the last line is incomplete; commitrack never reported it as recorded"),
        (1, "2 updates are above [updates]"), (3, "the line is the same as line 1"),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("case", CASES)
def test_lines_are_repaired(case: str, mark: bytes) -> None:
    """Each repair names its line and what is wrong; the result needs no repair, and the byte order mark is kept."""
    text, expected, problems = CASES[case]
    content, repairs = repaired(mark + text.encode(), "updates.toml")
    assert content == mark + (text if expected is None else expected).encode()
    assert [(repair.line, repair.message) for repair in repairs] == problems
    assert repaired(content, "updates.toml") == (content, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TITLE}{DUE}\n", f"{TITLE}\n{DUE}\n"),
        (f"{DUE}{TITLE}\n{REMOVED}{TITLE}\n", f"{DUE}\n{TITLE}\n{REMOVED}\n"),
        (f"{TITLE}\n{DUE}\n{TITLE}\n", f"{TITLE}\n{DUE}\n"),
        (f"{TITLE}\ncommitments.a.note", f"{TITLE}\n# commitments.a.note\n"),
        (f"{A}\n{H}\n", f"{A}\n{H}\n"),
    ],
)
def test_additions_are_repaired(text: str, expected: str) -> None:
    """Lines of additions are separated, single and complete as well."""
    assert repaired(text.encode(), "additions.toml")[0] == expected.encode()


def test_the_lines_of_a_person_are_left_alone() -> None:
    """Files that people write are never repaired."""
    raw = f"{TITLE}\n{TITLE}\r\n".encode()
    assert repaired(raw, "commitments.toml") == (raw, ())


def test_bytes_that_are_not_text_are_kept() -> None:
    """A character that was cut is escaped in the comment; invalid bytes elsewhere are left as they are."""
    content, repairs = repaired(f'{H}\n{A}\n20261001T081500Z-1 = {{ note = "日'.encode()[:-1], "updates.toml")
    assert content == f'{H}\n{A}\n# 20261001T081500Z-1 = {{ note = "\\xe6\\x97\n'.encode()
    assert len(repairs) == 1
    raw = b"# \xff\n" + f"{H}\n{A}\n{A}\n".encode()
    assert repaired(raw, "updates.toml")[0] == b"# \xff\n" + f"{H}\n{A}\n".encode()


PIECES = st.lists(st.sampled_from([A, B, C, H, "# note", "", "\n", "\r\n", A[:-1], A[:9]]), max_size=12)


@given(PIECES)
def test_no_record_is_lost(pieces: list[str]) -> None:
    """Whatever is wrong, every part of the file is still there, repairing again changes nothing, and what could be read
    before is read the same."""
    raw = "".join(pieces).encode()
    content, _repairs = repaired(raw, "updates.toml")
    assert repaired(content, "updates.toml")[0] == content
    assert all(piece.strip() in content.decode() for piece in pieces)
    try:
        before = tomli.loads(raw.decode())
    except ValueError:
        return
    after = tomli.loads(content.decode())
    assert flat(before) == flat(after)


WORDS = [A, A[:-1], H, TITLE, REMOVED, '"""', "'", "[[x]]", "\r", "\n", "\ufeff", "20261001", " = {", "# "]
BYTES = st.lists(st.one_of(st.binary(max_size=6), st.sampled_from(WORDS)), max_size=9)


@example(["'", b"\0", "\\", "'"], "updates.toml")
@given(BYTES, st.sampled_from(["updates.toml", "additions.toml"]))
def test_any_bytes_are_repaired_or_left_alone(pieces: list[bytes | str], name: str) -> None:
    """No bytes are an internal error, and repairing again changes nothing."""
    raw = b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)
    content, repairs = repaired(raw, name)
    assert (content == raw) == (not repairs)
    assert repaired(content, name) == (content, ())


def flat(tables: dict[str, object]) -> dict[str, object]:
    """The updates of a journal, also those above the header."""
    updates = tables.get("updates", {})
    return {key: value for key, value in tables.items() if key != "updates"} | (
        updates if isinstance(updates, dict) else {}
    )


def test_copied_lines_are_numbered() -> None:
    """Each copy is listed with the line that it repeats."""
    assert copied_lines(f"{H}\n{A}\n\n{A}\r\n{H}\n{B}\n{A}\n") == {4: 2, 5: 1, 7: 2}
