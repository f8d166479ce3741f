"""Where a line may end: at a space, between Chinese characters, before an operator if it must; never within a name.

Rich knows spaces alone. A Chinese sentence has none, and a formula few, so it breaks them wherever the line ends.
"""

import re
from collections.abc import Callable
from typing import Any

from rich.cells import cell_len, get_character_cell_size
from rich.console import Console, ConsoleOptions
from rich.containers import Lines
from rich.measure import Measurement
from rich.style import Style
from rich.text import Text

from nncli.render.forms.safe import visible

CLOSING = "，。；：？！、）】》”’…%,.;:?!)]}"  # what no line begins with
OPENING = "（【《“‘([{"  # what no line ends with
OPERATORS = "·/"  # without spaces around them; a line may begin with one

_WHOLE_BEFORE, _WHOLE_BEHIND = re.compile(r"(?<![\d.])\d+$"), re.compile(r"/\d+(?![\d.])")


class Wrapped(Text):
    """Text that breaks where a person would break it; what would steer a terminal is made visible in it."""

    def __init__(self, text: str = "", style: str | Style = "", **how: Any) -> None:
        super().__init__(visible(text), style, **how)

    def wrap(self, console: Console, width: int, **how: Any) -> Lines:
        """The lines; a piece that is longer than a line is cut, as there is nothing else to do."""
        if how.get("no_wrap") or self.no_wrap:
            return super().wrap(console, width, **how)
        lines = Lines()
        for line in self.split(allow_blank=True):
            parts = line.divide(breaks(line.plain, width))
            for part in parts:
                part.rstrip()
            if how.get("justify"):
                parts.justify(console, width, justify=how["justify"], overflow="fold")
            lines.extend(parts)
        return lines

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """From the longest piece to the longest line."""
        lines = self.plain.splitlines() or [""]
        longest = max((cell_len(piece.rstrip()) for line in lines for piece in _pieces(line)), default=0)
        return Measurement(longest, max(map(cell_len, lines)))


def breaks(text: str, width: int) -> list[int]:
    """The offsets at which a line of `width` columns ends: as late as may be, and at operators only where it must."""
    found: list[int] = []
    used = at = 0
    for piece in _pieces(text):
        parts = [piece] if cell_len(piece.rstrip()) <= width else _pieces(piece, _at_operator)
        for part in (cut for whole in parts for cut in _cut(whole, width)):
            if used and used + cell_len(part.rstrip()) > width:
                found.append(at)
                used = 0
            used += cell_len(part)
            at += len(part)
    return found


def _cut(part: str, width: int) -> list[str]:
    """A part in itself, or, where it is longer than a line, letter by letter."""
    return [part] if cell_len(part.rstrip()) <= width else list(part)


def _pieces(text: str, may_end: Callable[[str, int], bool] | None = None) -> list[str]:
    """The text cut wherever a line may end; spaces stay with what they follow."""
    ends = [n for n in range(1, len(text)) if (may_end or _at_gap)(text, n)]
    return [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True) if a < b]


def _at_gap(text: str, n: int) -> bool:
    """Whether a line may end before the n-th character: behind a space, beside a Chinese character."""
    before, after = text[n - 1], text[n]
    if before == " " or after == " ":
        return before == " " != after
    if before in OPENING or after in CLOSING:
        return False
    return _is_wide(before) or _is_wide(after)


def _at_operator(text: str, n: int) -> bool:
    """Whether an operator stands there that a line may begin with: in a product, a quotient."""
    is_one = text.startswith("/∂", n) or (_WHOLE_BEFORE.search(text[:n]) and _WHOLE_BEHIND.match(text, n))  # ∂E/∂w, 3/4
    return text[n] in OPERATORS and text[n - 1] not in OPENING + OPERATORS and not is_one


def _is_wide(sign: str) -> bool:
    return get_character_cell_size(sign) == 2
