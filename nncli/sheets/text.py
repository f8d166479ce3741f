"""The bytes of a sheet as text: UTF-8 or what a Chinese editor saves, without what nobody meant to write."""

import codecs
import re

from nncli.document.lines import Source, split_lines
from nncli.errors import Place
from nncli.sheets.values import Notes
from nncli.words import _

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose little-endian mark begins it
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Nothing to see, and nothing meant: marks of width 0, and those that turn the direction of writing.
_UNSEEN = re.compile("[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_REPLACED = "\ufffd"


def decoded(data: bytes, file: str, notes: Notes) -> str:
    """The text of `data`, whatever it takes; what was odd is noted."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            text = (
                data[len(mark) :].decode(encoding, "replace")
                if encoding == "utf-8"
                else data.decode(encoding, "replace")
            )
            return _cleaned(text, file, notes)
    try:
        return _cleaned(data.decode("utf-8"), file, notes)
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    # GB18030 takes nearly all bytes for some character, so a file that is mostly UTF-8 is a damaged one.
    wrong = text.count(_REPLACED)
    right = len(text) - wrong - len(text.encode("ascii", "ignore"))
    if right <= 2 * wrong:
        try:
            text = data.decode("gb18030")
            message = _("the file is not UTF-8; it is read as GB18030, the Chinese encoding of Windows")
            notes.remark("encoding", message, Place(file), _("save it as UTF-8"))
        except UnicodeDecodeError:
            pass
    return _cleaned(text, file, notes)


def _cleaned(text: str, file: str, notes: Notes) -> str:
    text = _CONTROL.sub(_REPLACED, _UNSEEN.sub("", text))
    if _REPLACED in text:
        lines = split_lines(text)
        number = next((n for n, line in enumerate(lines) if _REPLACED in line), 0)
        place = Source(file, lines).at(number, lines[number].find(_REPLACED)) if lines else Place(file)
        message = _("{count} characters of this file can be read by nobody; the first stands here")
        notes.fault("character", message.format(count=text.count(_REPLACED)), place, _("save the file as UTF-8 text"))
    return text
