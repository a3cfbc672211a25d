"""``commitrack schema``: print the JSON Schema of the registry's files, for editors."""

import json
from pathlib import Path

from commitrack.cli.console import write
from commitrack.cli.examples import Example
from commitrack.cli.options import ForceOption, Lang, MessageLangOption, TextOutputOption
from commitrack.registry.discovery import COMMITMENTS
from commitrack.registry.schema import schema

EXAMPLES = (Example("commitrack schema -o commitments.schema.json"),)


def command(
    output: TextOutputOption = None,
    force: ForceOption = False,
    lang: MessageLangOption = Lang.EN,  # noqa: ARG001  only errors are localized, in main
) -> None:
    """Print the JSON Schema of the registry files

    Editors with TOML support (taplo, Even Better TOML) use it for completion and validation; see the first line of
    the commitments.toml that `commitrack init` writes.
    """
    folder = Path(output).resolve().parent if output else None
    registry = folder if folder and (folder / COMMITMENTS).exists() else None
    text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    write(text, output=output, force=force, registry=registry, machine=True)
