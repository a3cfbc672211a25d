"""Hints for arguments that a command does not take: how to type what they seem to mean."""

import os
import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from commitrack.language import LazyString as _


def hint(command: str, params: Mapping[str, Any], extra: Sequence[str], options: Sequence[str]) -> _ | None:
    """The command line that may have been meant by a command with ``extra`` arguments; None if nothing is likely."""
    if command == "add":
        return _example(command, "--title", shlex.join([" ".join(extra)]))
    if command == "amend":
        return _example(command, str(params["id"]), "--value", shlex.join([" ".join(extra)]))
    if command == "update":
        return _update(str(params["id"]), [str(params["value"]), *extra])
    if "--registry" in options and os.path.isdir(extra[0]):  # noqa: PTH112  False for any text
        return _example(command, "-r", shlex.join(extra[:1]))
    return None


def _update(id: str, words: Sequence[str]) -> _:
    """An amount in several words, or a day without its option."""
    day = next((word for word in words if re.fullmatch(r"\d{4}-\d\d?-\d\d?", word)), None)
    amount = [word for word in words if word not in {"on", day}]
    value = ['"{}"'.format(" ".join(amount))] if len(amount) > 1 else amount
    return _example("update", id, *value, *(["--on", day] if day else []))


def _example(*words: str) -> _:
    return _("write: {command}", command=" ".join(("commitrack", *words)))
