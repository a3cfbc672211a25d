"""Run all checks with one command: ``nox``."""

import nox

nox.options.sessions = ["lint", "types", "imports", "tests"]
nox.options.reuse_existing_virtualenvs = True
PYTHONS = ["3.11", "3.12", "3.13"]


@nox.session
def lint(session: nox.Session) -> None:
    """Lint and check the formatting with Ruff."""
    session.install("ruff==0.17.6")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of source and tests with mypy."""
    session.install("-e", ".[dev]")
    session.run("mypy")


@nox.session
def imports(session: nox.Session) -> None:
    """Check the direction of imports with import-linter."""
    session.install("-e", ".[test]")
    session.run("lint-imports")


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests; require 90 % branch coverage."""
    session.install(".[test]")
    session.run("pytest", "--cov", "--cov-report=term", "--cov-fail-under=90", *session.posargs)


@nox.session(python="3.11")
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest supported versions of the dependencies (needs uv)."""
    session.run("uv", "pip", "install", "--resolution=lowest-direct", ".[test]", external=True)
    session.run("pytest", "-q")


@nox.session
def newest(session: nox.Session) -> None:
    """Run the tests with the newest Typer, to see whether its upper bound can be raised."""
    session.install(".[test]")
    session.install("--upgrade", "typer")
    session.run("pytest", "-q")
