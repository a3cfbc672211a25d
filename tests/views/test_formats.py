"""The report formats: options, file extensions and permitted imports are all derived from one list."""

import ast
import inspect
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

import pytest

from commitrack.cli.main import main
from commitrack.cli.options import ReportFormat
from commitrack.cli.output_file import format_of
from commitrack.errors import UsageError
from commitrack.language import LANGUAGES
from commitrack.report.report import Report, ReportRequest, build_report
from commitrack.report.snapshot import Snapshot
from commitrack.views.formats import FORMATS, TABLE, ReportView, view

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "commitrack"
PACKAGE = SOURCE.name
WHOLE = {"csv", "json", "ics"}
"""Formats for programs, which contain the whole report whatever sections are requested."""
AS_OF = ("--as-of", "2026-11-23", "-r", str(ROOT / "data"))

every_format = pytest.mark.parametrize("name", FORMATS)


@pytest.fixture(scope="module")
def report(shipped: Callable[[str], Snapshot]) -> Report:
    return build_report(shipped("2026-11-23"), ReportRequest(), digest="0" * 64)


# --- what a format provides


def whole(rendered: bytes | Iterable[str]) -> bytes | str:
    """A report in one piece."""
    return rendered if isinstance(rendered, bytes) else "".join(rendered)


@every_format
def test_a_format_has_a_view(name: str) -> None:
    """The module of each format renders a report with the parameters of the protocol ReportView."""
    promised = inspect.signature(ReportView.render_report).parameters.values()
    provided = inspect.signature(import_module(FORMATS[name]).render_report).parameters.values()
    assert [(p.name, p.kind) for p in provided] == [(p.name, p.kind) for p in promised if p.name != "self"]


@every_format
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_format_renders_the_shipped_registry(report: Report, name: str, lang: str) -> None:
    """Each format renders the shipped registry in each language as text or bytes of more than trivial length."""
    rendered = whole(view(name).render_report(report, lang=lang))
    assert len(rendered) > 1000
    if isinstance(rendered, str):
        assert rendered.encode()


@every_format
def test_only_formats_for_programs_always_contain_the_whole_report(report: Report, name: str) -> None:
    """Requesting one section narrows the report in every format except those for programs."""
    full, narrowed = (whole(view(name).render_report(report, lang="en", only=only)) for only in ((), ("stale",)))
    assert (full == narrowed) == (name in WHOLE)


# --- where a format is offered


def test_the_command_line_offers_every_format() -> None:
    """The choices of --format are the table on the terminal and every format of the list."""
    assert [str(form) for form in ReportFormat] == [TABLE, *FORMATS]


def test_every_module_that_renders_a_report_is_listed() -> None:
    """Every module with a function render_report belongs to a format of the list, and no module is listed twice."""
    defined = {
        owner
        for module, tree in MODULES.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == "render_report" and (owner := format_of_module(module))
    }
    assert defined == set(FORMATS)
    assert len(set(FORMATS.values())) == len(FORMATS)
    strays = [
        module
        for module, tree in MODULES.items()
        if not format_of_module(module)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == "render_report"
    ]
    assert strays == []


@every_format
def test_the_extension_of_the_output_selects_the_format(name: str, tmp_path: Path) -> None:
    """The file extension selects the format, in lower or upper case, and --format takes precedence over it."""
    file, same, other = tmp_path / f"report.{name}", tmp_path / f"REPORT.{name.upper()}", tmp_path / "report.txt"
    assert main(["report", "-o", str(file), *AS_OF]) == 0
    assert main(["report", "-o", str(same), *AS_OF]) == 0
    assert main(["report", "-o", str(other), "--format", name, *AS_OF]) == 0
    assert file.read_bytes() == same.read_bytes() == other.read_bytes() != b""
    assert format_of(ReportFormat(TABLE), str(file), ReportFormat) == TABLE


@pytest.mark.parametrize("output", [None, "-", "report.txt", "report.TXT"])
def test_standard_output_and_txt_are_a_table(output: str | None) -> None:
    """Without --format, standard output and a .txt file get the table."""
    assert format_of(None, output, ReportFormat) == TABLE


@pytest.mark.parametrize("output", ["report", "report.md.gz", "md", ".md", "report.", "report.pdf", ".", ""])
def test_any_other_output_is_refused(output: str) -> None:
    """Without --format, a name whose extension selects no format raises UsageError."""
    with pytest.raises(UsageError):
        format_of(None, output, ReportFormat)


# --- what a format imports


def modules() -> dict[str, ast.Module]:
    """The syntax tree of every module of the package, by dotted name."""
    trees = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = (PACKAGE, *path.relative_to(SOURCE).with_suffix("").parts)
        trees[".".join(parts).removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return trees


MODULES = modules()


def libraries(tree: ast.Module) -> set[str]:
    """The third-party libraries that a module imports, at its top or within a function."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names - {PACKAGE} - sys.stdlib_module_names


def format_of_module(module: str) -> str:
    """The format to which a module belongs, or an empty string."""
    owners = (name for name, root in FORMATS.items() if module == root or module.startswith(f"{root}."))
    return next(owners, "")


def shared() -> set[str]:
    """The libraries that modules outside the views import; they belong to no single format."""
    return {
        library
        for module, tree in MODULES.items()
        if not module.startswith(f"{PACKAGE}.views.")
        for library in libraries(tree)
    }


def own(name: str) -> set[str]:
    """The libraries that a format imports and modules outside the views do not."""
    trees = (tree for module, tree in MODULES.items() if format_of_module(module) == name)
    return {library for tree in trees for library in libraries(tree)} - shared()


OWN = {name: own(name) for name in FORMATS}


@every_format
def test_no_other_module_imports_the_libraries_of_a_format(name: str) -> None:
    """No module outside a format imports the libraries of that format; import-linter keeps them within the views."""
    others = {
        module: borrowed
        for module, tree in MODULES.items()
        if format_of_module(module) != name and (borrowed := libraries(tree) & OWN[name])
    }
    assert others == {}


def test_some_formats_need_a_library() -> None:
    """HTML, XLSX and iCalendar need libraries of their own, so the tests of imports have something to check."""
    assert {name for name, needed in OWN.items() if needed} == {"html", "xlsx", "ics"}


SMALL = ("-r", str(Path(__file__).parent / "small"))
DAY = ("--as-of", "2026-11-23")
PLAIN = (("check",), ("list", *DAY), ("show", "fund", *DAY), ("report", *DAY))


@pytest.mark.parametrize(
    ("argv", "loaded"),
    [
        *(pytest.param(argv, set(), id=argv[0]) for argv in PLAIN),
        *(pytest.param(("report", "-o", f"answer.{name}", *DAY), OWN[name], id=name) for name in FORMATS),
    ],
)
def test_a_library_is_loaded_by_its_format_alone(argv: tuple[str, ...], loaded: set[str], tmp_path: Path) -> None:
    """A command loads the libraries of the requested format and of no other format."""
    code = f"import sys; from commitrack.cli.main import main; main({[*argv, *SMALL]!r}); print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, timeout=60)
    imported = set(result.stdout.decode().split())
    assert "commitrack.cli.main" in imported
    assert imported & set().union(*OWN.values()) == loaded
    assert all(file.stat().st_size for file in tmp_path.iterdir())
