"""``commitrack schema``: the JSON Schema of the registry's files, for editors."""

import json
from pathlib import Path

from commitrack.cli.console import write
from commitrack.cli.options import ForceOption, Lang, LangOption, OutputOption
from commitrack.registry.discovery import COMMITMENTS
from commitrack.registry.schema import schema


def command(
    output: OutputOption = None,
    force: ForceOption = False,
    lang: LangOption = Lang.EN,  # noqa: ARG001  the schema is in English; errors are in the language
) -> None:
    """Print the JSON Schema of a registry's files.

    Editors with TOML support (taplo, Even Better TOML) complete and check by it: see the first line that
    `commitrack init` writes.
    """
    here = Path(output or ".").resolve().parent
    registry = here if (here / COMMITMENTS).exists() else None
    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    write(text, output=output, force=force, registry=registry)
