"""What things look like: one file a format, each a function ``render(…) -> str | bytes``.

Nothing here judges, selects, or touches a file.
"""
