"""One module per format, each with a function ``render…() -> str | bytes``.

Views only format data: they do not assess or select it, and open no file.
"""
