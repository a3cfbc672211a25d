"""A large file that is parsed in pieces says the same as one that is parsed as a whole."""

from pathlib import Path
from unittest.mock import patch

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from commitrack.errors import Problem
from commitrack.model import Commitment, Registry
from commitrack.registry.pieces import in_pieces
from commitrack.registry.read import build
from commitrack.registry.toml_file import parse
from commitrack.registry.usual_tables import usual_tables

TEXT = """\
[areas.a]
title = "A"

[commitments.plan]
title = "Plan"
areas = ["a"]

[commitments.plan.targets.x]
value = 5
unit = "people"

[commitments.jobs]  # not the start of a piece
title = "Jobs"

[commitments.wrong]
title = 5

[commitments.last]
title = "Last"
note = '''
[commitments.text]
'''
"""

LINES = st.sampled_from(
    [
        "[commitments.a]", "[commitments.b]", "[commitments.c]", "[commitments.a.targets.x]", "[commitments]",
        "[commitments.a] # a", "[ commitments.b ]", '[commitments."c"]', "[[commitments]]", "[areas.z]", "  [areas.y]",
        'title = "T"', "title = 5", "value = 5", 'unit = "people"', 'a.title = "T"', 'commitments.d.title = "D"',
        "commitments = {}", 'note = """', '"""', "note = '''", "'''", "related = [", '["a"],', '"a",', "]", "# text",
        "",
    ]
)  # fmt: skip


def _reading(text: str, *, length: int | None) -> tuple[Registry, tuple[Problem, ...]]:
    """What a file says, and its problems, if pieces have at least this length; None if the parser reads the whole."""
    with (
        patch("commitrack.registry.pieces.LENGTH", length or len(text)),
        patch("commitrack.registry.toml_file.usual_tables", usual_tables if length else lambda *_args: None),
    ):
        source = parse(text.encode(), "commitments.toml")
    if isinstance(source, Problem):
        return Registry(), (source,)
    reading = build(Path(), [source])
    return reading.registry, reading.problems


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\r\n"]), st.integers(1, 40) | st.just(1000))
@settings(max_examples=300)
def test_pieces_say_the_same_as_the_whole(lines: list[str], newline: str, length: int) -> None:
    """Headers in any order and spelling, repeated, or within texts and lists mean the same, or are the same error."""
    text = newline.join([*lines, ""])
    assert _reading(text, length=length) == _reading(text, length=None)


def test_a_file_is_parsed_in_pieces() -> None:
    """A piece starts at a header that is alone on its line; valid commitments become records, others are kept."""
    parsed: list[str] = []

    def parsing(text: str) -> dict[str, object]:
        parsed.append(text)
        return tomli.loads(text)

    with patch("commitrack.registry.pieces.LENGTH", 10):
        assert in_pieces(TEXT, parsing) is None
        assert [text.strip().partition("\n")[0] for text in parsed[:3]] == [
            "[areas.a]", "[commitments.plan]", "[commitments.wrong]",
        ]  # fmt: skip
        tables = in_pieces(TEXT.replace("[commitments.text]", "text"), parsing)
        below = in_pieces(TEXT[TEXT.index("[commitments.plan]") :].replace("[commitments.text]", "text"), parsing)
    assert tables is not None
    assert below == {"commitments": tables["commitments"]}
    assert list(tables) == ["areas", "commitments"]
    kinds = {name: type(value) for name, value in tables["commitments"].items()}
    assert kinds == {"plan": Commitment, "jobs": Commitment, "wrong": dict, "last": Commitment}
