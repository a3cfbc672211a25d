"""The XML of a workbook: unpacked within limits, and packed again, so that its reader sees only what has been checked.

A file from elsewhere can unpack to many times its size, or define entities that expand to it. No spreadsheet program
writes a document type or an encoding other than UTF-8, so that both are refused.
"""

import io
import re
import zlib
from codecs import getincrementaldecoder
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from commitrack.errors import UsageError
from commitrack.language import LazyString as _

MAX_BYTES = 256 * 1024**2
"""The size of the largest workbook that is unpacked: 100,000 rows take about a third of it."""

_CHUNK = 1024**2
_READ = re.compile(r"(xl/.*|_rels/.*|META-INF/manifest|content|styles|\[Content_Types\])\.(xml|rels)|mimetype")
"""The parts of a workbook with cells; pictures, macros and properties are left out."""
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)""")
_ENCODINGS = {b"utf-8", b"us-ascii", b"ascii"}


def unpacked(content: bytes, name: str) -> io.BytesIO:
    """The XML parts of a workbook in an archive that is not compressed.

    Raises UsageError for a workbook that is damaged, too large or malicious.
    """
    file = io.BytesIO()
    try:
        with ZipFile(io.BytesIO(content)) as archive, ZipFile(file, "w", ZIP_STORED) as checked:
            entries = [entry for entry in archive.infolist() if _READ.fullmatch(entry.filename)]
            if sum(entry.file_size for entry in entries) > MAX_BYTES:
                raise UsageError(
                    _('"{name}" is larger than {size} MB when unpacked', name=name, size=MAX_BYTES // 1024**2)
                )
            if any(entry.flag_bits & 1 or _is_encrypted(archive, entry) for entry in entries):
                raise protected(name)
            if len({entry.filename for entry in entries}) < len(entries):
                raise damaged(name)
            for entry in entries:
                part = archive.read(entry)
                _require_plain(part, name, entry.filename)
                checked.writestr(entry.filename, part)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise damaged(name) from None
    return file


def _is_encrypted(archive: ZipFile, entry: ZipInfo) -> bool:
    """Whether an entry is the manifest of an ODS file that lists encrypted parts."""
    return entry.filename == "META-INF/manifest.xml" and b"encryption-data" in archive.read(entry)


def _require_plain(xml: bytes, name: str, part: str) -> None:
    """Raise UsageError for XML with a document type or in an encoding in which one could be hidden."""
    if part == "mimetype":
        return
    xml = xml.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(xml[:1000])
    is_stated = declared is None or declared[1].lower() in _ENCODINGS
    if not (xml.lstrip().startswith(b"<") and b"\0" not in xml and is_stated and _is_utf8(xml)):
        raise UsageError(_('"{name}" is not read: {part} is not UTF-8', name=name, part=part), hint=_SAVE_AGAIN)
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        message = _('"{name}" is not read: {part} defines a document type, as no workbook does', name=name, part=part)
        raise UsageError(message, hint=_SAVE_AGAIN)
    try:
        ParserCreate().Parse(xml, True)  # noqa: FBT003  the reader waits for ever for the end of some elements
    except ExpatError:
        raise damaged(name) from None


def _is_utf8(xml: bytes) -> bool:
    """Whether all bytes are UTF-8; a few at a time, because a part may be large."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(xml), _CHUNK):
            decoder.decode(xml[start : start + _CHUNK], final=start + _CHUNK >= len(xml))
    except UnicodeDecodeError:
        return False
    return True


_SAVE_AGAIN = _("open it in a spreadsheet program and save it again as XLSX")


def damaged(name: str) -> UsageError:
    """The error that a workbook cannot be read."""
    return UsageError(_('"{name}" is damaged, incomplete or not a workbook', name=name), hint=_SAVE_AGAIN)


def protected(name: str) -> UsageError:
    """The error that a workbook has a password."""
    return UsageError(
        _('"{name}" is protected with a password', name=name),
        hint=_("remove the password in a spreadsheet program and save it again"),
    )
