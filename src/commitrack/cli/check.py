"""``commitrack check``: everything that is wrong with a registry, each with its place."""

from commitrack.cli.console import print_problems, write
from commitrack.cli.options import RegistryOption
from commitrack.cli.session import registry_folder
from commitrack.errors import ExitCode
from commitrack.registry import read
from commitrack.registry.locate import files


def command(registry: RegistryOption = None) -> int:
    """Find everything that is wrong.

    Every problem is printed as file:line: error[CTnnn]: sentence; the exit code is 1 when there is one.
    """
    folder = registry_folder(registry)
    reading = read(folder)
    if reading.problems:
        print_problems(reading.problems)
        write(f"{_count(len(reading.problems), 'problem')} in {folder}\n")
        return ExitCode.FINDINGS
    found = reading.registry
    write(
        f"{_count(len(found.commitments), 'commitment')} and {_count(len(found.updates), 'update')} "
        f"in {_count(len(files(folder)), 'file')} of {folder}: no problem\n"
    )
    return ExitCode.FINE


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"
