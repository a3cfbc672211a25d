"""The wrapper round the program: every outcome becomes a sentence and an exit code."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from typing import NoReturn

# Of commitrack nothing is imported here, so that Ctrl-C during the imports ends well too.

FINE, USAGE, WRITE, INTERRUPTED = 0, 2, 6, 130
"""As in ``commitrack.errors.ExitCode``."""
INTERNAL = 70
"""What sysexits.h calls a fault of the software itself."""


def run() -> NoReturn:
    """The console script. Leaves without tearing the interpreter down, once all output is out."""
    gc.disable()
    sys.unraisablehook = _ignored
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  open until the end
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # a closed or replaced stream has no encoding to speak of
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    code = INTERRUPTED
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    except (OSError, ValueError, AttributeError):  # None where the shell closed it
        code = code or WRITE
    os._exit(code)


def _ignored(found: "sys.UnraisableHookArgs") -> None:
    """Ctrl-C inside of a destructor, where Python would print a traceback and go on as if nothing had happened."""
    if isinstance(found.exc_value, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    sys.__unraisablehook__(found)


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; nothing is raised, whatever happens."""
    lang = "en"
    try:
        from commitrack.cli.localized_help import asked  # noqa: PLC0415
        from commitrack.language import LazyString  # noqa: PLC0415

        lang = asked(argv, os.environ)
        if sys.stdout is None:
            _say(LazyString("commitrack: there is nowhere to write the answer to: the output is closed").to(lang))
            return WRITE
        from commitrack.cli.app import command_line  # noqa: PLC0415

        left = command_line(lang)(args=list(argv), prog_name="commitrack", standalone_mode=False)
        return left if isinstance(left, int) else FINE
    except SystemExit as leave:
        if isinstance(leave.__context__, BrokenPipeError):
            return FINE  # Typer was printing help to a reader who had enough
        return leave.code if isinstance(leave.code, int) else FINE if leave.code is None else USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return FINE
    except Exception as failure:  # noqa: BLE001  the last place where anything can be said about it
        return _told(failure, lang)


def _told(failure: Exception, lang: str) -> int:
    """Say what went wrong, and return its exit code."""
    from commitrack.cli.typer_errors import localized  # noqa: PLC0415
    from commitrack.errors import CommitrackError, RegistryError  # noqa: PLC0415
    from commitrack.language import LazyString as _  # noqa: PLC0415
    from commitrack.language import localize  # noqa: PLC0415

    if isinstance(failure, CommitrackError):
        if isinstance(failure, RegistryError) and failure.problems:
            from commitrack.cli.console import print_problems  # noqa: PLC0415

            print_problems(failure.problems, lang=lang)
        _say(f"commitrack: {localize(failure.message, lang)}")
        if failure.hint:
            _say(_("hint: {hint}", hint=failure.hint).to(lang))
        return failure.exit_code
    if type(failure).__name__ == "Abort":
        _say("")  # Ctrl-C or Ctrl-D at a question, whose line is not ended yet
        return INTERRUPTED
    if hasattr(failure, "show") and hasattr(failure, "exit_code"):  # Typer's own, of words it cannot make sense of
        shown = StringIO()
        failure.show(file=shown)
        _say(localized(shown.getvalue().rstrip("\n"), lang))
        return int(failure.exit_code)
    if isinstance(failure, OSError):
        _say(f"commitrack: {failure.strerror or failure}: {failure.filename or 'output'}")
        return WRITE
    if os.environ.get("COMMITRACK_DEBUG"):
        raise failure
    kind = type(failure).__name__
    _say(_("commitrack: a fault of its own: {kind}: {failure}", kind=kind, failure=failure).to(lang))
    hint = _("hint: please report it, with what COMMITRACK_DEBUG=1 shows; nothing half done is left behind")
    _say(hint.to(lang))
    return INTERNAL


def _say(text: str) -> None:
    from commitrack.views.sanitize import safe  # noqa: PLC0415

    with suppress(OSError, ValueError):
        sys.stderr.write(safe(text, lines=True) + "\n")
