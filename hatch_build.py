"""Compile the message catalogues when the package is built, so that only gettext is needed at run time."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = Path(__file__).parent / "src" / "commitrack" / "locale"


class Catalogues(BuildHookInterface[Any]):
    """A build hook that compiles each ``.po`` file to a ``.mo`` file beside it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's signature
        """Compile the catalogues, and include the results although git ignores them."""
        build_data["artifacts"].append("*.mo")
        compile_catalogues()


def compile_catalogues() -> None:
    """Compile every catalogue; an invalid one raises an error, which ends the build."""
    for source in CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
