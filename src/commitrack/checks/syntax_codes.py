"""Codes of problems that the registry package reports: title and explanation of each, for its documentation page."""

from commitrack.errors import Severity

SYNTAX_CODES: dict[str, tuple[str, str]] = {  # errors found while files are read, before the checks run
    "CT101": (
        "unreadable file",
        (
            "The file is not a regular file (but a folder or a pipe, for example), or you are not allowed to read it, "
            "or its name is not UTF-8, or it is a link to a file outside the registry's folder. A registry may come "
            "from somebody else, so its links must not lead to other files of yours; replace the link with a copy of "
            "the file."
        ),
    ),
    "CT102": (
        "file not in UTF-8",
        (
            "TOML files are encoded in UTF-8. The message gives the position of the first invalid byte and the likely "
            "encoding; a Japanese editor may have saved the file as Shift_JIS. Save it as UTF-8."
        ),
    ),
    "CT103": (
        "git conflict marker",
        (
            "A merge left a conflict in the file. git takes lines that two new tables share out of the conflict, so "
            "deleting the markers and keeping the rest mixes the tables, and the result may still be valid. Restore "
            "the tables of both sides whole. This command, given the path of the file, starts over and shows them "
            "whole; changes made to the file since the merge are lost:\n\n"
            "    git checkout --conflict=diff3 commitments.toml\n\n"
            "Between `<<<<<<<` and `|||||||` are the tables of one side, between `=======` and `>>>>>>>` those of the "
            "other, and in the middle is what both sides started from. If a table is new, keep all its lines; if both "
            "sides changed the same table, keep it once, with the values that are right. Delete the middle part and "
            "the lines with the markers, run `commitrack check`, then `git add`.\n\n"
            "`updates*.toml` and `additions.toml` have a line of their own for everything that was recorded, so git "
            "merges them without conflicts if `.gitattributes` contains the rules that `commitrack init` writes. If "
            "the rules were missing, add them, and let git resolve the conflict:\n\n"
            "    git checkout -m updates.toml"
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
            "The file is larger, has more keys or longer numbers, or nests keys or brackets deeper than any real one. "
            "Such files can make a parser hang, so they are refused before parsing. docs/limits.md states the limits."
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
            "A value has the wrong type, is not one of the allowed words, is not a finite number, or is a date outside "
            "the years 1900–2200. Dates and numbers are written without quotes."
        ),
    ),
    "CT109": (
        "id defined in two files",
        (
            "Every `*.toml` file in the folder is read, and each id may be defined in only one of them. The message "
            "names both places. After a merge, one of them may be an old version whose lines came back: keep the "
            "version that is right, and delete the other."
        ),
    ),
    "CT112": (
        "unknown format of the registry",
        (
            "`format` in the table `[registry]` is the version of the format of all files; without it, it is 1. A "
            "registry with a newer format was written for a newer version of commitrack, and reading it with this one "
            "could be wrong, so every command refuses it. Upgrade commitrack."
        ),
    ),
    "CT113": (
        "defaults in another file",
        (
            "The table `[defaults]` is read before everything else, because it may state the language, so it has to be "
            "in `commitments.toml`. Move it there. Wrong values and unknown keys in it are CT108 and CT106: it may "
            "contain `language`, `columns`, `sort` and `format`, and nothing that names a program or a path, because a "
            "registry may come from somebody else."
        ),
    ),
}

CHECK_CODES: dict[str, tuple[Severity, str, str]] = {  # reported only by ``commitrack check``
    "CT111": (
        Severity.WARNING,
        "defined twice in the same words",
        (
            "A line of the journal or of `additions.toml` is there twice, or a commitment or an update is defined in "
            "two files with the same keys and values, so it is read once. Lines are doubled if two branches pick "
            "commits from each other and are merged then. A commitment is doubled if one clone moves it from "
            "`additions.toml` to `commitments.toml` while another appends to `additions.toml`: git brings the old "
            "lines back. `commitrack repair` deletes the copies."
        ),
    ),
    "CT401": (
        Severity.ERROR,
        "evidence file missing or changed",
        (
            "A file that is evidence for an update cannot be read, or its SHA-256 is not the recorded one. Restore the "
            "file, or retract the update and record it again. `commitrack evidence check` reports only these problems; "
            "`commitrack check --no-evidence` skips them."
        ),
    ),
    "CT402": (
        Severity.WARNING,
        "merge rule for git missing or too wide",
        (
            "The registry is in a git work tree. git merges the journal and additions without conflicts if "
            "`.gitattributes`, in the folder of the registry or above it, contains the lines "
            "`updates*.toml text eol=lf merge=union` and `additions*.toml text eol=lf merge=union`; `commitrack init` "
            "writes them. With `eol=lf`, line endings are the same in all clones; otherwise git would keep every line "
            "twice. No other file may have `merge=union`: git would mix the keys of two new tables. If a profile of an "
            "import names a `file` for new commitments, let its name begin with `additions`: so the rule applies to it."
        ),
    ),
    "CT406": (
        Severity.ERROR,
        "journal line changed or deleted since it was committed",
        (
            "A line of the journal is not as it was committed to git, or is no longer there. Lines are for ever: a "
            "mistake is corrected by `commitrack undo` and a new update. Restore the line as it was:\n\n"
            "    git log -p -SKEY -- 'updates*.toml'\n\n"
            "If it had to be deleted, for example because it contained personal data, the report remains. Only "
            "`commitrack check --history` looks for it."
        ),
    ),
    "CT405": (
        Severity.WARNING,
        "two kinds of line endings",
        (
            "Some lines of the journal or of `additions.toml` end as on Windows, the others as on Unix. The file can "
            "be read, but if a clone changes the endings, git keeps every line twice. `commitrack repair` makes them "
            "equal; the merge rules that `commitrack init` writes (`eol=lf`) keep them so."
        ),
    ),
}
