"""What is wrong with a file before there is a registry to check: code, title, and what to do about it.

The registry package reports these problems; the texts here are their pages in the documentation.
"""

SYNTAX_CODES: dict[str, tuple[str, str]] = {
    "CT101": (
        "a file that cannot be read",
        "The file is not a regular file (a folder, a pipe), or the system does not let you read it.",
    ),
    "CT102": (
        "not UTF-8",
        (
            "TOML is UTF-8. The message says at which byte it stops being that, and what the file looks like; a "
            "Japanese editor may have saved it as Shift_JIS. Save it as UTF-8."
        ),
    ),
    "CT103": (
        "a conflict marker of git",
        (
            "A merge left its markers in the file. Keep the lines of both sides, delete the lines that begin with "
            "`<<<<<<<`, `=======` and `>>>>>>>`, save. With `updates.toml merge=union` in `.gitattributes`, as "
            "`commitrack init` writes it, the journal never gets any."
        ),
    ),
    "CT104": (
        "not TOML",
        (
            "The file breaks the rules of TOML 1.0 at that line: a missing quote, a date that does not exist, a key "
            "that stands twice, a full-width sign from a Japanese keyboard."
        ),
    ),
    "CT105": (
        "beyond all measure",
        (
            "The file is larger, a number longer, a key or brackets deeper than any register has. Such files make "
            "parsers hang, so they are refused beforehand."
        ),
    ),
    "CT106": (
        "a word that is not of the format",
        "A table or key that nobody knows: mostly a slip of the finger, and the nearest known word is suggested.",
    ),
    "CT107": ("something missing", "The table needs a key that it does not have."),
    "CT108": (
        "a value of the wrong kind",
        (
            "A text in place of a number or a date, a word that is not one of those possible, a number that is none. "
            "Dates and numbers stand without quotes."
        ),
    ),
    "CT109": (
        "one id in two files",
        "Every `*.toml` of the folder is read, and an id stands in one of them only.",
    ),
    "CT110": ("an empty registry", "There is no commitment in any file. `commitrack add` writes the first one."),
}
