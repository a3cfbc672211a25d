"""When output is in colour; a module of its own, because `--version` needs nothing else of the model."""

from enum import StrEnum


class Color(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"
