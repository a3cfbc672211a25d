"""The shipped registry as a Japanese reader sees it."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from commitrack.registry import example

Run = Callable[..., Any]
SENTENCE = re.compile(r"(?:\b[a-z]+ ){2}[a-z]+\b")
"""Three English words in lower case; names are capitalized."""
IGNORED = re.compile(
    r'<style>.*?</style>|<(\w+)[^>]* lang="en">.*?</\1>|<[^>]*>|https?://\S+|commitrack [\w :-]+', re.DOTALL
)
"""Style sheets, English titles beside Japanese ones, tags, addresses and commands."""


@pytest.mark.parametrize(
    "argv",
    [
        ("log",),
        ("report", "--all-sections"),
        ("report", "--format", "md"),
        ("report", "--format", "html", "--annex"),
        ("show", "implementation-plan"),
        ("show", "azec-center"),
        ("check", "--strict"),
    ],
    ids=" ".join,
)
def test_no_english_sentence_is_left(run: Run, argv: tuple[str, ...]) -> None:
    """With --lang ja, the history, the report and the pages contain no English sentence."""
    out = run(*argv, "--registry", str(example()), "--lang", "ja").out
    shown = IGNORED.sub(" ", out)
    if argv[0] == "show":  # the title in the other language
        shown = "\n".join(line for number, line in enumerate(shown.splitlines()) if number != 1)
    assert len(shown) > 20
    assert SENTENCE.findall(shown) == []
