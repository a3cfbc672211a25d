"""commitrack: a register of public commitments, kept in git, judged by date."""

__version__ = "0.1.0"
