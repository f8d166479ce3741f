"""What YAML lets pass and we do not: keys given twice, merge keys, wide signs for narrow ones, odd characters."""

import re

from nncli.document.findings import Findings
from nncli.document.lines import full_width_help, shorten
from nncli.document.nodes import Frame, Node, Span
from nncli.words import _

# What YAML itself forbids, and a byte order mark in the middle.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_TIGHT_KEY = re.compile(r"[\w-]+:\S")
_WIDE_SPACES = ("\u3000", "\xa0")


def check_characters(text: str, findings: Findings) -> None:
    """Raise InputError where a character stands in the file that no text file holds."""
    if not _FORBIDDEN.search(text):
        return
    for number, line in enumerate(findings.source.lines):
        for found in _FORBIDDEN.finditer(line):
            span = Span(number, found.start(), 1)
            if found[0] == "\0":
                findings.stop("control-character", _("there is a NUL here: this is not a text file"), span)
            message = _("the character {name} may not stand in a text file").format(name=_code_point(found[0]))
            findings.report("control-character", message, span)
    findings.settle()


def is_surrogate_in(text: str) -> bool:
    """Whether an escape made half a character, which libyaml refuses and the pure parser does not."""
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def check_escapes(value: str, span: Span, findings: Findings) -> None:
    """Report a character that an escape brings in: the ESC of "\\e[2J" would reach the reader's terminal."""
    if found := _FORBIDDEN.search(value):
        message = _("an escape in these quotes makes the character {name}, which may not stand in a text")
        help = _("in single quotes '\\' is itself")
        findings.report("control-character", message.format(name=_code_point(found[0])), span, help)


def checked_key(frame: Frame, text: str, bare: bool, span: Span, findings: Findings) -> str | None:
    """The key, or None where it is reported and its value is to be dropped."""
    if bare and text == "<<":
        help = _("write out the keys that are meant")
        findings.report("merge-key", _("the merge key << is not part of YAML 1.2"), span, help)
        return None
    if bare and text.startswith(_WIDE_SPACES):
        message = _("the key '{key}' begins with a wide space").format(key=shorten(text))
        findings.report("full-width", message, span, _("indent with plain spaces"))
    known = frame.node.children.get(text)
    if known and known.key:
        message = _("'{key}' is given twice, on line {first} and on line {second}")
        message = message.format(key=shorten(text), first=known.key.line + 1, second=span.line + 1)
        findings.report("duplicate-key", message, span)
        return None
    return text


def check_lone_key(frame: Frame, span: Span, findings: Findings) -> None:
    """Report a key without a value that looks like both: a full-width colon makes no key of `rate` in `{rate：1}`."""
    if frame.key and (help := full_width_help(frame.key)):
        message = _("'{key}' is a key without a value").format(key=shorten(frame.key))
        findings.report("full-width", message, frame.key_span or span, help)


def check_lone_text(root: Node | None, findings: Findings) -> None:
    """Report a file that is one unquoted text and was meant to be keys: all its lines are like `rate:1`."""
    if root and isinstance(root.data, str) and ("：" in root.data or _TIGHT_KEY.match(root.data)):
        help = full_width_help(root.data) or _("write ':' and a space after it")
        findings.report("no-key", _("the whole file is one text, without a key"), root.span, help)


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"
