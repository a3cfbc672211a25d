"""Compiles the message catalogues when the package is built; after that only gettext is needed."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CATALOGUES = Path(__file__).parent / "src" / "commitrack" / "locale"


class Catalogues(BuildHookInterface[Any]):
    """Every ``.po`` gets its ``.mo`` beside it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling calls it so
        """Compile, and ship what was compiled although git does not know it."""
        build_data["artifacts"].append("*.mo")
        compile_catalogues()


def compile_catalogues() -> None:
    """Compile every catalogue; one that cannot be read ends the build."""
    for source in CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
