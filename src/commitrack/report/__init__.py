"""A listing, a page about one commitment and a report, as plain data.

Nothing here knows a language, a terminal, a file or a format; every figure that is shown anywhere comes from here.
"""
