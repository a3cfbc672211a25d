"""The reader's guarantee for arbitrary bytes: it returns a registry and problems, and never crashes.

As a test: ``tests/fuzz/test_reader.py`` (Hypothesis). As a fuzzer: ``python tests/fuzz/reader.py -max_total_time=3600``
(needs ``pip install atheris``).
"""

import sys
from pathlib import Path

from commitrack.assess import assess
from commitrack.errors import Problem
from commitrack.registry.read import build
from commitrack.registry.toml_file import parse

SEEDS = tuple(
    text.encode()
    for text in (
        """[commitments.a]
title = "A"
made = 2026-01-01
within = "3 years"
targets.t = { value = 5_000, unit = "people", milestones = [{ on = 2027-01-01, value = 10 }] }
""",
        """[updates]
20261123T081042Z-0f6e9df4 = { commitment = "a", on = 2026-01-01, actual = 4, recorded = 2026-11-23T08:10:42Z }
20261123T081042Z-0f6e9df5 = { commitment = "a", on = 2026-01-01, note = "x", evidence = [{ file = "x" }] }
""",
        """[registry]
title = { en = "x", ja = "日本" }
fiscal_year_start = "04-01"
stale_after = "12 months"
""",
        "<<<<<<< HEAD\na = 1\n=======\n>>>>>>> other\n",
        "a.b.c.d.e.f.g.h.i.j = [[[[[[[[[[[[[[1]]]]]]]]]]]]]]\nx = 1e1000000\ny = nan\n",
    )
)


def check_bytes(data: bytes) -> int:
    """Read these bytes as a file, assess the commitments of a valid registry, and return the number of problems."""
    source = parse(data, "commitments.toml")
    if isinstance(source, Problem):
        assert source.message
        assert source.file
        return 1
    reading = build(Path(), [source])
    for problem in reading.problems:
        assert problem.message
        assert problem.file
        assert problem.line
    if not reading.errors():
        updates = reading.registry.updates_of()
        for name, commitment in reading.registry.commitments.items():
            last = max((u.on for u in updates.get(name, ())), default=None)
            if last is not None:
                assess(commitment, updates[name], as_of=last, settings=reading.registry.settings)
    return len(reading.problems)


def main() -> None:
    """Fuzz with the options and seed folders of the command line until stopped."""
    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: PLC0415

    atheris.instrument_all()
    atheris.Setup(sys.argv, check_bytes)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
