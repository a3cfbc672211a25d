"""Parsing of a TOML file to tables or a problem, within limits of time and memory."""

import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.errors import Problem
from commitrack.registry.excess import MAX_DOTS
from commitrack.registry.source import MAX_BYTES, MAX_EXCERPT, TomlFile
from commitrack.registry.toml_file import load, parse

LONG = 20_000
BOMB = "a" + ".a" * LONG + " = 1"
NEST = "[" * LONG
PARTS, NESTED = "key with more than 8 parts", "brackets nested more than 12 levels deep"
DIGITS, EXPONENT = "number with more than 28 digits", "number with an exponent of 30 or more"
ATTACKS = {
    "keys": ("".join(f"k{n}=1\n" for n in range(500_001)), 1, "more than 500,000 keys"),
    "a key of 20,000 parts": (BOMB, 1, PARTS),
    "a header of 20,000 parts": (f"[a{'.a' * LONG}]", 1, PARTS),
    "a key of quoted parts": ('"a"' + '."a"' * 10_000 + " = 1", 1, PARTS),
    "a key of parts in both quotes, with blanks": ('"a"' + " . ''\t.\tb" * 8_000 + " = 1", 1, PARTS),
    "a key in braces": (f"x = {{ {BOMB} }}", 1, PARTS),
    "a key after a string that ends in four quotes": (f'x = {{ a = """b"""", {BOMB} }}', 1, PARTS),
    "a key after a string that ends in four apostrophes": (f"x = {{ a = '''b'''', {BOMB} }}", 1, PARTS),
    "a key after a string with an escaped quote": (f'x = "\\\\\\""\n{BOMB}', 2, PARTS),
    "a key after a comment with a quote": (f'# it\'s """ here\n{BOMB}', 2, PARTS),
    "a key after a quote that is not closed": (f"x = 'y\n{BOMB}", 2, PARTS),
    "twenty thousand lists": (f"a = {NEST}", 1, NESTED),
    "twenty thousand tables": ("a = " + "{a=" * LONG, 1, NESTED),
    "lists after a string that ends in four quotes": (f'x = ["""a"""", {NEST}', 1, NESTED),
    "lists after a string that ends in a backslash": (f'x = ["a\\\\", {NEST}', 1, NESTED),
    "5,000 digits": ("a = " + "9" * 5_000, 1, DIGITS),
    "5,000 digits after a sign": ("a = -" + "9" * 5_000, 1, DIGITS),
    "5,000 digits with underscores": ("a = " + "9_" * 2_500 + "9", 1, DIGITS),
    "5,000 digits in a list": ("a = [\n  # one\n  " + "9" * 5_000 + "]", 3, DIGITS),
    "five million decimals": ("a = 0." + "9" * 5_000_000, 1, DIGITS),
    "fifty thousand hexadecimal digits": ("a = 0x" + "f" * 50_000, 1, DIGITS),
    "an exponent of a million": ("a = 1e1000000", 1, EXPONENT),
    "an exponent of minus a million": ("a = 1.5E-1_000_000", 1, EXPONENT),
    "an exponent with zeros in front": ("a = 1e+0000000000999", 1, EXPONENT),
    "half a million dots": ("".join(f"[a{n}.b.c.d.e]\n" for n in range(110_000)), 1, f"more than {MAX_DOTS:,} dots"),
}
SLOW = {
    "one word of a million letters": "a" * 1_000_000,
    "a million blanks": "a" + " " * 1_000_000 + "b",
    "a million quotes": '"' * 1_000_000,
    "a million apostrophes": "'" * 1_000_000,
    "triple quotes that are escaped, and no end": '"""' + '\\"""\n' * 100_000 + "\\",
    "a million backslashes": 'a = "' + "\\" * 1_000_001,
    "100,000 quotes that are not closed": '"a\n' * 100_000,
    "numbers that are nearly too long": ("9" * 20 + " ") * 50_000,
    "keys that nearly have too many parts": ("a.a.a.a.a.a.a" + " " * 2_000 + "\n") * 500,
}
CHILD = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from commitrack.registry.toml_file import parse
raw = sys.stdin.buffer.read()
start = time.process_time()
problem = parse(raw, "x.toml")
print(problem.code, problem.line, len(problem.excerpt), time.process_time() - start, problem.message, sep="\\n")
"""


def parse_in_child(text: str) -> tuple[str, int, int, float, str]:
    path = os.pathsep.join(filter(None, ["src", os.environ.get("PYTHONPATH")]))
    run = subprocess.run(
        [sys.executable, "-c", CHILD], input=text.encode(), capture_output=True, check=True, timeout=30,
        cwd=Path(__file__).parents[2], env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    code, line, excerpt, seconds, message = run.stdout.decode().splitlines()
    return code, int(line), int(excerpt), float(seconds), message


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on memory to set")
@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_at_once_and_in_little_memory(name: str) -> None:
    """An attack is refused within a second and a gigabyte, with the line, the reason and a short excerpt."""
    text, line, message = ATTACKS[name]
    code, number, excerpt, seconds, reason = parse_in_child(text)
    assert (code, number) == ("CT105", line)
    assert reason.startswith(message)
    assert excerpt <= MAX_EXCERPT
    assert seconds < 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on memory to set")
@pytest.mark.parametrize("name", SLOW)
def test_no_text_makes_the_patterns_backtrack(name: str) -> None:
    """Text that would make a pattern backtrack is reported as invalid TOML within a second."""
    code, _, _, seconds, _ = parse_in_child(SLOW[name])
    assert code == "CT104"
    assert seconds < 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a = 9_999_999_999_999_999_999_999_999_999", 10**28 - 1),
        ("a = -12.50", Decimal("-12.50")),
        ("a = 1e29", Decimal("1e29")),
        ("a = 2026-10-02T08:15:00.123456789012345678901234567890Z", None),
        ('a = "99999999999999999999999999999999999999"', "9" * 38),
        ('a = "b.c.d.e.f.g.h.i.j.k [[[[[[[[[[[[[[[[["', "b.c.d.e.f.g.h.i.j.k [[[[[[[[[[[[[[[[["),
        ("a = 1 # 99999999999999999999999999999999999 [[[[[[[[[[[[[[[[[[", 1),
        ("20261002T081500Z-7f3a9c2199999999999999999999999999999999 = 1", None),
        ("a = [[[[[[[[[[[[1]]]]]]]]]]]]", None),
        ("a.b.c.d.e.f.g.h = 1", {"b": {"c": {"d": {"e": {"f": {"g": {"h": 1}}}}}}}),
    ],
)
def test_what_people_write_is_within_the_limits(text: str, value: object) -> None:
    """Long figures, keys and texts are read, and numbers are exact."""
    answer = parse(text.encode(), "x.toml")
    assert isinstance(answer, TomlFile)
    (read,) = answer.tables.values()
    assert value is None or (type(read), str(read)) == (type(value), str(value))


@given(st.text("\"'\\#\n=[]{}ab. ", max_size=30), st.sampled_from(["", 'x = """', "x = '''", "x = [", 'x = "']))
def test_no_string_hides_a_bracket_that_the_parser_sees(text: str, start: str) -> None:
    """Brackets nested too deeply are refused, whatever quotes and escapes precede them."""
    text = start + text
    if isinstance(parse(text.encode(), "x.toml"), TomlFile):
        answer = parse(f"{text}\nzz = {'[' * 13}{']' * 13}".encode(), "x.toml")
        assert isinstance(answer, Problem)
        assert (answer.code, answer.line) == ("CT105", text.count("\n") + 2)


@pytest.mark.parametrize(
    ("raw", "offset", "looks_like"),
    [
        ("a = 1\nb = '日本'\n".encode("shift_jis"), 11, "Shift_JIS"),
        ("a = 1\nb = '日本'\n".encode("euc_jp"), 11, "EUC-JP"),
        (b'a = 1\nb = "caf\xe9"', 14, "another encoding"),
        (b'\xef\xbb\xbfa = 1\nb = "\xff"', 14, "another encoding"),
    ],
)
def test_another_encoding_is_named(
    problem: Callable[[bytes], Problem], raw: bytes, offset: int, looks_like: str
) -> None:
    """A file that is not UTF-8 is refused with the byte, the line and the probable encoding."""
    answer = problem(raw)
    assert (answer.code, answer.line, answer.hint) == ("CT102", 2, "save the file as UTF-8")
    assert answer.message == f"not UTF-8 at byte {offset}: this looks like {looks_like}"


def test_an_underlined_heading_is_no_conflict_marker() -> None:
    """A line of equals signs may be part of a text, and is not taken for a conflict marker of git."""
    answer = parse(b'note = """\nHeading\n=======\n"""', "x.toml")
    assert isinstance(answer, TomlFile)
    assert answer.tables == {"note": "Heading\n=======\n"}


def test_a_large_file_is_refused_without_being_read_to_its_end(tmp_path: Path) -> None:
    """A file of 1,000 times the largest size is refused."""
    with (tmp_path / "x.toml").open("wb") as handle:
        handle.truncate(MAX_BYTES * 1000)
    answer = load(tmp_path / "x.toml")
    assert isinstance(answer, list)
    assert [(problem.code, problem.message) for problem in answer] == [("CT105", "the file is larger than 16 MB")]


def test_special_files_are_not_opened(tmp_path: Path) -> None:
    """A FIFO, which would block, is reported and not opened; so are a folder and a broken link."""
    os.mkfifo(tmp_path / "fifo.toml")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "link.toml").symlink_to("nowhere")
    answers = [load(tmp_path / name) for name in ("fifo.toml", "folder.toml", "link.toml")]
    assert [answer[0].message for answer in answers if isinstance(answer, list)] == [
        "not a regular file", "not a regular file", "cannot be read: No such file or directory",
    ]  # fmt: skip


def test_line_ends_and_the_byte_order_mark_are_not_data() -> None:
    """CRLF and a byte order mark are not part of the values, but are kept in the raw bytes."""
    raw = b'\xef\xbb\xbfa = """\r\nb\r\n"""\r\n'
    answer = parse(raw, "x.toml")
    assert isinstance(answer, TomlFile)
    assert (answer.tables, answer.raw) == ({"a": "b\n"}, raw)
    assert answer.lines == ['a = """', "b", '"""', ""]
