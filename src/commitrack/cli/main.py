"""The wrapper round the program: every outcome becomes a sentence and an exit code."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from commitrack.errors import CommitrackError, ExitCode, RegistryError

INTERNAL = 70
"""What sysexits.h calls a fault of the software itself."""


def run() -> NoReturn:
    """The console script. Leaves without tearing the interpreter down, once all output is out."""
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # a closed or replaced stream has no encoding to speak of
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    code = main(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    except (OSError, ValueError):
        code = code or ExitCode.WRITE
    os._exit(code)


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing is raised, whatever happens."""
    try:
        from commitrack.cli.app import app  # noqa: PLC0415  so that Ctrl-C during the imports ends well too

        app(args=list(argv), prog_name="commitrack")
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else ExitCode.FINE if leave.code is None else ExitCode.USAGE
    except CommitrackError as failure:
        _tell(failure)
        return failure.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return ExitCode.FINE
    except OSError as failure:
        _say(f"commitrack: {failure.strerror or failure}: {failure.filename or 'output'}")
        return ExitCode.WRITE
    except Exception as failure:
        if os.environ.get("COMMITRACK_DEBUG"):
            raise
        _say(f"commitrack: a fault of its own: {type(failure).__name__}: {failure}")
        _say("hint: please report it, with what COMMITRACK_DEBUG=1 shows; nothing half done is left behind")
        return INTERNAL
    return ExitCode.FINE


def _tell(failure: CommitrackError) -> None:
    from commitrack.cli.console import print_problems  # noqa: PLC0415

    if isinstance(failure, RegistryError) and failure.problems:
        print_problems(failure.problems)
    _say(f"commitrack: {failure.message}" + (f"\nhint: {failure.hint}" if failure.hint else ""))


def _say(text: str) -> None:
    from commitrack.views.safe import safe  # noqa: PLC0415

    with suppress(OSError, ValueError):
        sys.stderr.write(safe(text, lines=True) + "\n")
