"""Text that is not ours, made visible: nothing in a cell, a heading or a file's name reaches the terminal as a command.

The pages make it so before they are laid out; the console, which is the last door, once more for whatever is left.
Control characters become the pictures that Unicode has for them (␛ for escape), so that one column stays one column;
C1 controls, and marks that turn the direction of writing, become �. Lines and tabs stay.
"""

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def visible(text: str) -> str:
    """The text with a sign in place of each character that would steer a terminal."""
    return _UNSAFE.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "�"
