"""``commitrack completion``: print the script by which a shell completes commands, ids, fields and values."""

from enum import StrEnum
from typing import Annotated

import typer

from commitrack.cli.console import write
from commitrack.cli.examples import Example
from commitrack.cli.options import Lang, MessageLangOption
from commitrack.cli.settings import COMPLETE
from commitrack.language import LazyString as _

PROGRAM = "commitrack"

BASH = f"""\
_commitrack_completion() {{
    local line="${{COMP_LINE:0:COMP_POINT}}" words=() current reply
    read -ra words <<< "$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    current="${{words[${{#words[@]}} - 1]}}"
    COMPREPLY=()
    while IFS= read -r reply; do
        [[ -n $reply ]] && COMPREPLY+=("$reply")
    done < <(COMP_WORDS="${{words[*]}}" COMP_CWORD=$((${{#words[@]}} - 1)) {COMPLETE}=complete_bash {PROGRAM})
    # A colon starts a new word in bash, so only what follows the last one is replaced.
    if [[ $current == *:* && $COMP_WORDBREAKS == *:* ]]; then
        COMPREPLY=("${{COMPREPLY[@]#"${{current%"${{current##*:}}"}}"}}")
    fi
}}
complete -o default -F _commitrack_completion {PROGRAM}
"""
"""Unlike Typer's script, this one completes what follows a colon, as in ``status:``."""


class Shell(StrEnum):
    """The shells for which there is a script."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


EXAMPLES = (
    Example('eval "$(commitrack completion bash)"', _("In ~/.bashrc")),
    Example('commitrack completion zsh > "${fpath[1]}/_commitrack"', _("Once, in zsh")),
    Example("commitrack completion fish \\\n    > ~/.config/fish/completions/commitrack.fish", _("Once, in fish")),
)


def command(
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="Shell: bash, zsh or fish", show_default=False)],
    lang: MessageLangOption = Lang.EN,  # noqa: ARG001  for the help only
) -> None:
    """Print the completion script of a shell

    The script completes commands, options, ids, fields and values. The line for bash runs it in every new shell; those
    for zsh and fish write it to a file that the shell loads.
    """
    write(_script(shell), paged=False)


def _script(shell: Shell) -> str:
    if shell is Shell.BASH:
        return BASH
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # noqa: PLC0415  not exported

    script: str = get_completion_script(prog_name=PROGRAM, complete_var=COMPLETE, shell=shell.value)
    return f"{script}\n"
