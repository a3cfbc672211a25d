"""Comments in a suggested profile."""

from commitrack.language import LazyString


def comment(text: str, code: str = "") -> LazyString:
    """A comment, after what is no comment on its line."""
    return LazyString("{code}# {text}", code=code, text=text)
