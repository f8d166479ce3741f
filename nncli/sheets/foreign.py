"""Files that are handed in where a sheet is expected: pictures, Word documents, PDFs. They are told by their names.

What a file is stands in its first bytes; an ending may lie.
"""

import re
import zipfile
from io import BytesIO

from nncli.words import N_, _

_PICTURE, _ARCHIVE = N_("a picture"), N_("an archive of files")
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", N_("a PDF document")),
    (b"\x89PNG", _PICTURE), (b"\xff\xd8\xff", _PICTURE), (b"GIF8", _PICTURE), (b"BM", _PICTURE),
    (b"II*\0", _PICTURE), (b"MM\0*", _PICTURE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", N_("a Word, Excel or WPS document")),
    (b"{\\rtf", N_("a document with formatting (RTF)")),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE), (b"Rar!\x1a\x07", _ARCHIVE), (b"\x1f\x8b", _ARCHIVE),
)  # fmt: skip
_INSIDE: tuple[tuple[str, str], ...] = (
    ("word/", N_("a Word document")),
    ("xl/", N_("an Excel table")),
    ("ppt/", N_("a PowerPoint presentation")),
    ("content.xml", N_("a document of LibreOffice or WPS")),
)
_HTML = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)
_BOXES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")
_BINARY = 0.3  # of the first bytes: no text has so many control characters


def foreign(data: bytes) -> str | None:
    """What kind of file this is, if it is no text: `a Word document`; None where it may be a sheet."""
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning) and (beginning != b"BM" or b"\0" in data[:64]):
            return _(kind)
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:12] in _BOXES:
        return _(_PICTURE)
    if data.startswith(b"PK\x03\x04"):
        return _inside(data)
    if _HTML.match(data):
        return _("a web page")
    head = data[:2000]
    is_wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:4] == b"\0\0\xfe\xff"
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return _("a file of some program, and no text") if not is_wide and controls > _BINARY * len(head) > 4 else None


def _inside(data: bytes) -> str:
    """What a ZIP file is: a document of an office program, by the names of its parts, or an archive."""
    try:
        names = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        names = []
    return next((_(kind) for part, kind in _INSIDE if any(name.startswith(part) for name in names)), _(_ARCHIVE))
