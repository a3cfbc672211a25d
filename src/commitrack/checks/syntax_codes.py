"""Codes of problems found while files are read, before the checks run: title and explanation of each.

The registry package reports these problems; the texts here are their documentation pages.
"""

SYNTAX_CODES: dict[str, tuple[str, str]] = {
    "CT101": (
        "unreadable file",
        "The file is not a regular file (but a folder or a pipe, for example), or you are not allowed to read it.",
    ),
    "CT102": (
        "not UTF-8",
        (
            "TOML files are encoded in UTF-8. The message gives the position of the first invalid byte and the likely "
            "encoding; a Japanese editor may have saved the file as Shift_JIS. Save it as UTF-8."
        ),
    ),
    "CT103": (
        "git conflict marker",
        (
            "A merge left its markers in the file. Keep the lines of both sides, delete the lines that start with "
            "`<<<<<<<`, `=======` and `>>>>>>>`, and save. With `updates.toml merge=union` in `.gitattributes`, as "
            "`commitrack init` writes it, git merges the journal without conflicts."
        ),
    ),
    "CT104": (
        "invalid TOML",
        (
            "The line is not valid TOML 1.0. Common causes are a missing quote, a date that does not exist, a key that "
            "is defined twice, and a full-width character from a Japanese keyboard."
        ),
    ),
    "CT105": (
        "file or value too large",
        (
            "The file is larger, a number is longer, or keys or brackets are nested deeper than in any real registry. "
            "Such files can make a parser hang, so they are refused before parsing."
        ),
    ),
    "CT106": (
        "unknown table or key",
        (
            "A table or key is not part of the format. Usually it is a typing error, and the message suggests similar "
            "words."
        ),
    ),
    "CT107": (
        "missing key",
        "The table lacks a required key. `commitrack schema` lists the keys of every table.",
    ),
    "CT108": (
        "invalid value",
        (
            "A value has the wrong type, is not one of the allowed words, or is not a finite number. Dates and numbers "
            "are written without quotes."
        ),
    ),
    "CT109": (
        "id defined in two files",
        "Every `*.toml` file in the folder is read, and each id may be defined in only one of them.",
    ),
    "CT110": (
        "empty registry",
        "No file defines a commitment. Add the first one with `commitrack add`.",
    ),
}
