"""The entry point: turns every outcome into a message and an exit code."""

import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType
from typing import NoReturn

# Nothing of commitrack is imported at module level, so that Ctrl-C during imports is handled as well.

FINE, USAGE, REGISTRY, WRITE, INTERRUPTED = 0, 2, 3, 6, 130
"""As in ``commitrack.errors.ExitCode``."""
INTERNAL = 70
"""An internal error, as in sysexits.h."""

before_exit: list[Callable[[], object]] = []
"""What is done before Ctrl-C ends the process at once, by whoever has changed the terminal."""


def run() -> NoReturn:
    """The console script. Exits without tearing down the interpreter once all output is written."""
    gc.disable()
    sys.unraisablehook = _ignored
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, end_at_once)
    _occupy_standard_descriptors()
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  stays open until exit
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # a closed or replaced stream cannot be reconfigured
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    code = INTERRUPTED
    try:
        code = main(sys.argv[1:])
        sys.stdout.flush()
        sys.stderr.flush()
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    except (OSError, ValueError, AttributeError):  # a stream that the shell closed is None
        code = code or WRITE
    os._exit(code)


def _occupy_standard_descriptors() -> None:
    """Open 0, 1 and 2 if the shell closed them: a file with such a number would get what an editor prints."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_WRONLY), True)  # noqa: FBT003  the lowest free number


def end_at_once(_number: int, _frame: FrameType | None) -> None:
    """Exit on Ctrl-C while modules and the registry are read, where msgspec cannot stand an exception: it crashes.

    ``signals.let_interrupt`` ends this.
    """
    for step in before_exit:
        step()
    os._exit(INTERRUPTED)


def _ignored(unraisable: "sys.UnraisableHookArgs") -> None:
    """Exit on Ctrl-C inside a destructor, where Python would print a traceback and continue."""
    if isinstance(unraisable.exc_value, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    sys.__unraisablehook__(unraisable)


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; exceptions are printed, not raised."""
    try:
        return _answered(argv)
    finally:
        from commitrack.index import close_indexes  # noqa: PLC0415

        close_indexes()


def _answered(argv: Sequence[str]) -> int:
    """Run one command; its exit code."""
    lang = "en"
    try:
        from commitrack.cli import settings  # noqa: PLC0415
        from commitrack.language import LazyString  # noqa: PLC0415

        words = argv or settings.words_to_complete(os.environ)
        lang = settings.Sources(argv=words, files=False).setting("language").value or lang  # for errors in files
        sources = settings.Sources(argv=words)
        settings.use(sources)
        if sys.stdout is None:
            sentence = LazyString("cannot write the output: standard output is closed")
            _print(LazyString("error: {sentence}", sentence=sentence).to(lang))
            return WRITE
        from commitrack.cli.app import COMMANDS, command_line  # noqa: PLC0415
        from commitrack.cli.preferences import hoisted  # noqa: PLC0415

        if sys.flags.optimize > 1 and {"-h", "--help", "help", "--explain"}.intersection(argv):
            _print(LazyString("note: help is incomplete, because PYTHONOPTIMIZE=2 removes its texts").to(lang))
        defaults = settings.default_map(COMMANDS, sources)
        lang = settings.in_effect("language") or lang
        result = command_line(lang)(
            args=hoisted(argv), prog_name="commitrack", standalone_mode=False, default_map=defaults
        )
        return result if isinstance(result, int) else FINE
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):
            return FINE  # the reader closed the pipe while Typer printed help
        return leaving.code if isinstance(leaving.code, int) else FINE if leaving.code is None else USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return FINE
    except Exception as failure:  # noqa: BLE001  the last place that can report it
        if "_COMMITRACK_COMPLETE" in os.environ:
            return USAGE  # Tab must not print into the line that is being typed
        return _report_failure(failure, lang)


def _report_failure(failure: Exception, lang: str) -> int:
    """Print what went wrong, and return its exit code."""
    from commitrack.errors import CommitrackError, RegistryError, reason_of  # noqa: PLC0415
    from commitrack.language import LazyString as _  # noqa: PLC0415

    if type(failure).__name__ == "NoArgsIsHelpError":  # raised by Typer; its message is the help
        _print(str(failure))
        return USAGE
    if hasattr(failure, "format_message") and hasattr(failure, "exit_code"):  # raised by Typer
        from commitrack.cli.typer_errors import usage_error  # noqa: PLC0415

        failure = usage_error(failure)
    if isinstance(failure, CommitrackError):
        if isinstance(failure, RegistryError) and failure.problems:
            from commitrack.cli.console import print_problems  # noqa: PLC0415

            print_problems(failure.problems, lang=lang)
        _print(_("error: {sentence}", sentence=failure.message).to(lang))
        if failure.hint:
            _print(_("hint: {hint}", hint=failure.hint).to(lang))
        return failure.exit_code
    if type(failure).__name__ == "Abort":
        _print("")  # Ctrl-C or Ctrl-D at a prompt: end its line
        return INTERRUPTED
    if isinstance(failure, OSError):
        is_gone = isinstance(failure, FileNotFoundError) and failure.filename is None  # raised by os.getcwd
        sentence = _("{reason}: {file}", reason=reason_of(failure), file=failure.filename or _("output"))
        sentence = _("the current folder no longer exists") if is_gone else sentence
        _print(_("error: {sentence}", sentence=sentence).to(lang))
        return WRITE
    if isinstance(failure, MemoryError):
        _print(_("error: not enough memory to read the registry").to(lang))
        _print(_("hint: it takes 10 to 90 times the size of its files; see docs/limits.md").to(lang))
        return REGISTRY
    return _internal_error(failure, lang)


def _internal_error(failure: Exception, lang: str) -> int:
    """Print an error of the program itself; raise it if it is to be debugged."""
    from commitrack.language import LazyString as _  # noqa: PLC0415

    if os.environ.get("COMMITRACK_DEBUG"):
        raise failure
    kind = type(failure).__name__
    _print(_("internal error: {kind}: {failure}", kind=kind, failure=failure).to(lang))
    hint = _("hint: please report this with the output of COMMITRACK_DEBUG=1; no partial changes were written")
    _print(hint.to(lang))
    return INTERNAL


def _print(text: str) -> None:
    from commitrack.cli.stderr import say  # noqa: PLC0415

    say(text)
