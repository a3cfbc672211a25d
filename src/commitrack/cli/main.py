"""The wrapper round the program: every outcome becomes a sentence and an exit code."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

# Of commitrack nothing is imported here, so that Ctrl-C during the imports ends well too.

FINE, USAGE, WRITE, INTERRUPTED = 0, 2, 6, 130
"""As in ``commitrack.errors.ExitCode``."""
INTERNAL = 70
"""What sysexits.h calls a fault of the software itself."""


def run() -> NoReturn:
    """The console script. Leaves without tearing the interpreter down, once all output is out."""
    gc.disable()
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  open until the end
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # a closed or replaced stream has no encoding to speak of
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    code = main(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    except (OSError, ValueError, AttributeError):  # None where the shell closed it
        code = code or WRITE
    os._exit(code)


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing is raised, whatever happens."""
    try:
        if sys.stdout is None:
            _say("commitrack: there is nowhere to write the answer to: the output is closed")
            return WRITE
        from commitrack.cli.app import app  # noqa: PLC0415

        app(args=list(argv), prog_name="commitrack")
    except SystemExit as leave:
        if isinstance(leave.__context__, BrokenPipeError):
            return FINE  # Typer was printing help to a reader who had enough
        return leave.code if isinstance(leave.code, int) else FINE if leave.code is None else USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return FINE
    except Exception as failure:  # noqa: BLE001  the last place where anything can be said about it
        return _told(failure)
    return FINE


def _told(failure: Exception) -> int:
    """Say what went wrong, and return its exit code."""
    from commitrack.errors import CommitrackError, RegistryError  # noqa: PLC0415

    if isinstance(failure, CommitrackError):
        if isinstance(failure, RegistryError) and failure.problems:
            from commitrack.cli.console import print_problems  # noqa: PLC0415

            print_problems(failure.problems)
        _say(f"commitrack: {failure.message}" + (f"\nhint: {failure.hint}" if failure.hint else ""))
        return failure.exit_code
    if isinstance(failure, OSError):
        _say(f"commitrack: {failure.strerror or failure}: {failure.filename or 'output'}")
        return WRITE
    if os.environ.get("COMMITRACK_DEBUG"):
        raise failure
    _say(f"commitrack: a fault of its own: {type(failure).__name__}: {failure}")
    _say("hint: please report it, with what COMMITRACK_DEBUG=1 shows; nothing half done is left behind")
    return INTERNAL


def _say(text: str) -> None:
    from commitrack.views.safe import safe  # noqa: PLC0415

    with suppress(OSError, ValueError):
        sys.stderr.write(safe(text, lines=True) + "\n")
