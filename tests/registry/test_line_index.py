"""The line number of each header and key of a TOML file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitrack.registry.line_index import blank, entries, line_of, positions

TEXT = '''\
# [commitments.comment]
[registry]  # the table
title = """
foo = 1
[commitments.hidden]
"""
stale_after = "12 months"

[commitments.a]
title.en = "A"
title.ja = "ア"
"quoted key" = 1
'single.dot' = 2
"\\u0061pple" = 3
areas = [
  "one", # key = 1
  "two]",
]
targets.x = { unit = "people", milestones = [
  { on = 2024-01-01, value = 3 },
] }
note = \'\'\'
line \\\'\'\'
due = 2030
"a" . b . 'c' = 1
  indented = 1

[ commitments . "b.c" ]
kind = "pledge"
[[commitments.d]]
e = 1
[[commitments.d]]
e = 2
[commitments.f.targets.g]
unit = "x"
[commitments.f]
title = "F"
'''
LINES = {
    ("registry",): 2,
    ("registry", "title"): 3,
    ("registry", "stale_after"): 7,
    ("commitments",): 9,
    ("commitments", "a"): 9,
    ("commitments", "a", "title"): 10,
    ("commitments", "a", "title", "en"): 10,
    ("commitments", "a", "title", "ja"): 11,
    ("commitments", "a", "quoted key"): 12,
    ("commitments", "a", "single.dot"): 13,
    ("commitments", "a", "apple"): 14,
    ("commitments", "a", "areas"): 15,
    ("commitments", "a", "targets", "x"): 19,
    ("commitments", "a", "note"): 22,
    ("commitments", "a", "due"): 24,
    ("commitments", "a", "a", "b", "c"): 25,
    ("commitments", "a", "indented"): 26,
    ("commitments", "b.c"): 28,
    ("commitments", "b.c", "kind"): 29,
    ("commitments", "d"): 30,
    ("commitments", "d", "e"): 31,
    ("commitments", "f", "targets", "g"): 34,
    ("commitments", "f", "targets"): 34,
    ("commitments", "f"): 36,
    ("commitments", "f", "title"): 37,
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("path", LINES, ids=".".join)
def test_every_header_and_key_has_its_line(path: tuple[str, ...], newline: str) -> None:
    """Every header and key has its line: dotted, quoted and escaped keys, keys after several lines, array tables."""
    assert positions(TEXT.replace("\n", newline)).get(path) == LINES[path]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_entry_has_all_lines_of_its_value(newline: str) -> None:
    """A header or key has its first and last line; texts, lists and tables may take several."""
    longer = {entry.path: (entry.first, entry.last) for entry in entries(TEXT.replace("\n", newline))
              if entry.last > entry.first}  # fmt: skip
    assert longer == {
        ("registry", "title"): (3, 6),
        ("commitments", "a", "areas"): (15, 18),
        ("commitments", "a", "targets", "x"): (19, 21),
        ("commitments", "a", "note"): (22, 23),
    }
    assert [entry.first for entry in entries(TEXT) if not entry.key] == [2, 9, 28, 30, 32, 34, 36]


def test_what_only_looks_like_a_key_is_ignored() -> None:
    """Lines within strings, lists and comments are neither keys nor headers."""
    names = {part for path in positions(TEXT) for part in path}
    assert names.isdisjoint({"comment", "hidden", "foo", "key", "on", "value", "milestones", "line", "one"})


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("commitments", "a", "targets", "x", "milestones"), 19),
        (("commitments", "a", "made"), 9),
        (("registry", "thresholds", "at_risk"), 2),
        (("elsewhere",), None),
    ],
)
def test_a_key_within_a_line_has_the_line_of_the_key_or_table_around_it(
    path: tuple[str, ...], line: int | None
) -> None:
    """A key without a line of its own has that of the nearest key or table around it, else None."""
    assert line_of(positions(TEXT), path) == line


@given(st.text("\"'\\#\n=[]ab ", max_size=40))
def test_blanking_moves_nothing(text: str) -> None:
    """Every character outside strings and comments keeps its position."""
    bare = blank(text)
    assert len(bare) == len(text)
    assert all(new in {old, "x", " "} for old, new in zip(text, bare, strict=True))
