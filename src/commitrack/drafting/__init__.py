"""Draft records from typed input or spreadsheet rows, checked against the registry.

Pure: the input, the registry and the time are arguments. No files, no TOML and no clock.
"""
