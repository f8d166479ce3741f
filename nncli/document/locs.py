"""The way to a value in a document, as data and as a person writes it: `layers[0].activation`."""

import re

from nncli.document.lines import shorten
from nncli.errors import Diagnostic, InputError
from nncli.words import _

Loc = tuple[str | int, ...]

_QUOTED = r""""[^"]*"|'[^']*'"""
_PART = re.compile(
    rf"""(?:(?:^|(?<=.)\.)(?:(?P<bare>[^.\[\]"']+)|(?P<name>{_QUOTED})))|\[(?:(?P<index>[0-9]{{1,9}})|(?P<key>{_QUOTED}))\]"""
)
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")
_PLAIN_KEY = re.compile(r"""(?!\d+$)[^.\[\]"'\s]+""")


def parse_loc(text: str) -> Loc:
    """`layers[0].activation` or `layers.0.activation` as its parts.

    A key that holds dots or brackets stands in quotes: `names["w[A,P]"]`. Raises InputError for anything else.
    """
    parts: list[str | int] = []
    at = 0
    while at < len(text) or not text:
        part = _PART.match(text, at)
        if part is None:
            message = _("'{text}' is not the way to a value: '{rest}' cannot be read")
            message = message.format(text=shorten(text), rest=shorten(text[at:]))
            raise InputError(Diagnostic("bad-path", message, None, _("write it like layers[0].activation")))
        parts.append(_part(part))
        at = part.end()
    return tuple(parts)


def _part(found: re.Match[str]) -> str | int:
    bare = found["index"] or found["bare"]
    if bare is None:
        return (found["name"] or found["key"])[1:-1]
    return int(bare) if found["index"] or _INDEX.fullmatch(bare) else bare


def show_loc(loc: Loc) -> str:
    """The way as `parse_loc` reads it; nothing for the whole document."""
    text = ""
    for part in loc:
        if isinstance(part, str) and _PLAIN_KEY.fullmatch(part):
            text += f".{part}" if text else part
        else:
            quote = "'" if isinstance(part, str) and '"' in part else '"'
            text += f"[{part}]" if isinstance(part, int) else f"[{quote}{part}{quote}]"
    return text
