"""The settings in effect: the one place that decides which source takes precedence.

An option, then a variable of the environment, the config file of the user, ``[defaults]`` of the registry, and what the
system says. The nearest registry precedes that of the config file, as in git. Files are read only if they exist and if
nothing before them states the setting.
"""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from msgspec import Struct, field

from commitrack.errors import CommitrackError
from commitrack.index import USE, least_bytes
from commitrack.language import LANGUAGES, SOURCE
from commitrack.language import LazyString as _

if TYPE_CHECKING:
    from commitrack.model import Defaults

WITHOUT_REGISTRY = {"init", "schema", "completion", "help"}
"""Commands that read no registry, and so no defaults of one."""
COMPLETE = "_COMMITRACK_COMPLETE"
"""The variable by which a shell requests completions."""
COLOR_VARIABLES = {"NO_COLOR": "never", "FORCE_COLOR": "always", "CLICOLOR_FORCE": "always"}
"""See no-color.org and bixense.com; the first that is set is used."""
BUILT_IN, NOT_SET = _("built-in"), _("not set")


class Setting(NamedTuple):
    """The value of a setting, None if there is none, and where it comes from."""

    value: str | None
    origin: str


class Sources(Struct, frozen=True, kw_only=True, dict=True):
    """Where settings come from: the command line, the environment and, unless ``files`` is False, the files."""

    argv: Sequence[str] = ()
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    files: bool = True

    def setting(self, name: str) -> Setting:
        """A setting by its name, from the first source that states it. Raises UsageError for an invalid config."""
        stated = (setting for setting in SETTINGS[name](self) if setting.value is not None)
        return next(stated, Setting(None, NOT_SET))

    @cached_property
    def config_file(self) -> Path | None:
        """The config file of the user, whether it exists or not; None if there is no place for one."""
        named = self.environ.get("COMMITRACK_CONFIG")
        if named is not None:
            return Path(named) if named else None
        return _config_folder(self.environ, windows=sys.platform == "win32")

    @cached_property
    def config(self) -> Mapping[str, str]:
        """The settings in the config file of the user, and none if there is no such file. Raises UsageError."""
        file = self.config_file if self.files else None
        if file is None or not (os.path.exists(file) or self.environ.get("COMMITRACK_CONFIG")):  # noqa: PTH110
            return {}
        from commitrack.registry.user_config import read_user_config  # noqa: PLC0415  only if there is a file

        config = read_user_config(file)
        if "registry" in config:
            config["registry"] = str(file.parent / os.path.expanduser(config["registry"]))  # noqa: PTH111  never fails
        return config

    @property
    def registry(self) -> Path | None:
        """The folder of the registry; None if there is none."""
        named = self.setting("registry").value
        return None if named is None else self._found(named)

    @property
    def nearest(self) -> Path | None:
        """The nearest registry from the current folder upward; None if there is none."""
        return self._found(None)

    def _found(self, named: str | None) -> Path | None:
        from commitrack.registry.discovery import find  # noqa: PLC0415

        try:
            start = Path(self.typed("-C") or "").absolute()
            return find(named and str(start / named), start=start)
        except (CommitrackError, OSError, ValueError):
            return None

    @cached_property
    def defaults(self) -> "Defaults | None":
        """The defaults of the registry that the command reads; None if it reads none."""
        from commitrack.cli.app import COMMANDS  # noqa: PLC0415

        command = next((word for word in self.argv if word in COMMANDS), None)
        is_unneeded = not self.files or COMPLETE in self.environ or command in {None, *WITHOUT_REGISTRY}
        if is_unneeded or self.registry is None:
            return None
        from commitrack.registry.defaults import read_defaults  # noqa: PLC0415

        return read_defaults(self.registry)

    def typed(self, *options: str) -> str | None:
        """The last value of an option on the command line, before anything is parsed."""
        value = None
        for word, after in pairwise([*self.argv, ""]):
            if word == "--":
                break
            name, equals, inside = word.partition("=")
            if name in options:
                value = inside if equals else after
            elif word[:2] in options:
                value = word[2:]
        return value

    def variables(self, *names: str) -> Iterator[Setting]:
        """Variables of the environment that are set and not empty."""
        return (Setting(self.environ[name], name) for name in names if self.environ.get(name))

    def configured(self, name: str) -> Setting:
        """A setting of the user's config file."""
        return Setting(self.config.get(name), str(self.config_file))

    def default(self, name: str) -> Iterator[Setting]:
        """A setting of the registry's defaults, if it has it."""
        value = getattr(self.defaults, name, None)
        if value:
            text = value if isinstance(value, str) else ",".join(value)
            yield Setting(str(text), _("[defaults] in {file}", file=f"{self.registry}{os.sep}commitments.toml"))


def words_to_complete(environ: Mapping[str, str]) -> list[str]:
    """The words of the command line for which a shell requests completions; none if it does not."""
    typed = environ.get("COMP_WORDS") or environ.get("_TYPER_COMPLETE_ARGS", "")
    return typed.split() if COMPLETE in environ else []


def _config_folder(environ: Mapping[str, str], *, windows: bool) -> Path | None:
    """Where the config file is; None if the environment does not say. A relative folder could be a registry's."""
    home = os.path.expanduser("~/.config")  # noqa: PTH111  Path.home raises an error if there is none
    folder = Path(environ.get("APPDATA" if windows else "XDG_CONFIG_HOME", ""))
    folder = folder if folder.is_absolute() else Path(home)
    return folder / "commitrack" / "config.toml" if folder.is_absolute() else None


Candidates: TypeAlias = Iterable[Setting]


def _registry(sources: Sources) -> Candidates:
    yield Setting(sources.typed("--registry", "-r"), "--registry")
    yield from sources.variables("COMMITRACK_REGISTRY")
    nearest = sources.nearest
    yield Setting(None if nearest is None else str(nearest), _("nearest to the current folder"))
    yield sources.configured("registry")


def _by(sources: Sources) -> Candidates:
    yield from sources.variables("COMMITRACK_BY")
    yield sources.configured("by")


def _language(sources: Sources) -> Candidates:
    typed = sources.typed("--lang")
    yield Setting(typed if typed in LANGUAGES else None, "--lang")
    for setting in sources.variables("COMMITRACK_LANG"):
        yield setting if setting.value in LANGUAGES else Setting(SOURCE, BUILT_IN)
    yield sources.configured("language")
    yield from sources.default("language")
    for setting in list(sources.variables("LC_ALL", "LC_MESSAGES", "LANG"))[:1]:
        language = re.split(r"[_.@]", setting.value or "")[0].lower()
        yield Setting(language if language in LANGUAGES else None, setting.origin)
    yield Setting(SOURCE, BUILT_IN)


def _pager(sources: Sources) -> Candidates:
    """An empty variable means: no pager. PAGER is for all programs, so it comes after the config file, as in git."""
    yield Setting("cat" if "--no-pager" in sources.argv else None, "--no-pager")
    yield Setting(sources.environ.get("COMMITRACK_PAGER"), "COMMITRACK_PAGER")
    yield sources.configured("pager")
    yield Setting(sources.environ.get("PAGER"), "PAGER")
    yield Setting("less", BUILT_IN)


def _index(sources: Sources) -> Candidates:
    yield Setting("off" if "--no-index" in sources.argv else None, "--no-index")
    yield Setting({"0": "off", "1": "always"}.get(sources.environ.get("COMMITRACK_INDEX", "")), "COMMITRACK_INDEX")
    yield Setting("auto", BUILT_IN)


def _color(sources: Sources) -> Candidates:
    yield Setting(sources.typed("--color"), "--color")
    for setting in sources.variables(*COLOR_VARIABLES):
        if setting.value != "0" or setting.origin == "NO_COLOR":
            yield Setting(COLOR_VARIABLES[setting.origin], setting.origin)
    yield sources.configured("color")
    yield Setting("auto", BUILT_IN)


def _default(name: str, built_in: str | None = None) -> Callable[[Sources], Candidates]:
    """A setting of ``list``, which only a registry may state."""

    def candidates(sources: Sources) -> Candidates:
        yield from sources.default(name)
        yield Setting(built_in, BUILT_IN)

    return candidates


SETTINGS: Mapping[str, Callable[[Sources], Candidates]] = {
    "registry": _registry,
    "by": _by,
    "language": _language,
    "pager": _pager,
    "color": _color,
    "index": _index,
    "columns": _default("columns"),
    "sort": _default("sort", "urgency"),
    "format": _default("format", "table"),
}
"""The settings by their names, and what states each of them, first what takes precedence."""

sources: ContextVar[Sources] = ContextVar("sources", default=Sources(files=False))  # noqa: B039  frozen
"""The sources of this command line; set before anything is parsed."""


def use(settings: Sources) -> None:
    """Set the sources of this command line, and whether it uses an index."""
    sources.set(settings)
    least_bytes.set(USE[in_effect("index") or "auto"])


def in_effect(name: str) -> str | None:
    """The value of a setting for this command line."""
    return sources.get().setting(name).value


def default_map(commands: Iterable[str], settings: Sources) -> dict[str, dict[str, object]]:
    """What Typer uses for options that neither the command line nor the environment states, by command."""
    stated: dict[str, object] = {"by": settings.config["by"]} if "by" in settings.config else {}
    if "registry" in settings.config and settings.nearest is None:
        stated["registry"] = settings.config["registry"]
    stated["lang"] = settings.setting("language").value
    return {command: {**stated, "check": stated} for command in commands if command != "help"}  # --help has that name
