"""Read a sheet from text: cells separated by commas, semicolons, tabs or vertical bars.

Nothing about the encoding is guessed: a text is UTF-8, or has a byte order mark, or is Japanese as Excel writes it,
which its kana show; any other encoding has to be stated.
"""

import codecs
import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from commitrack.errors import UsageError
from commitrack.interchange.csv_errors import cause
from commitrack.interchange.sheet import Sheet, text_cell
from commitrack.language import LazyString as _

DELIMITERS = (",", ";", "\t", "|")
"""What may separate cells; the first of those that fit equally well is taken."""

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_KANA = re.compile("[ぁ-ゖ]|[ァ-ヺー]{2}")
_HALF_WIDTH = re.compile("[ｦ-ﾟ]")
"""Kana that Japanese rarely has, but text in another encoding often, if it is read as Japanese."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_SAMPLE = 50
"""How many rows are compared to find the delimiter."""
_PAGES = {"<!doctype html": "HTML", "<html": "HTML", "<table": "HTML", "%pdf": "PDF", "{\\rtf": "RTF", "<?xml": "XML"}
_BINARY = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"%PDF": "PDF", b"SQLite format 3": "SQLite"}
_JSON = re.compile(r'(\[\s*)?\{\s*["}]')
_SAVE_AGAIN = _("save it as CSV or XLSX in a spreadsheet program")
_HINTS = {"XML": _("for activity files of IATI, add --format iati"), **dict.fromkeys(("PNG", "JPEG", "GIF"))}


def text_sheet(
    content: bytes, name: str, *, encoding: str | None = None, delimiter: str | None = None, heading_row: int = 1
) -> Sheet:
    """The rows of a text file; ``heading_row`` is where the delimiter is looked for, 0 if unknown.

    Raises UsageError for another encoding, and for a file that is no table; reading its rows raises it for invalid CSV.
    """
    kind = next((kind for mark, kind in _BINARY.items() if content.startswith(mark)), None)
    text = "" if kind else _decoded(content, name, encoding)
    start = text[:1000].lstrip().lower()
    kind = kind or next((kind for page, kind in _PAGES.items() if start.startswith(page)), None)
    if kind or _JSON.match(start):
        message = _('"{name}" is not a table, but {kind}', name=name, kind=kind or "JSON")
        raise UsageError(message, hint=_HINTS.get(kind or "", _SAVE_AGAIN))
    if name.lower().endswith(".toml"):
        message = _('"{name}" is not a table, but {kind}', name=name, kind="TOML")
        raise UsageError(message, hint=_("files of a registry are not imported; put it into the registry's folder"))
    mark, text = _declared_delimiter(text)
    return Sheet(name=name, rows=_rows(text, name, delimiter or mark or _delimiter(text, heading_row)))


def _decoded(content: bytes, name: str, encoding: str | None) -> str:
    codec = encoding or next((codec for mark, codec in _MARKS.items() if content.startswith(mark)), "utf-8")
    if codec.lower() in {"utf-8", "utf8"}:
        codec = "utf-8-sig"
    try:
        text = content.decode(codec)
    except LookupError:
        message = _('unknown encoding "{encoding}"', encoding=codec)
        raise UsageError(message, hint=_("use utf-8, utf-16, cp932 or cp1252")) from None
    except UnicodeError as failure:
        if encoding is None and (japanese := _japanese(content)):
            return japanese
        if encoding is None and b"\0" in content:
            raise _binary(name, content.count(b"\n", 0, content.index(b"\0")) + 1) from None
        raise _wrong_encoding(content, name, codec, failure, stated=encoding is not None) from None
    if "\0" in text:
        raise _binary(name, text.count("\n", 0, text.index("\0")) + 1)
    return text


def _binary(name: str, line: int) -> UsageError:
    message = _('"{name}" is not a table: line {line} contains binary data', name=name, line=line)
    return UsageError(message, hint=_SAVE_AGAIN)


def _japanese(content: bytes) -> str | None:
    """The text as Excel writes it in Japan, if it contains kana; other encodings do not look like that."""
    try:
        text = content.decode("cp932")
    except UnicodeError:
        return None
    return text if len(_KANA.findall(text)) > len(_HALF_WIDTH.findall(text)) else None


def _wrong_encoding(content: bytes, name: str, codec: str, failure: UnicodeError, *, stated: bool) -> UsageError:
    offset = failure.start if isinstance(failure, UnicodeDecodeError) else 0
    line = content.count(b"\n", 0, offset) + 1
    codec = "utf-8" if codec == "utf-8-sig" else codec
    message = _('"{name}" is not {encoding}: line {line} cannot be read', name=name, encoding=codec, line=line)
    if stated:
        return UsageError(message, hint=_("correct or remove the encoding in [table]"))
    hint = _('save it as UTF-8, or state its encoding in [table]: "cp932" for Japanese, "cp1252" for Western European')
    return UsageError(message, hint=hint)


def _declared_delimiter(text: str) -> tuple[str | None, str]:
    """The delimiter in a first line such as ``sep=;``, which Excel reads and does not show, and the text after it."""
    match = re.match(r"sep=([,;\t|])\r?\n", text)
    return (match[1], text[match.end() :]) if match else (None, text)


def _delimiter(text: str, heading_row: int) -> str:
    """The delimiter for which most of the rows have as many cells as the headings, or, if these are unknown (0), as
    most others."""

    def fit(delimiter: str) -> tuple[int, int]:
        counts: list[int] = []
        with suppress(csv.Error):
            counts.extend(len(row) for row in islice(_reader(text, delimiter), heading_row + _SAMPLE))
        wide = counts[heading_row - 1] if 0 < heading_row <= len(counts) else 0
        if heading_row == 0:
            wide = max(filter(lambda cells: cells > 1, counts), key=counts.count, default=0)
        return (counts.count(wide), wide) if wide > 1 else (0, 0)

    return max(DELIMITERS, key=fit)


def _rows(text: str, name: str, delimiter: str) -> Iterator[tuple[int, list[str | None]]]:
    number = 0
    try:
        for number, cells in enumerate(_reader(text, delimiter), 1):
            yield number, [text_cell(cell) for cell in cells]
    except csv.Error as failure:
        raise UsageError(
            _('"{name}", row {row}: invalid CSV: {why}', name=name, row=number + 1, why=cause(failure))
        ) from None


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    lines = (line[0] for line in _LINE.finditer(text))  # StringIO would take four times the memory of the text
    return csv.reader(lines, delimiter=delimiter, strict=True)
