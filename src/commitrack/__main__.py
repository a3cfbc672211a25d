"""``python -m commitrack``: the same program as the console script."""

from commitrack.cli.main import run

run()
