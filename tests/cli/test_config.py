"""The settings of a user and of a registry: which takes precedence, what is refused, and ``commitrack config``."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from commitrack.cli.settings import SETTINGS, Sources
from commitrack.model import ColumnName
from commitrack.registry.defaults import read_defaults
from commitrack.registry.read import read
from commitrack.views.json import answers_schema
from commitrack.views.listing import COLUMNS

Run = Callable[..., Any]
Configure = Callable[[str], Path]
Terminal = Callable[..., tuple[int, str]]
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG", "PAGER", "COMMITRACK_PAGER", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE")


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable states a setting unless the test sets it."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def configure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Configure:
    """Write the config file of the user, as in ``configure('language = "ja"')``, and return its path."""
    path = tmp_path / "home" / "config.toml"
    path.parent.mkdir()

    def write(text: str) -> Path:
        monkeypatch.setenv("COMMITRACK_CONFIG", str(path))
        path.write_text(f"{text}\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def defaults(folder: Path) -> Callable[[str], Path]:
    """Add ``[defaults]`` to the registry, and return its file."""

    def write(text: str) -> Path:
        path = folder / "commitments.toml"
        path.write_text(f"[defaults]\n{text}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
        return path

    return write


def settings(run: Run, *argv: str) -> dict[str, tuple[str | None, str]]:
    """What ``config`` says of each setting: the value, and where it comes from."""
    result = run("config", "--json", *argv)
    assert (result.code, result.err) == (0, "")
    return {item["name"]: (item["value"], item["origin"]) for item in json.loads(result.out)["items"]}


def test_without_files_everything_is_built_in(run: Run, folder: Path) -> None:
    """A line for each setting, aligned, with its value and where it comes from."""
    size = len(str(folder))
    assert run("config").out.splitlines() == [
        f"registry  {folder}  nearest to the current folder",
        f"by        {'–':{size}}  not set",
        f"language  {'en':{size}}  built-in",
        f"pager     {'less':{size}}  built-in",
        f"color     {'auto':{size}}  built-in",
        f"index     {'auto':{size}}  built-in",
        f"columns   {'–':{size}}  not set",
        f"sort      {'urgency':{size}}  built-in",
        f"format    {'table':{size}}  built-in",
    ]


def test_config_needs_no_registry_and_writes_nothing(run: Run, configure: Configure, tmp_path: Path) -> None:
    """Outside a registry, ``config`` says that none is set; it creates no file, and changes none."""
    path = configure('by = "desk"')
    assert settings(run)["registry"] == (None, "not set")
    assert settings(run)["by"] == ("desk", str(path))
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]
    assert path.read_text(encoding="utf-8") == 'by = "desk"\n'


def test_which_source_of_the_language_takes_precedence(
    run: Run, configure: Configure, defaults: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """--lang, COMMITRACK_LANG, the config file, [defaults], the locale; each also decides what ``list`` prints."""

    def language() -> tuple[str | None, str, bool]:
        return *settings(run)["language"], "題名" in run("list").out

    assert language() == ("en", "built-in", False)
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert language() == ("ja", "LANG", True)
    place = defaults('language = "en"')
    assert language() == ("en", f"[defaults] in {place}", False)
    path = configure('language = "ja"')
    assert language() == ("ja", str(path), True)
    monkeypatch.setenv("COMMITRACK_LANG", "en")
    assert language() == ("en", "COMMITRACK_LANG", False)
    assert settings(run, "--lang", "ja")["language"] == ("ja", "--lang")
    assert "題名" in run("list", "--lang", "ja").out


@pytest.mark.parametrize(
    "argv", [("list",), ("show", "training"), ("report",), ("log",), ("evidence", "check"), ("check",)]
)
def test_the_language_of_the_registry_is_that_of_every_command(
    run: Run, defaults: Callable[[str], Path], argv: tuple[str, ...]
) -> None:
    """With ``language = "ja"`` in [defaults], commands that read the registry answer as with --lang ja."""
    defaults('language = "ja"')
    result = run(*argv)
    assert result == run(*argv, "--lang", "ja")
    assert result != run(*argv, "--lang", "en")


@pytest.mark.parametrize("option", [("-r", "{}"), ("-r{}",), ("--registry={}",), ("-C", "{}")])
def test_the_defaults_are_those_of_the_registry_that_is_read(
    run: Run, defaults: Callable[[str], Path], folder: Path, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...]
) -> None:
    """The registry named on the command line states the language, from any folder."""
    defaults('language = "ja"')
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder.parent)
    words = [word.format(folder) for word in option]
    argv = (*words, "show", "training") if "-C" in words else ("show", "training", *words)
    assert "5,000人の研修" in run(*argv).out.splitlines()[0]


def test_the_defaults_of_list(run: Run, defaults: Callable[[str], Path]) -> None:
    """``columns``, ``sort`` and ``format`` are those of ``list`` without the options."""
    place = defaults('columns = ["id", "due"]\nsort = "due"')
    origin = f"[defaults] in {place}"
    assert {name: settings(run)[name] for name in ("columns", "sort", "format")} == {
        "columns": ("id,due", origin), "sort": ("due", origin), "format": ("table", "built-in"),
    }  # fmt: skip
    shown = run("list").out
    assert shown == run("list", "--columns", "id,due", "--sort", "due").out
    assert shown.split()[:2] == ["ID", "DUE"]
    assert run("list", "--columns", "status").out.split()[0] == "STATUS"
    assert "title" in json.loads(run("list", "--json").out)["items"][0]
    assert run("list", "--sort", "pillar").out != shown


def test_the_default_format(run: Run, defaults: Callable[[str], Path], folder: Path) -> None:
    """An option, and the extension of --output, take precedence over the default format."""
    defaults('format = "csv"')
    assert run("list").out == run("list", "--format", "csv").out
    assert run("list", "--json").out.startswith("{")
    assert run("list", "-o", "out.json").code == 0
    assert (folder / "out.json").read_text(encoding="utf-8").startswith("{")
    assert not run("show", "training").out.startswith("id,")


@pytest.mark.parametrize(
    ("text", "code", "problem", "hint"),
    [
        ('sort = "du"', "CT108", 'updated, not the text "du"', None),
        ('lang = "ja"', "CT106", 'unknown key "lang" in the table [defaults]', 'did you mean "language"?'),
        ('columns = ["duee"]', "CT108", 'did you mean "due"?', None),
        ('columns = "id"', "CT108", "columns: must be a list in brackets", None),
        ('pager = "touch x"', "CT106", 'unknown key "pager" in the table [defaults]', None),
        ('registry = "/"', "CT106", 'unknown key "registry" in the table [defaults]', None),
        ('by = "me"', "CT106", 'unknown key "by" in the table [defaults]', None),
    ],
)  # fmt: skip
def test_wrong_defaults(
    run: Run, defaults: Callable[[str], Path], text: str, code: str, problem: str, hint: str | None
) -> None:
    """A wrong value or an unknown key is an error with its line; no program, path or name can be a default."""
    defaults(text)
    result = run("check")
    assert (result.code, result.err) == (1, "")
    assert result.out.startswith(f"commitments.toml:2: error[{code}]: ")
    assert problem in result.out
    assert hint is None or f"hint: {hint}" in result.out
    assert run("list").code == 3


def test_defaults_in_another_file(run: Run, folder: Path) -> None:
    """Defaults in another file are an error, because they would not be found in time."""
    (folder / "more.toml").write_text('\n[defaults]\nlanguage = "ja"\n', encoding="utf-8")
    assert run("check").out.startswith("more.toml:2: error[CT113]: [defaults] must be in commitments.toml\n")
    assert read_defaults(folder).language is None


def test_defaults_are_those_of_the_whole_registry(defaults: Callable[[str], Path], folder: Path) -> None:
    """The table that is read early is the one of the registry."""
    defaults('language = "ja"\ncolumns = ["id"]')
    assert read_defaults(folder) == read(folder).registry.defaults


def test_the_columns_of_the_format_are_those_of_listings() -> None:
    """The words of ``columns`` are the names of the columns of ``list``."""
    assert list(ColumnName) == list(COLUMNS)


def test_registry_and_name_of_the_user(
    run: Run, configure: Configure, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``registry`` and ``by`` are used where neither an option nor a variable states them, nor a registry is near."""
    configure('registry = ".."\nby = "desk"')
    monkeypatch.chdir("/")
    assert run("update", "training", "1500", "--on", "2024-08-01").code == 0
    assert 'by = "desk"' in (folder / "updates.toml").read_text(encoding="utf-8")
    assert run("evidence", "check").code == 0
    monkeypatch.setenv("COMMITRACK_BY", "ministry")
    assert run("update", "training", "1600", "--on", "2024-09-01").code == 0
    assert 'by = "ministry"' in (folder / "updates.toml").read_text(encoding="utf-8")
    other = folder / "other"
    other.mkdir()
    (other / "commitments.toml").write_text('[commitments.other]\ntitle = "Other"\n', encoding="utf-8")
    monkeypatch.chdir(other)
    assert settings(run)["registry"] == (str(other), "nearest to the current folder")
    assert "Other" in run("list").out
    monkeypatch.setenv("COMMITRACK_REGISTRY", "/nowhere")
    assert run("list").code == 3
    assert run("list", "--registry", str(folder)).code == 0


@pytest.mark.usefixtures("folder")
def test_colour(run: Run, configure: Configure, monkeypatch: pytest.MonkeyPatch) -> None:
    """``color`` is used unless --color or a variable states it."""
    path = configure('color = "always"')
    assert "\x1b[" in run("show", "training").out
    assert settings(run)["color"] == ("always", str(path))
    assert "\x1b[" not in run("show", "training", "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("show", "training").out
    assert settings(run)["color"] == ("never", "NO_COLOR")
    assert settings(run, "--color", "auto")["color"] == ("auto", "--color")


@pytest.mark.usefixtures("folder")
def test_pager(terminal: Terminal, configure: Configure) -> None:
    """``pager`` is used on a terminal, rather than PAGER; COMMITRACK_PAGER and --no-pager take precedence."""
    configure("pager = \"sed 's/^/paged: /'\"")
    assert "paged: " in terminal("list", env={"PAGER": "sed s/^/other/"})[1]
    assert "paged: " not in terminal("list", "--no-pager")[1]
    assert "paged: " not in terminal("list", env={"COMMITRACK_PAGER": "cat"})[1]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("text", "line", "problem", "hint"),
    [
        ('by = "x"\npagr = "less"', 2, 'unknown key "pagr" in your config file', 'did you mean "pager"?'),
        ('color = "alway"', 1, 'color: must be one of auto, always, never, not the text "alway"; did', None),
        ("by = 3", 1, "by: must be text in quotes, not 3", None),
        ("by = \n", 1, "invalid TOML: ", None),
    ],
)  # fmt: skip
def test_a_wrong_config_is_a_usage_error(
    run: Run, configure: Configure, text: str, line: int, problem: str, hint: str | None
) -> None:
    """A wrong value or an unknown key is reported with file and line, and the exit code is that of a usage error."""
    path = configure(text)
    for argv in (("list",), ("config",)):
        result = run(*argv)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith(f"error: {path}, line {line}: {problem}")
        assert hint is None or result.err.endswith(f"hint: {hint}\n")
    assert run("list", "--lang", "ja").err.startswith(f"エラー：{path}")


def test_a_config_that_cannot_be_read(run: Run, configure: Configure, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that COMMITRACK_CONFIG names has to exist; an empty name means that there is none."""
    monkeypatch.setenv("COMMITRACK_CONFIG", str(configure("").parent / "missing.toml"))
    result = run("config")
    assert result.code == 2
    assert result.err.startswith('error: cannot read the config file "')
    monkeypatch.setenv("COMMITRACK_CONFIG", "")
    assert run("config").code == 0


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"XDG_CONFIG_HOME": "/xdg"}, "/xdg/commitrack/config.toml"),
        ({}, "/home/someone/.config/commitrack/config.toml"),
        ({"XDG_CONFIG_HOME": "relative"}, "/home/someone/.config/commitrack/config.toml"),
        ({"XDG_CONFIG_HOME": "/xdg", "COMMITRACK_CONFIG": "my.toml"}, "my.toml"),
        ({"XDG_CONFIG_HOME": "/xdg", "COMMITRACK_CONFIG": ""}, None),
    ],
)
def test_where_the_config_file_is(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], expected: str | None
) -> None:
    """COMMITRACK_CONFIG names it; else it is in XDG_CONFIG_HOME if that is absolute, else in ~/.config."""
    monkeypatch.setenv("HOME", "/home/someone")
    file = Sources(environ=environ).config_file
    assert (None if file is None else file.as_posix()) == expected


def test_where_the_config_file_is_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows, it is in APPDATA."""
    monkeypatch.setattr("sys.platform", "win32")
    environ = {"APPDATA": "/appdata", "XDG_CONFIG_HOME": "/xdg"}
    assert Sources(environ=environ).config_file == Path("/appdata/commitrack/config.toml")


def test_json_is_a_valid_answer(run: Run) -> None:
    """The JSON of ``config`` is one of the published answers."""
    schema = answers_schema()
    jsonschema.validate(json.loads(run("config", "--json").out), {**schema, "$ref": "#/$defs/ConfigAnswer"})


def test_no_home_means_no_config(monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative home would be a folder of the registry, so no config is read from it."""
    monkeypatch.setenv("HOME", "home")
    assert Sources(environ={}).config_file is None


def test_every_setting_has_an_origin() -> None:
    """Every setting can be resolved without any source."""
    resolved = [Sources(environ={}, files=False).setting(name) for name in SETTINGS]
    assert all(origin in {"built-in", "not set"} for _value, origin in resolved)
