"""Rules for readable source code: short modules and functions, unique names of types, languages in views only."""

import ast
import statistics
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "commitrack"
PACKAGES = (*sorted({path.parent.name for path in SOURCE.glob("*/[!_]*.py")} - {"interchange"}), "")
"""The packages whose median function length is checked; the empty name is the whole source."""

MOST_LINES = 250
MOST_FUNCTION_LINES = 40
MEDIAN_FUNCTION_LINES = 10

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def modules(package: str = "") -> dict[str, ast.Module]:
    """Every module of a package, or of all packages, by its path in the source folder."""
    paths = sorted((SOURCE / package).rglob("*.py"))
    return {str(path.relative_to(SOURCE)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def functions(package: str = "") -> Iterator[tuple[str, Function]]:
    """Every function and method, including nested ones, with the path of its module."""
    for path, module in modules(package).items():
        yield from ((path, node) for node in ast.walk(module) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines of a function with its signature and docstring, without decorators."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def is_type(name: str) -> bool:
    """Whether a name is written like a type: ``KeyPath``, not ``PATHS`` or ``paths``."""
    return name[0].isupper() and not name.isupper()


def types(module: ast.Module) -> Iterator[str]:
    """The names of the classes and of the type aliases of a module."""
    for node in module.body:
        match node:
            case ast.ClassDef(name):
                yield name
            case ast.AnnAssign(target=ast.Name(name), annotation=ast.Name("TypeAlias")):
                yield name
            case ast.Assign(targets=[ast.Name(name)], value=ast.Subscript() | ast.BinOp()) if is_type(name):
                yield name


def test_no_two_types_share_a_name() -> None:
    """No two classes or type aliases have the same name, in any module."""
    count = Counter(name for module in modules().values() for name in types(module))
    assert [name for name, number in count.items() if number > 1] == []


def test_modules_are_short() -> None:
    """No module has more than 250 lines."""
    lines = {path: (SOURCE / path).read_text(encoding="utf-8").count("\n") for path in modules()}
    assert [path for path, count in lines.items() if count > MOST_LINES] == []


def is_command(path: str, function: Function) -> bool:
    """Whether a function is a command of the command line, which has a parameter for each option."""
    return path.startswith("cli/") and function.name == "command"


def test_functions_are_short() -> None:
    """Every function has fewer than 40 lines, except the commands of the command line."""
    lengths = {f"{path} {node.name}": length(node) for path, node in functions() if not is_command(path, node)}
    assert [name for name, lines in lengths.items() if lines >= MOST_FUNCTION_LINES] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_median_function_is_short(package: str) -> None:
    """The median function of each package has at most 10 lines."""
    assert statistics.median(length(node) for _path, node in functions(package)) <= MEDIAN_FUNCTION_LINES


def test_only_views_take_a_language() -> None:
    """Outside cli/, views/, loaded.py, language.py and amounts.py, only functions named ``to`` take a language."""
    offenders = [
        f"{path}:{node.name}"
        for path, node in functions()
        if node.name != "to" and not path.startswith(("cli/", "views/", "loaded.py", "language.py", "amounts.py"))
        for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        if argument.arg == "lang"
    ]
    assert offenders == []
