"""Read and write registries: the only package that handles TOML and the user's files."""

from commitrack.registry.discovery import example, find
from commitrack.registry.read import Reading, must_read, read

__all__ = ["Reading", "example", "find", "must_read", "read"]
