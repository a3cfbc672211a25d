"""One command to check all: ``nox``. Each session is one question about the code."""

import nox

nox.options.sessions = ["lint", "types", "imports", "tests"]
nox.options.reuse_existing_virtualenvs = True
PYTHONS = ["3.11", "3.12", "3.13"]


@nox.session
def lint(session: nox.Session) -> None:
    """Ruff: rules and format."""
    session.install("ruff==0.17.6")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """mypy, strict, on source and tests."""
    session.install("-e", ".[dev]")
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """import-linter: imports run one way."""
    session.install("-e", ".[test]")
    session.run("lint-imports")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run pytest with branch coverage and its floor."""
    session.install(".[test]")
    session.run("pytest", "--cov", "--cov-report=term", "--cov-fail-under=90", *session.posargs)


@nox.session(python="3.11")
def lowest(session: nox.Session) -> None:
    """The tests with the lowest versions of the ranges (needs uv)."""
    session.run("uv", "pip", "install", "--resolution=lowest-direct", ".[test]", external=True)
    session.run("pytest", "-q")


@nox.session
def newest(session: nox.Session) -> None:
    """The tests with the newest Typer, beyond our range: how long must the upper bound stay?"""
    session.install(".[test]")
    session.install("--upgrade", "typer")
    session.run("pytest", "-q")
