"""From what a person typed, or a row of a sheet states, to records that fit the registry.

Pure: a record is drafted from the input, the registry and the moment. No files, no TOML and no clock.
"""
