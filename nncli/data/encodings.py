"""The text of a table, whatever it is encoded in: UTF-8, what a byte order mark says, GBK, or Western European.

A specification is UTF-8 and nothing else; a table comes from Excel, from an instrument, from a colleague. What is not
UTF-8 is guessed by its bytes, and the guess is told.
"""

import codecs
import re

from nncli.document.reader import decoded
from nncli.words import _

_MARKS = {  # UTF-32 first: its little-endian mark begins with that of UTF-16
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
# In GB2312, the part of GBK that nearly all text is written with, both bytes of a character are high.
_GB2312 = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])*")
_LONE_HIGH_BYTES = re.compile(rb"(?:[\x00-\x7f]|[\x80-\xff](?![\x80-\xff]))*")


def table_text(content: bytes, file: str) -> tuple[str, list[str]]:
    """The text of a table, and what is to be said of how it was read; messages call it `file`.

    Raises:
        InputError: if it is text in none of the encodings.
    """
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            text = _text(content, encoding)
            return (text, [_told(file, encoding)]) if text is not None else (decoded(content, file), [])
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        for encoding, codec, form in (
            ("GBK", "gb18030", _GB2312), ("Windows-1252", "cp1252", _LONE_HIGH_BYTES), ("GBK", "gb18030", None),
        ):  # fmt: skip
            text = _text(content, codec) if form is None or form.fullmatch(content) else None
            if text is not None and "\ufffd" not in text and not _CONTROLS.search(text):
                return text, [_told(file, encoding)]
        return decoded(content, file), []  # which says where it is not UTF-8


_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]|[\ue000-\uf8ff]")


def _text(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def _told(file: str, encoding: str) -> str:
    return _("{file} is read as {encoding}").format(file=file, encoding=encoding)
