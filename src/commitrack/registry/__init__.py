"""Read and write registries: the only package that handles TOML and the user's files."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commitrack.registry.discovery import example, find
    from commitrack.registry.read import must_read
    from commitrack.registry.reading import Reading

__all__ = ["Reading", "example", "find", "must_read"]

_MODULES = {"example": "discovery", "find": "discovery", "Reading": "reading", "must_read": "read"}

if not TYPE_CHECKING:  # a type checker would accept any name

    def __getattr__(name: str) -> object:
        """A name of the interface, imported when it is first used: Tab needs to find registries, not to read them."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        return value
