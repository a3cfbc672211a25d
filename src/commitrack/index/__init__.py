"""The index of a large registry: what its files contain, in SQLite, so that a command reads only what it needs.

It is a cache: derived from the files, deleted at will, and used only while it is certain that they have not changed
since. ``store`` writes and opens it, ``files`` decides whether it is current, ``tables`` are the records that it
returns, and ``packing`` is how they are stored.
"""
