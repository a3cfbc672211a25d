"""Typer's own errors are recognised by their wording: these tests fail when Typer changes it."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from commitrack.cli.typer_errors import MESSAGES, localized, pattern

Run = Callable[..., Any]
MISTAKES = [
    ("lst",), ("xyzzy",), ("list", "--foo"), ("list", "--lnag"), ("show",), ("show", "a", "b"), ("report", "--format"),
    ("add", "--page", "x"), ("list", "--sort", "x"), ("evidence", "x"), ("amend", "x", "--by"), ("list", "--force=1"),
    ("list", "--lang"), ("evidence",), ("evidence", "chek"),
]  # fmt: skip


@pytest.mark.parametrize("argv", MISTAKES, ids=" ".join)
def test_a_mistake_is_explained_in_japanese(run: Run, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]) -> None:
    """No line of the error stays English; exit 2."""
    monkeypatch.setenv("COMMITRACK_LANG", "ja")
    ran = run(*argv)
    assert ran.code == 2
    for line in ran.err.strip().splitlines():
        assert not line or re.search("[ぁ-ん一-龥]", line), line


def test_every_message_is_one_of_typers(run: Run) -> None:
    """Each wording listed is what the installed Typer says of one of the mistakes; none is a relic."""
    lines = [line.removeprefix("Error: ") for argv in MISTAKES for line in run(*argv).err.splitlines()]
    lines += [line for argv in MISTAKES for line in run(*argv).err.splitlines()]
    unused = [m.template for m in MESSAGES if not any(pattern(m).fullmatch(line.rstrip()) for line in lines)]
    assert unused == []


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_values_are_kept(message: Any) -> None:
    """What Typer names in its message is named in the localized one."""
    line = re.sub(r"\{(\w+)\}", r"'\1'", message.template)
    sentence = localized(line, "ja")
    assert sentence != line
    assert [value for value in re.findall(r"'\w+'", line) if value.strip("'") not in sentence] == []
