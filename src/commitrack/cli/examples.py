"""Examples at the end of a command's help; each module of a command lists its own in ``EXAMPLES``."""

from typing import Any, NamedTuple

from typer.core import TyperCommand, TyperGroup

from commitrack.language import SOURCE
from commitrack.language import LazyString as _

HELP = "Show this message and exit"


class Example(NamedTuple):
    """A command line, continued after a backslash if it is long, with a comment if it needs one."""

    line: str
    comment: _ = _("")


class _WithExamples:
    """A command whose help ends with its examples; their lines are not wrapped, so that they can be pasted."""

    examples: tuple[Example, ...] = ()

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The words of the usage line, where Typer would print a required argument as {ID}."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]  # type: ignore[misc]

    def get_help_option(self, ctx: Any) -> Any:
        """The option --help, described without a full stop like the others."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = HELP
        return option

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the epilog, and the examples after it."""
        super().format_epilog(ctx, formatter)  # type: ignore[misc]  # of Typer's class
        if self.examples:
            with formatter.section(_("Examples")):
                for line in example_lines(self.examples, getattr(formatter, "lang", SOURCE)):
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")


class CommandWithExamples(_WithExamples, TyperCommand):
    """A command whose help ends with its examples."""


class GroupWithExamples(_WithExamples, TyperGroup):
    """A group of commands whose help ends with its examples."""


def example_lines(examples: tuple[Example, ...], lang: str) -> list[str]:
    """The lines of examples, each after its comment."""
    lines = []
    for example in examples:
        lines += [f"# {example.comment.to(lang)}"] if example.comment else []
        lines += example.line.splitlines()
    return lines
