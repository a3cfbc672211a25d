"""Typer's errors are recognised by their text, so these tests fail if Typer changes it."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from commitrack.cli.typer_errors import MESSAGES, localized, pattern

Run = Callable[..., Any]
INVALID_COMMAND_LINES = [
    ("lst",), ("xyzzy",), ("list", "--foo"), ("list", "--lnag"), ("show",), ("show", "a", "b"), ("report", "--format"),
    ("add", "--page", "x"), ("list", "--sort", "x"), ("evidence", "x"), ("amend", "x", "--by"), ("list", "--force=1"),
    ("list", "--lang"), ("evidence",), ("evidence", "chek"),
]  # fmt: skip


@pytest.mark.parametrize("argv", INVALID_COMMAND_LINES, ids=" ".join)
def test_a_usage_error_is_explained_in_japanese(
    run: Run, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
) -> None:
    """Every line of a usage error is in Japanese, and the exit code is 2."""
    monkeypatch.setenv("COMMITRACK_LANG", "ja")
    result = run(*argv)
    assert result.code == 2
    for line in result.err.strip().splitlines():
        assert not line or re.search("[ぁ-ん一-龥]", line), line


def test_every_listed_message_is_printed_by_typer(run: Run) -> None:
    """Every listed message is printed by the installed Typer for at least one of the invalid command lines."""
    lines = [line.removeprefix("Error: ") for argv in INVALID_COMMAND_LINES for line in run(*argv).err.splitlines()]
    lines += [line for argv in INVALID_COMMAND_LINES for line in run(*argv).err.splitlines()]
    unused = [
        message.template for message in MESSAGES if not any(pattern(message).fullmatch(line.rstrip()) for line in lines)
    ]
    assert unused == []


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_localized_messages_contain_the_same_values(message: Any) -> None:
    """The localized message contains every value that is in Typer's message."""
    line = re.sub(r"\{(\w+)\}", r"'\1'", message.template)
    sentence = localized(line, "ja")
    assert sentence != line
    assert [value for value in re.findall(r"'\w+'", line) if value.strip("'") not in sentence] == []
