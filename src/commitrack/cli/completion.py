"""``commitrack completion``: print the script by which a shell completes commands, ids, fields and values."""

from enum import StrEnum
from typing import Annotated

import typer

from commitrack.cli.console import write
from commitrack.cli.options import Lang, LangOption

PROGRAM, VARIABLE = "commitrack", "_COMMITRACK_COMPLETE"

BASH = f"""\
_commitrack_completion() {{
    local line="${{COMP_LINE:0:COMP_POINT}}" words=() current reply
    read -ra words <<< "$line"
    [[ $line == *[[:space:]] ]] && words+=("")
    current="${{words[${{#words[@]}} - 1]}}"
    COMPREPLY=()
    while IFS= read -r reply; do
        COMPREPLY+=("$reply")
    done < <(COMP_WORDS="${{words[*]}}" COMP_CWORD=$((${{#words[@]}} - 1)) {VARIABLE}=complete_bash {PROGRAM})
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


def command(
    shell: Annotated[Shell, typer.Argument(help="Shell", show_default=False)],
    lang: LangOption = Lang.EN,  # noqa: ARG001  for the help only
) -> None:
    """Print the completion script of a shell

    In bash: add the line eval "$(commitrack completion bash)" to ~/.bashrc. In zsh: commitrack completion zsh >
    "${fpath[1]}/_commitrack". In fish: commitrack completion fish > ~/.config/fish/completions/commitrack.fish.
    """
    write(_script(shell), paged=False)


def _script(shell: Shell) -> str:
    if shell is Shell.BASH:
        return BASH
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # noqa: PLC0415  not exported

    script: str = get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell.value)
    return f"{script}\n"
